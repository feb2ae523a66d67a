#![doc = include_str!("../../specs/checks/vacuous-clause.md")]

use std::collections::BTreeSet;

use super::exception_swallows_rule::known;
use super::wording::to_the_letter;
use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, tell};
use crate::clauses::Modality;
use crate::model::theory::{Condition, Extent, Ground, GroundNorm, Name};
use crate::query::situation::situation;
use crate::query::solver::{Answer, Solver, Undecided, holds_nowhere, minimal_core};
use crate::query::term::Term;
use crate::query::words::{axiom_flag, condition, sum};

/// A clause, or an exception, that applies in no admissible situation.
pub const CHECK: Check = Check { name: "vacuous-clause", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let mut found = Found::default();
    let mut seen: BTreeSet<(usize, String)> = BTreeSet::new();
    for instances in asked.enacted().values() {
        match vacuous(asked, solver, instances) {
            Ok(candidates) if candidates.is_empty() || !to_the_letter(asked, instances[0]) => {}
            Ok(candidates) => {
                let new = candidates.into_iter().filter(|c| seen.insert((instances[0].clause, c.message.clone())));
                found.candidates.extend(new);
            }
            Err(why) => found.undecided.push((vec![instances[0].id.clone()], why.to_string())),
        }
    }
    found
}

/// What never plays a part in any instance of a norm: the norm, or else some of its exceptions.
fn vacuous(asked: &Asked, solver: &mut dyn Solver, instances: &[&GroundNorm]) -> Result<Vec<Candidate>, Undecided> {
    let never = |norm: &GroundNorm, exception| Exhaustion::Never { norm: norm.id.clone(), exception };
    if all(instances, &mut |n| impossible(solver, &asked.words.applies(n)))? {
        let claims = instances.iter().map(|n| never(n, None)).collect();
        let grounds = instances.iter().flat_map(|n| known(asked, &n.condition)).collect();
        return Ok(told(asked, solver, instances, claims, grounds, "its condition can never be fulfilled")?
            .into_iter()
            .collect());
    }
    if let Some((claims, grounds)) = closed(asked, solver, instances)? {
        let grounds = grounds.into_iter().collect();
        return Ok(told(asked, solver, instances, claims, grounds, "its time is over before it begins")?
            .into_iter()
            .collect());
    }
    let mut out = Vec::new();
    let most = instances.iter().map(|n| n.exceptions.len()).min().unwrap_or_default();
    for at in 0..most {
        if all(instances, &mut |n| takes_nothing(asked, solver, n, at))? {
            let claims = instances.iter().map(|n| never(n, Some(at))).collect();
            let grounds: Vec<Ground> = instances.iter().flat_map(|n| of_exception(asked, n, at)).collect();
            // That none is at home at a water is reckoned from all facts together, and no single one says it.
            let by_no_fact = |n: &&GroundNorm| n.exceptions[at].condition == Condition::Any(Vec::new());
            if grounds.is_empty() && instances.iter().all(by_no_fact) {
                continue;
            }
            let why = format!("its exception takes nothing out: “{}”", instances[0].exceptions[at].text.trim());
            out.extend(told(asked, solver, instances, claims, grounds.into_iter().collect(), &why)?);
        }
    }
    Ok(out)
}

/// Whether something is so of all, the first that it is not so of ending the questions.
fn all(
    instances: &[&GroundNorm],
    is_so: &mut dyn FnMut(&GroundNorm) -> Result<bool, Undecided>,
) -> Result<bool, Undecided> {
    for norm in instances {
        if !is_so(norm)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether terms about circumstances hold together in no situation. Where nothing is said of any, no question is asked.
fn impossible(solver: &mut dyn Solver, whole: &Term) -> Result<bool, Undecided> {
    if let Term::Truth(truth) = whole {
        return Ok(!truth);
    }
    solver.comment("can this condition be fulfilled?");
    holds_nowhere(solver, whole, &[])
}

/// Whether an exception takes none of the acts of its norm while the norm applies.
fn takes_nothing(asked: &Asked, solver: &mut dyn Solver, norm: &GroundNorm, at: usize) -> Result<bool, Undecided> {
    let (words, exception) = (asked.words, &norm.exceptions[at]);
    let too_many = || Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned());
    let cells = words.leaves.cells(&norm.pattern, &[&exception.pattern]).ok_or_else(too_many)?;
    // Of what there is none, nothing can be taken: that is another defect.
    if cells.is_empty() {
        return Ok(false);
    }
    let taken = cells.iter().any(|cell| words.leaves.contains(&exception.pattern, cell));
    Ok(!taken || impossible(solver, &Term::all([words.applies(norm), condition(&exception.condition)]))?)
}

/// What says that an exception takes nothing: that there is no such thing, or that its condition is not fulfilled.
fn of_exception(asked: &Asked, norm: &GroundNorm, at: usize) -> Vec<Ground> {
    let exception = &norm.exceptions[at];
    let taxonomies = &asked.words.theory.taxonomies;
    let empty = |(slot, extent): (&crate::norms::Slot, &Extent)| match (extent, taxonomies.get(slot)) {
        (Extent::Of(names), Some(taxonomy)) => {
            names.iter().filter_map(|n| taxonomy.nodes.get(n)?.empty.clone()).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    let of_things = exception.pattern.slots.iter().flat_map(empty);
    of_things.chain(known(asked, &exception.condition)).filter(|g| *g != Ground::Words).collect()
}

type Claims = (Vec<Exhaustion>, Vec<Ground>);

/// For what forbids or permits: its period is over before it begins, in every situation. Of a duty that is
/// `unsatisfiable-obligation`.
fn closed(asked: &Asked, solver: &mut dyn Solver, instances: &[&GroundNorm]) -> Result<Option<Claims>, Undecided> {
    let mut claims = Vec::new();
    let mut grounds = Vec::new();
    for norm in instances {
        let (Some(lo), Some(hi)) = (&norm.period.lo, &norm.period.hi) else { return Ok(None) };
        if norm.modality == Modality::Obligation {
            return Ok(None);
        }
        solver.comment(&format!("{}: is there a day in its time?", asked.words.named(norm)));
        solver.push();
        solver.assert(&Term::le(&sum(lo), &sum(hi)));
        let needed = match solver.check(asked.axioms) {
            Answer::Sat(_) => Ok(None),
            Answer::Unknown(why) => Err(Undecided::Unknown(why)),
            Answer::Unsat(_) => minimal_core(solver, asked.axioms).map(Some),
        };
        solver.pop();
        let Some(needed) = needed? else { return Ok(None) };
        let theory = asked.words.theory;
        let rows = || theory.axioms.iter().filter(|a| needed.contains(&axiom_flag(&a.id)));
        grounds.extend(rows().map(|a| a.ground.clone()).filter(|g| *g != Ground::Words));
        let axioms: Vec<Name> = rows().map(|a| a.id.clone()).collect();
        claims.push(Exhaustion::Closed { norm: norm.id.clone(), axioms });
    }
    Ok(Some((claims, grounds)))
}

/// The finding, unless nothing is admissible at all, which is no defect of this clause.
fn told(
    asked: &Asked,
    solver: &mut dyn Solver,
    instances: &[&GroundNorm],
    claims: Vec<Exhaustion>,
    grounds: BTreeSet<Ground>,
    why: &str,
) -> Result<Option<Candidate>, Undecided> {
    let theory = asked.words.theory;
    let Some(model) = situation(asked.words, solver, asked.axioms, &[], &[], &[])? else { return Ok(None) };
    let grounds: Vec<Ground> = grounds.into_iter().collect();
    let norm = instances[0];
    let label = tell::label(theory, norm.clause);
    let verb = match norm.modality {
        Modality::Obligation => "obliges nobody to",
        Modality::Prohibition => "forbids nobody to",
        Modality::Permission => "permits nobody to",
        Modality::Exemption => "frees nobody from",
    };
    let idle = matches!(claims.first(), Some(Exhaustion::Never { exception: Some(_), .. }));
    let (message, story, advice) = if idle {
        (
            format!("{label}: {why}"),
            "with the exception or without it, the rule covers the same acts".to_owned(),
            "strike the exception, or say what it is to free",
        )
    } else {
        (
            format!("{label} {verb} {}: {why}", tell::act(asked, norm)),
            "with the clause or without it, everybody may and must do the same".to_owned(),
            "strike the clause, or mend its condition or its dates",
        )
    };
    Ok(Some(Candidate {
        check: CHECK.name,
        severity: Severity::Warning,
        message,
        norms: instances.iter().map(|n| n.id.clone()).collect(),
        declared: tell::declarations(theory, &grounds, &[]),
        parties: tell::parties(theory, instances),
        situation: tell::situation(theory, &model),
        exhaustion: Some(Exhaustion::Every { of: claims }),
        grounds,
        story: vec![story],
        advice: advice.to_owned(),
        ..Candidate::default()
    }))
}
