#![doc = include_str!("../../specs/checks/redundant-clause.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{alike, dated, emphasises, stands_alone, to_the_letter};
use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, tell};
use crate::clauses::Modality;
use crate::model::theory::{Extent, Ground, GroundNorm, Name, Pattern, Period};
use crate::norms::Slot;
use crate::query::situation::situation;
use crate::query::solver::{Solver, Undecided, holds_nowhere};
use crate::query::term::{Model, Term};
use crate::query::words::condition;

/// A clause that follows from others.
pub const CHECK: Check = Check { name: "redundant-clause", run };

/// Clauses are gone through from the last to the first, and one that was found to follow supports no other: of two that
/// say the same, the later is told.
fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let mut search = Search::new(asked);
    let mut found = Found::default();
    let mut of_clause: BTreeMap<usize, Vec<&GroundNorm>> = BTreeMap::new();
    let enacted = |n: &&GroundNorm| n.modality == asked.text_of(n).modality;
    asked.words.theory.norms.iter().filter(enacted).for_each(|n| of_clause.entry(n.clause).or_default().push(n));
    for (clause, norms) in of_clause.into_iter().rev() {
        match search.whole_clause(solver, &norms) {
            Ok(Some(all)) => {
                search.spent.insert(clause);
                found.candidates.push(told(asked, &all));
            }
            Ok(None) => {}
            Err(why) => found.undecided.push((vec![norms[0].id.clone()], why.to_string())),
        }
    }
    found
}

/// A norm, those from which it follows, and a situation in which it applies.
struct Support<'a> {
    norm: &'a GroundNorm,
    from: Vec<&'a GroundNorm>,
    model: Model,
}

struct Search<'q, 'a> {
    asked: &'q Asked<'a>,
    /// Norms that were read in full, by modality and kind of act.
    by_kind: BTreeMap<(u8, &'a Name), Vec<&'a GroundNorm>>,
    exemptions: Vec<&'a GroundNorm>,
    /// Norms that stand in a contradiction: from these everything would follow.
    contradicted: BTreeSet<&'a Name>,
    /// Clauses that follow from others and support none.
    spent: BTreeSet<usize>,
}

impl<'q, 'a> Search<'q, 'a> {
    fn new(asked: &'q Asked<'a>) -> Self {
        let norms = &asked.words.theory.norms;
        let mut by_kind: BTreeMap<_, Vec<&GroundNorm>> = BTreeMap::new();
        for norm in norms.iter().filter(|n| !n.partly && n.modality == asked.text_of(n).modality) {
            for kind in kinds(asked, norm) {
                by_kind.entry((sort(norm.modality), kind)).or_default().push(norm);
            }
        }
        let members = asked.conflicts.iter().flat_map(|(o, conflicts)| {
            let blockers = conflicts.iter().flat_map(|c| c.blockers.iter().copied());
            blockers.chain([*o]).collect::<Vec<_>>()
        });
        let contradicted = members.map(|index| &norms[index].id).collect();
        let exemptions = norms.iter().filter(|n| n.modality == Modality::Exemption).collect();
        Self { asked, by_kind, exemptions, contradicted, spent: BTreeSet::new() }
    }

    /// Each norm of a clause with what it follows from, if all of them follow.
    fn whole_clause(
        &self,
        solver: &mut dyn Solver,
        norms: &[&'a GroundNorm],
    ) -> Result<Option<Vec<Support<'a>>>, Undecided> {
        let mut out = Vec::new();
        for norm in norms {
            let from = self.candidates(norm);
            let support = if from.is_empty() { None } else { self.support(solver, norm, from)? };
            let Some(support) = support else { return Ok(None) };
            out.push(support);
        }
        Ok(Some(out))
    }

    /// The norms that could stand in for a norm.
    fn candidates(&self, n: &'a GroundNorm) -> Vec<&'a GroundNorm> {
        let fit = |n: &GroundNorm| !n.partly && !self.contradicted.contains(&n.id) && dated(self.asked, n);
        if !fit(n) || n.modality == Modality::Exemption {
            return Vec::new();
        }
        let mut out: BTreeMap<&Name, &GroundNorm> = BTreeMap::new();
        for kind in kinds(self.asked, n) {
            let near = self.by_kind.get(&(sort(n.modality), kind)).into_iter().flatten();
            out.extend(near.filter(|m| fit(m) && self.stands_in(m, n)).map(|m| (&m.id, *m)));
        }
        // What the words of the clauses allow is looked at last: few come so far.
        let whole = |n: &GroundNorm| stands_alone(self.asked, n) && to_the_letter(self.asked, n);
        if out.is_empty() || emphasises(self.asked, n) || !whole(n) {
            return Vec::new();
        }
        let related = |m: &GroundNorm| {
            let grounds = tell::grounds(self.asked.words.theory, n, m);
            grounds.iter().any(|ground| *ground != Ground::Words)
        };
        out.into_values().filter(|m| whole(m) && alike(self.asked, n, m, related(m))).collect()
    }

    /// Another clause of the same instrument, there whenever n is, above and below the same clauses; a duty whose
    /// discharge discharges n, or a norm that speaks of some of n's acts.
    fn stands_in(&self, m: &GroundNorm, n: &GroundNorm) -> bool {
        let words = self.asked.words;
        let duty = n.modality == Modality::Obligation;
        m.clause != n.clause
            && !self.spent.contains(&m.clause)
            && self.part(m) == self.part(n)
            && m.throughout == n.throughout
            && m.after == n.after
            && m.on_breach_of == n.on_breach_of
            && if duty { spans(&n.period, &m.period) } else { spans(&m.period, &n.period) }
            && (!n.throughout || m.period == n.period)
            && if duty { self.discharges(m, n) } else { self.speaks_of(m, n) }
            && self.alike_in_rank(m, n)
            && words.theory.clauses[m.clause].cite.document == words.theory.clauses[n.clause].cite.document
    }

    /// The annex or protocol in which a norm stands: what is laid down in one need not hold for the next.
    fn part(&self, n: &GroundNorm) -> &str {
        let label = &self.asked.words.theory.clauses[n.clause].cite.label;
        let apart =
            ["Annex", "Appendix", "Protocol", "Schedule", "Part", "Chapter"].iter().any(|w| label.starts_with(w));
        if apart { label.split(',').next().unwrap_or_default() } else { "" }
    }

    fn alike_in_rank(&self, m: &GroundNorm, n: &GroundNorm) -> bool {
        let ranks = &self.asked.words.theory.outranks;
        ranks.iter().filter(|(_, p)| *p == m.clause).all(|(q, _)| ranks.contains(&(*q, n.clause)))
            && ranks.iter().filter(|(q, _)| *q == n.clause).all(|(_, p)| ranks.contains(&(m.clause, *p)))
    }

    fn speaks_of(&self, m: &GroundNorm, n: &GroundNorm) -> bool {
        let words = self.asked.words;
        words.borne_by(m, &words.actors(n)) && words.leaves.meet(&m.pattern, &n.pattern)
    }

    /// Whatever discharges m, for each thing that it is owed for, discharges n; and nothing exempts from m.
    fn discharges(&self, m: &GroundNorm, n: &GroundNorm) -> bool {
        let leaves = &self.asked.words.leaves;
        let only = |p: &Pattern, slot: Slot| Pattern {
            slots: p.slots.get(&slot).map(|e| (slot, e.clone())).into_iter().collect(),
            ..Pattern::default()
        };
        let in_slot = |slot: Slot| {
            let (own, theirs) = (only(&m.pattern, slot), only(&n.pattern, slot));
            let empty = m.pattern.slots.get(&slot).is_some_and(|e| leaves.none_in(slot, e));
            let enough = if n.each.contains(&slot) {
                m.each.contains(&slot) && leaves.within(&theirs, &own)
            } else {
                leaves.within(&own, &theirs)
            };
            !empty && enough
        };
        let numbers = |p: &Pattern| Pattern { slots: BTreeMap::new(), ..p.clone() };
        let taken = n.exceptions.iter().any(|e| e.pattern != Pattern::default() && leaves.meet(&m.pattern, &e.pattern));
        m.bearers == n.bearers
            && Slot::ALL.into_iter().all(in_slot)
            && leaves.within(&numbers(&m.pattern), &numbers(&n.pattern))
            && !taken
            && !self.exemptions.iter().any(|q| leaves.meet(&q.pattern, &m.pattern))
    }

    /// The fewest of some norms from which a norm follows, if it follows from all of them.
    fn support(
        &self,
        solver: &mut dyn Solver,
        norm: &'a GroundNorm,
        from: Vec<&'a GroundNorm>,
    ) -> Result<Option<Support<'a>>, Undecided> {
        let words = self.asked.words;
        let more = from.iter().copied().chain([norm]);
        let patterns: Vec<&Pattern> =
            more.flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern])).collect();
        let too_many = || Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned());
        let cells = words.leaves.cells(&norm.pattern, &patterns).ok_or_else(too_many)?;
        let covered = |cell| {
            let own = norm.exceptions.iter().any(|e| words.leaves.contains(&e.pattern, cell));
            own || from.iter().any(|m| words.leaves.contains(&m.pattern, cell))
        };
        if cells.is_empty() || norm.modality != Modality::Obligation && !cells.iter().all(covered) {
            return Ok(None);
        }
        let beyond = |from: &[&GroundNorm]| match norm.modality {
            Modality::Obligation => Term::all(from.iter().map(|m| Term::not(self.owed(m)))),
            _ => Term::any(cells.iter().map(|cell| {
                let speaks = from.iter().filter(|m| words.leaves.contains(&m.pattern, cell));
                let reached = Term::any(speaks.map(|m| words.reaches(m, cell)));
                Term::all([words.reaches(norm, cell), Term::not(reached)])
            })),
        };
        solver.comment(&format!("{}: does it say more than others?", words.named(norm)));
        let mut follows =
            |from: &[&GroundNorm]| holds_nowhere(solver, &Term::all([words.applies(norm), beyond(from)]), &[]);
        if !follows(&from)? {
            return Ok(None);
        }
        let mut needed = from;
        // The last are given up first: a reader looks for the rule where it stands first.
        for m in needed.clone().into_iter().rev() {
            let rest: Vec<&GroundNorm> = needed.iter().copied().filter(|other| other.id != m.id).collect();
            if !rest.is_empty() && follows(&rest)? {
                needed = rest;
            }
        }
        solver.push();
        let applies = words.applies(norm);
        solver.assert(&applies);
        let model = situation(words, solver, self.asked.axioms, &[&applies], &[], &[]);
        solver.pop();
        Ok(model?.map(|model| Support { norm, from: needed, model }))
    }

    /// The duty applies, and no exception holds that might release its bearer.
    fn owed(&self, m: &GroundNorm) -> Term {
        let released = Term::any(m.exceptions.iter().map(|e| condition(&e.condition)));
        Term::all([self.asked.words.applies(m), Term::not(released)])
    }
}

fn sort(modality: Modality) -> u8 {
    match modality {
        Modality::Obligation => 0,
        Modality::Prohibition => 1,
        Modality::Permission => 2,
        Modality::Exemption => 3,
    }
}

/// The kinds of act that a norm names, with those below them.
fn kinds<'a>(asked: &Asked<'a>, norm: &'a GroundNorm) -> Vec<&'a Name> {
    match norm.pattern.slots.get(&Slot::Kind) {
        Some(extent @ Extent::Of(_)) => asked.words.leaves.admitted(Slot::Kind, extent).collect(),
        _ => Vec::new(),
    }
}

/// Whether one period lasts as long as another in every situation.
fn spans(outer: &Period, inner: &Period) -> bool {
    (outer.lo.is_none() || outer.lo == inner.lo) && (outer.hi.is_none() || outer.hi == inner.hi)
}

fn told(asked: &Asked, all: &[Support]) -> Candidate {
    let theory = asked.words.theory;
    let Support { norm, model, .. } = &all[0];
    let from: Vec<&GroundNorm> = all.iter().flat_map(|one| one.from.iter().copied()).collect();
    let (label, others) = (tell::label(theory, norm.clause), tell::clauses(&from));
    let verb = match (norm.modality, others.len()) {
        (Modality::Obligation, 1) => "demands",
        (Modality::Obligation, _) => "demand",
        (Modality::Prohibition, 1) => "forbids",
        (Modality::Prohibition, _) => "forbid",
        (_, 1) => "permits",
        _ => "permit",
    };
    let others = tell::labels(theory, &others);
    let instances: Vec<&GroundNorm> = all.iter().map(|one| one.norm).collect();
    let norms: BTreeSet<Name> = instances.iter().chain(&from).map(|n| n.id.clone()).collect();
    let mut grounds: BTreeSet<Ground> =
        all.iter().flat_map(|one| one.from.iter().flat_map(|m| tell::grounds(theory, one.norm, m))).collect();
    grounds.remove(&Ground::Words);
    let grounds: Vec<Ground> = grounds.into_iter().collect();
    let follows = |one: &Support| Exhaustion::Follows {
        norm: one.norm.id.clone(),
        from: one.from.iter().map(|m| m.id.clone()).collect(),
    };
    Candidate {
        check: CHECK.name,
        severity: Severity::Note,
        message: format!("{label} adds nothing: {others} {verb} all of it already"),
        norms: norms.into_iter().collect(),
        declared: tell::declarations(theory, &grounds, &[]),
        parties: tell::parties(theory, &instances),
        situation: tell::situation(theory, model),
        exhaustion: Some(Exhaustion::Every { of: all.iter().map(follows).collect() }),
        grounds,
        story: vec![format!("whoever keeps {others} keeps {label}, whatever happens")],
        advice: format!("strike {label}, or say what it is to add"),
        ..Candidate::default()
    }
}
