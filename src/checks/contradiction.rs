#![doc = include_str!("../../specs/checks/contradiction.md")]

use super::{Asked, Check, Found, clash, tell};
use crate::model::theory::{Assumption, Condition, Ground, GroundNorm, Period};
use crate::query::conflict::Conflict;
use crate::query::solver::Solver;

/// Clauses that apply together and cannot all be kept.
pub const CHECK: Check = Check { name: "contradiction", run };

fn run(asked: &Asked, _: &mut dyn Solver) -> Found {
    let theory = asked.words.theory;
    let mut found = Found::default();
    for (clauses, group) in clash::by_clauses(asked) {
        if clauses.len() < 2 {
            continue;
        }
        let Some(mut candidate) = clash::candidate(asked, CHECK.name, &group) else { continue };
        let (o, conflict) = group[0];
        let owed = tell::label(theory, o.clause);
        let others: Vec<usize> = clauses.iter().copied().filter(|&c| c != o.clause).collect();
        let owing: Vec<&GroundNorm> = group.iter().map(|(o, _)| *o).filter(|other| other.clause == o.clause).collect();
        let parties = tell::parties(theory, &owing);
        let whom = if parties.is_empty() { tell::bearer(o) } else { tell::list(&parties) };
        let forbidding = tell::labels(theory, &others);
        let verb = if others.len() == 1 { "forbids" } else { "together forbid" };
        let when = if conflict.always { "" } else { " in a case that can arise" };
        candidate.message =
            format!("{owed} obliges {whom} to {}, and {forbidding} {verb} it{when}", tell::act(asked, o));
        candidate
            .story
            .push(format!("whatever is done, {owed} or {forbidding} is broken; each can be kept without the other"));
        candidate.advice =
            format!("say which prevails (“Notwithstanding {forbidding}, …” in {owed}), or narrow one of the two");
        if let Some(assumption) = special(asked, o, conflict) {
            candidate.severity = candidate.severity.lower();
            candidate.assumptions.push(assumption);
        }
        found.candidates.push(candidate);
    }
    found
}

/// "Extradition shall be granted"; "extradition shall not be granted if the person is a national": a ban in the same words
/// for a special case is drafted as an exception more often than by mistake.
fn special(asked: &Asked, o: &GroundNorm, conflict: &Conflict) -> Option<Assumption> {
    let theory = asked.words.theory;
    let [p] = conflict.blockers.as_slice() else { return None };
    let p = &theory.norms[*p];
    let same_words = tell::grounds(theory, o, p).iter().all(|ground| *ground == Ground::Words);
    let at_large = o.condition == Condition::True && o.period == Period::default() && !o.throughout;
    let general = asked.in_prose(o) && at_large && p.condition != Condition::True && same_words;
    let (owes, forbids) = (tell::label(theory, o.clause), tell::label(theory, p.clause));
    general.then(|| Assumption {
        kind: "speciality",
        text: format!("the special rule ({forbids}) is not meant to displace the general one"),
        between: vec![owes, forbids],
    })
}
