//! English noun phrases → [`Noun`]s in normal form.
//!
//! "The deployment of forces", "to deploy forces" and "forces deployed" meet in one head ("to deploy") with the
//! same restrictors; number, articles and the order of conjuncts do not matter.

use std::collections::BTreeSet;

use super::classes::{is_adverb, is_empty_modifier, is_participle};
use super::coordination::{conjuncts, without_included};
use super::names::Names;
use super::quantity::{self, leading_quantity};
use super::words::{Word, join, words};
use super::{Agent, Key, Noun, Quantifier, Quantity, Restrictor};
use crate::lexicon;

pub use super::classes::{is_determiner, is_function_word, is_past_participle, is_preposition};

/// What a noun phrase comes to: the nouns that it coordinates, and a number if it opens with one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// One noun for each conjunct.
    pub nouns: Vec<Noun>,
    /// "At least 200 sheep".
    pub quantity: Option<Quantity>,
}

/// Head of a noun that is a party and nothing else; the party stands among the restrictors.
pub const PARTY: &str = "party";

/// Reads a noun phrase.
pub fn nouns(text: &str, names: &Names) -> Parsed {
    let list = without_initial_capital(words(text));
    let list = strip_edges(&list);
    let (quantity, list) = leading_quantity(list);
    let (rate, list) = quantity::rate(list, quantity.is_some());
    let (list, included) = without_included(list);
    let mut nouns: Vec<Noun> = conjuncts(&list, names).into_iter().filter_map(|c| noun(&c, names)).collect();
    // "Any person, including its own nationals, who …": nationals who … are named as well.
    for one in conjuncts(&included, names).into_iter().filter_map(|c| noun(&c, names)) {
        let of_all = nouns.first().map(|n| n.restrictors.clone()).unwrap_or_default();
        nouns.push(Noun { restrictors: one.restrictors.union(&of_all).cloned().collect(), ..one });
    }
    let unit = |q: quantity::Leading| {
        let head = nouns.first().map(|n| n.head.clone()).unwrap_or_default();
        let counted = rate.as_ref().map_or(head.clone(), |rate| format!("{head} {rate}"));
        Quantity { unit: q.unit.unwrap_or(counted), least: q.least, most: q.most }
    };
    Parsed { quantity: quantity.map(unit), nouns }
}

/// Reads a noun phrase as one noun, coordination and all.
pub fn one(text: &str, names: &Names) -> Option<Noun> {
    let parsed = nouns(text, names);
    let [first, rest @ ..] = parsed.nouns.as_slice() else { return None };
    let mut whole = first.clone();
    whole.text = text.trim().to_owned();
    if !rest.is_empty() {
        let all: BTreeSet<&str> = parsed.nouns.iter().map(|n| n.head.as_str()).collect();
        whole.head = all.into_iter().collect::<Vec<_>>().join("+");
        whole.restrictors.extend(rest.iter().flat_map(|n| n.restrictors.iter().cloned()));
    }
    Some(whole)
}

/// A noun without its words.
pub fn key(noun: &Noun) -> Key {
    Key { head: noun.head.clone(), restrictors: noun.restrictors.clone() }
}

fn strip_edges(mut list: &[Word]) -> &[Word] {
    while let [first, rest @ ..] = list {
        if first.mark || first.any(&["and", "or", "nor", "only", "also", "both", "either"]) {
            list = rest
        } else {
            break;
        }
    }
    while let [rest @ .., last] = list {
        if last.mark || last.any(&["and", "or", "nor", "whatever", "whatsoever", "alike", "too"]) {
            list = rest
        } else {
            break;
        }
    }
    list
}

/// A word that has its capital only from the beginning of the sentence: "Vessels of either Party".
fn without_initial_capital(mut list: Vec<Word>) -> Vec<Word> {
    let next_capital = list.get(1).is_some_and(Word::capital);
    let next_is_lower = list.len() > 1 && !next_capital;
    if let Some(first) = list.first_mut()
        && first.capital()
        && !next_capital
        && (lexicon::is_known(&first.lower) || (first.lower.ends_with('s') && next_is_lower))
    {
        first.text.clone_from(&first.lower);
    }
    list
}

/// Where the noun and what stands before it end: at the first preposition, relative pronoun or trailing participle.
pub fn pre_modifier_end(list: &[Word], names: &Names) -> usize {
    let mut at = 0;
    while at < list.len() {
        if let Some(mention) = names.mention(&list[at..]) {
            at += mention.len;
            continue;
        }
        if opens_post_modifier(list, at) {
            return at;
        }
        at += proper_name_len(&list[at..]).max(1);
    }
    list.len()
}

fn opens_post_modifier(list: &[Word], at: usize) -> bool {
    let word = &list[at];
    if at == 0 {
        return false;
    }
    if is_preposition(&word.lower)
        || word.any(&["which", "who", "whom", "whose", "that", "where", "when", "such", "not"])
    {
        return !(word.is("such") && !list.get(at + 1).is_some_and(|w| w.is("as")));
    }
    let before_noun =
        list.get(at + 1).is_some_and(|next| !next.mark && !is_preposition(&next.lower) && !is_adverb(&next.lower));
    let determined = is_determiner(&list[at - 1].lower);
    let measured = list.get(at + 1).is_some_and(|next| lexicon::number(&next.lower).is_some());
    if measured && !determined && is_participle(&word.lower) {
        return true;
    }
    !determined && !before_noun && is_participle(&word.lower)
}

/// A capital word that opens the name of a water or a landform.
fn is_landform(word: &str) -> bool {
    matches!(word, "Gulf" | "Bay" | "Strait" | "Straits" | "Sea" | "Cape" | "Isthmus" | "Channel" | "Sound" | "Mount")
}

/// Length of a name written in capitals: "Gulf of Bothnia", "Lake Orm"; 0 if none stands here.
fn proper_name_len(list: &[Word]) -> usize {
    let capital = |w: &Word| w.capital() && !w.mark && !is_determiner(&w.lower);
    if !list.first().is_some_and(capital) {
        return 0;
    }
    let mut len = 1;
    while let Some(word) = list.get(len) {
        let joins = word.any(&["of", "de", "del", "la", "du", "von"]) && list.get(len + 1).is_some_and(capital);
        let joins_the =
            word.is("of") && list.get(len + 1).is_some_and(|w| w.is("the")) && list.get(len + 2).is_some_and(capital);
        if capital(word) {
            len += 1;
        } else if joins {
            len += 2;
        } else if joins_the {
            len += 3;
        } else {
            break;
        }
    }
    len
}

fn noun(list: &[Word], names: &Names) -> Option<Noun> {
    let text = join(list);
    let list = without_kind_of(list);
    let mut builder = Builder::new(names);
    let end = pre_modifier_end(list, names);
    builder.front(&list[..end]);
    builder.back(&list[end..]);
    builder.finish(text)
}

/// "Any kind of vessel", "vessels of any description": the words "kind of" narrow nothing.
fn without_kind_of(list: &[Word]) -> &[Word] {
    let list = match list {
        [first, of, rest @ ..]
            if first.any(&["one", "any", "some", "each", "either", "all"]) && of.is("of") && !rest.is_empty() =>
        {
            rest
        }
        _ => list,
    };
    let at = list.iter().position(|w| w.any(&["kind", "kinds", "type", "types", "sort", "form", "forms"]));
    match at {
        Some(i) if i <= 2 && list.get(i + 1).is_some_and(|w| w.is("of")) && list.len() > i + 2 => &list[i + 2..],
        _ => list,
    }
}

struct Builder<'a> {
    names: &'a Names,
    head: String,
    proper: bool,
    plural: bool,
    determiner: Option<String>,
    possessed: bool,
    restrictors: BTreeSet<Restrictor>,
}

impl<'a> Builder<'a> {
    fn new(names: &'a Names) -> Self {
        let restrictors = BTreeSet::new();
        Self {
            names,
            head: String::new(),
            proper: false,
            plural: false,
            determiner: None,
            possessed: false,
            restrictors,
        }
    }

    /// Determiners, modifiers and the head.
    fn front(&mut self, list: &[Word]) {
        let mut content: Vec<Word> = Vec::new();
        let mut at = 0;
        while at < list.len() {
            let word = &list[at];
            // "The Gulf of Tarnia" is no gulf that belongs to Tarnia: the name is one.
            if is_landform(&word.text) {
                let name = proper_name_len(&list[at..]).max(1);
                content.extend_from_slice(&list[at..at + name]);
                at += name;
                continue;
            }
            if let Some(mention) = self.names.mention(&list[at..]) {
                let possessive = list[at + mention.len - 1].possessive;
                let whole = at + mention.len == list.len() && content.is_empty();
                if possessive || !whole {
                    self.restrictors.insert(Restrictor::Of(mention.agent));
                    self.possessed = true;
                } else {
                    self.head = PARTY.to_owned();
                    self.restrictors.insert(Restrictor::Of(mention.agent));
                    self.determiner.get_or_insert_with(|| word.lower.clone());
                }
                at += mention.len;
                continue;
            }
            match word.lower.as_str() {
                "its" | "their" | "own" | "his" => {
                    self.restrictors.insert(Restrictor::Of(Agent::Me));
                    self.possessed = true;
                }
                lower if is_determiner(lower) => {
                    self.determiner.get_or_insert_with(|| lower.to_owned());
                }
                _ if !word.mark => content.push(word.clone()),
                _ => {}
            }
            at += 1;
        }
        self.head_and_modifiers(&content);
    }

    fn head_and_modifiers(&mut self, content: &[Word]) {
        if content.is_empty() {
            return;
        }
        if let Some(adjective) = gerund_head(content) {
            self.gerund(adjective, content);
            return;
        }
        let mut lowered: Vec<String> = content.iter().map(|w| w.lower.clone()).collect();
        if let Some(last) = lowered.last_mut() {
            *last = lexicon::lemma_noun(last);
        }
        let split = if let Some((term, taken)) = self.names.term_at_end(&lowered) {
            self.proper = true;
            term.clone_into(&mut self.head);
            content.len() - taken
        } else if let Some(taken) = trailing_name(content) {
            self.proper = true;
            self.head = content[content.len() - taken..].iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" ");
            content.len() - taken
        } else {
            self.set_common_head(&content[content.len() - 1].lower);
            content.len() - 1
        };
        for word in &content[..split] {
            self.modifier(&word.lower);
        }
    }

    fn set_common_head(&mut self, word: &str) {
        let lemma = lexicon::lemma_noun(word);
        self.plural = lemma != word;
        self.head = match lexicon::nominal_to_verb(&lemma) {
            Some(verb) => format!("to {verb}"),
            None => lemma,
        };
    }

    fn modifier(&mut self, word: &str) {
        if !is_empty_modifier(word) {
            let lemma = lexicon::lemma_noun(&lexicon::canonical_spelling(word));
            self.restrictors.insert(Restrictor::Word(lemma));
        }
    }

    /// "Laying mines", "to lay mines": the object becomes a restrictor, as in "the laying of mines".
    fn gerund(&mut self, verb: String, content: &[Word]) {
        self.head = format!("to {verb}");
        let object: Vec<Word> = content[1..].to_vec();
        if let Some(object) = noun(&object, self.names) {
            self.restrictors.insert(Restrictor::Phrase("of".to_owned(), Box::new(key(&object))));
        }
    }

    /// What stands after the head, phrase by phrase.
    fn back(&mut self, list: &[Word]) {
        let mut at = 0;
        while at < list.len() {
            // "Of" goes to the noun before it: "in the cemetery of Lorn" is one phrase.
            let next =
                (at + 1..list.len()).find(|&i| !list[i].is("of") && starts_phrase(list, i)).unwrap_or(list.len());
            self.post_modifier(&list[at..next]);
            at = next;
        }
    }

    fn post_modifier(&mut self, phrase: &[Word]) {
        let Some(first) = phrase.first() else { return };
        // "The delivery of the two engines": what is delivered, not by how much.
        let of_act = first.is("of") && self.head.starts_with("to ");
        if let Some(object) = quantity::counted(&phrase[1..]).filter(|_| of_act).and_then(|list| noun(list, self.names))
        {
            self.restrictors.insert(Restrictor::Phrase("of".to_owned(), Box::new(key(&object))));
            return;
        }
        if let Some(restrictor) = quantity::comparison(phrase) {
            self.restrictors.insert(restrictor);
            return;
        }
        let body = if is_preposition(&first.lower) { &phrase[1..] } else { phrase };
        if is_universal(body) || super::provisions::refers_to_provision(phrase) {
            return;
        }
        if first.is("of")
            && let Some(mention) = self.names.mention(body)
            && mention.len == body.iter().filter(|w| !w.mark).count()
        {
            self.restrictors.insert(Restrictor::Of(mention.agent));
            self.possessed = true;
            return;
        }
        match (is_preposition(&first.lower), noun(body, self.names)) {
            (true, Some(noun)) if !noun.head.is_empty() => {
                let preposition = if first.any(&["on", "upon", "within", "at", "in"]) { "in" } else { &first.lower };
                self.restrictors.insert(Restrictor::Phrase(preposition.to_owned(), Box::new(key(&noun))));
            }
            _ => {
                let opaque = content_key(phrase, self.names);
                if !opaque.is_empty() {
                    self.restrictors.insert(Restrictor::Opaque(opaque));
                }
            }
        }
    }

    fn finish(self, text: String) -> Option<Noun> {
        let quantifier = match self.determiner.as_deref() {
            Some("any" | "all" | "every" | "each" | "no" | "either" | "neither" | "both") => Quantifier::Each,
            Some("the" | "such" | "these" | "those" | "this" | "that") if self.plural && !self.proper => {
                Quantifier::Each
            }
            _ if self.possessed && self.plural => Quantifier::Each,
            Some("the" | "such" | "these" | "those" | "this" | "that") => Quantifier::Definite,
            _ if self.proper || self.possessed => Quantifier::Definite,
            _ => Quantifier::Some,
        };
        if self.head.is_empty() && self.restrictors.is_empty() {
            return None;
        }
        Some(Noun {
            text,
            head: self.head,
            restrictors: self.restrictors,
            quantifier,
            proper: self.proper,
            negated: false,
        })
    }
}

/// The verb of a gerund or infinitive that opens the words and takes what follows as its object.
fn gerund_head(content: &[Word]) -> Option<String> {
    let first = &content[0];
    if first.is("to") {
        return None;
    }
    let takes_object = content.len() > 1 && first.lower.ends_with("ing") && lexicon::noun_type(&first.lower).is_none();
    takes_object.then(|| lexicon::lemma_verb(&first.lower)).flatten()
}

/// A run of capitals at the end of the words, as the number of words.
fn trailing_name(content: &[Word]) -> Option<usize> {
    let start = (0..content.len()).find(|&i| proper_name_len(&content[i..]) == content.len() - i)?;
    Some(content.len() - start)
}

fn starts_phrase(list: &[Word], at: usize) -> bool {
    let word = &list[at];
    let before = &list[at - 1];
    let compares = word.is("at") && list.get(at + 1).is_some_and(|w| w.any(&["least", "most"]));
    let chained = compares || is_preposition(&before.lower) && before.is("of") && proper_follows(&list[at..]);
    (is_preposition(&word.lower) && !inside_name(list, at) && !chained) || word.any(&["which", "who", "whose", "that"])
}

fn proper_follows(list: &[Word]) -> bool {
    list.first().is_some_and(Word::capital)
}

/// The "of" in "Gulf of Bothnia".
fn inside_name(list: &[Word], at: usize) -> bool {
    list[at].is("of")
        && at > 0
        && list[at - 1].capital()
        && list.get(at + 1).is_some_and(|w| w.capital() || w.is("the"))
}

/// "Of any kind", "at any time": a phrase that narrows nothing.
fn is_universal(body: &[Word]) -> bool {
    body.iter().any(|w| w.any(&["any", "whatever", "whatsoever"]))
        && body.iter().any(|w| {
            w.any(&[
                "kind",
                "sort",
                "type",
                "description",
                "nature",
                "time",
                "purpose",
                "circumstances",
                "form",
                "whatsoever",
                "whatever",
            ])
        })
}

/// The content lemmas of words in a fixed order: the normal form of what has no better one.
pub fn content_key(list: &[Word], names: &Names) -> String {
    let mut out = BTreeSet::new();
    let mut at = 0;
    while at < list.len() {
        if let Some(mention) = names.mention(&list[at..]) {
            out.insert(format!("{{{:?}}}", mention.agent));
            at += mention.len;
            continue;
        }
        let word = &list[at];
        if !word.mark && !is_function_word(&word.lower) {
            out.insert(lemma(&word.lower));
        }
        at += 1;
    }
    out.into_iter().collect::<Vec<_>>().join(" ")
}

/// The lemma of a word whatever it is: of a verb's form its verb, else the singular.
pub fn lemma(word: &str) -> String {
    let spelled = lexicon::canonical_spelling(word);
    let noun = lexicon::lemma_noun(&spelled);
    if let Some(verb) = lexicon::nominal_to_verb(&noun) {
        return verb.to_owned();
    }
    match lexicon::lemma_verb(&spelled) {
        Some(verb) if lexicon::noun_type(&noun).is_none() => verb,
        _ => noun,
    }
}
