//! Cells: the acts that a question need tell apart, one for each combination of leaves, quantities and seasons.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::theory::{Deed, Extent, Name, Pattern, Theory};
use crate::norms::{Season, Slot};

/// The leaf that no node names.
pub const UNNAMED: &str = "*";

/// More cells than this are not laid out for one question.
pub const MOST_CELLS: usize = 50_000;

/// The leaves of every slot with the nodes above them.
pub struct Leaves {
    above: BTreeMap<Slot, BTreeMap<Name, BTreeSet<Name>>>,
    /// The leaves at or below each node.
    below: BTreeMap<Slot, BTreeMap<Name, BTreeSet<Name>>>,
}

/// An act but for its actors and its day.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// One leaf a slot.
    pub leaves: BTreeMap<Slot, Name>,
    /// How much, by unit; a unit that is missing is not told.
    pub quantity: BTreeMap<Name, i64>,
    /// Day of the year.
    pub season: Option<u16>,
}

impl Cell {
    /// The act that some actors do on a day.
    pub fn deed(&self, actors: BTreeSet<Name>, day: i64) -> Deed {
        Deed { actors, leaves: self.leaves.clone(), quantity: self.quantity.clone(), season: self.season, day }
    }
}

impl Leaves {
    /// The leaves of a theory.
    pub fn new(theory: &Theory) -> Self {
        let (mut above, mut below) = (BTreeMap::new(), BTreeMap::new());
        for slot in Slot::ALL {
            let mut leaves = BTreeMap::from([(UNNAMED.to_owned(), BTreeSet::new())]);
            if let Some(taxonomy) = theory.taxonomies.get(&slot) {
                for (name, node) in &taxonomy.nodes {
                    if node.parts.is_some() || node.empty.is_some() {
                        continue;
                    }
                    let mut seen = BTreeSet::from([name.clone()]);
                    let mut open = vec![name];
                    while let Some(at) = open.pop() {
                        for (up, _) in taxonomy.nodes.get(at).into_iter().flat_map(|n| &n.above) {
                            if seen.insert(up.clone()) {
                                open.push(up);
                            }
                        }
                    }
                    leaves.insert(name.clone(), seen);
                }
            }
            let under: &mut BTreeMap<Name, BTreeSet<Name>> = below.entry(slot).or_default();
            for (leaf, nodes) in &leaves {
                for node in nodes {
                    under.entry(node.clone()).or_default().insert(leaf.clone());
                }
            }
            above.insert(slot, leaves);
        }
        Self { above, below }
    }

    /// The nodes at or above a leaf.
    pub fn above(&self, slot: Slot, leaf: &str) -> Option<&BTreeSet<Name>> {
        self.above.get(&slot).and_then(|l| l.get(leaf))
    }

    /// The leaves under the nodes that a pattern names in a slot; `None` if it names none.
    pub fn named(&self, slot: Slot, pattern: &Pattern) -> Option<BTreeSet<&Name>> {
        let Some(Extent::Of(nodes)) = pattern.slots.get(&slot) else { return None };
        let below = self.below.get(&slot);
        Some(nodes.iter().filter_map(|node| below?.get(node)).flatten().collect())
    }

    /// Whether an extent admits a leaf.
    pub fn admits(&self, slot: Slot, extent: &Extent, leaf: &str) -> bool {
        let under =
            |nodes: &[Name]| self.above(slot, leaf).is_some_and(|above| nodes.iter().any(|n| above.contains(n)));
        match extent {
            Extent::Any => true,
            Extent::Of(nodes) => under(nodes),
            Extent::Not(nodes) => !under(nodes),
        }
    }

    /// The leaves that an extent of nodes admits.
    pub fn admitted<'l>(&'l self, slot: Slot, extent: &'l Extent) -> impl Iterator<Item = &'l Name> {
        let below = self.below.get(&slot);
        let nodes: &[Name] = if let Extent::Of(nodes) = extent { nodes } else { &[] };
        nodes.iter().filter_map(move |node| below?.get(node)).flatten()
    }

    /// True if an extent admits no leaf.
    pub fn none_in(&self, slot: Slot, extent: &Extent) -> bool {
        self.above.get(&slot).is_none_or(|leaves| !leaves.keys().any(|leaf| self.admits(slot, extent, leaf)))
    }

    /// Whether a pattern contains a cell.
    pub fn contains(&self, pattern: &Pattern, cell: &Cell) -> bool {
        let slots = pattern
            .slots
            .iter()
            .all(|(slot, extent)| cell.leaves.get(slot).is_some_and(|leaf| self.admits(*slot, extent, leaf)));
        let amount = |unit: &Name, (least, most): &(Option<i64>, Option<i64>)| {
            cell.quantity.get(unit).is_some_and(|v| least.is_none_or(|l| l <= *v) && most.is_none_or(|m| *v <= m))
        };
        slots
            && pattern.quantity.iter().all(|(u, b)| amount(u, b))
            && pattern.season.is_none_or(|s| cell.season.is_some_and(|d| in_season(s, d)))
    }

    /// Whether two patterns share a leaf in every slot.
    pub fn meet(&self, a: &Pattern, b: &Pattern) -> bool {
        a.slots.iter().all(|(slot, x)| match b.slots.get(slot) {
            Some(y) => self.share(*slot, x, y),
            None => true,
        })
    }

    /// Whether two extents share a leaf. Every pair of norms is asked this, and most name nodes on both sides: then
    /// only the few leaves below the nodes of one are looked at.
    fn share(&self, slot: Slot, x: &Extent, y: &Extent) -> bool {
        match (x, y) {
            (Extent::Of(nodes), other) | (other, Extent::Of(nodes)) => {
                let below = self.below.get(&slot);
                let leaves = nodes.iter().filter_map(|node| below?.get(node)).flatten();
                leaves.into_iter().any(|leaf| self.admits(slot, other, leaf))
            }
            _ => {
                let all = self.above.get(&slot).into_iter().flat_map(BTreeMap::keys);
                all.into_iter().any(|leaf| self.admits(slot, x, leaf) && self.admits(slot, y, leaf))
            }
        }
    }

    /// Whether every act of `a` is one of `b`.
    pub fn within(&self, a: &Pattern, b: &Pattern) -> bool {
        let slots = b.slots.iter().all(|(slot, outer)| {
            let inner = a.slots.get(slot).unwrap_or(&Extent::Any);
            self.above.get(slot).is_some_and(|l| {
                l.keys().all(|leaf| !self.admits(*slot, inner, leaf) || self.admits(*slot, outer, leaf))
            })
        });
        let amounts = b.quantity.iter().all(|(unit, (least, most))| {
            a.quantity.get(unit).is_some_and(|(l, m)| {
                least.is_none_or(|x| l.is_some_and(|l| l >= x)) && most.is_none_or(|x| m.is_some_and(|m| m <= x))
            })
        });
        slots
            && amounts
            && b.season.is_none_or(|s| a.season.is_some_and(|t| (1..=366).all(|d| !in_season(t, d) || in_season(s, d))))
    }

    /// The cells of a pattern, one for each class that the other patterns tell apart; `None` if there are too many.
    pub fn cells(&self, pattern: &Pattern, others: &[&Pattern]) -> Option<Vec<Cell>> {
        let mut out = vec![Cell::default()];
        for slot in Slot::ALL {
            let choices = self.classes(slot, pattern, others);
            out = product(out, &choices, |cell, leaf| _ = cell.leaves.insert(slot, leaf.clone()))?;
        }
        let units: BTreeSet<&Name> =
            others.iter().flat_map(|p| p.quantity.keys()).chain(pattern.quantity.keys()).collect();
        for unit in units {
            let choices = amounts(unit, pattern, others);
            out = product(out, &choices, |cell, amount| {
                if let Some(v) = amount {
                    cell.quantity.insert(unit.clone(), *v);
                }
            })?;
        }
        let choices = days_of_year(pattern, others);
        product(out, &choices, |cell, day| cell.season = *day)
    }

    /// The leaves of a pattern in a slot that no other pattern tells apart from one of them.
    pub fn like(&self, slot: Slot, leaf: &str, pattern: &Pattern, others: &[&Pattern]) -> Vec<Name> {
        let own = pattern.slots.get(&slot).unwrap_or(&Extent::Any);
        let extents: Vec<&Extent> = others.iter().filter_map(|p| p.slots.get(&slot)).collect();
        let same = |other: &&Name| extents.iter().all(|e| self.admits(slot, e, leaf) == self.admits(slot, e, other));
        let all = self.above.get(&slot).into_iter().flat_map(BTreeMap::keys);
        all.filter(|l| self.admits(slot, own, l)).filter(same).cloned().collect()
    }

    /// One leaf for each class of leaves that no pattern tells apart; the pattern's own nodes stand for their class.
    fn classes(&self, slot: Slot, pattern: &Pattern, others: &[&Pattern]) -> Vec<Name> {
        let own = pattern.slots.get(&slot).unwrap_or(&Extent::Any);
        let extents: Vec<&Extent> =
            others.iter().filter_map(|p| p.slots.get(&slot)).filter(|e| **e != Extent::Any).collect();
        let preferred: &[Name] = if let Extent::Of(nodes) = own { nodes } else { &[] };
        let mut by_signature: BTreeMap<Vec<bool>, Name> = BTreeMap::new();
        for leaf in self.above.get(&slot).into_iter().flat_map(BTreeMap::keys).filter(|l| self.admits(slot, own, l)) {
            let signature = extents.iter().map(|e| self.admits(slot, e, leaf)).collect();
            let better = preferred.contains(leaf) || (preferred.is_empty() && leaf == UNNAMED);
            let entry = by_signature.entry(signature).or_insert_with(|| leaf.clone());
            if better {
                entry.clone_from(leaf);
            }
        }
        by_signature.into_values().collect()
    }
}

fn product<T>(cells: Vec<Cell>, choices: &[T], set: impl Fn(&mut Cell, &T)) -> Option<Vec<Cell>> {
    if cells.len().checked_mul(choices.len())? > MOST_CELLS {
        return None;
    }
    let with = |cell: &Cell, choice: &T| {
        let mut cell = cell.clone();
        set(&mut cell, choice);
        cell
    };
    Some(cells.iter().flat_map(|cell| choices.iter().map(move |choice| with(cell, choice))).collect())
}

/// The amounts worth telling apart: every bound and its neighbours, within the pattern's own; none told, if it may be.
fn amounts(unit: &Name, pattern: &Pattern, others: &[&Pattern]) -> Vec<Option<i64>> {
    let bounds = others.iter().filter_map(|p| p.quantity.get(unit)).chain(pattern.quantity.get(unit));
    let ends: BTreeSet<i64> = bounds
        .flat_map(|(l, m)| [*l, *m])
        .flatten()
        .flat_map(|b| [b.saturating_sub(1), b, b.saturating_add(1)])
        .chain([0])
        .collect();
    match pattern.quantity.get(unit) {
        Some((least, most)) => ends
            .into_iter()
            .filter(|v| least.is_none_or(|l| l <= *v) && most.is_none_or(|m| *v <= m))
            .map(Some)
            .collect(),
        None => std::iter::once(None).chain(ends.into_iter().map(Some)).collect(),
    }
}

fn days_of_year(pattern: &Pattern, others: &[&Pattern]) -> Vec<Option<u16>> {
    let seasons: Vec<Season> = others.iter().filter_map(|p| p.season).chain(pattern.season).collect();
    if seasons.is_empty() {
        return vec![None];
    }
    let own = |day: &u16| (1..=366).contains(day) && pattern.season.is_none_or(|s| in_season(s, *day));
    let mut starts: BTreeSet<u16> = seasons.iter().flat_map(|s| [s.from, s.to % 366 + 1]).filter(own).collect();
    starts.extend((1..=366).find(own));
    starts.into_iter().map(Some).collect()
}

/// Whether a day of the year falls in a season.
pub fn in_season(season: Season, day: u16) -> bool {
    if season.from <= season.to {
        season.from <= day && day <= season.to
    } else {
        day >= season.from || day <= season.to
    }
}
