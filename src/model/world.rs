//! What the facts and the draft itself say of the parties: names, soil, coasts, memberships, figures.

use std::collections::{BTreeMap, BTreeSet};

use super::nodes::Roles;
use super::theory::{AgentInfo, Frontier, Ground, Map, Name, Theory};
use crate::document::Party;
use crate::facts::{Fact, FactBase};
use crate::norms::names::{core_of, is_form_of_state};
use crate::norms::phrase::PARTY;
use crate::norms::words::{Word, words};
use crate::norms::{Agent, Circumstance, Declaration, Declared, Noun, Restrictor, Slot};

/// The facts as this stage asks them.
pub struct World<'a> {
    pub(super) facts: &'a FactBase,
    pub(super) declared: &'a [Declared],
    pub(super) parties: Vec<Name>,
}

/// The canonical short name of a party: that of the State the facts know by this name, else its own.
pub fn canonical_party(facts: &FactBase, party: &Party) -> Name {
    let known = canonical(facts, &party.name).or_else(|| canonical(facts, &party.short));
    // "His Majesty the King of Astrel" concludes for Astrel.
    let ruler = ["King", "Queen", "President", "Emperor", "Prince", "Duke", "Majesty", "Highness", "Government"]
        .iter()
        .any(|w| party.name.contains(w));
    known.unwrap_or_else(|| if ruler { core_of(&party.name).to_owned() } else { party.short.clone() })
}

/// The canonical name of a State or body, by any of its names.
fn canonical(facts: &FactBase, name: &str) -> Option<Name> {
    let bare = name.trim().trim_start_matches("the ").trim_start_matches("The ");
    let named = facts.with("named", 1, bare).next().map(|f| f.args[0].clone());
    let own = || {
        ["state", "organisation", "alliance", "former-state", "agent"]
            .iter()
            .any(|r| facts.with(r, 0, bare).next().is_some())
            .then(|| bare.to_owned())
    };
    named.or_else(own).or_else(|| {
        let same = |f: &&Fact| f.args[1].eq_ignore_ascii_case(bare);
        facts.of("named").find(same).map(|f| f.args[0].clone())
    })
}

/// A fact as a ground.
pub(super) fn ground(fact: &Fact) -> Ground {
    Ground::Fact(fact.id.clone())
}

impl<'a> World<'a> {
    /// The world of a run.
    pub fn new(facts: &'a FactBase, declared: &'a [Declared], parties: &[Name]) -> Self {
        Self { facts, declared, parties: parties.to_vec() }
    }

    /// The parties.
    pub fn parties(&self) -> &[Name] {
        &self.parties
    }

    /// What one cannot do to a thing and do `kind` to it, with the facts that say so.
    pub fn opposites(&self, kind: &str) -> Vec<(Name, String)> {
        let mut out = Vec::new();
        for fact in self.facts.about(kind).filter(|f| f.relation == "opposite-act") {
            let other = fact.args.iter().find(|a| *a != kind);
            out.extend(other.map(|o| (o.clone(), fact.id.clone())));
        }
        out
    }

    /// True if the draft gives figures for its parties.
    pub fn has_figures(&self) -> bool {
        self.declared.iter().any(|d| matches!(d.what, Declaration::Figure { .. }))
    }

    /// True if a name is that of a measure, parties put in for `{0}` and `{1}`.
    pub fn is_about(&self, name: &str, template: &str) -> bool {
        let with = |template: String, place: &str| -> Vec<String> {
            if !template.contains(place) {
                return vec![template];
            }
            self.parties.iter().map(|party| template.replace(place, party)).collect()
        };
        let all = with(template.to_owned(), "{0}").into_iter().flat_map(|one| with(one, "{1}"));
        name == template || all.into_iter().any(|one| one == name)
    }

    /// What the draft places in what.
    pub fn placed(&self) -> impl Iterator<Item = (&Noun, &Noun)> {
        self.declared.iter().filter_map(|d| match &d.what {
            Declaration::Within { inner, outer, .. } => Some((inner, outer)),
            _ => None,
        })
    }

    /// True if the draft places a thing in one other only, not partly here and partly there.
    pub fn whole(&self, inner: &Noun) -> bool {
        let of = |soil: bool| {
            let same = |i: &Noun| i.head == inner.head && i.restrictors == inner.restrictors;
            self.placed().filter(|(i, outer)| same(i) && (outer.head == "territory") == soil).count()
        };
        of(true) <= 1 && of(false) <= 1
    }

    /// True for a State that the facts know.
    pub(super) fn is_state(&self, name: &str) -> bool {
        self.facts.with("state", 0, name).next().is_some()
    }

    /// An agent that is no party: a State or organisation by its canonical name, else an organ or class of its own.
    pub fn agent(&self, noun: &Noun) -> (Name, AgentInfo) {
        // "The Bank for International Settlements": the whole name may be longer than its head.
        let whole = || canonical(self.facts, &super::nodes::name(noun, Slot::Thing));
        let known = if noun.proper { canonical(self.facts, &noun.head).or_else(whole) } else { whole() };
        match known {
            Some(name) => (name, AgentInfo { party: false, of: None, above: Vec::new() }),
            None => {
                let stands_apart = noun.proper && is_state_like(&noun.head) || self.organ_of_outsider(noun);
                let of = (!stands_apart).then(|| "the instrument".to_owned());
                (super::nodes::name(noun, Slot::Thing), AgentInfo { party: false, of, above: Vec::new() })
            }
        }
    }

    /// "The Secretary-General of the United Nations": an organ of one who is no party.
    fn organ_of_outsider(&self, noun: &Noun) -> bool {
        let outside = |name: &str| canonical(self.facts, name).is_some_and(|known| !self.parties.contains(&known));
        let in_head = noun.head.split_once(" of ").is_some_and(|(_, name)| outside(name));
        in_head
            || self.served(noun).is_some()
            || noun.restrictors.iter().any(|r| match r {
                Restrictor::Phrase(preposition, key) => preposition == "of" && outside(&key.head),
                _ => false,
            })
    }

    /// "The consuls of the Sultanate of Qar", "troops of the Empire of Dahl": the State, no party, in whose service they are.
    pub fn served(&self, noun: &Noun) -> Option<Name> {
        let name = &crate::norms::of_phrase(&noun.restrictors)?.head;
        let party = self.parties.iter().any(|p| p == name || p == core_of(name));
        (serves_a_state(&noun.head) && crate::norms::is_state(name) && !party).then(|| name.clone())
    }

    /// The canonical name of a State or organisation that exists apart from the instrument; `None` for organs and the like.
    pub fn outsider(&self, name: &str) -> Option<Name> {
        // "The King of Astrel" is Astrel, and may be a party.
        let party =
            self.parties.iter().any(|p| name.strip_suffix(p.as_str()).is_some_and(|head| head.ends_with(" of ")));
        let stands_apart = is_state_like(name) || crate::norms::is_state(name);
        canonical(self.facts, name).or_else(|| (stands_apart && !party).then(|| name.to_owned()))
    }

    /// A State's name where a place or a recipient is meant: its soil, or itself.
    pub fn place_name(&self, noun: &Noun, slot: Slot) -> Noun {
        let applies = matches!(slot, Slot::Place | Slot::To) && noun.proper;
        let Some(state) = applies.then(|| canonical(self.facts, &noun.head)).flatten() else { return noun.clone() };
        // "The Uruguay" is the river, Uruguay the State.
        let river =
            noun.text.to_lowercase().starts_with("the ") && self.facts.with("riparian", 1, &noun.head).next().is_some();
        if !self.is_state(&state) || river {
            return noun.clone();
        }
        let head = if slot == Slot::Place { "territory" } else { PARTY };
        let mut restrictors = noun.restrictors.clone();
        restrictors.insert(Restrictor::Of(Agent::Named(state)));
        Noun { head: head.to_owned(), restrictors, proper: false, ..noun.clone() }
    }

    /// Whether facts or figures of the draft decide a circumstance, and what says so.
    pub fn known(&self, c: &Circumstance, roles: &Roles) -> Option<(bool, Ground)> {
        let me = roles.me.as_ref()?;
        // What is denied is asked of as if it were said: the formula has the "not".
        let (list, _) = crate::norms::positive(&words(&c.text));
        let lacking =
            || if c.judge.is_none() { self.lacks(me, &list).map(|(_, ground)| (false, ground)) } else { None };
        self.membership(me, &list)
            .or_else(|| self.class(me, &list))
            .or_else(|| self.figure_in_words(me, &list))
            .or_else(|| self.adjoins(me, &list))
            .or_else(lacking)
    }

    /// "Is a nuclear-weapon State", "has no sea coast".
    fn class(&self, me: &str, list: &[Word]) -> Option<(bool, Ground)> {
        if !self.is_state(me) {
            return None;
        }
        let text = crate::norms::words::join(list).to_lowercase();
        let negated = list.iter().any(|w| w.any(&["no", "not", "non", "without"]));
        if text.contains("landlocked")
            || text.contains("land-locked")
            || text.contains("sea coast")
            || text.contains("sea-coast")
        {
            let landlocked = self.facts.with("landlocked", 0, me).next();
            let about_coast = text.contains("coast") != negated;
            let any_coast = self.facts.with("coast", 0, me).next();
            return landlocked
                .map(|f| (!about_coast, ground(f)))
                .or_else(|| any_coast.map(|f| (about_coast, ground(f))));
        }
        let class =
            self.facts.of("class").map(|f| f.args[1].clone()).find(|class| text.contains(&class.to_lowercase()))?;
        let member = self.facts.with("class", 0, me).find(|f| f.args[1] == class);
        let other = self.facts.with("class", 1, &class).next();
        match member {
            Some(f) => Some((!text.contains("non-nuclear"), ground(f))),
            None => other.map(|f| (text.contains("non-nuclear"), ground(f))),
        }
    }

    fn figure_in_words(&self, me: &str, list: &[Word]) -> Option<(bool, Ground)> {
        let of_people = || crate::norms::comparison(&crate::norms::of_people(list)?);
        let restrictor = crate::norms::comparison(list).or_else(of_people)?;
        let topic: BTreeSet<String> = list.iter().map(|w| crate::norms::phrase::lemma(&w.lower)).collect();
        self.figure(me, &restrictor, &topic).filter(|(there, _)| !there)
    }

    /// Whether a party has anything with this date or measure, by the figures that the draft gives.
    pub(super) fn figure(&self, me: &str, wanted: &Restrictor, topic: &BTreeSet<String>) -> Option<(bool, Ground)> {
        let (unit, low, high) = match wanted {
            Restrictor::Measured { unit, least, most } => (unit.as_str(), *least, *most),
            Restrictor::Dated { from, to } => ("day", *from, *to),
            _ => return None,
        };
        let mut found = None;
        for (index, one) in self.declared.iter().enumerate() {
            let Declaration::Figure { who, topic: about, unit: u, least, most } = &one.what else { continue };
            let counted = unit != "day" && !crate::norms::is_measure(unit);
            let on_topic = counted || about.intersection(topic).any(|word| tells_a_topic(word, unit));
            if who != me || u != unit || !on_topic {
                continue;
            }
            let above = high.is_none_or(|h| least.is_none_or(|l| l <= h));
            let below = low.is_none_or(|l| most.is_none_or(|m| m >= l));
            let there = above && below;
            let decided = !there || (high.is_none() || least.is_some()) && (low.is_none() || most.is_some());
            if decided {
                found =
                    Some(found.map_or(
                        (there, Ground::Declared(index)),
                        |f: (bool, Ground)| if f.0 == there { f } else { (true, f.1) },
                    ));
            }
        }
        found
    }

    /// Whether two States have a frontier by land, and the fact; `None` if the facts do not know one of them.
    pub fn land_frontier(&self, a: &str, b: &str) -> Option<Result<Ground, Ground>> {
        let states = self.is_state(a) && self.is_state(b);
        states.then(|| {
            let between = |f: &&Fact| f.args.contains(&b.to_owned()) && f.args.get(2).is_none_or(|m| m == "land");
            let of = |f: &&Fact| f.relation == "borders";
            let found = self.facts.about(a).filter(of).find(between).map(ground);
            let other =
                self.facts.about(a).find(of).or_else(|| self.facts.about(b).find(of)).map_or(Ground::Words, ground);
            found.ok_or(other)
        })
    }

    /// The State that a name in a frontier phrase means.
    pub fn state_named(&self, name: &str) -> Option<Name> {
        canonical(self.facts, name).filter(|s| self.is_state(s))
    }

    /// Places of the base that lie on the soil of a State, in a region or in a sea: `(place, in what, why)`.
    pub fn lies_in(&self, place: &str) -> Vec<(Name, Ground)> {
        let soil = ["territory", "port"]
            .iter()
            .flat_map(|r| self.facts.with(r, 0, place))
            .map(|f| (format!("territory of {}", f.args[1]), ground(f)));
        let sea = self.facts.with("part-of-sea", 0, place).map(|f| (f.args[1].clone(), ground(f)));
        let region = place
            .strip_prefix("territory of ")
            .into_iter()
            .flat_map(|s| self.facts.with("region", 0, s))
            .map(|f| (f.args[1].clone(), ground(f)));
        soil.chain(sea).chain(region).collect()
    }

    /// Allies and frontiers of the parties.
    pub fn map(&self, theory: &Theory) -> Map {
        let mut map = Map::default();
        let places = theory
            .taxonomies
            .get(&Slot::Place)
            .map(|t| t.nodes.keys().cloned().collect::<BTreeSet<_>>())
            .unwrap_or_default();
        for place in &places {
            if let Some(state) = place.strip_prefix("territory of ") {
                map.owner.insert(place.clone(), (state.to_owned(), Vec::new()));
            }
        }
        for party in &self.parties {
            map.allies.insert(party.clone(), self.allies(party));
        }
        map.frontiers = self.frontiers(&map);
        map
    }

    fn allies(&self, party: &str) -> BTreeMap<Name, Ground> {
        let alliances =
            self.facts.with("member", 0, party).filter(|f| self.facts.with("alliance", 0, &f.args[1]).next().is_some());
        let members = alliances.flat_map(|f| self.facts.with("member", 1, &f.args[1]));
        let mut out: BTreeMap<Name, Ground> =
            members.filter(|f| f.args[0] != party).map(|f| (f.args[0].clone(), ground(f))).collect();
        for (own, other) in [(0, 1), (1, 0)] {
            out.extend(self.facts.with("ally-of", own, party).map(|f| (f.args[other].clone(), ground(f))));
        }
        out
    }

    /// Frontiers of the parties with any State, by land and by sea, told by the parts that adjoin where they are known.
    fn frontiers(&self, map: &Map) -> Vec<Frontier> {
        let concerned: BTreeSet<&str> = self
            .parties
            .iter()
            .map(String::as_str)
            .chain(map.allies.values().flat_map(|a| a.keys().map(String::as_str)))
            .collect();
        let mut out = Vec::new();
        for fact in self.facts.of("borders") {
            let (a, b) = (fact.args[0].as_str(), fact.args[1].as_str());
            if !concerned.contains(a) || !concerned.contains(b) {
                continue;
            }
            let by_land = fact.args.get(2).is_none_or(|m| m == "land");
            for (near, far) in [(a, b), (b, a)] {
                let part = |own: &str, other: &str| self.part(own, other, by_land).unwrap_or_else(|| own.to_owned());
                out.push(Frontier {
                    near: (near.to_owned(), part(near, far)),
                    far: (far.to_owned(), part(far, near)),
                    by_land,
                    ground: ground(fact),
                });
            }
        }
        out.sort();
        out
    }

    /// The part of a State that adjoins another, where only a part does.
    fn part(&self, own: &str, other: &str, by_land: bool) -> Option<Name> {
        let medium = if by_land { "land" } else { "sea" };
        let touches = |place: &str| {
            self.facts.with("part-borders", 0, place).any(|f| {
                (f.args[1] == other || self.facts.with("territory", 0, &f.args[1]).any(|t| t.args[1] == other))
                    && f.args.get(2).is_some_and(|m| m == medium)
            })
        };
        self.facts.with("territory", 1, own).map(|f| f.args[0].clone()).find(|place| touches(place))
    }
}

/// Those through whom a State acts, by the word for them.
pub fn serves_a_state(head: &str) -> bool {
    const LIST: [&str; 57] = [
        "master",
        "mayor",
        "council",
        "board",
        "office",
        "administration",
        "agent",
        "pilot",
        "judge",
        "magistrate",
        "physician",
        "expert",
        "service",
        "authority",
        "government",
        "consul",
        "consulate",
        "ambassador",
        "embassy",
        "envoy",
        "legation",
        "minister",
        "ministry",
        "officer",
        "official",
        "court",
        "police",
        "army",
        "navy",
        "force",
        "troop",
        "fleet",
        "garrison",
        "admiralty",
        "governor",
        "customs",
        "commissioner",
        "surveyor",
        "inspector",
        "representative",
        "delegate",
        "guard",
        "soldier",
        "commander",
        "general",
        "admiral",
        "warship",
        "squadron",
        "king",
        "queen",
        "emperor",
        "sultan",
        "prince",
        "parliament",
        "treasury",
        "engineer",
        "regiment",
    ];
    LIST.contains(&head)
}

/// Whether a word says what is measured or dated, and not only how: "mine", not "metre", "deep" or "500".
fn tells_a_topic(word: &str, unit: &str) -> bool {
    const HOW: [&str; 24] = [
        "more", "less", "least", "most", "large", "small", "great", "high", "deep", "long", "wide", "broad", "tall",
        "thick", "height", "depth", "length", "width", "measure", "size", "exceed", "capacity", "above", "below",
    ];
    !HOW.contains(&word) && !unit.split(' ').any(|part| part == word) && crate::lexicon::number(word).is_none()
}

/// True for a name such as "Emirate of Qar": a State, even if no fact knows it.
pub fn is_state_like(name: &str) -> bool {
    let organisation = ["Organization", "Organisation", "League", "Alliance", "Union", "Federation", "Confederation"]
        .iter()
        .any(|w| name.split(' ').any(|part| part == *w));
    organisation
        || name.split(' ').any(|part| is_form_of_state(&part.to_lowercase()) && part.starts_with(char::is_uppercase))
            && name.contains(" of ")
}
