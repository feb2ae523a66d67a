//! What a duty asks of one who cannot have it: a port on soil without a coast, more than all that there is.

use std::collections::BTreeSet;

use super::nodes::Roles;
use super::world::World;
use crate::clauses::Modality;
use crate::norms::words::words;
use crate::norms::{Act, Agent, Bearer, Declaration, Declared, Norm, Noun, Restrictor, named_owner};

/// Acts by which one parts with what one has: nobody parts with more than that.
const PARTING: [&str; 20] = [
    "return",
    "give back",
    "hand back",
    "hand over",
    "deliver",
    "surrender",
    "transfer",
    "restore",
    "restitute",
    "cede",
    "scrap",
    "destroy",
    "dismantle",
    "demolish",
    "sink",
    "withdraw",
    "release",
    "disarm",
    "decommission",
    "give up",
];

impl World<'_> {
    /// The act of a duty, with what makes it impossible for this bearer told in its nouns, where the facts or the draft
    /// can be asked about it.
    pub fn told_of_bearer(&self, norm: &Norm, roles: &Roles) -> Act {
        let mut act = norm.act.clone();
        if norm.modality != Modality::Obligation || matches!(norm.bearer, Bearer::Unstated) {
            return act;
        }
        self.on_own_soil(&mut act, roles);
        if let Some(me) = &roles.me {
            self.more_than_all(&mut act, me);
        }
        act
    }

    /// "A seaport in its territory" is a seaport of the one whose territory it is, if that one can have none.
    fn on_own_soil(&self, act: &mut Act, roles: &Roles) {
        let owner = |place: &Noun| {
            let place = self.place_name(place, crate::norms::Slot::Place);
            let grounds = roles.ground(&place);
            match grounds.as_slice() {
                [one] if matches!(one.head.as_str(), "territory" | "soil") && !one.negated => {
                    named_owner(&one.restrictors).map(str::to_owned)
                }
                _ => None,
            }
        };
        let Some(owner) = act.place.iter().find_map(owner) else { return };
        for thing in &mut act.thing {
            let mut own = thing.clone();
            own.restrictors.retain(|r| !matches!(r, Restrictor::Of(_)));
            own.restrictors.insert(Restrictor::Of(Agent::Named(owner.clone())));
            // "A ship for the seaports of another": the seaport is not what is meant.
            let mut itself = own.clone();
            itself.restrictors.retain(|r| !matches!(r, Restrictor::Phrase(..) | Restrictor::Opaque(_)));
            let unowned = thing.restrictors.iter().all(|r| !matches!(r, Restrictor::Of(_)));
            if unowned && self.empty(&itself).is_some() && self.empty(&own).is_some() {
                *thing = own;
            }
        }
    }

    /// "Shall return twelve ferries" of one who, as the draft says, has eight and no others.
    fn more_than_all(&self, act: &mut Act, me: &str) {
        let Some(quantity) = act.quantity.clone().filter(|_| PARTING.contains(&act.kind.as_str())) else { return };
        let Some(least) = quantity.least else { return };
        let wanted = Restrictor::Measured { unit: quantity.unit.clone(), least: Some(least), most: None };
        for thing in act.thing.iter_mut().filter(|thing| thing.head == quantity.unit) {
            let topic = words_in(thing);
            let all = self.declared.iter().any(|one| counts_all(one, me, &quantity.unit, least, &topic));
            if all {
                thing.restrictors.insert(Restrictor::Of(Agent::Named(me.to_owned())));
                thing.restrictors.insert(wanted.clone());
            }
        }
    }
}

/// The content lemmas of a noun.
fn words_in(noun: &Noun) -> BTreeSet<String> {
    let content = |w: &crate::norms::words::Word| !w.mark && !crate::norms::phrase::is_function_word(&w.lower);
    let number = |w: &crate::norms::words::Word| crate::lexicon::number(&w.lower).is_some();
    words(&noun.text)
        .iter()
        .filter(|w| content(w) && !number(w))
        .map(|w| crate::norms::phrase::lemma(&w.lower))
        .collect()
}

/// Whether a statement gives the number of all that a party has of something, and that is less than is asked for.
fn counts_all(one: &Declared, me: &str, unit: &str, least: i64, topic: &BTreeSet<String>) -> bool {
    let Declaration::Figure { who, topic: about, unit: counted, most: Some(most), .. } = &one.what else {
        return false;
    };
    let list = words(&one.text);
    let closed = list.windows(2).any(|w| w[0].is("no") && w[1].any(&["others", "other", "more"]))
        || list.iter().any(|w| w.any(&["only", "altogether"]))
        || list.windows(2).any(|w| w[0].is("in") && w[1].is("all"));
    who == me && counted == unit && *most < least && closed && topic.is_subset(about)
}
