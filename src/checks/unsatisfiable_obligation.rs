#![doc = include_str!("../../specs/checks/unsatisfiable-obligation.md")]

use super::{Asked, Check, Found, clash, tell};
use crate::model::theory::GroundNorm;
use crate::query::solver::Solver;

/// One clause that nobody can comply with.
pub const CHECK: Check = Check { name: "unsatisfiable-obligation", run };

fn run(asked: &Asked, _: &mut dyn Solver) -> Found {
    let theory = asked.words.theory;
    let mut found = Found::default();
    for (clauses, group) in clash::by_clauses(asked) {
        let [clause] = clauses.as_slice() else { continue };
        let Some(mut candidate) = clash::candidate(asked, CHECK.name, &group) else { continue };
        let (o, conflict) = group[0];
        let whom = tell::list(&candidate.parties);
        candidate.message =
            format!("nobody can do what {} asks of {whom}: to {}", tell::label(theory, *clause), tell::act(asked, o));
        candidate.story.insert(0, why(asked, o, conflict.blockers.is_empty()));
        candidate.advice = "correct the period, the number or the place that leaves nothing to be done".to_owned();
        found.candidates.push(candidate);
    }
    found
}

fn why(asked: &Asked, o: &GroundNorm, by_itself: bool) -> String {
    let window = &asked.text_of(o).window.text;
    let closes = o.period.lo.is_some() && o.period.hi.is_some() && by_itself;
    let first = o.period.lo.as_ref().filter(|lo| lo.terms.is_empty()).map(|lo| lo.constant);
    let series = |day: &crate::model::theory::Day| day.terms.keys().any(|n| n.starts_with(crate::norms::BEGINNING));
    if closes && o.period.lo.as_ref().is_some_and(series) {
        format!("so many, with so much time between them, do not fit into it (“{}”)", window.join("; "))
    } else if closes && first.is_some_and(|day| day <= 24) {
        format!("no calendar has the day that it names (“{}”)", window.join("; "))
    } else if closes && !window.is_empty() {
        format!("the time allowed (“{}”) ends before it begins", window.join("; "))
    } else if by_itself {
        "there is nothing that answers to its words: no such thing, place or number".to_owned()
    } else {
        "what it demands it forbids in the same breath".to_owned()
    }
}
