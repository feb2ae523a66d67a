//! Seas, lakes, rivers and mountains: who is at home there, and which acts are open to whom.

use super::lacks::Flat;
use super::theory::Ground;
use super::world::{World, ground};
use crate::norms::words::words;
use crate::norms::{Act, Key, Noun, Slot};

/// What lies on the soil of a State and on a water.
pub(super) const SHORE: [&str; 24] = [
    "coast",
    "seacoast",
    "coastline",
    "port",
    "seaport",
    "harbour",
    "shore",
    "seaboard",
    "bank",
    "haven",
    "roadstead",
    "beach",
    "dockyard",
    "base",
    "island",
    "islet",
    "isle",
    "archipelago",
    "bed",
    "estuary",
    "mouth",
    "delta",
    "basin",
    "valley",
];

/// Acts by which one goes, or sends things, where others are at home.
const MOVES: [&str; 22] = [
    "navigate",
    "sail",
    "pass",
    "transit",
    "carry",
    "transport",
    "convey",
    "ship",
    "ply",
    "travel",
    "import",
    "export",
    "trade",
    "buy",
    "purchase",
    "sell",
    "send",
    "fly",
    "go",
    "visit",
    "enter",
    "tow",
];

/// Acts by which one changes what stands or lies somewhere: to be done only where one is at home.
const ON_THE_SPOT: [&str; 50] = [
    "sink",
    "drill",
    "bore",
    "dig",
    "grow",
    "blast",
    "burn",
    "pave",
    "build",
    "construct",
    "erect",
    "install",
    "maintain",
    "operate",
    "work",
    "demolish",
    "destroy",
    "dismantle",
    "remove",
    "close",
    "dredge",
    "quarry",
    "extract",
    "mine",
    "draw",
    "abstract",
    "divert",
    "dam",
    "impound",
    "fortify",
    "discharge",
    "release",
    "plant",
    "cut",
    "fell",
    "keep",
    "light",
    "repair",
    "drain",
    "reclaim",
    "lay",
    "establish",
    "open",
    "raise",
    "deepen",
    "widen",
    "regulate",
    "embank",
    "license",
    "subsidise",
];

/// True for an act by which one changes what stands or lies somewhere.
pub fn is_work_on_the_spot(kind: &str) -> bool {
    ON_THE_SPOT.contains(&kind)
}

impl World<'_> {
    /// Whether a State lies on a sea, lake or river, where the facts know the water.
    pub(super) fn on_water(&self, me: &str, name: &str) -> Option<(bool, Ground)> {
        let bare = self.water_named(name);
        let relation = ["coast", "lake-shore", "riparian"].into_iter().find(|relation| self.water(relation, &bare))?;
        let own = self.facts.with(relation, 0, me).find(|f| f.args[1] == bare || self.part_of(&f.args[1], &bare));
        let other = || self.facts.with(relation, 1, &bare).next();
        own.map(|f| (true, ground(f))).or_else(|| other().map(|f| (false, ground(f))))
    }

    /// An exception for what lies where only others are at home: an act there is not open to the bearer by itself, unless
    /// it is one of passing or trading. The waters of a sea are open to all, its coasts and islands are not.
    pub fn not_open(&self, me: &str, noun: &Noun, rule: &Act, slot: Slot) -> Option<(String, Ground)> {
        let kind = rule.kind.as_str();
        let on_the_spot = match slot {
            Slot::Place => !MOVES.contains(&kind),
            _ => ON_THE_SPOT.contains(&kind),
        };
        let mut flat = Flat::default();
        flat.add(&Key { head: noun.head.clone(), restrictors: noun.restrictors.clone() });
        if !on_the_spot || noun.negated || !self.is_state(me) || flat.owners.iter().any(|owner| owner != me) {
            return None;
        }
        if slot == Slot::Place
            && let Some(ground) = self.no_frontier(me, noun, &flat)
        {
            return Some((noun.text.clone(), ground));
        }
        let ashore = flat.words.iter().any(|w| SHORE.contains(&w.as_str()));
        let afloat = [&rule.thing, &rule.to, &rule.manner].into_iter().flatten().any(speaks_of_ships);
        flat.propers.iter().find_map(|p| {
            let bare = self.water_named(p);
            let free = afloat && !ashore && self.facts.with("free-navigation", 0, &bare).next().is_some();
            let sea = self.water("coast", &bare) && !ashore;
            let soil = || if slot == Slot::Place { None } else { self.on_soil(me, p) };
            let known = if free || sea { None } else { self.on_water(me, p).or_else(|| self.in_range(me, p)) };
            let (on, ground) = known.or_else(soil)?;
            (!on).then(|| (p.clone(), ground))
        })
    }

    /// Whether a State has part of some mountains, where the facts know them.
    fn in_range(&self, me: &str, name: &str) -> Option<(bool, Ground)> {
        let own = self.facts.with("range", 0, me).find(|f| f.args[1] == name);
        let other = || self.facts.with("range", 1, name).next();
        own.map(|f| (true, ground(f))).or_else(|| other().map(|f| (false, ground(f))))
    }

    /// True for the name of a river, a lake, a sea or mountains that the facts know.
    pub fn is_water_or_range(&self, name: &str) -> bool {
        let bare = self.water_named(name);
        ["coast", "lake-shore", "riparian", "range"].iter().any(|relation| self.water(relation, &bare))
    }

    /// The name by which the facts know a water: "River Oder" is the Oder, "Rhone" the Rhône.
    fn water_named(&self, name: &str) -> String {
        let bare = name.strip_prefix("River ").or_else(|| name.strip_suffix(" River")).unwrap_or(name);
        let known = |n: &str| ["coast", "lake-shore", "riparian"].iter().any(|r| self.water(r, n));
        if known(name) {
            return name.to_owned();
        }
        let also = self.facts.with("named", 1, bare).map(|f| f.args[0].clone()).find(|n| known(n));
        also.unwrap_or_else(|| bare.to_owned())
    }

    /// "Its own sea coast" of a State without one; "its ports on the Gulf of Bothnia" of one whose coast is elsewhere.
    pub(super) fn no_coast(&self, owner: &str, flat: &Flat) -> Option<Ground> {
        if !flat.words.iter().any(|w| SHORE.contains(&w.as_str())) || !self.is_state(owner) {
            return None;
        }
        let by_adjective = self.waters_by_adjective(flat);
        let waters = ["coast", "lake-shore", "riparian"].iter().find_map(|relation| {
            let named = flat.propers.iter().chain(&by_adjective).find(|p| self.water(relation, p))?;
            Some((*relation, named))
        });
        if let Some((relation, water)) = waters {
            let lies_on =
                self.facts.with(relation, 0, owner).any(|f| f.args[1] == *water || self.part_of(&f.args[1], water));
            let elsewhere = || {
                self.facts
                    .with("landlocked", 0, owner)
                    .chain(self.facts.with(relation, 0, owner))
                    .chain(self.facts.with(relation, 1, water))
                    .next()
            };
            return if lies_on { None } else { elsewhere().map(ground) };
        }
        let of_the_sea = flat.words.iter().any(|w| {
            matches!(w.as_str(), "sea" | "seacoast" | "seaport" | "seaboard" | "maritime" | "coastline" | "coast")
        });
        let on_a_sea = |relation| self.facts.with(relation, 0, owner).any(|f| f.args[1].ends_with("Sea"));
        if of_the_sea && !on_a_sea("lake-shore") && !on_a_sea("coast") {
            self.facts.with("landlocked", 0, owner).next().map(ground)
        } else {
            None
        }
    }

    /// "Its Caribbean coast", "its Baltic ports": seas by the adjective.
    fn waters_by_adjective(&self, flat: &Flat) -> Vec<String> {
        let capital =
            |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
        let of_a_state = |word: &String| self.facts.of("nationality").any(|f| f.args[1] == *word);
        let adjectives = flat.words.iter().map(|w| capital(w)).filter(|w: &String| !of_a_state(w));
        adjectives.flat_map(|w| [format!("{w} Sea"), format!("{w} Ocean")]).collect()
    }

    fn water(&self, relation: &'static str, name: &str) -> bool {
        self.facts.with(relation, 1, name).next().is_some()
    }

    fn part_of(&self, gulf: &str, sea: &str) -> bool {
        self.facts.with("part-of-sea", 0, gulf).any(|f| f.args[1] == sea || self.part_of_once(&f.args[1], sea))
    }

    fn part_of_once(&self, gulf: &str, sea: &str) -> bool {
        self.facts.with("part-of-sea", 0, gulf).any(|f| f.args[1] == sea)
    }
}

/// Ships and their use, of which a river may be open to those of all nations.
fn speaks_of_ships(noun: &Noun) -> bool {
    const AFLOAT: [&str; 14] = [
        "ship",
        "ships",
        "vessel",
        "vessels",
        "boat",
        "boats",
        "barge",
        "barges",
        "navigation",
        "shipping",
        "steamer",
        "steamers",
        "craft",
        "raft",
    ];
    words(&noun.text).iter().any(|w| w.any(&AFLOAT))
}
