#![doc = include_str!("../../specs/checks/contradiction.md")]

use super::{Asked, Check, Found, clash, tell};
use crate::model::theory::GroundNorm;
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
        found.candidates.push(candidate);
    }
    found
}
