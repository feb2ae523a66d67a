//! What a party has not, by the facts or by the draft itself: coasts, frontiers, ports, ships of some age or size.

use std::collections::BTreeSet;

use super::nodes::Roles;
use super::theory::{Ground, Name};
use super::waters::SHORE;
use super::world::{World, ground};
use crate::norms::names::Names;
use crate::norms::words::Word;
use crate::norms::{Agent, Declaration, Declared, Key, Noun, Restrictor, Slot, named_owner};

impl World<'_> {
    /// What words speak of as a party's own, and it has not: "one of its own ports on the Aegean Sea", "the frontier with
    /// Ukraine". Whatever turns on having it is not so for that party.
    pub fn lacks(&self, me: &str, list: &[Word]) -> Option<(String, Ground)> {
        if list.iter().any(|w| w.any(&["no", "not", "without", "outside", "beyond", "elsewhere"])) {
            return None;
        }
        let roles = Roles { me: Some(me.to_owned()), other: None, parties: self.parties.clone() };
        (0..list.len()).find_map(|at| {
            let what = own_thing(list, at)?;
            let noun =
                crate::norms::phrase::nouns(&format!("its {what}"), &Names::default()).nouns.into_iter().next()?;
            let ground = roles.ground(&noun).iter().find_map(|n| self.empty(n))?;
            Some((what, ground))
        })
    }

    /// "Bordering Ukraine", "has a coast on the Black Sea", "lies on the Danube": whether the facts say so of a party.
    pub fn adjoins(&self, me: &str, list: &[Word]) -> Option<(bool, Ground)> {
        const SPEAKS: [&str; 21] = [
            "borders",
            "border",
            "bordering",
            "adjoins",
            "adjoining",
            "adjoin",
            "frontier",
            "boundary",
            "coast",
            "coastline",
            "seaboard",
            "shore",
            "shores",
            "riparian",
            "lies",
            "lie",
            "lying",
            "situated",
            "abuts",
            "coasts",
            "neighbouring",
        ];
        if !self.is_state(me) || !list.iter().any(|w| w.any(&SPEAKS)) || list.iter().any(|w| w.any(&["its", "their"])) {
            return None;
        }
        let denied = list.iter().any(|w| w.any(&["no", "not", "without"]));
        let holds = names_in(list).iter().find_map(|name| match self.state_named(name).filter(|s| s != me) {
            Some(state) => self.land_frontier(me, &state).map(|found| match found {
                Ok(ground) => (true, ground),
                Err(ground) => (false, ground),
            }),
            None => self.on_water(me, name),
        });
        holds.map(|(is_so, ground)| (is_so != denied, ground))
    }

    /// Whether a place lies on the soil of a party, where the facts or the draft put it wholly on that of one.
    pub(super) fn on_soil(&self, me: &str, place: &str) -> Option<(bool, Ground)> {
        let soil = |name: &str| name.strip_prefix("territory of ").map(str::to_owned);
        let known: Vec<(Name, Ground)> =
            self.lies_in(place).into_iter().filter_map(|(outer, ground)| Some((soil(&outer)?, ground))).collect();
        let declared = self.declared.iter().enumerate().filter_map(|(index, one)| match &one.what {
            Declaration::Within { inner, outer, .. } if inner.head == place && self.whole(inner) => {
                Some((soil(&super::nodes::name(outer, Slot::Place))?, Ground::Declared(index)))
            }
            _ => None,
        });
        let (owner, ground) = known.into_iter().chain(declared).next()?;
        Some((owner == me, ground))
    }

    /// A rule about what is the bearer's own, and an exception for what lies where it has no part: a sea, another's soil.
    pub fn off(&self, me: &str, noun: &Noun) -> Option<(String, Ground)> {
        let mut flat = Flat::default();
        flat.add(&Key { head: noun.head.clone(), restrictors: noun.restrictors.clone() });
        let elsewhere = flat.owners.iter().any(|owner| owner != me);
        flat.propers.iter().filter(|_| !elsewhere && !noun.negated).find_map(|p| {
            let (on, ground) = self.on_water(me, p).or_else(|| self.on_soil(me, p))?;
            (!on).then(|| (p.clone(), ground))
        })
    }

    /// What says that there is no such thing or place, if something does.
    pub fn empty(&self, noun: &Noun) -> Option<Ground> {
        // "A fence of not less than 900 and not more than 600 metres".
        let nothing = |r: &Restrictor| matches!(r, Restrictor::Measured { least: Some(l), most: Some(m), .. } if l > m);
        if noun.restrictors.iter().any(nothing) {
            return Some(Ground::Words);
        }
        let mut flat = Flat::default();
        let key = without_purposes(&Key { head: noun.head.clone(), restrictors: noun.restrictors.clone() });
        flat.add(&key);
        // Whose the thing itself is, before whose anything is that its words speak of.
        let own = named_owner(&noun.restrictors);
        let known = |name: &&str| self.parties.iter().any(|party| party == name) || self.is_state(name);
        let owner = own.into_iter().chain(flat.owners.iter().map(Name::as_str)).find(known)?;
        self.no_frontier(owner, noun, &flat)
            .or_else(|| owner_of_shore(&key, None).and_then(|owner| self.no_coast(&owner, &flat)))
            .or_else(|| self.no_height(owner, noun))
            .or_else(|| self.no_figure(owner, noun, &flat))
            .or_else(|| self.declared_none(owner, noun))
    }

    /// "Its own frontier with Bolivia" of a State that has none with it.
    pub(super) fn no_frontier(&self, owner: &str, noun: &Noun, flat: &Flat) -> Option<Ground> {
        let adjoins = |w: &str| matches!(w, "frontier" | "border" | "boundary" | "adjoin" | "abut");
        if !adjoins(&noun.head) && !flat.words.iter().any(|words| words.split(' ').any(adjoins)) {
            return None;
        }
        let said = names_in(&crate::norms::words::words(&noun.text));
        let neighbour = flat.propers.iter().chain(&said).find_map(|p| self.state_named(p)).filter(|s| s != owner)?;
        self.land_frontier(owner, &neighbour)?.err()
    }

    /// "Its own territory at more than 900 metres above the sea" of a State that is nowhere so high.
    fn no_height(&self, owner: &str, noun: &Noun) -> Option<Ground> {
        let least = noun.restrictors.iter().find_map(|r| match r {
            Restrictor::Measured { unit, least, .. } if unit == crate::norms::ALTITUDE => *least,
            _ => None,
        })?;
        let highest = self.facts.with("highest-point", 0, owner).next()?;
        let metres: i64 = highest.args.get(2)?.parse().ok()?;
        (metres < least).then(|| ground(highest))
    }

    fn no_figure(&self, owner: &str, noun: &Noun, flat: &Flat) -> Option<Ground> {
        let said = crate::norms::words::words(&noun.text);
        let said = said.iter().map(|w| crate::norms::phrase::lemma(&w.lower));
        let topic: BTreeSet<String> =
            flat.words.iter().map(|w| w.strip_prefix("to ").unwrap_or(w).to_owned()).chain(said).collect();
        let mut said = noun.restrictors.iter().filter_map(|r| self.figure(owner, r, &topic));
        said.find(|(there, _)| !there).map(|(_, ground)| ground)
    }

    /// "Tarnia has no sea coast", said by the draft.
    fn declared_none(&self, owner: &str, noun: &Noun) -> Option<Ground> {
        let none = |(index, one): (usize, &Declared)| match &one.what {
            Declaration::Has { who, what, has: false } if who == owner && covers(what, noun) => {
                Some(Ground::Declared(index))
            }
            _ => None,
        };
        self.declared.iter().enumerate().find_map(none)
    }

    /// Whether the draft says of some party that it has none of these.
    pub fn denied_to_one(&self, noun: &Noun) -> bool {
        self.declared
            .iter()
            .any(|one| matches!(&one.what, Declaration::Has { what, has: false, .. } if covers(what, noun)))
    }
}

/// Whether all that falls under the second noun falls under the first, whoever has it.
fn covers(what: &Noun, noun: &Noun) -> bool {
    let same = what.head == noun.head && !what.head.is_empty();
    same && what
        .restrictors
        .iter()
        .filter(|r| !matches!(r, Restrictor::Of(_)))
        .all(|wanted| noun.restrictors.iter().any(|given| within(given, wanted)))
}

/// Whether whatever has the first restrictor has the second: "of more than 90 metres" is of more than 70.
fn within(given: &Restrictor, wanted: &Restrictor) -> bool {
    match (given, wanted) {
        (Restrictor::Measured { unit, least, most }, Restrictor::Measured { unit: other, least: from, most: to }) => {
            let low = from.is_none_or(|f| least.is_some_and(|l| l >= f));
            let high = to.is_none_or(|t| most.is_some_and(|m| m <= t));
            unit == other && low && high
        }
        _ => given == wanted,
    }
}

/// Names written in capitals: "the Republic of Poland", "Black Sea".
fn names_in(list: &[Word]) -> Vec<String> {
    let mut out: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, word) in list.iter().enumerate() {
        let joins = word.any(&["of", "and"]) && list.get(at + 1).is_some_and(Word::capital);
        match out.last_mut() {
            Some(name) if word.capital() && !word.mark || joins && !name.is_empty() => name.push(&word.text),
            Some(name) if !name.is_empty() => out.push(Vec::new()),
            _ => {}
        }
    }
    out.into_iter().filter(|name| !name.is_empty()).map(|name| name.join(" ")).collect()
}

/// The words of a thing that the word at `at` says to be the bearer's own: "ports on the Aegean Sea" after "its own".
fn own_thing(list: &[Word], at: usize) -> Option<String> {
    const ENDS: [&str; 15] = [
        "which", "that", "who", "where", "and", "or", "if", "when", "is", "are", "was", "were", "has", "have", "unless",
    ];
    let owns = at > 0 && list[at].any(&["has", "have", "having", "possesses", "possess", "owns"]);
    let own = owns || list[at].any(&["its", "their"]);
    let frontier = list[at].any(&["frontier", "border", "boundary"]) && list.get(at + 1).is_some_and(|w| w.is("with"));
    let from = if own { at + 1 + usize::from(list.get(at + 1).is_some_and(|w| w.is("own"))) } else { at };
    let end = (from..list.len()).find(|&i| list[i].mark || list[i].any(&ENDS)).unwrap_or(list.len());
    if let Some(inner) = within_its_own(list, at, from) {
        return Some(crate::norms::words::join(&[inner, &list[(from + 1).min(end)..end]].concat()));
    }
    ((own || frontier) && end > from).then(|| crate::norms::words::join(&list[from..end]))
}

/// "A seaport in its own territory" is a seaport of its own.
fn within_its_own(list: &[Word], at: usize, from: usize) -> Option<&[Word]> {
    const SOIL: [&str; 6] = ["territory", "territories", "soil", "country", "land", "dominions"];
    let inside = at > 1 && list[at - 1].any(&["in", "on", "of", "within"]) && list[at].any(&["its", "their"]);
    if !inside || !list.get(from).is_some_and(|w| w.any(&SOIL)) {
        return None;
    }
    let stop = |w: &Word| {
        w.mark || crate::norms::phrase::is_preposition(&w.lower) || crate::norms::phrase::is_determiner(&w.lower)
    };
    let start = list[..at - 1].iter().rposition(stop).map_or(0, |i| i + 1);
    (start < at - 1).then(|| &list[start..at - 1])
}

/// "A seaport for the goods of Bolivia", "open to the ships of Bolivia", "of its own choice": what follows does not say
/// where the port is.
fn without_purposes(key: &Key) -> Key {
    let aside = |preposition: &str, inner: &Key| {
        matches!(preposition, "for" | "to" | "against" | "by")
            || matches!(inner.head.as_str(), "choice" | "to choose" | "to select" | "option" | "convenience")
    };
    let kept = |r: &&Restrictor| !matches!(r, Restrictor::Phrase(preposition, inner) if aside(preposition, inner));
    let restrictors = key.restrictors.iter().filter(kept).map(|r| match r {
        Restrictor::Phrase(preposition, inner) => {
            Restrictor::Phrase(preposition.clone(), Box::new(without_purposes(inner)))
        }
        other => other.clone(),
    });
    Key { head: key.head.clone(), restrictors: restrictors.collect() }
}

/// Whose the coast or port is that a noun speaks of: its own owner's, or that of the soil in which it is said to be. "The
/// consuls of Bolivia in seaports" makes no seaport Bolivia's.
fn owner_of_shore(key: &Key, soil: Option<&str>) -> Option<String> {
    let own = named_owner(&key.restrictors);
    let shore = |word: &str| SHORE.contains(&word);
    let speaks = shore(&key.head) || key.restrictors.iter().any(|r| matches!(r, Restrictor::Word(w) if shore(w)));
    let soil = if matches!(key.head.as_str(), "territory" | "soil" | "land") { own } else { soil };
    match own.or(soil).filter(|_| speaks) {
        Some(name) => Some(name.to_owned()),
        None => key.restrictors.iter().find_map(|r| match r {
            Restrictor::Phrase(_, inner) => owner_of_shore(inner, soil),
            _ => None,
        }),
    }
}

/// A noun with all that it holds, flattened.
#[derive(Default)]
pub(super) struct Flat {
    pub words: BTreeSet<String>,
    pub propers: BTreeSet<String>,
    pub owners: Vec<Name>,
}

impl Flat {
    pub fn add(&mut self, key: &Key) {
        if key.head.chars().next().is_some_and(char::is_uppercase) {
            self.propers.insert(key.head.clone());
        } else {
            self.words.insert(key.head.clone());
        }
        for restrictor in &key.restrictors {
            match restrictor {
                Restrictor::Word(word) => _ = self.words.insert(word.clone()),
                Restrictor::Phrase(_, inner) => self.add(inner),
                Restrictor::Of(Agent::Named(name)) => self.owners.push(name.clone()),
                Restrictor::Opaque(text) => self.words.extend(text.split(' ').map(str::to_owned)),
                _ => {}
            }
        }
    }
}
