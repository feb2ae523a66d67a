#![doc = include_str!("../../specs/checks/asymmetric-exception.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Candidate, Check, Exhaustion, Found, PlaceInText, Severity, Shown, tell};
use crate::model::theory::{Bearers, Condition, Deed, Except, Extent, Frontier, Ground, GroundNorm, Name, Pattern};
use crate::norms::{Cite, Slot};
use crate::query::cells::Cell;
use crate::query::situation::situation;
use crate::query::solver::{Solver, Undecided};
use crate::query::term::{Model, Term};
use crate::query::words::{condition, names_in};

/// A rule worded alike for several parties whose exception frees one of them only.
pub const CHECK: Check = Check { name: "asymmetric-exception", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let mut found = Found::default();
    for norms in alike(asked) {
        match exception_by_exception(asked, solver, &norms) {
            Ok(candidates) => found.candidates.extend(candidates),
            Err(why) => found.undecided.push((norms.iter().map(|n| n.id.clone()).collect(), why.to_string())),
        }
    }
    found
}

/// Instances of one norm of the text that bind different parties alike, where it has exceptions.
fn alike<'a>(asked: &'a Asked) -> Vec<Vec<&'a GroundNorm>> {
    let mut out: BTreeMap<usize, BTreeMap<Name, &GroundNorm>> = BTreeMap::new();
    for norm in asked.words.theory.norms.iter().filter(|n| !n.exceptions.is_empty()) {
        if let Some(party) = party_of(asked, norm) {
            out.entry(norm.source).or_default().entry(party).or_insert(norm);
        }
    }
    out.into_values().filter(|group| group.len() > 1).map(|group| group.into_values().collect()).collect()
}

/// The party that a norm binds, itself or through what is its own.
fn party_of(asked: &Asked, norm: &GroundNorm) -> Option<Name> {
    match &norm.bearers {
        Bearers::All(all) if all.len() == 1 => tell::parties(asked.words.theory, &[norm]).into_iter().next(),
        _ => None,
    }
}

/// An act that an exception takes out for one party.
struct Freed {
    cell: Cell,
    model: Model,
}

fn exception_by_exception(
    asked: &Asked,
    solver: &mut dyn Solver,
    norms: &[&GroundNorm],
) -> Result<Vec<Candidate>, Undecided> {
    let mut out = Vec::new();
    for index in 0..norms[0].exceptions.len() {
        let mut freed = Vec::new();
        let mut bound = Vec::new();
        for norm in norms {
            match takes(asked, solver, norm, &norm.exceptions[index])? {
                Some(act) => freed.push((*norm, act)),
                None => bound.push(*norm),
            }
        }
        if let ([first, ..], false) = (freed.as_slice(), bound.is_empty())
            && let Some(mirror) = covered(asked, solver, bound[0])?
        {
            out.push(told(asked, &freed, first, &bound, mirror, index));
            continue;
        }
        if bound.is_empty() {
            out.extend(frontiers(asked, &freed, index));
        }
    }
    Ok(out)
}

/// An act open to the party by itself that the rule covers and the exception takes.
fn takes(
    asked: &Asked,
    solver: &mut dyn Solver,
    norm: &GroundNorm,
    exception: &Except,
) -> Result<Option<Freed>, Undecided> {
    solver.comment(&format!("{}: does the exception “{}” take anything?", asked.words.named(norm), exception.text));
    let party = party_of(asked, norm).unwrap_or_default();
    for cell in cells(asked, norm)?.into_iter().filter(|c| asked.words.leaves.contains(&exception.pattern, c)) {
        if !open_to(asked, &party, &cell) {
            continue;
        }
        let taken = Term::all([asked.words.applies(norm), condition(&exception.condition)]);
        if let Some(model) = model_of(asked, solver, &taken)? {
            return Ok(Some(Freed { cell, model }));
        }
    }
    Ok(None)
}

/// An act that the rule covers with no exception.
fn covered(asked: &Asked, solver: &mut dyn Solver, norm: &GroundNorm) -> Result<Option<(Cell, Model)>, Undecided> {
    solver.comment(&format!("{}: is anything left to it?", asked.words.named(norm)));
    for cell in cells(asked, norm)? {
        if let Some(model) = model_of(asked, solver, &asked.words.reaches(norm, &cell))? {
            return Ok(Some((cell, model)));
        }
    }
    Ok(None)
}

fn cells(asked: &Asked, norm: &GroundNorm) -> Result<Vec<Cell>, Undecided> {
    let soil: Vec<Pattern> = asked.parties().iter().map(|p| soil_of(p)).collect();
    let patterns: Vec<&Pattern> = norm.exceptions.iter().map(|e| &e.pattern).chain(&soil).collect();
    let all = asked.words.leaves.cells(&norm.pattern, &patterns);
    all.ok_or_else(|| Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned()))
}

/// Acts on the soil of a party.
fn soil_of(party: &str) -> Pattern {
    let slots = BTreeMap::from([(Slot::Place, Extent::Of(vec![format!("territory of {party}")]))]);
    Pattern { slots, ..Pattern::default() }
}

fn model_of(asked: &Asked, solver: &mut dyn Solver, term: &Term) -> Result<Option<Model>, Undecided> {
    solver.push();
    solver.assert(term);
    let model = situation(asked.words, solver, asked.axioms, &[term], &[], &[]);
    solver.pop();
    model
}

/// Whether a party can do the act without another's leave: not on soil that is another party's and not its own.
fn open_to(asked: &Asked, party: &str, cell: &Cell) -> bool {
    let Some(above) = cell.leaves.get(&Slot::Place).and_then(|leaf| asked.words.leaves.above(Slot::Place, leaf)) else {
        return true;
    };
    let on = |p: &str| above.contains(&format!("territory of {p}"));
    on(party) || !asked.parties().iter().any(|other| other != party && on(other))
}

fn told(
    asked: &Asked,
    freed: &[(&GroundNorm, Freed)],
    first: &(&GroundNorm, Freed),
    bound: &[&GroundNorm],
    mirror: (Cell, Model),
    index: usize,
) -> Candidate {
    let theory = asked.words.theory;
    let parties = |norms: &[&GroundNorm]| -> Vec<Name> { norms.iter().filter_map(|n| party_of(asked, n)).collect() };
    let favours = parties(&freed.iter().map(|(n, _)| *n).collect::<Vec<_>>());
    let others = parties(bound);
    let (norm, act) = (first.0, &first.1);
    let free = act.cell.deed(asked.words.actors(norm), 0);
    let same = Cell { season: act.cell.season, ..mirror.0 };
    let mirrored = same.deed(asked.words.actors(bound[0]), 0);
    let label = tell::label(theory, norm.clause);
    let (f, o) = (tell::list(&favours), tell::list(&others));
    let mut grounds: BTreeSet<Ground> = bound.iter().flat_map(|n| closed(asked, n, index)).collect();
    grounds.extend(opened(asked, norm, &act.cell, index));
    let mut situation = tell::situation(theory, &mirror.1);
    situation
        .circumstances
        .extend(tell::situation(theory, &act.model).circumstances.into_iter().filter(|(_, holds)| *holds));
    Candidate {
        message: format!("the exception in {label} (“{}”) frees {f} and never {o}", norm.exceptions[index].text.trim()),
        story: vec![
            format!("{}: this falls under the exception, so {f} is free", tell::deed(&free)),
            format!("{}: nothing of {o} falls under it, so {o} is bound", tell::deed(&mirrored)),
        ],
        places: standing_apart(asked, norm, index),
        ..base(asked, norm, bound[0], (free, mirrored), favours, &others, situation, grounds.into_iter().collect())
    }
}

/// An exception that another clause states ("this duty does not extend to …"): where it stands.
fn standing_apart(asked: &Asked, norm: &GroundNorm, index: usize) -> Vec<PlaceInText> {
    let text = asked.text_of(norm);
    let Some(exception) = text.exceptions.get(index).filter(|e| !text.cite.span.contains(e.span)) else {
        return Vec::new();
    };
    let mut cite = Cite { span: exception.span, ..text.cite.clone() };
    let sentences = asked.documents.get(cite.document).map(|(document, _)| &document.sentences);
    if let Some(own) = sentences.into_iter().flatten().find(|s| s.span.contains(exception.span)) {
        cite.label.clone_from(&own.label);
        cite.sentence = own.ordinal;
    }
    vec![PlaceInText { cite, role: "states the exception".to_owned() }]
}

#[allow(clippy::too_many_arguments, reason = "each is one field of the candidate, told apart by its type")]
fn base(
    asked: &Asked,
    norm: &GroundNorm,
    bound: &GroundNorm,
    acts: (Deed, Deed),
    favours: Vec<Name>,
    others: &[Name],
    situation: crate::model::theory::Situation,
    grounds: Vec<Ground>,
) -> Candidate {
    let shown = |role: &str, n: &GroundNorm, deed: &Deed| Shown {
        role: role.to_owned(),
        note: tell::deed(deed),
        norms: vec![n.id.clone()],
        breaches: Vec::new(),
        acts: vec![deed.clone()],
    };
    let parties: BTreeSet<Name> = favours.iter().chain(others).cloned().collect();
    Candidate {
        check: CHECK.name,
        severity: Severity::Warning,
        norms: vec![norm.id.clone()],
        declared: tell::declarations(asked.words.theory, &grounds, &[]),
        parties: parties.into_iter().collect(),
        favours,
        situation,
        shown: vec![shown("free", norm, &acts.0), shown("mirror", bound, &acts.1)],
        exhaustion: Some(Exhaustion::Exception {
            freed: norm.id.clone(),
            free: acts.0,
            bound: bound.id.clone(),
            mirror: acts.1,
        }),
        grounds,
        advice: "name what is excepted so that both have it, or leave the exception out".to_owned(),
        ..Candidate::default()
    }
}

/// What says that an exception takes nothing for a party: nothing answers to its words, or facts decide its condition.
fn closed(asked: &Asked, norm: &GroundNorm, index: usize) -> Vec<Ground> {
    let theory = asked.words.theory;
    let exception = &norm.exceptions[index];
    let mut out: Vec<Ground> = known(asked, &exception.condition);
    for (slot, extent) in &exception.pattern.slots {
        let Extent::Of(names) = extent else { continue };
        let Some(taxonomy) = theory.taxonomies.get(slot) else { continue };
        for name in names {
            out.extend(taxonomy.nodes.get(name).and_then(|n| n.empty.clone()));
            out.extend(
                taxonomy
                    .nodes
                    .get(name)
                    .into_iter()
                    .flat_map(|n| n.above.iter().map(|(_, g)| g.clone()))
                    .filter(|g| *g != Ground::Words),
            );
        }
    }
    out
}

/// Facts on the way from the act to the words of the exception.
fn opened(asked: &Asked, norm: &GroundNorm, cell: &Cell, index: usize) -> Vec<Ground> {
    let theory = asked.words.theory;
    let mut out = known(asked, &norm.exceptions[index].condition);
    for (slot, leaf) in &cell.leaves {
        let Some(taxonomy) = theory.taxonomies.get(slot) else { continue };
        for pattern in [&norm.pattern, &norm.exceptions[index].pattern] {
            if let Some(Extent::Of(names)) = pattern.slots.get(slot) {
                out.extend(
                    names.iter().filter_map(|n| taxonomy.path(leaf, n)).flatten().filter(|g| *g != Ground::Words),
                );
            }
        }
        let above = asked.words.leaves.above(*slot, leaf);
        for up in above.into_iter().flatten().filter(|up| up.starts_with("territory of ")) {
            out.extend(taxonomy.path(leaf, up).into_iter().flatten().filter(|g| *g != Ground::Words));
        }
    }
    out
}

fn known(asked: &Asked, c: &Condition) -> Vec<Ground> {
    let (mut flags, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    names_in(c, &mut flags, &mut numbers);
    flags.iter().filter_map(|f| asked.words.theory.circumstances.get(f)?.known.clone().map(|(_, g)| g)).collect()
}

/// Where the exception is the soil of the parties and the rule's own area turns on what someone thinks: one side's
/// soil may adjoin the other side and its allies, and the other's not (`specs/logic.md` §5.5, the ledger of frontiers).
fn frontiers(asked: &Asked, freed: &[(&GroundNorm, Freed)], index: usize) -> Vec<Candidate> {
    let judged = |n: &GroundNorm| {
        let (mut flags, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        names_in(&n.condition, &mut flags, &mut numbers);
        flags.iter().any(|f| asked.words.theory.circumstances.get(f).is_some_and(|c| c.judge.is_some()))
    };
    if freed.len() != 2 || !freed.iter().all(|(n, _)| judged(n) && own_soil(asked, n, index)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for by_land in [true, false] {
        let of = |i: usize| facing(asked, freed[i].0, freed[1 - i].0, by_land);
        let ledgers = [of(0), of(1)];
        for (x, y) in [(0, 1), (1, 0)] {
            if !ledgers[x].is_empty() && ledgers[y].is_empty() {
                out.push(told_of_frontiers(asked, &freed[x], &freed[y], &ledgers[x], index, by_land));
            }
        }
    }
    out
}

fn own_soil(asked: &Asked, norm: &GroundNorm, index: usize) -> bool {
    let party = party_of(asked, norm).unwrap_or_default();
    matches!(norm.exceptions[index].pattern.slots.get(&Slot::Place), Some(Extent::Of(names)) if names.contains(&format!("territory of {party}")))
}

/// Frontiers of a party with the other side and its allies.
fn facing<'a>(asked: &'a Asked, norm: &GroundNorm, other: &GroundNorm, by_land: bool) -> Vec<&'a Frontier> {
    let (Some(me), Some(you)) = (party_of(asked, norm), party_of(asked, other)) else { return Vec::new() };
    let map = &asked.words.theory.map;
    let allied = |who: &Name, of: &Name| map.allies.get(of).is_some_and(|a| a.contains_key(who));
    let foe = |state: &Name| *state == you || (allied(state, &you) && !allied(state, &me));
    map.frontiers.iter().filter(|f| f.by_land == by_land && f.near.0 == me && foe(&f.far.0)).collect()
}

fn told_of_frontiers(
    asked: &Asked,
    free: &(&GroundNorm, Freed),
    bound: &(&GroundNorm, Freed),
    ledger: &[&Frontier],
    index: usize,
    by_land: bool,
) -> Candidate {
    let theory = asked.words.theory;
    let (Some(x), Some(y)) = (party_of(asked, free.0), party_of(asked, bound.0)) else { return Candidate::default() };
    let label = tell::label(theory, free.0.clause);
    let mut deed = free.1.cell.deed(asked.words.actors(free.0), 0);
    let mut mirror = bound.1.cell.deed(asked.words.actors(bound.0), 0);
    let place = |node: String| {
        if theory.taxonomies.get(&Slot::Place).is_some_and(|t| t.nodes.contains_key(&node)) {
            node
        } else {
            crate::query::cells::UNNAMED.to_owned()
        }
    };
    let first = ledger[0];
    deed.leaves.insert(Slot::Place, format!("territory of {x}"));
    mirror.leaves.insert(Slot::Place, place(format!("territory of {}", first.far.0)));
    let medium = if by_land { "by land" } else { "by sea" };
    let told: Vec<String> = ledger
        .iter()
        .map(|f| {
            if f.near.1 == x {
                format!("{x} towards {}", f.far.0)
            } else {
                format!("{} ({x}) towards {}", f.near.1, f.far.0)
            }
        })
        .collect();
    let mut grounds: BTreeSet<Ground> = ledger.iter().map(|f| f.ground.clone()).collect();
    grounds.extend(ledger.iter().filter_map(|f| theory.map.allies.get(&y).and_then(|a| a.get(&f.far.0)).cloned()));
    let example = &first.far.0;
    let mut situation = tell::situation(theory, &free.1.model);
    let judged = |n: &GroundNorm| {
        let (mut f, mut m) = (BTreeSet::new(), BTreeSet::new());
        names_in(&n.condition, &mut f, &mut m);
        f
    };
    for name in judged(free.0).into_iter().chain(judged(bound.0)) {
        situation.circumstances.insert(name, true);
    }
    let count = ledger.len();
    Candidate {
        message: format!(
            "the exception in {label} frees {x} at its frontiers {medium} with {y} or its allies ({count} of them), where it binds {y}, which has none with {x} or the allies of {x}"
        ),
        story: vec![
            format!(
                "{x} acts on its own soil at the frontier with {example}, and the other side feels threatened: excepted, so allowed"
            ),
            format!(
                "{y} does the same on the far side of that frontier, in {example}: that is not its national territory, so it is forbidden"
            ),
            format!(
                "the frontiers {medium} at which {x} is free: {}; of {y}: none (reckoned over the States that the facts list)",
                told.join("; ")
            ),
        ],
        advice: "name the areas for both sides, or except the territory of allies who consent as well".to_owned(),
        ..base(asked, free.0, bound.0, (deed, mirror), vec![x.clone()], &[y], situation, {
            let _ = index;
            grounds.into_iter().collect()
        })
    }
}
