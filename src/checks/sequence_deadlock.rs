#![doc = include_str!("../../specs/checks/sequence-deadlock.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, Shown, tell};
use crate::clauses::Modality;
use crate::model::theory::{GroundNorm, Pattern};
use crate::query::situation::situation;
use crate::query::solver::{Solver, Undecided};
use crate::query::term::Term;

/// Duties that wait for one another in a ring.
pub const CHECK: Check = Check { name: "sequence-deadlock", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let norms: Vec<&GroundNorm> =
        asked.words.theory.norms.iter().filter(|n| n.modality == Modality::Obligation).collect();
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    for ring in rings(asked, &norms) {
        let members: Vec<&GroundNorm> = ring.iter().map(|&i| norms[i]).collect();
        let clauses = tell::clauses(&members);
        if !seen.insert(clauses) {
            continue;
        }
        solver.comment(&format!(
            "{} wait for one another: can all apply together?",
            tell::list(&members.iter().map(|n| asked.words.named(n)).collect::<Vec<_>>())
        ));
        match together(asked, solver, &members) {
            Ok(Some(candidate)) => found.candidates.push(candidate),
            Ok(None) => {}
            Err(why) => found.undecided.push((members.iter().map(|n| n.id.clone()).collect(), why.to_string())),
        }
    }
    found
}

/// Whether performing a duty is, or may be, the act that is waited for.
fn performs(asked: &Asked, o: &GroundNorm, wait: &Pattern) -> bool {
    asked.words.leaves.meet(wait, &o.pattern)
}

/// Strongly connected components of the wait graph among duties that never fall due, each in the order of waiting.
fn rings(asked: &Asked, norms: &[&GroundNorm]) -> Vec<Vec<usize>> {
    let place: BTreeMap<&str, usize> = norms.iter().enumerate().map(|(i, n)| (n.id.as_str(), i)).collect();
    let waits_for = |i: usize, wait: &Pattern| -> Vec<usize> {
        let near = asked.words.of_like_kind(wait).into_iter();
        let owed = near.filter_map(|index| place.get(asked.words.theory.norms[index].id.as_str()).copied());
        owed.filter(|&j| j != i && performs(asked, norms[j], wait)).collect()
    };
    let mut due: BTreeSet<usize> = BTreeSet::new();
    loop {
        let next: Vec<usize> = (0..norms.len())
            .filter(|i| !due.contains(i))
            .filter(|&i| {
                norms[i].after.iter().all(|wait| {
                    let by = waits_for(i, wait);
                    by.is_empty() || by.iter().any(|j| due.contains(j))
                })
            })
            .collect();
        if next.is_empty() {
            break;
        }
        due.extend(next);
    }
    let stuck: Vec<usize> = (0..norms.len()).filter(|i| !due.contains(i)).collect();
    let steps = |i: usize| -> Vec<usize> {
        norms[i].after.iter().flat_map(|w| waits_for(i, w)).filter(|j| !due.contains(j)).collect()
    };
    stuck.iter().filter_map(|&start| ring_from(start, &steps)).collect()
}

/// A shortest way from a duty back to itself along what it waits for.
fn ring_from(start: usize, steps: &dyn Fn(usize) -> Vec<usize>) -> Option<Vec<usize>> {
    let mut paths = std::collections::VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::from([start]);
    while let Some(path) = paths.pop_front() {
        let last = *path.last()?;
        for next in steps(last) {
            if next == start {
                return Some(path);
            }
            if seen.insert(next) {
                let mut longer = path.clone();
                longer.push(next);
                paths.push_back(longer);
            }
        }
    }
    None
}

fn together(asked: &Asked, solver: &mut dyn Solver, members: &[&GroundNorm]) -> Result<Option<Candidate>, Undecided> {
    let theory = asked.words.theory;
    solver.push();
    let all_apply = Term::all(members.iter().map(|n| asked.words.applies(n)));
    solver.assert(&all_apply);
    let model = situation(asked.words, solver, asked.axioms, &[&all_apply], &[], &[]);
    solver.pop();
    let Some(model) = model? else { return Ok(None) };
    let ids: Vec<String> = members.iter().map(|n| n.id.clone()).collect();
    let order: Vec<String> = members.iter().map(|n| tell::label(theory, n.clause)).collect();
    let note = "nobody does anything, and nobody is in breach".to_owned();
    let shown = Shown { role: "complies".to_owned(), note, norms: ids.clone(), breaches: Vec::new(), acts: Vec::new() };
    let first = order.first().cloned().unwrap_or_default();
    let mut story: Vec<String> = members
        .iter()
        .zip(order.iter().cycle().skip(1))
        .map(|(n, next)| {
            format!("{} is due from {} only after what {next} demands", tell::label(theory, n.clause), tell::bearer(n))
        })
        .collect();
    story.push("so nothing ever falls due, and all may wait for ever without breaking a word".to_owned());
    Ok(Some(Candidate {
        check: CHECK.name,
        severity: Severity::Error,
        message: match tell::clauses(members).as_slice() {
            [one] => {
                let each: Vec<String> = members.iter().map(|n| tell::bearer(n)).collect();
                let (label, each) = (tell::label(theory, *one), tell::list(&each));
                format!("{label} makes {each} wait for one another: none of these duties can ever fall due")
            }
            _ => format!("{} wait for one another: none of these duties can ever fall due", tell::list(&order)),
        },
        norms: ids.clone(),
        parties: tell::parties(theory, members),
        situation: tell::situation(theory, &model),
        shown: vec![shown],
        exhaustion: Some(Exhaustion::Ring { norms: ids }),
        story,
        advice: format!(
            "give one of them a date of its own, for instance in {first}: “within … days after the entry into force”"
        ),
        ..Candidate::default()
    }))
}
