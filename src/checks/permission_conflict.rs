#![doc = include_str!("../../specs/checks/permission-conflict.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, Shown, tell};
use crate::clauses::Modality;
use crate::model::theory::{Assumption, Bearers, Condition, GroundNorm, Name};
use crate::norms::Slot;
use crate::query::cells::Cell;
use crate::query::situation::situation;
use crate::query::solver::{Solver, Undecided, holds_nowhere};
use crate::query::term::{Sum, Term};

/// An act that one clause permits and another forbids, neither yielding.
pub const CHECK: Check = Check { name: "permission-conflict", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let norms = &asked.words.theory.norms;
    let mut found = Found::default();
    let mut groups: BTreeMap<(usize, usize), Vec<Candidate>> = BTreeMap::new();
    for q in norms.iter().filter(|q| q.modality == Modality::Permission) {
        let near = asked.words.of_like_kind(&q.pattern).into_iter().map(|index| &norms[index]);
        for p in near.filter(|p| p.modality == Modality::Prohibition && may_clash(asked, q, p)) {
            solver.comment(&format!(
                "{} permits, {} forbids: is there such an act?",
                asked.words.named(q),
                asked.words.named(p)
            ));
            match clash(asked, solver, q, p) {
                Ok(Some(candidate)) => groups.entry((q.clause, p.clause)).or_default().push(candidate),
                Ok(None) => {}
                Err(why) => found.undecided.push((vec![q.id.clone(), p.id.clone()], why.to_string())),
            }
        }
    }
    for (_, mut group) in groups {
        group.sort_by_key(|c| (!c.assumptions.is_empty(), std::cmp::Reverse(c.severity)));
        let parties: BTreeSet<Name> = group.iter().flat_map(|c| c.parties.iter().cloned()).collect();
        if let Some(mut first) = group.into_iter().next() {
            first.parties = parties.into_iter().collect();
            found.candidates.push(first);
        }
    }
    found
}

/// Different clauses, no rank between them, one bearer, patterns that meet.
fn may_clash(asked: &Asked, q: &GroundNorm, p: &GroundNorm) -> bool {
    let words = asked.words;
    // Of a clause that was read in part nobody knows what it permits or forbids; `unread-clause` reports it.
    !q.partly
        && !p.partly
        && q.clause != p.clause
        && q.on_breach_of.is_none()
        && p.on_breach_of.is_none()
        && p.after.is_empty()
        && !words.outranks(q, p)
        && !words.outranks(p, q)
        && words.borne_by(p, &actors(asked, q, p))
        && words.leaves.meet(&q.pattern, &p.pattern)
}

/// Who acts: the bearers of the permission, or of the prohibition where the permission leaves it open.
fn actors(asked: &Asked, q: &GroundNorm, p: &GroundNorm) -> BTreeSet<Name> {
    if q.bearers == Bearers::Everybody { asked.words.actors(p) } else { asked.words.actors(q) }
}

fn clash(
    asked: &Asked,
    solver: &mut dyn Solver,
    q: &GroundNorm,
    p: &GroundNorm,
) -> Result<Option<Candidate>, Undecided> {
    let words = asked.words;
    let who = actors(asked, q, p);
    let lifters = words.lifters(&[p], &who);
    let patterns: Vec<_> = lifters
        .iter()
        .copied()
        .chain([p, q])
        .flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern]))
        .collect();
    let too_many = || Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned());
    let cells = words.leaves.cells(&q.pattern, &patterns).ok_or_else(too_many)?;
    let day = Sum::of("day");
    let permitted =
        |cell: &Cell| Term::all([words.applies(q), words.in_period(q, &day), Term::not(words.excepted(q, cell))]);
    for cell in cells.iter().filter(|c| words.leaves.contains(&p.pattern, c)) {
        solver.push();
        let lifted = words.lifted_after_a_breach(p, &who, cell, &day);
        let clash = Term::all([permitted(cell), words.forbids(p, &who, cell, &day), Term::not(lifted)]);
        solver.assert(&clash);
        let model = situation(words, solver, asked.axioms, &[&clash], &[], &["day".to_owned()]);
        solver.pop();
        let Some(model) = model? else { continue };
        let always =
            dead(asked, solver, &cells, &|c| Term::all([permitted(c), Term::not(words.forbids(p, &who, c, &day))]))?;
        let deed = cell.deed(who.clone(), model.number("day"));
        let shown = Shown {
            role: "breached".to_owned(),
            note: tell::deed(&deed),
            norms: vec![p.id.clone()],
            breaches: vec![p.id.clone()],
            acts: vec![deed],
        };
        let permitted = Exhaustion::Permitted { permission: q.id.clone(), deed: shown.acts[0].clone() };
        let candidate = Candidate {
            shown: vec![shown],
            exhaustion: Some(permitted),
            situation: tell::situation(words.theory, &model),
            ..told(asked, q, p, always)
        };
        return Ok(Some(candidate));
    }
    Ok(None)
}

/// True if every act of the permission is forbidden whenever it applies.
fn dead(
    asked: &Asked,
    solver: &mut dyn Solver,
    cells: &[Cell],
    free: &dyn Fn(&Cell) -> Term,
) -> Result<bool, Undecided> {
    holds_nowhere(solver, &Term::any(cells.iter().map(free)), asked.axioms)
}

fn told(asked: &Asked, q: &GroundNorm, p: &GroundNorm, always: bool) -> Candidate {
    let theory = asked.words.theory;
    let (permits, forbids) = (tell::label(theory, q.clause), tell::label(theory, p.clause));
    let grounds = tell::grounds(theory, q, p);
    let mut severity = if always { Severity::Error } else { Severity::Warning };
    let assumption = speciality(asked, q, p, always);
    if assumption.is_some() {
        severity = severity.lower();
    }
    let extent = if always { "" } else { " in some cases" };
    Candidate {
        check: CHECK.name,
        severity,
        message: format!(
            "{permits} permits {} to {}, and {forbids} forbids it{extent}",
            tell::bearer(q),
            tell::act(asked, q)
        ),
        norms: vec![q.id.clone(), p.id.clone()],
        declared: tell::declarations(theory, &grounds, &[]),
        parties: tell::parties(theory, &[q, p]),
        grounds,
        assumptions: assumption.into_iter().collect(),
        story: vec![format!(
            "who does as {permits} permits, breaks {forbids}; neither says that it yields to the other"
        )],
        advice: format!(
            "say which prevails: “Notwithstanding {forbids}, …” in {permits}, or “Subject to {forbids}, …”"
        ),
        ..Candidate::default()
    }
}

/// One pattern strictly contains the other; or, in prose, only one of the two clauses is for a case or a manner of its own,
/// and the permission is no dead letter.
fn speciality(asked: &Asked, q: &GroundNorm, p: &GroundNorm, dead: bool) -> Option<Assumption> {
    let within = |a: &GroundNorm, b: &GroundNorm| asked.words.leaves.within(&a.pattern, &b.pattern);
    let for_a_case = |n: &GroundNorm| n.condition != Condition::True;
    let told_how = |n: &GroundNorm| n.pattern.slots.contains_key(&Slot::Manner);
    let (narrow, wide) = (within(q, p), within(p, q));
    let in_words = asked.in_prose(q) && !dead && (for_a_case(q) || for_a_case(p) || told_how(q) != told_how(p));
    if narrow == wide && !in_words {
        return None;
    }
    let q_is_special = if narrow == wide { for_a_case(q) || told_how(q) && !for_a_case(p) } else { narrow };
    let (permits, forbids) = (tell::label(asked.words.theory, q.clause), tell::label(asked.words.theory, p.clause));
    let special = if q_is_special { &permits } else { &forbids };
    let text = format!("the special rule ({special}) is not meant to displace the general one");
    Some(Assumption { kind: "speciality", text, between: vec![permits, forbids] })
}
