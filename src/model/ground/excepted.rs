//! What an exception takes for one bearer: whose the things are that it names, and whether the bearer has any of them.

use std::collections::BTreeSet;

use super::super::theory::{CircumstanceInfo, Condition, ControlledBy, Except, Name};
use super::super::world::World;
use super::{Grounding, Roles};
use crate::norms::phrase::PARTY;
use crate::norms::words::words;
use crate::norms::{Act, Agent, Exception, Norm, Noun, Restrictor, Slot, named_owner};

/// Acts done to what others bring, send or own: nothing follows for them from what the bearer itself has.
const TO_THINGS_OF_OTHERS: [&str; 24] = [
    "admit",
    "import",
    "buy",
    "purchase",
    "accept",
    "receive",
    "recognise",
    "permit",
    "allow",
    "let",
    "tolerate",
    "license",
    "authorise",
    "tax",
    "levy",
    "impose",
    "export",
    "sell",
    "carry",
    "transport",
    "exempt",
    "charge",
    "inspect",
    "search",
];

impl Grounding<'_> {
    /// An exception as it stands for one bearer.
    pub(super) fn exception(&mut self, exception: &Exception, norm: &Norm, roles: &Roles) -> Except {
        let mut act = exception.act.clone();
        let river = river_not_party(exception, &norm.act, self.world);
        act.place.extend(river.clone());
        to_slot_of_rule(&mut act, &norm.act);
        waters_are_places(&mut act, self.world);
        for noun in act.thing.iter_mut().chain(&mut act.place).chain(&mut act.to) {
            own_figures(noun, self.world);
        }
        act.thing = act.thing.iter().flat_map(|n| with_head_of(n, &norm.act.thing)).collect();
        act.to = act.to.iter().flat_map(|n| with_head_of(n, &norm.act.to)).collect();
        for noun in act.thing.iter_mut().chain(&mut act.place).chain(&mut act.to).chain(&mut act.manner) {
            own_stock(noun, norm, self.world);
        }
        let mut condition = self.condition(&exception.condition, roles);
        if let Some(name) = self.lacking(exception, &act, norm, roles) {
            condition = Condition::All(vec![condition, Condition::Holds(name)]);
        }
        if river.is_none() && frees_another(exception, roles) {
            condition = Condition::Any(Vec::new());
        }
        Except { text: exception.text.clone(), pattern: self.pattern(&act, roles, None), condition }
    }

    /// An exception that speaks of what the bearer has not takes nothing: a circumstance that says so, and does not hold.
    fn lacking(&mut self, exception: &Exception, act: &Act, norm: &Norm, roles: &Roles) -> Option<Name> {
        let me = roles.me.as_ref()?;
        let of_me = |n: &&Noun| n.restrictors.contains(&Restrictor::Of(Agent::Me));
        let own = [&norm.act.thing, &norm.act.place, &norm.act.to].into_iter().flatten().find(of_me).is_some();
        let taken = [(Slot::Thing, &act.thing), (Slot::Place, &act.place), (Slot::To, &act.to)];
        let taken = taken.into_iter().flat_map(|(slot, list)| list.iter().map(move |n| (slot, n)));
        let taken: Vec<(Slot, Noun)> =
            taken.flat_map(|(slot, n)| roles.ground(n).into_iter().map(move |n| (slot, n))).collect();
        let off = || {
            taken.iter().find_map(|(slot, n)| {
                let there = || self.world.not_open(me, n, &norm.act, *slot);
                if own { self.world.off(me, n).or_else(there) } else { there() }
            })
        };
        let lacks = self.world.lacks(me, &words(&exception.text));
        let (text, ground) = match lacks {
            Some((what, ground)) => (format!("{me} has {what}"), ground),
            None => off()
                .map(|(water, ground)| (format!("{me} has a part of {water}"), ground))
                .or_else(|| self.world.not_meant(me, &exception.text))?,
        };
        let info = CircumstanceInfo {
            text: text.clone(),
            controlled_by: ControlledBy::Nature,
            judge: None,
            known: Some((false, ground)),
        };
        self.out.circumstances.entry(text.clone()).or_insert(info);
        Some(text)
    }
}

/// "No dams on rivers, except the Uruguay": the river, though Uruguay is a party.
fn river_not_party(exception: &Exception, rule: &Act, world: &World) -> Option<Noun> {
    let who = exception.who.as_ref()?;
    let named = named_owner(&who.restrictors)?.to_owned();
    fn of_water(head: &str, restrictors: &BTreeSet<Restrictor>) -> bool {
        let inner = |r: &Restrictor| matches!(r, Restrictor::Phrase(_, key) if of_water(&key.head, &key.restrictors));
        matches!(head, "river" | "waterway" | "stream") || restrictors.iter().any(inner)
    }
    let nouns = [&rule.thing, &rule.place, &rule.to, &rule.manner];
    let of_rivers = nouns.into_iter().flatten().any(|n| of_water(&n.head, &n.restrictors));
    let river = of_rivers && words(&exception.text).iter().any(|w| w.is("the")) && world.is_water_or_range(&named);
    let text = format!("the {named}");
    river.then(|| Noun { text, head: named, restrictors: BTreeSet::new(), proper: true, ..who.clone() })
}

/// "Into rivers, with the exception of the Danube": the name of a river, a lake, a sea or mountains is a place.
fn waters_are_places(act: &mut Act, world: &World) {
    let place = |n: &Noun| n.proper && n.restrictors.is_empty() && world.is_water_or_range(&n.head);
    if act.place.is_empty() && !act.thing.is_empty() && act.thing.iter().all(place) {
        act.place = std::mem::take(&mut act.thing);
    }
}

/// What the draft says that some party has none of is the bearer's own, where the rule is about what is the bearer's own.
fn own_stock(noun: &mut Noun, norm: &Norm, world: &World) {
    fn of_me(list: &BTreeSet<Restrictor>) -> bool {
        list.iter().any(|r| match r {
            Restrictor::Of(agent) => *agent == Agent::Me,
            Restrictor::Phrase(_, key) => of_me(&key.restrictors),
            _ => false,
        })
    }
    let act = &norm.act;
    let own = [&act.thing, &act.place, &act.to].into_iter().flatten().any(|n| of_me(&n.restrictors))
        || words(&noun.text).iter().any(|w| w.any(&["its", "their", "it", "they"]));
    let owned = noun.restrictors.iter().any(|r| matches!(r, Restrictor::Of(_)));
    if !owned && (own || !TO_THINGS_OF_OTHERS.contains(&act.kind.as_str())) && world.denied_to_one(noun) {
        noun.restrictors.insert(Restrictor::Of(Agent::Me));
    }
}

/// "No timber to its ports; ports on the Bay of Dorn are excepted": what is excepted stands where the rule has the like,
/// and is whose the rule says that it is.
fn to_slot_of_rule(act: &mut Act, rule: &Act) {
    let within = |list: &[Noun], slot: &[Noun]| {
        !list.is_empty() && list.iter().all(|n| !n.head.is_empty() && slot.iter().any(|r| r.head == n.head))
    };
    if !within(&act.thing, &rule.thing) {
        if act.to.is_empty() && within(&act.thing, &rule.to) {
            act.to = std::mem::take(&mut act.thing);
        } else if act.place.is_empty() && within(&act.thing, &rule.place) {
            act.place = std::mem::take(&mut act.thing);
        }
    }
    // "Admit lorries to its bridges, save to bridges which …": a place is reached as a person is.
    if act.place.is_empty() && !within(&act.to, &rule.to) && within(&act.to, &rule.place) {
        act.place = std::mem::take(&mut act.to);
    }
    for (list, slot) in [(&mut act.thing, &rule.thing), (&mut act.to, &rule.to), (&mut act.place, &rule.place)] {
        for noun in list {
            let owned = noun.restrictors.iter().any(|r| matches!(r, Restrictor::Of(_)));
            let like = slot.iter().find(|r| r.head == noun.head && r.head != PARTY);
            if let Some(like) = like.filter(|_| !owned && !noun.proper) {
                noun.restrictors.extend(like.restrictors.iter().filter(|r| matches!(r, Restrictor::Of(_))).cloned());
            }
        }
    }
}

/// "Except the Kingdom of Astrel": it frees the one that it names, and nobody else.
fn frees_another(exception: &Exception, roles: &Roles) -> bool {
    let who = exception.who.as_ref().filter(|noun| noun.head == PARTY).and_then(|noun| named_owner(&noun.restrictors));
    who.is_some_and(|who| roles.me.as_deref() != Some(who))
}

/// "Those which …": the head is that of the norm's own object.
fn with_head_of(noun: &Noun, things: &[Noun]) -> Vec<Noun> {
    if !noun.head.is_empty() || things.is_empty() {
        return vec![noun.clone()];
    }
    things
        .iter()
        .map(|t| Noun {
            head: t.head.clone(),
            restrictors: t.restrictors.union(&noun.restrictors).cloned().collect(),
            ..noun.clone()
        })
        .collect()
}

/// Where the draft gives figures for its parties, a measured or dated thing is one of the bearer's own.
fn own_figures(noun: &mut Noun, world: &World) {
    let counted = noun.restrictors.iter().any(|r| matches!(r, Restrictor::Measured { .. } | Restrictor::Dated { .. }));
    if counted && world.has_figures() && !noun.restrictors.iter().any(|r| matches!(r, Restrictor::Of(_))) {
        noun.restrictors.insert(Restrictor::Of(Agent::Me));
    }
}
