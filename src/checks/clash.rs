//! What `contradiction` and `unsatisfiable-obligation` share: a conflict of the query, told and backed with evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Candidate, Exhaustion, Severity, Shown, tell};
use crate::model::theory::{Deed, Ground, GroundNorm};
use crate::query::conflict::Conflict;

/// An obligation, and one of its conflicts.
pub type Clash<'a> = (&'a GroundNorm, &'a Conflict);

/// Conflicts by the set of clauses that they rest on; of several for different parties the gravest stands for all.
pub fn by_clauses<'a>(asked: &'a Asked) -> Vec<(Vec<usize>, Vec<Clash<'a>>)> {
    let norms = &asked.words.theory.norms;
    let mut out: BTreeMap<Vec<usize>, Vec<Clash>> = BTreeMap::new();
    for (index, conflicts) in asked.conflicts {
        for conflict in conflicts {
            let o = &norms[*index];
            let all: Vec<&GroundNorm> =
                std::iter::once(o).chain(conflict.blockers.iter().map(|&p| &norms[p])).collect();
            out.entry(tell::clauses(&all)).or_default().push((o, conflict));
        }
    }
    for group in out.values_mut() {
        group.sort_by_key(|(_, c)| !c.always);
    }
    out.into_iter().collect()
}

/// The candidate for one conflict; message, story and advice are the check's own.
pub fn candidate(asked: &Asked, check: &'static str, group: &[Clash]) -> Option<Candidate> {
    let theory = asked.words.theory;
    let (o, conflict) = group.first()?;
    let blockers: Vec<&GroundNorm> = conflict.blockers.iter().map(|&p| &theory.norms[p]).collect();
    let situation = tell::situation(theory, &conflict.model);
    let all: Vec<&GroundNorm> = std::iter::once(*o).chain(blockers.iter().copied()).collect();
    let mut grounds: BTreeSet<Ground> = blockers.iter().flat_map(|p| tell::grounds(theory, o, p)).collect();
    grounds.extend(emptiness(asked, o));
    grounds.extend(theory.axioms.iter().filter(|a| conflict.axioms.contains(&a.id)).map(|a| a.ground.clone()));
    grounds.remove(&Ground::Words);
    let grounds: Vec<Ground> = grounds.into_iter().collect();
    let concerned: Vec<&GroundNorm> = group
        .iter()
        .flat_map(|(o, c)| std::iter::once(*o).chain(c.blockers.iter().map(|&p| &theory.norms[p])))
        .collect();
    Some(Candidate {
        check,
        severity: if conflict.always { Severity::Error } else { Severity::Warning },
        norms: all.iter().map(|n| n.id.clone()).collect(),
        declared: tell::declarations(theory, &grounds, &[]),
        parties: tell::parties(theory, &concerned),
        shown: evidence(asked, o, &blockers, conflict),
        exhaustion: Some(Exhaustion::NoDischarge {
            obligation: o.id.clone(),
            blockers: blockers.iter().map(|p| p.id.clone()).collect(),
        }),
        story: if conflict.always { Vec::new() } else { tell::suppositions(theory, &all, &situation) },
        situation,
        grounds,
        ..Candidate::default()
    })
}

/// What says that nothing falls under the obligation's own words.
fn emptiness(asked: &Asked, o: &GroundNorm) -> Vec<Ground> {
    let node = |slot, name: &String| {
        asked.words.theory.taxonomies.get(slot).and_then(|t| t.nodes.get(name)).and_then(|n| n.empty.clone())
    };
    let extents = o.pattern.slots.iter().flat_map(|(slot, extent)| match extent {
        crate::model::theory::Extent::Of(names) => names.iter().filter_map(|n| node(slot, n)).collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    extents.collect()
}

/// For each member, a behaviour that keeps all the others: nobody acts, which breaks no prohibition; or the act that
/// the one prohibition left out would have forbidden.
fn evidence(asked: &Asked, o: &GroundNorm, blockers: &[&GroundNorm], conflict: &Conflict) -> Vec<Shown> {
    let actors = asked.words.actors(o);
    let ids = |list: &[&GroundNorm]| list.iter().map(|n| n.id.clone()).collect::<Vec<_>>();
    let mut out = Vec::new();
    if !blockers.is_empty() {
        let note = tell::label(asked.words.theory, o.clause);
        out.push(Shown {
            role: "without".to_owned(),
            note,
            norms: ids(blockers),
            breaches: Vec::new(),
            acts: Vec::new(),
        });
    }
    for (without, strategy) in &conflict.freed {
        let left_out = &asked.words.theory.norms[*without];
        let acts: Vec<Deed> = strategy.iter().map(|(cell, day)| cell.deed(actors.clone(), *day)).collect();
        let kept: Vec<&GroundNorm> =
            std::iter::once(o).chain(blockers.iter().copied().filter(|p| p.id != left_out.id)).collect();
        let note = tell::label(asked.words.theory, left_out.clause);
        out.push(Shown { role: "without".to_owned(), note, norms: ids(&kept), breaches: Vec::new(), acts });
    }
    out
}
