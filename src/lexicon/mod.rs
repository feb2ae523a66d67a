//! English words: inflection, valency, nominalisations, types of nouns, numbers in words.
//!
//! Comes in: words. Goes out: what is known about them. The tables lie in `data/` and are compiled in;
//! see `data/LICENSE-WordNet` for the one table that is not ours. Knows no grammar and no facts.

use std::cell::RefCell;
use std::collections::HashMap;

mod forms;
mod frames;
mod numbers;
mod tables;

pub use forms::{canonical_spelling, lemma_noun, lemma_verb, verb_as_written};
pub use frames::{Frame, Slot};
pub use numbers::{begins_number, number, ordinal};
pub use tables::{Class, Expression, NounType, Shape, Verb, VerbKind, Word};

use tables::lexicon;

/// What is known about a word in any of its forms; lower case.
pub fn word(text: &str) -> Word {
    thread_local! {
        static SEEN: RefCell<HashMap<Box<str>, Word>> = RefCell::new(HashMap::with_capacity(4096));
    }
    SEEN.with_borrow_mut(|seen| {
        if let Some(&word) = seen.get(text) {
            return word;
        }
        if seen.len() >= 32_768 {
            seen.clear();
        }
        let word = forms::look_up(text);
        seen.insert(text.into(), word);
        word
    })
}

/// The entry of a verb by its lemma, if it stands in the table of common verbs.
pub fn verb(lemma: &str) -> Option<&'static Verb> {
    lexicon().verb(lemma)
}

/// The kind of a verb by its lemma.
pub fn verb_kind(lemma: &str) -> Option<VerbKind> {
    verb(lemma).map(|verb| verb.kind)
}

/// The verb of a noun that names an act: "deployment" → "deploy", "setting" → "set".
pub fn nominal_to_verb(noun: &str) -> Option<&'static str> {
    let singular = lemma_noun(noun);
    lexicon().nominal(&singular).or_else(|| lexicon().nominal(&canonical_spelling(&singular))).or_else(|| {
        let verb = if noun.ends_with("ing") { lemma_verb(noun)? } else { return None };
        lexicon().known_verb(&verb)
    })
}

/// The commoner type of a noun, in the singular or the plural.
pub fn noun_type(noun: &str) -> Option<NounType> {
    forms::noun_entry(noun).map(|entry| entry.0)
}

/// The second type of a noun, if it has one.
pub fn other_noun_type(noun: &str) -> Option<NounType> {
    forms::noun_entry(noun).and_then(|entry| entry.1)
}

/// The fixed expressions that begin with a word, longest first.
pub fn expressions(first: &str) -> &'static [Expression] {
    lexicon().expressions(first)
}

/// The two words of a slip in which the space between them was lost: "ofthe" → "of", "the".
pub fn lost_space(word: &str) -> Option<(&str, &str)> {
    let split = lexicon().variants.get(word)?;
    let (head, tail) = split.split_once(' ')?;
    (word.len() == head.len() + tail.len() && word.starts_with(head)).then(|| word.split_at(head.len()))
}

/// True if the word stands in any table, as it is or inflected.
pub fn is_known(word: &str) -> bool {
    forms::known(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_in_any_form_have_a_lemma() {
        for (form, lemma) in [
            ("undertakes", "undertake"),
            ("withdrawn", "withdraw"),
            ("refrained", "refrain"),
            ("ratifies", "ratify"),
            ("stopping", "stop"),
            ("denied", "deny"),
            ("laid", "lay"),
            ("entering", "enter"),
            ("fulfills", "fulfil"),
            ("has", "have"),
            ("was", "be"),
        ] {
            assert_eq!(lemma_verb(form).as_deref(), Some(lemma), "{form}");
        }
        assert_eq!(lemma_verb("the"), None);
    }

    #[test]
    fn nouns_have_a_singular() {
        for (form, lemma) in [
            ("Parties", "party"),
            ("vessels", "vessel"),
            ("women", "woman"),
            ("glass", "glass"),
            ("series", "series"),
            ("boxes", "box"),
            ("aircraft", "aircraft"),
            ("fishermen", "fisherman"),
            ("cruises", "cruise"),
            ("launches", "launch"),
        ] {
            assert_eq!(lemma_noun(form), lemma);
        }
    }

    #[test]
    fn nouns_of_acts_have_a_verb() {
        for (noun, verb) in [
            ("deployment", "deploy"),
            ("setting", "set"),
            ("withdrawal", "withdraw"),
            ("payment", "pay"),
            ("deportations", "deport"),
            ("fishing", "fish"),
            ("import", "import"),
        ] {
            assert_eq!(nominal_to_verb(noun), Some(verb), "{noun}");
        }
        assert_eq!(nominal_to_verb("mountain"), None);
    }
}
