#![doc = include_str!("../../specs/checks/exception-swallows-rule.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{qualifies_the_bearer, to_the_letter};
use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, Shown, tell};
use crate::clauses::Modality;
use crate::model::theory::{Condition, Except, Ground, GroundNorm, Name, Pattern, Period};
use crate::query::cells::Cell;
use crate::query::situation::situation;
use crate::query::solver::{Solver, Undecided, holds_nowhere};
use crate::query::term::{Model, Term};
use crate::query::words::{names_in, sum};

/// Nothing that a rule covers is left outside its exceptions.
pub const CHECK: Check = Check { name: "exception-swallows-rule", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let higher = Higher::new(asked);
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    for instances in asked.enacted().values() {
        match swallowed(asked, solver, &higher, instances) {
            Ok(Some(all)) if seen.insert(instances[0].clause) => found.candidates.push(told(asked, &all)),
            Ok(_) => {}
            Err((norm, why)) => found.undecided.push((vec![norm.id.clone()], why.to_string())),
        }
    }
    found
}

/// What can stand above a norm, found by its clause.
struct Higher<'a> {
    over: BTreeMap<usize, Vec<&'a GroundNorm>>,
    exemptions: Vec<&'a GroundNorm>,
}

impl<'a> Higher<'a> {
    fn new(asked: &Asked<'a>) -> Self {
        let theory = asked.words.theory;
        let mut of_clause: BTreeMap<usize, Vec<&GroundNorm>> = BTreeMap::new();
        theory.norms.iter().filter(|n| !n.partly).for_each(|n| of_clause.entry(n.clause).or_default().push(n));
        let mut over: BTreeMap<usize, Vec<&GroundNorm>> = BTreeMap::new();
        for (upper, lower) in &theory.outranks {
            over.entry(*lower).or_default().extend(of_clause.get(upper).into_iter().flatten().copied());
        }
        let exemptions = theory.norms.iter().filter(|n| n.modality == Modality::Exemption && !n.partly).collect();
        Self { over, exemptions }
    }

    /// The norms that take acts from a norm as long as it lasts.
    fn above(&self, asked: &Asked, n: &GroundNorm) -> Vec<&'a GroundNorm> {
        let words = asked.words;
        let takes = |q: &&GroundNorm| match (n.modality, q.modality) {
            (Modality::Prohibition, Modality::Permission | Modality::Obligation)
            | (Modality::Obligation, Modality::Permission) => words.outranks(q, n),
            (Modality::Obligation, Modality::Exemption) => !words.outranks(n, q),
            _ => false,
        };
        let as_long = |q: &&GroundNorm| q.after.is_empty() && q.on_breach_of.is_none() && spans(&q.period, &n.period);
        let actors = words.actors(n);
        let ranked = self.over.get(&n.clause).into_iter().flatten();
        let exempting = self.exemptions.iter().filter(|_| n.modality == Modality::Obligation);
        let all: BTreeMap<&Name, &GroundNorm> = ranked.chain(exempting).map(|q| (&q.id, *q)).collect();
        let meets = |q: &&GroundNorm| words.borne_by(q, &actors) && words.leaves.meet(&q.pattern, &n.pattern);
        all.into_values().filter(takes).filter(as_long).filter(meets).collect()
    }
}

/// Whether one period lasts as long as another in every situation.
fn spans(outer: &Period, inner: &Period) -> bool {
    (outer.lo.is_none() || outer.lo == inner.lo) && (outer.hi.is_none() || outer.hi == inner.hi)
}

/// An instance of a rule of which nothing is left, with what takes it and one act that is taken.
struct Taken<'a> {
    norm: &'a GroundNorm,
    above: Vec<&'a GroundNorm>,
    cell: Cell,
    model: Model,
}

/// Every instance, if nothing is left of any: what frees one party and not the next is asymmetric and no more.
fn swallowed<'a>(
    asked: &Asked<'a>,
    solver: &mut dyn Solver,
    higher: &Higher<'a>,
    instances: &[&'a GroundNorm],
) -> Result<Option<Vec<Taken<'a>>>, (&'a GroundNorm, Undecided)> {
    let mut all = Vec::new();
    for norm in instances {
        let above = higher.above(asked, norm);
        // An exception that names neither an act nor a case is one whose words were not understood.
        let bare = |e: &Except| e.pattern == Pattern::default() && e.condition == Condition::True;
        if norm.exceptions.is_empty() && above.is_empty() || norm.exceptions.iter().any(bare) {
            return Ok(None);
        }
        match taken(asked, solver, norm, above) {
            Ok(Some(one)) => all.push(one),
            Ok(None) => return Ok(None),
            Err(why) => return Err((norm, why)),
        }
    }
    let taken_at_their_word = |one: &Taken| {
        let mut all = one.above.iter().copied().chain([one.norm]);
        let of_acts = (0..one.norm.exceptions.len()).all(|at| !qualifies_the_bearer(asked, one.norm, at));
        of_acts && all.all(|n| to_the_letter(asked, n))
    };
    Ok(Some(all).filter(|all| all.iter().all(taken_at_their_word)))
}

fn taken<'a>(
    asked: &Asked<'a>,
    solver: &mut dyn Solver,
    norm: &'a GroundNorm,
    above: Vec<&'a GroundNorm>,
) -> Result<Option<Taken<'a>>, Undecided> {
    let words = asked.words;
    let all = above.iter().copied().chain([norm]);
    let patterns: Vec<&Pattern> =
        all.flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern])).collect();
    let too_many = || Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned());
    let cells = words.leaves.cells(&norm.pattern, &patterns).ok_or_else(too_many)?;
    let touched = |cell: &Cell| {
        norm.exceptions.iter().any(|e| words.leaves.contains(&e.pattern, cell))
            || above.iter().any(|q| words.leaves.contains(&q.pattern, cell))
    };
    // An act that no exception and no higher norm speaks of is left without a question.
    let Some(cell) = cells.first().filter(|_| cells.iter().all(touched)) else { return Ok(None) };
    solver.comment(&format!("{}: is any act left outside what takes its acts?", words.named(norm)));
    let left = |above: &[&GroundNorm]| {
        let reached = |q: &&&GroundNorm, cell: &Cell| words.leaves.contains(&q.pattern, cell);
        Term::any(cells.iter().map(|cell| {
            let by_higher = above.iter().filter(|q| reached(q, cell)).map(|q| words.reaches(q, cell));
            Term::not(Term::any(by_higher.chain([words.excepted(norm, cell)])))
        }))
    };
    let mut none_left =
        |above: &[&GroundNorm]| holds_nowhere(solver, &Term::all([words.applies(norm), left(above)]), &[]);
    if !none_left(&above)? {
        return Ok(None);
    }
    let mut needed = above;
    for q in needed.clone() {
        let rest: Vec<&GroundNorm> = needed.iter().copied().filter(|other| other.id != q.id).collect();
        if none_left(&rest)? {
            needed = rest;
        }
    }
    // Of a duty whose time is over before it begins nothing was left in the first place.
    let (lo, hi) = (norm.period.lo.as_ref().map(sum), norm.period.hi.as_ref().map(sum));
    let open = lo.zip(hi).map(|(lo, hi)| Term::le(&lo, &hi));
    let applies = Term::all(open.into_iter().chain([words.applies(norm)]));
    solver.push();
    solver.assert(&applies);
    let model = situation(words, solver, asked.axioms, &[&applies], &[], &[]);
    solver.pop();
    Ok(model?.map(|model| Taken { norm, above: needed, cell: cell.clone(), model }))
}

fn told(asked: &Asked, all: &[Taken]) -> Candidate {
    let theory = asked.words.theory;
    let Taken { norm, cell, model, .. } = &all[0];
    let label = tell::label(theory, norm.clause);
    let higher: Vec<&GroundNorm> = all.iter().flat_map(|one| one.above.iter().copied()).collect();
    let over = tell::labels(theory, &tell::clauses(&higher));
    let verb = match norm.modality {
        Modality::Obligation => "demands",
        Modality::Prohibition => "forbids",
        _ => "permits",
    };
    let message = if higher.is_empty() {
        format!("nothing that {label} {verb} is left outside its exceptions")
    } else if norm.modality == Modality::Prohibition {
        format!("nothing that {label} forbids is left: {over}, which goes before it, allows all of it")
    } else {
        format!("nothing that {label} demands is left: {over} releases from all of it")
    };
    let deed = cell.deed(asked.words.actors(norm), 0);
    let instances: Vec<&GroundNorm> = all.iter().map(|one| one.norm).collect();
    let norms: BTreeSet<Name> = instances.iter().chain(&higher).map(|n| n.id.clone()).collect();
    let grounds = grounds(asked, all);
    let shown = Shown {
        role: "complies".to_owned(),
        note: "what the rule speaks of".to_owned(),
        norms: vec![norm.id.clone()],
        breaches: Vec::new(),
        acts: if norm.modality == Modality::Prohibition && norm.on_breach_of.is_none() {
            vec![deed.clone()]
        } else {
            Vec::new()
        },
    };
    let nothing_left = |one: &Taken| Exhaustion::NothingLeft {
        norm: one.norm.id.clone(),
        above: one.above.iter().map(|q| q.id.clone()).collect(),
    };
    Candidate {
        check: CHECK.name,
        severity: Severity::Error,
        message,
        norms: norms.into_iter().collect(),
        declared: tell::declarations(theory, &grounds, &[]),
        parties: tell::parties(theory, &instances),
        situation: tell::situation(theory, model),
        shown: vec![shown],
        exhaustion: Some(Exhaustion::Every { of: all.iter().map(nothing_left).collect() }),
        grounds,
        story: vec![format!(
            "whatever falls under the rule is taken out of it again: {}, for instance",
            tell::deed(&deed)
        )],
        advice: "strike the rule, or say what it is to cover that is not excepted".to_owned(),
        ..Candidate::default()
    }
}

/// What says that the acts of the rule are those of its exceptions, and that these apply.
fn grounds(asked: &Asked, all: &[Taken]) -> Vec<Ground> {
    let theory = asked.words.theory;
    let mut out: BTreeSet<Ground> = BTreeSet::new();
    for Taken { norm, above, .. } in all {
        let of_pattern = |pattern: &Pattern| GroundNorm { pattern: pattern.clone(), ..(*norm).clone() };
        out.extend(norm.exceptions.iter().flat_map(|e| tell::grounds(theory, norm, &of_pattern(&e.pattern))));
        out.extend(above.iter().flat_map(|q| tell::grounds(theory, norm, q)));
        let conditions = norm.exceptions.iter().map(|e| &e.condition).chain([&norm.condition]);
        out.extend(conditions.flat_map(|c| known(asked, c)));
    }
    out.remove(&Ground::Words);
    out.into_iter().collect()
}

/// What facts say of the circumstances of a condition.
pub fn known(asked: &Asked, condition: &Condition) -> Vec<Ground> {
    let (mut flags, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    names_in(condition, &mut flags, &mut numbers);
    let circumstances = &asked.words.theory.circumstances;
    flags.iter().filter_map(|f| circumstances.get(f)?.known.clone()).map(|(_, ground)| ground).collect()
}
