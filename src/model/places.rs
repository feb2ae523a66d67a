//! The shape of the taxonomies beyond words: what consists of what, what lies where, what does not exist, and what an
//! exception is presumed to take.

use std::collections::{BTreeMap, BTreeSet};

use super::nodes::Gathered;
use super::theory::{Extent, Ground, Name, Node, Taxonomy, Theory};
use super::world::World;
use crate::norms::names::is_form_of_state;
use crate::norms::{Agent, Declaration, Declared, Noun, Restrictor, Slot};

/// Heads of places that are near something and not in it.
const NEAR: [&str; 9] =
    ["frontier", "border", "boundary", "vicinity", "neighbourhood", "proximity", "kilometre", "mile", "limit"];

/// Adds the nodes that connect places: what the draft places in one another, and the soil on which places of the base lie.
pub fn map_nodes(gathered: &mut BTreeMap<Slot, Gathered>, world: &World) {
    let Some(places) = gathered.get_mut(&Slot::Place) else { return };
    let declared: Vec<(Noun, Noun)> = world.placed().map(|(inner, outer)| (inner.clone(), outer.clone())).collect();
    for _ in 0..3 {
        for name in places.nouns.keys().cloned().collect::<Vec<_>>() {
            let Some(noun) = places.nouns.get(&name).cloned() else { continue };
            for inner in named_within(&noun) {
                places.add(&inner, Slot::Place);
            }
            // "At Lorn Abbey on the eve of a feast" is at Lorn Abbey.
            if noun.proper && !noun.restrictors.is_empty() {
                places.add(&Noun { restrictors: BTreeSet::new(), ..noun.clone() }, Slot::Place);
            }
            for (lower, upper) in &declared {
                if super::nodes::name(lower, Slot::Place) == name {
                    places.add(upper, Slot::Place);
                }
            }
            for (outer, _) in world.lies_in(&name) {
                places.nouns.entry(outer.clone()).or_insert_with(|| plain(&outer));
            }
        }
    }
}

/// "At the air base at Torran" is at the air base, and in whatever else narrows it.
fn folded_into(noun: &Noun) -> Vec<Noun> {
    let inner = noun.restrictors.iter().filter_map(|r| match r {
        Restrictor::Phrase(p, key) if p == "in" => {
            Some(Noun { restrictors: key.restrictors.clone(), ..plain(&key.head) })
        }
        _ => None,
    });
    inner.collect()
}

/// "The quarries of Mount Ferrow" lie on Mount Ferrow; "its ports" on its soil.
fn named_within(noun: &Noun) -> Vec<Noun> {
    if NEAR.contains(&noun.head.as_str()) {
        return Vec::new();
    }
    noun.restrictors
        .iter()
        .filter_map(|r| match r {
            Restrictor::Phrase(preposition, key)
                if matches!(preposition.as_str(), "of" | "in")
                    && key.head.chars().next().is_some_and(char::is_uppercase) =>
            {
                Some(Noun { restrictors: key.restrictors.clone(), ..plain(&key.head) })
            }
            Restrictor::Of(Agent::Named(name)) if noun.head != "territory" && noun.head != "party" => {
                let restrictors = BTreeSet::from([Restrictor::Of(Agent::Named(name.clone()))]);
                Some(Noun { restrictors, proper: false, ..plain("territory") })
            }
            _ => None,
        })
        .collect()
}

fn plain(head: &str) -> Noun {
    Noun {
        text: head.to_owned(),
        head: head.to_owned(),
        restrictors: BTreeSet::new(),
        quantifier: crate::norms::Quantifier::Definite,
        proper: true,
        negated: false,
    }
}

/// Adds to a taxonomy what does not follow from words alone.
pub fn shape(taxonomy: &mut Taxonomy, nodes: &Gathered, slot: Slot, declared: &[Declared], world: &World) {
    if slot == Slot::Kind {
        return;
    }
    for (index, one) in declared.iter().enumerate() {
        match &one.what {
            Declaration::Term { term, meaning, exhaustive: true } if meaning.len() > 1 => {
                consists(taxonomy, term, meaning, slot, index)
            }
            Declaration::Within { inner, outer, .. } if world.whole(inner) => {
                let (inner, outer) = (super::nodes::name(inner, slot), super::nodes::name(outer, slot));
                edge(taxonomy, &inner, &outer, Ground::Declared(index));
            }
            _ => {}
        }
    }
    if slot == Slot::To {
        for party in world.parties() {
            edge(taxonomy, party, &"State".to_owned(), Ground::Words);
            edge(taxonomy, party, &"state".to_owned(), Ground::Words);
        }
    }
    for (name, noun) in &nodes.nouns {
        if slot == Slot::To && is_other_state(name, noun, world) {
            for (wide, _) in nodes.nouns.iter().filter(|(_, wide)| any_third_state(wide)) {
                edge(taxonomy, name, wide, Ground::Words);
            }
        }
        if slot == Slot::Place {
            for wider in folded_into(noun) {
                edge(taxonomy, name, &super::nodes::name(&wider, slot), Ground::Words);
            }
            for outer in named_within(noun) {
                edge(taxonomy, name, &super::nodes::name(&outer, slot), Ground::Words);
            }
            for (outer, ground) in world.lies_in(name) {
                edge(taxonomy, name, &outer, ground);
            }
        }
        if let Some(ground) = world.empty(noun)
            && let Some(node) = taxonomy.nodes.get_mut(name)
        {
            node.empty = Some(ground);
        }
    }
}

/// "Any third State", "a third country", "third Powers".
fn any_third_state(noun: &Noun) -> bool {
    let state = ["state", "country", "power", "nation"].contains(&noun.head.to_lowercase().as_str());
    state && noun.restrictors.iter().all(|r| *r == Restrictor::Word("third".into())) && !noun.restrictors.is_empty()
}

/// A State named that is no party: a third State.
fn is_other_state(name: &Name, noun: &Noun, world: &World) -> bool {
    let text = noun.text.trim_start_matches("the ");
    let form = text
        .split_once(" of ")
        .filter(|_| text.starts_with(char::is_uppercase))
        .is_some_and(|(form, _)| is_form_of_state(&form.to_lowercase()));
    let state = world.state_named(text);
    let party = |one: &Name| world.parties().contains(one);
    !party(name) && !state.as_ref().is_some_and(party) && (form || state.is_some())
}

fn consists(taxonomy: &mut Taxonomy, term: &str, meaning: &[Noun], slot: Slot, index: usize) {
    let name = super::nodes::name(&super::term_noun(term), slot);
    let parts: Vec<Name> =
        meaning.iter().map(|m| super::nodes::name(m, slot)).filter(|p| taxonomy.nodes.contains_key(p)).collect();
    for part in &parts {
        edge(taxonomy, part, &name, Ground::Declared(index));
    }
    if let Some(node) = taxonomy.nodes.get_mut(&name)
        && !parts.is_empty()
    {
        node.parts = Some((parts, Ground::Declared(index)));
    }
}

/// Puts one node below another, if both are there.
fn edge(taxonomy: &mut Taxonomy, inner: &Name, outer: &Name, ground: Ground) {
    if inner == outer || !taxonomy.nodes.contains_key(outer) {
        return;
    }
    if let Some(node) = taxonomy.nodes.get_mut(inner)
        && !node.above.iter().any(|(up, _)| up == outer)
    {
        node.above.push((outer.clone(), ground));
    }
}

/// An exception is presumed to take something: where its phrase and that of the rule share no leaf, they get one,
/// unless a fact says that nothing is both.
pub fn presume_exceptions(out: &mut Theory, gathered: &BTreeMap<Slot, Gathered>, world: &World) {
    let mut meets: BTreeSet<(Slot, Name, Name, Ground)> = BTreeSet::new();
    for norm in &out.norms {
        for exception in &norm.exceptions {
            for (slot, extent) in &exception.pattern.slots {
                let (Extent::Of(taken), Some(Extent::Of(covered))) = (extent, norm.pattern.slots.get(slot)) else {
                    continue;
                };
                let (Some(taxonomy), Some(nodes)) = (out.taxonomies.get(slot), gathered.get(slot)) else { continue };
                let shared = taken.iter().any(|e| covered.iter().any(|r| share(taxonomy, e, r)));
                if shared {
                    continue;
                }
                for e in taken.iter().filter(|e| taxonomy.nodes.get(*e).is_some_and(|n| n.empty.is_none())) {
                    for r in covered {
                        if let Some(ground) = may_meet(nodes, e, r, world) {
                            meets.insert((*slot, e.clone(), r.clone(), ground));
                        }
                    }
                }
            }
        }
    }
    for (slot, e, r, ground) in meets {
        let Some(taxonomy) = out.taxonomies.get_mut(&slot) else { continue };
        let node = Node { above: vec![(e.clone(), ground.clone()), (r.clone(), ground)], ..Node::default() };
        taxonomy.nodes.insert(format!("{e}, {r}"), node);
    }
}

/// Whether a fact excludes that something is both; the soil of a State and the frontier of another meet only if they adjoin.
fn may_meet(nodes: &Gathered, e: &Name, r: &Name, world: &World) -> Option<Ground> {
    let owner = e.strip_prefix("territory of ");
    let frontier = nodes.nouns.get(r).and_then(|noun| frontier_of(noun, world));
    match (owner, frontier) {
        (Some(owner), Some(state)) if owner != state => match world.land_frontier(owner, &state) {
            Some(Ok(ground)) => Some(ground),
            Some(Err(_)) => None,
            None => Some(Ground::Words),
        },
        _ => Some(Ground::Words),
    }
}

/// "Within forty kilometres of the land frontier of the Republic of Guatemala": of which State.
fn frontier_of(noun: &Noun, world: &World) -> Option<Name> {
    let mut found = None;
    let mut speaks = false;
    let mut open = vec![crate::norms::Key { head: noun.head.clone(), restrictors: noun.restrictors.clone() }];
    while let Some(key) = open.pop() {
        speaks |= NEAR[..3].contains(&key.head.as_str());
        if key.head.chars().next().is_some_and(char::is_uppercase) {
            found = found.or_else(|| world.state_named(&key.head));
        }
        for r in &key.restrictors {
            match r {
                Restrictor::Phrase(_, inner) => open.push((**inner).clone()),
                Restrictor::Of(Agent::Named(name)) => found = found.or_else(|| world.state_named(name)),
                Restrictor::Word(word) => speaks |= NEAR[..3].contains(&word.as_str()),
                _ => {}
            }
        }
    }
    found.filter(|_| speaks)
}

/// True if some node with a leaf of its own lies below both.
fn share(taxonomy: &Taxonomy, a: &Name, b: &Name) -> bool {
    taxonomy.nodes.iter().any(|(name, node)| {
        node.empty.is_none() && node.parts.is_none() && taxonomy.is_below(name, a) && taxonomy.is_below(name, b)
    })
}
