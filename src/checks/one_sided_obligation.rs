#![doc = include_str!("../../specs/checks/one-sided-obligation.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, Shown, tell};
use crate::clauses::Modality;
use crate::model::theory::{Bearers, Condition, Extent, Ground, GroundNorm, Name, Pattern};
use crate::norms::words::words;
use crate::norms::{Agent, Bearer, Restrictor};
use crate::query::discharge::Discharge;
use crate::query::situation::situation;
use crate::query::solver::{Solver, Undecided};
use crate::query::term::Term;
use crate::query::words::{condition, names_in};

/// A duty of one party that has no counterpart on another.
pub const CHECK: Check = Check { name: "one-sided-obligation", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let mut found = Found::default();
    let mut groups: BTreeMap<usize, Candidate> = BTreeMap::new();
    for norm in asked.words.theory.norms.iter().filter(|n| is_duty(asked, n)) {
        for other in asked.parties().into_iter().filter(|other| spares(asked, norm, other)) {
            solver.comment(&format!("{}: is there a counterpart for {other}?", asked.words.named(norm)));
            match without_counterpart(asked, solver, norm, &other) {
                Ok(Some(candidate)) => {
                    let entry = groups.entry(norm.clause).or_insert_with(|| candidate.clone());
                    let serves: BTreeSet<Name> = entry.favours.iter().chain(&candidate.favours).cloned().collect();
                    entry.favours = serves.into_iter().collect();
                }
                Ok(None) => {}
                Err(why) => found.undecided.push((vec![norm.id.clone()], why.to_string())),
            }
        }
    }
    found.candidates = groups.into_values().collect();
    found
}

/// A duty or prohibition on a party.
fn is_duty(asked: &Asked, norm: &GroundNorm) -> bool {
    let duty = matches!(norm.modality, Modality::Obligation | Modality::Prohibition);
    duty && !tell::parties(asked.words.theory, &[norm]).is_empty()
}

/// Whether the text spares a party the duty of another: it names the other, or describes its bearers ("the Parties which
/// had a consulate there in 1960") so that by the facts this party is none of them.
fn spares(asked: &Asked, norm: &GroundNorm, party: &Name) -> bool {
    match &asked.text_of(norm).bearer {
        Bearer::Named(_) => true,
        // "No vessel of the Republic of Arn": those of one party, by its name.
        Bearer::Class(noun) => {
            let list = words(&noun.text);
            let one = !list.iter().any(|w| w.mark || w.any(&["and", "or", "which", "that", "who"]));
            let of = noun.restrictors.iter().any(|r| matches!(r, Restrictor::Of(Agent::Named(_))));
            of && one && list.len() <= 9
        }
        Bearer::Each => asked.words.of_clause(norm.clause).iter().map(|&i| &asked.words.theory.norms[i]).any(|n| {
            n.source == norm.source
                && tell::parties(asked.words.theory, &[n]).contains(party)
                && !settled(asked, &n.condition).unwrap_or(true)
        }),
        _ => false,
    }
}

/// Whether facts alone decide a condition, and how.
fn settled(asked: &Asked, c: &Condition) -> Option<bool> {
    match c {
        Condition::True => Some(true),
        Condition::Holds(name) => asked.words.theory.circumstances.get(name)?.known.as_ref().map(|(holds, _)| *holds),
        Condition::Not(inner) => settled(asked, inner).map(|holds| !holds),
        Condition::All(list) => {
            let each: Vec<Option<bool>> = list.iter().map(|c| settled(asked, c)).collect();
            if each.contains(&Some(false)) {
                Some(false)
            } else {
                each.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
            }
        }
        Condition::Any(list) => {
            let each: Vec<Option<bool>> = list.iter().map(|c| settled(asked, c)).collect();
            if each.contains(&Some(true)) {
                Some(true)
            } else {
                each.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
            }
        }
        Condition::Within(..) => None,
    }
}

/// The same duty with two parties exchanged.
pub fn mirrored(norm: &GroundNorm, a: &str, b: &str) -> GroundNorm {
    let swap = |name: &Name| swapped(name, a, b);
    let pattern = |p: &Pattern| Pattern {
        slots: p.slots.iter().map(|(slot, e)| (*slot, swap_extent(e, &swap))).collect(),
        ..p.clone()
    };
    let bearers = match &norm.bearers {
        Bearers::Everybody => Bearers::Everybody,
        Bearers::All(all) => Bearers::All(all.iter().map(swap).collect()),
    };
    GroundNorm {
        id: format!("{} mirrored for {b}", norm.id),
        bearers,
        pattern: pattern(&norm.pattern),
        condition: swap_condition(&norm.condition, &swap),
        ..norm.clone()
    }
}

fn swap_extent(extent: &Extent, swap: &dyn Fn(&Name) -> Name) -> Extent {
    match extent {
        Extent::Any => Extent::Any,
        Extent::Of(list) => Extent::Of(list.iter().map(swap).collect()),
        Extent::Not(list) => Extent::Not(list.iter().map(swap).collect()),
    }
}

fn swap_condition(c: &Condition, swap: &dyn Fn(&Name) -> Name) -> Condition {
    match c {
        Condition::True => Condition::True,
        Condition::Holds(name) => Condition::Holds(swap(name)),
        Condition::Not(inner) => Condition::Not(Box::new(swap_condition(inner, swap))),
        Condition::All(list) => Condition::All(list.iter().map(|c| swap_condition(c, swap)).collect()),
        Condition::Any(list) => Condition::Any(list.iter().map(|c| swap_condition(c, swap)).collect()),
        Condition::Within(name, l, m) => Condition::Within(swap(name), *l, *m),
    }
}

/// A name in which two parties change places.
fn swapped(name: &str, a: &str, b: &str) -> String {
    name.replace(a, "\u{1}").replace(b, a).replace('\u{1}', b)
}

fn without_counterpart(
    asked: &Asked,
    solver: &mut dyn Solver,
    norm: &GroundNorm,
    other: &Name,
) -> Result<Option<Candidate>, Undecided> {
    let theory = asked.words.theory;
    let Some(own) = tell::parties(theory, &[norm]).into_iter().find(|p| p != other) else { return Ok(None) };
    if tell::parties(theory, &[norm]).contains(other) {
        return Ok(None);
    }
    let mirror = mirrored(norm, &own, other);
    let actors = asked.words.actors(&mirror);
    let neighbours: Vec<&GroundNorm> = theory
        .norms
        .iter()
        .filter(|m| {
            m.modality == norm.modality
                && asked.words.borne_by(m, &actors)
                && (m.pattern == norm.pattern || asked.words.leaves.meet(&m.pattern, &mirror.pattern))
        })
        .collect();
    let entails = |m: &GroundNorm| {
        let (inner, outer) = if norm.modality == Modality::Obligation { (m, &mirror) } else { (&mirror, m) };
        m.pattern == norm.pattern || covers(asked, &inner.pattern, &outer.pattern)
    };
    solver.push();
    // Who bears a duty laid on "each Party which …" is told by its condition: the mirror-image duty has none of its own.
    let described = matches!(asked.text_of(norm).bearer, Bearer::Each);
    let applies = condition(if described { &norm.condition } else { &mirror.condition });
    let alone = Term::all(neighbours.iter().filter(|m| entails(m)).map(|m| Term::not(asked.words.applies(m))));
    let left = owed(asked, norm, &mirror);
    let asserted = [&applies, &alone, &left];
    asserted.iter().for_each(|term| solver.assert(term));
    let model = situation(asked.words, solver, asked.axioms, &asserted, &[], &[]);
    solver.pop();
    let Some(model) = model? else { return Ok(None) };
    let label = tell::label(theory, norm.clause);
    let not = if norm.modality == Modality::Prohibition { "not " } else { "" };
    let others: Vec<&GroundNorm> =
        neighbours.into_iter().filter(|m| !entails(m) && m.modality == Modality::Prohibition).collect();
    let shown = Shown {
        role: "complies".to_owned(),
        note: format!("{other} does nothing of the kind, and breaks no clause"),
        norms: others.iter().map(|m| m.id.clone()).collect(),
        breaches: Vec::new(),
        acts: Vec::new(),
    };
    Ok(Some(Candidate {
        check: CHECK.name,
        severity: Severity::Note,
        message: format!("{label} binds {own} alone: nothing binds {other} to the like"),
        norms: vec![norm.id.clone()],
        parties: vec![own.clone(), other.clone()],
        favours: vec![other.clone()],
        grounds: if described { known(asked, norm.source, other) } else { Vec::new() },
        situation: tell::situation(theory, &model),
        shown: vec![shown],
        exhaustion: Some(Exhaustion::Mirror { norm: norm.id.clone(), party: other.clone() }),
        story: vec![format!("{own} is bound {not}to {}; no clause lays the same on {other}", tell::act(asked, norm))],
        advice: "if this is not the price of something else, write “Each Party”".to_owned(),
        ..Candidate::default()
    }))
}

/// What says that a party is none of those that a duty describes.
fn known(asked: &Asked, source: usize, party: &Name) -> Vec<Ground> {
    let theory = asked.words.theory;
    let own = theory.norms.iter().filter(|n| n.source == source && tell::parties(theory, &[n]).contains(party));
    let (mut flags, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    own.for_each(|n| names_in(&n.condition, &mut flags, &mut numbers));
    flags.iter().filter_map(|f| theory.circumstances.get(f)?.known.clone()).map(|(_, ground)| ground).collect()
}

/// Something would be owed, if the duty were laid on the other party: it is not for each of what there is none of, and
/// nothing releases the party from all of it.
fn owed(asked: &Asked, norm: &GroundNorm, mirror: &GroundNorm) -> Term {
    let (bearers, exceptions) = (mirror.bearers.clone(), Vec::new());
    let laid = GroundNorm { id: mirror.id.clone(), bearers, exceptions, ..norm.clone() };
    let duty = Discharge::new(asked.words, &laid);
    match duty.cells().filter(|_| norm.modality == Modality::Obligation) {
        Some(cells) => Term::any(duty.instances(&cells).iter().map(|cells| duty.owed(cells))),
        None => Term::Truth(true),
    }
}

/// Whether every act of one pattern is an act of the other, names that no node knows being equal or apart.
fn covers(asked: &Asked, inner: &Pattern, outer: &Pattern) -> bool {
    let mut rest = outer.clone();
    rest.slots.retain(|slot, e| inner.slots.get(slot) != Some(e));
    asked.words.leaves.within(inner, &rest)
}
