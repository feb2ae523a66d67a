//! Which words are the same, and which a kind of others: facts of the base, and what the draft defines.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::theory::Ground;
use crate::facts::FactBase;
use crate::lexicon;
use crate::norms::phrase;
use crate::norms::{Declaration, Declared, Key, Noun, Restrictor, Slot};

/// One step upwards: whatever has this head and these modifiers is one of those.
#[derive(Clone, Debug)]
struct Step {
    words: BTreeSet<String>,
    to_head: String,
    to_words: BTreeSet<String>,
    ground: Ground,
}

/// Steps upwards by the head they start from.
#[derive(Clone, Debug, Default)]
pub struct Thesaurus {
    things: BTreeMap<String, Vec<Step>>,
    acts: BTreeMap<String, Vec<Step>>,
}

/// More ancestors than this are not followed; a chain of kinds is shorter by far.
const MOST_ANCESTORS: usize = 200;

impl Thesaurus {
    /// The thesaurus of a run: the facts, then the declarations with their indices.
    pub fn new(facts: &FactBase, declared: &[Declared]) -> Self {
        let mut out = Self::default();
        for fact in facts.of("kind-of") {
            out.thing_step(&fact.args, false, &fact.id);
        }
        for fact in facts.of("same-thing") {
            out.thing_step(&fact.args, true, &fact.id);
        }
        for (relation, both) in [("kind-of-act", false), ("same-act", true)] {
            for fact in facts.of(relation) {
                out.act_step(&fact.args, both, &fact.id);
            }
        }
        for (index, one) in declared.iter().enumerate() {
            out.declare(&one.what, &Ground::Declared(index));
        }
        out
    }

    fn thing_step(&mut self, args: &[String], both: bool, id: &str) {
        let [narrower, broader, ..] = args else { return };
        let (from, to) = (split(narrower), split(broader));
        let ground = Ground::Fact(id.to_owned());
        if both {
            self.things.entry(to.0.clone()).or_default().push(Step {
                words: to.1.clone(),
                to_head: from.0.clone(),
                to_words: from.1.clone(),
                ground: ground.clone(),
            });
        }
        self.things.entry(from.0).or_default().push(Step { words: from.1, to_head: to.0, to_words: to.1, ground });
    }

    fn act_step(&mut self, args: &[String], both: bool, id: &str) {
        let [narrower, broader, ..] = args else { return };
        let mut add = |from: &str, to: &str| {
            let ground = Ground::Fact(id.to_owned());
            self.acts.entry(from.to_owned()).or_default().push(Step {
                words: BTreeSet::new(),
                to_head: to.to_owned(),
                to_words: BTreeSet::new(),
                ground,
            });
        };
        add(narrower, broader);
        if both {
            add(broader, narrower);
        }
    }

    fn declare(&mut self, declaration: &Declaration, ground: &Ground) {
        let mut add = |from: &Noun, to: &Noun| {
            let step = Step {
                words: words_of(from),
                to_head: to.head.clone(),
                to_words: words_of(to),
                ground: ground.clone(),
            };
            self.things.entry(from.head.clone()).or_default().push(step);
        };
        match declaration {
            Declaration::Kind { narrower, broader } => add(narrower, broader),
            Declaration::Term { term, meaning, exhaustive } => {
                let term = super::term_noun(term);
                if let [one] = meaning.as_slice() {
                    add(&term, one);
                    if *exhaustive {
                        add(one, &term);
                    }
                } else {
                    meaning.iter().for_each(|part| add(part, &term));
                }
            }
            _ => {}
        }
    }

    /// Everything that a noun is: heads with the modifiers that then hold of it, itself first, and on what ground.
    pub fn ancestors(&self, noun: &Noun, slot: Slot) -> Vec<(String, BTreeSet<String>, Ground)> {
        let steps = if slot == Slot::Kind { &self.acts } else { &self.things };
        let start = (noun.head.clone(), words_of(noun), Ground::Words);
        let mut seen = BTreeSet::from([(start.0.clone(), start.1.clone())]);
        let mut out = Vec::new();
        let mut open = VecDeque::from([start]);
        if slot == Slot::Thing
            && let Some((head, words)) = members(noun)
            && seen.insert((head.clone(), words.clone()))
        {
            open.push_back((head, words, Ground::Words));
        }
        while let Some((head, words, ground)) = open.pop_front() {
            for step in steps.get(&head).into_iter().flatten().filter(|s| s.words.is_subset(&words)) {
                let kept: BTreeSet<String> = words.difference(&step.words).cloned().collect();
                let next: BTreeSet<String> = kept.union(&step.to_words).cloned().collect();
                if seen.len() < MOST_ANCESTORS && seen.insert((step.to_head.clone(), next.clone())) {
                    let because = if ground == Ground::Words { step.ground.clone() } else { ground.clone() };
                    open.push_back((step.to_head.clone(), next, because));
                }
            }
            out.push((head, words, ground));
        }
        out
    }
}

/// Nouns that only say in what number or body things are.
const BODIES: [&str; 20] = [
    "squadron",
    "battalion",
    "regiment",
    "company",
    "brigade",
    "division",
    "battery",
    "platoon",
    "detachment",
    "troop",
    "contingent",
    "garrison",
    "herd",
    "flock",
    "fleet",
    "pack",
    "cargo",
    "consignment",
    "shipment",
    "pair",
];

/// "A squadron of cavalry" is cavalry, "a herd of goats" goats.
fn members(noun: &Noun) -> Option<(String, BTreeSet<String>)> {
    if !BODIES.contains(&noun.head.as_str()) {
        return None;
    }
    let inner = crate::norms::acts::from_key(crate::norms::of_phrase(&noun.restrictors)?);
    Some((inner.head.clone(), words_of(&inner)))
}

/// The modifiers of a noun as words: adjectives and nouns before it, and "of" phrases.
fn words_of(noun: &Noun) -> BTreeSet<String> {
    noun.restrictors
        .iter()
        .filter_map(|r| match r {
            Restrictor::Word(word) => Some(word.clone()),
            Restrictor::Phrase(preposition, key) => Some(format!("{preposition} {}", short(key))),
            _ => None,
        })
        .collect()
}

fn short(key: &Key) -> String {
    let mut words: Vec<&str> = key
        .restrictors
        .iter()
        .filter_map(|r| if let Restrictor::Word(w) = r { Some(w.as_str()) } else { None })
        .collect();
    words.push(&key.head);
    words.join(" ")
}

/// Head and modifiers of a phrase of the base, in the normal form of the readers of prose.
fn split(text: &str) -> (String, BTreeSet<String>) {
    if text.contains(" of ") || text.contains(" for ") {
        let noun = phrase::one(text, &crate::norms::names::Names::default());
        return noun.map_or_else(|| (text.to_owned(), BTreeSet::new()), |n| (n.head.clone(), words_of(&n)));
    }
    let mut words: Vec<&str> = text.split(' ').collect();
    let last = lexicon::lemma_noun(words.pop().unwrap_or_default());
    let head = lexicon::nominal_to_verb(&last).map_or(last.clone(), |verb| format!("to {verb}"));
    (head, words.into_iter().map(lexicon::lemma_noun).collect())
}
