//! Phrases as nodes: their canonical names once the parties are known, and when one is a kind of another.

use std::collections::{BTreeMap, BTreeSet};

use super::theory::{Ground, Name, Node, Taxonomy};
use super::thesaurus::Thesaurus;
use crate::norms::phrase::PARTY;
use crate::norms::{Agent, Key, Noun, Restrictor, Slot, named_owner};

/// Who stands for "it" and "the other Party" in one instance of a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// The bearer.
    pub me: Option<Name>,
    /// The other party.
    pub other: Option<Name>,
    /// All parties.
    pub parties: Vec<Name>,
}

impl Roles {
    /// The agents that a relative word stands for.
    pub fn resolve(&self, agent: &Agent) -> Vec<Name> {
        match agent {
            Agent::Named(name) => vec![name.clone()],
            Agent::Me => self.me.iter().cloned().collect(),
            Agent::Other => match &self.other {
                Some(other) => vec![other.clone()],
                None => self.parties.iter().filter(|p| Some(*p) != self.me.as_ref()).cloned().collect(),
            },
            Agent::AnyParty => self.parties.clone(),
        }
    }

    /// The nouns that a noun stands for once its agents are known: one for each agent that fits.
    pub fn ground(&self, noun: &Noun) -> Vec<Noun> {
        let relative = noun.restrictors.iter().find_map(|r| match r {
            Restrictor::Of(agent) if !matches!(agent, Agent::Named(_)) => Some(agent.clone()),
            _ => None,
        });
        let Some(agent) = relative else { return vec![self.ground_inner(noun)] };
        let mut rest = noun.clone();
        rest.restrictors.remove(&Restrictor::Of(agent.clone()));
        let names = self.resolve(&agent);
        if names.is_empty() {
            return self.ground(&rest);
        }
        let with = |name: Name| {
            let mut one = rest.clone();
            one.restrictors.insert(Restrictor::Of(Agent::Named(name)));
            one
        };
        names.into_iter().flat_map(|name| self.ground(&with(name))).collect()
    }

    /// Agents inside phrases: one is taken where several fit, the bearer first.
    fn ground_inner(&self, noun: &Noun) -> Noun {
        let mut out = noun.clone();
        out.restrictors = noun.restrictors.iter().map(|r| self.ground_restrictor(r)).collect();
        out
    }

    fn ground_restrictor(&self, restrictor: &Restrictor) -> Restrictor {
        match restrictor {
            Restrictor::Of(agent) => match self.resolve(agent).as_slice() {
                [one] => Restrictor::Of(Agent::Named(one.clone())),
                _ => restrictor.clone(),
            },
            Restrictor::Phrase(preposition, key) => {
                let restrictors = key.restrictors.iter().map(|r| self.ground_restrictor(r)).collect();
                Restrictor::Phrase(preposition.clone(), Box::new(Key { head: key.head.clone(), restrictors }))
            }
            other => other.clone(),
        }
    }
}

/// The canonical name of a ground noun in a slot.
pub fn name(noun: &Noun, slot: Slot) -> Name {
    let soil = owner_of_soil(noun, slot);
    if let Some(owner) = soil {
        return format!("territory of {owner}");
    }
    let key = Key { head: noun.head.clone(), restrictors: noun.restrictors.clone() };
    if noun.head == PARTY
        && let Some(name) = named_owner(&key.restrictors)
    {
        return name.to_owned();
    }
    key_name(&key)
}

/// "The territory of Tarnia", "Tarnia" as a place: whose soil it is.
pub fn owner_of_soil(noun: &Noun, slot: Slot) -> Option<&str> {
    let soil = matches!(noun.head.as_str(), "territory" | "soil" | "party") && slot == Slot::Place;
    let narrowed =
        noun.restrictors.iter().any(|r| !matches!(r, Restrictor::Of(_)) && *r != Restrictor::Word("national".into()));
    if soil && !narrowed { named_owner(&noun.restrictors) } else { None }
}

/// "Foot-and-mouth outbreak (in territory of Orlen)": readable, and the same for the same normal form.
fn key_name(key: &Key) -> String {
    let mut words = Vec::new();
    let mut after = Vec::new();
    for restrictor in &key.restrictors {
        match restrictor {
            Restrictor::Word(word) => words.push(word.clone()),
            Restrictor::Phrase(preposition, inner) => after.push(format!("{preposition} {}", key_name(inner))),
            Restrictor::Of(Agent::Named(name)) => after.push(format!("of {name}")),
            Restrictor::Of(_) => after.push("of a party".to_owned()),
            Restrictor::Measured { unit, least, most } => after.push(format!("of {} {unit}", bounds(*least, *most))),
            Restrictor::Dated { from, to } => after.push(format!("of days {}", bounds(*from, *to))),
            Restrictor::Opaque(text) => after.push(format!("({text})")),
        }
    }
    let head = key.head.strip_prefix("to ").map_or_else(|| key.head.clone(), |verb| format!("[{verb}]"));
    words.push(head);
    words.extend(after);
    words.join(" ")
}

fn bounds(least: Option<i64>, most: Option<i64>) -> String {
    match (least, most) {
        (Some(l), Some(m)) if l == m => l.to_string(),
        (Some(l), Some(m)) => format!("{l} to {m}"),
        (Some(l), None) => format!("{l} or more"),
        (None, Some(m)) => format!("{m} or less"),
        (None, None) => "any".to_owned(),
    }
}

/// The nodes of one slot while they are gathered: name → normal form.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Normal forms by canonical name.
    pub nouns: BTreeMap<Name, Noun>,
}

impl Gathered {
    /// Adds a ground noun and gives its name.
    pub fn add(&mut self, noun: &Noun, slot: Slot) -> Name {
        let name = name(noun, slot);
        self.nouns.entry(name.clone()).or_insert_with(|| noun.clone());
        name
    }

    /// True if some node has this head.
    pub fn nodes_with_head(&self, head: &str) -> bool {
        self.nouns.values().any(|n| n.head == head)
    }

    /// The taxonomy: an edge wherever one node is a kind of another. Only nodes whose heads can meet are compared.
    pub fn taxonomy(&self, slot: Slot, thesaurus: &Thesaurus) -> Taxonomy {
        let mut out = Taxonomy::default();
        let mut by_head: BTreeMap<&str, Vec<(&Name, &Noun)>> = BTreeMap::new();
        for (name, noun) in &self.nouns {
            by_head.entry(noun.head.as_str()).or_default().push((name, noun));
            out.nodes.insert(name.clone(), Node::default());
        }
        for (name, noun) in &self.nouns {
            let mut above: BTreeMap<Name, Ground> = BTreeMap::new();
            for (head, words, ground) in thesaurus.ancestors(noun, slot) {
                for (broader_name, broader) in by_head.get(head.as_str()).into_iter().flatten() {
                    if *broader_name != name && restricts_more(noun, &words, broader, thesaurus) {
                        above.entry((*broader_name).clone()).or_insert_with(|| ground.clone());
                    }
                }
            }
            for (broader_name, broader) in by_head.get("part").into_iter().flatten() {
                if *broader_name != name && is_part_of(noun, broader) {
                    above.entry((*broader_name).clone()).or_insert(Ground::Words);
                }
            }
            if let Some(node) = out.nodes.get_mut(name) {
                node.above = above.into_iter().collect();
            }
        }
        out
    }
}

/// "The furnaces of a foundry" are part of a foundry.
fn is_part_of(noun: &Noun, part: &Noun) -> bool {
    let of = |n: &Noun| n.restrictors.iter().find(|r| matches!(r, Restrictor::Phrase(p, _) if p == "of")).cloned();
    part.restrictors.len() == 1 && of(part).is_some() && of(noun) == of(part) && !noun.head.starts_with("to ")
}

/// True if `noun`, seen as something with the modifiers `words`, has every restrictor of `broader`.
fn restricts_more(noun: &Noun, words: &BTreeSet<String>, broader: &Noun, thesaurus: &Thesaurus) -> bool {
    broader.restrictors.iter().all(|wanted| match wanted {
        Restrictor::Word(word) => words.contains(word),
        other => noun.restrictors.iter().any(|given| implies(given, other, thesaurus)),
    })
}

/// True if whatever has the first restrictor has the second.
pub fn implies(given: &Restrictor, wanted: &Restrictor, thesaurus: &Thesaurus) -> bool {
    match (given, wanted) {
        (
            Restrictor::Measured { unit: u, least: gl, most: gm },
            Restrictor::Measured { unit: v, least: wl, most: wm },
        ) => u == v && inside((*gl, *gm), (*wl, *wm)),
        (Restrictor::Dated { from: gf, to: gt }, Restrictor::Dated { from: wf, to: wt }) => {
            inside((*gf, *gt), (*wf, *wt))
        }
        (Restrictor::Phrase(p, given), Restrictor::Phrase(q, wanted)) => p == q && key_below(given, wanted, thesaurus),
        _ => given == wanted,
    }
}

fn key_below(given: &Key, wanted: &Key, thesaurus: &Thesaurus) -> bool {
    if given == wanted {
        return true;
    }
    let noun = crate::norms::Noun {
        text: String::new(),
        head: given.head.clone(),
        restrictors: given.restrictors.clone(),
        quantifier: crate::norms::Quantifier::Some,
        proper: false,
        negated: false,
    };
    let broader = Noun { head: wanted.head.clone(), restrictors: wanted.restrictors.clone(), ..noun.clone() };
    thesaurus
        .ancestors(&noun, Slot::Thing)
        .iter()
        .any(|(head, words, _)| *head == wanted.head && restricts_more(&noun, words, &broader, thesaurus))
}

fn inside(given: (Option<i64>, Option<i64>), wanted: (Option<i64>, Option<i64>)) -> bool {
    let low = wanted.0.is_none_or(|w| given.0.is_some_and(|g| g >= w));
    let high = wanted.1.is_none_or(|w| given.1.is_some_and(|g| g <= w));
    low && high
}
