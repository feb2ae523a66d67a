//! What is asked of the restrictors of a noun again and again.

use std::collections::BTreeSet;

use super::{Agent, Key, Restrictor};

/// Whose a thing is, where its words name somebody: "the ports of Tarnia".
pub fn named_owner(restrictors: &BTreeSet<Restrictor>) -> Option<&str> {
    restrictors.iter().find_map(|r| if let Restrictor::Of(Agent::Named(name)) = r { Some(name.as_str()) } else { None })
}

/// What stands behind "of": "a herd of goats".
pub fn of_phrase(restrictors: &BTreeSet<Restrictor>) -> Option<&Key> {
    restrictors.iter().find_map(|r| match r {
        Restrictor::Phrase(preposition, key) if preposition == "of" => Some(&**key),
        _ => None,
    })
}
