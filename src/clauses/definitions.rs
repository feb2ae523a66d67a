//! Definitions: what a term is said to mean, anywhere in the text.
//!
//! `definition := term "means" phrase | term "consists of" phrase | phrase "hereinafter" ("called")? term`.
//! Sample: *the slips below the mill, hereinafter "the Slips"*.

use super::tokens::{Kind, Tok, mend, phrase};
use super::{DefinedBy, Definition};
use crate::lexicon::Class;

/// Short names: "hereinafter referred to as the Zone", and ("the Zone").
pub fn short_names(text: &str, raw: &[Tok], label: &str, out: &mut Vec<Definition>) {
    for at in 0..raw.len() {
        let found = if raw[at].among(&["hereinafter", "hereafter"]) {
            announced(raw, at)
        } else if raw[at].kind == Kind::Open && raw.get(at + 1).is_some_and(quote)
            || raw[at].kind == Kind::Open
                && raw.get(at + 1).is_some_and(|next| next.says("the"))
                && raw.get(at + 2).is_some_and(quote)
        {
            quoted_term(raw, at + 1).map(|(term, end)| (term, end, at))
        } else {
            None
        };
        let Some((term, end, from)) = found else { continue };
        let start = noun_phrase_before(raw, from);
        if let Some(meaning) = phrase(text, raw, start, from, "hereinafter").filter(|_| !term.is_empty()) {
            let span = meaning.span.join(raw[end - 1].span);
            out.push(Definition { term, meaning, by: DefinedBy::ShortName, label: label.to_owned(), span });
        }
    }
}

fn quote(token: &Tok) -> bool {
    token.among(&["\"", "“", "”", "„", "«", "‘", "'", "’"])
}

/// Term, end, and end of the phrase that it names, for "hereinafter … X" at a token.
fn announced(raw: &[Tok], at: usize) -> Option<(String, usize, usize)> {
    let mut next = at + 1;
    while raw.get(next).is_some_and(|token| {
        token.among(&[
            "referred",
            "to",
            "collectively",
            "individually",
            "jointly",
            "respectively",
            "as",
            "called",
            "styled",
            "known",
            "designated",
            "termed",
            "named",
            "simply",
            "also",
            "the",
            "each",
            "separately",
            "described",
            "in",
            "each",
            "case",
            ",",
        ])
    }) {
        next += 1;
    }
    let (term, end) = quoted_term(raw, next).or_else(|| capitals(raw, next))?;
    let mut from = at;
    while from > 0
        && (raw[from - 1].is_mark()
            || raw[from - 1].kind == Kind::Open
            || raw[from - 1].among(&["styled", "called", "referred", "to"]))
    {
        from -= 1;
    }
    Some((term, end, from))
}

/// A term in quotation marks, "the" before or inside them left out.
fn quoted_term(raw: &[Tok], mut at: usize) -> Option<(String, usize)> {
    if raw.get(at).is_some_and(|token| token.says("the")) {
        at += 1;
    }
    raw.get(at).filter(|token| quote(token))?;
    let end = (at + 1..raw.len().min(at + 14)).find(|&index| quote(&raw[index]))?;
    let words: Vec<String> = raw[at + 1..end].iter().filter(|token| !token.is_mark()).map(as_printed).collect();
    Some((without_article(&words.join(" ")), end + 1))
}

/// A run of words that begin with capitals.
fn capitals(raw: &[Tok], at: usize) -> Option<(String, usize)> {
    let mut end = at;
    while raw.get(end).is_some_and(|token| {
        token.upper && token.kind == Kind::Word
            || token.among(&["of"]) && end > at && raw.get(end + 1).is_some_and(|next| next.upper)
    }) {
        end += 1;
    }
    let words: Vec<String> = raw[at..end].iter().map(as_printed).collect();
    (end > at).then(|| (words.join(" "), end))
}

fn as_printed(token: &Tok) -> String {
    if !token.upper {
        return token.norm.clone();
    }
    let mut letters = token.norm.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A term without its article.
pub fn without_article(term: &str) -> String {
    let term = term.trim();
    ["the ", "The ", "a ", "A ", "an ", "An "]
        .iter()
        .find_map(|article| term.strip_prefix(article))
        .unwrap_or(term)
        .to_owned()
}

/// Where the noun phrase begins that ends before a token.
fn noun_phrase_before(raw: &[Tok], end: usize) -> usize {
    let mut at = end;
    while at > 0 {
        let token = &raw[at - 1];
        let verb = token.is(Class::MODAL.with(Class::BE))
            || token.is(Class::V_BASE.with(Class::V_S))
                && !token.is(Class::NOUN)
                && !token.upper
                && at > 1
                && !raw[at - 2].is(Class::DET.with(Class::PREP));
        if verb
            || token.is_mark() && token.kind != Kind::Mark && token.kind != Kind::Dash
            || token.is(Class::REL.with(Class::SUB))
            || token.is(Class::PREP) && token.among(&["by", "during", "until", "after", "before", "upon", "as"])
        {
            break;
        }
        at -= 1;
        let before = at.checked_sub(1).map(|index| &raw[index]);
        if token.is(Class::DET)
            && before.is_some_and(|before| !before.is(Class::PREP.with(Class::CONJ).with(Class::DET)))
        {
            break;
        }
    }
    // A preposition at the front belongs to the verb.
    while raw.get(at).is_some_and(|token| at < end && (token.is(Class::PREP.with(Class::CONJ)) || token.is_mark())) {
        at += 1;
    }
    if at < end { at } else { end }
}

/// Where the next definition of the same sentence begins: `…, and "the Fleet" means …`.
fn next_term(tokens: &[Tok], from: usize) -> usize {
    let joined = |at: usize| {
        let the = usize::from(tokens.get(at + 1).is_some_and(|token| token.says("the")));
        tokens[at].is(Class::CONJ)
            && tokens.get(at + 1 + the).is_some_and(|token| token.kind == Kind::Quoted)
            && tokens.get(at + 2 + the).is_some_and(|token| token.among(&["means", "mean", "denotes"]))
    };
    let end = (from..tokens.len()).find(|&at| joined(at)).unwrap_or(tokens.len());
    if end > from && end < tokens.len() && tokens[end - 1].kind == Kind::Comma { end - 1 } else { end }
}

/// `"X" means …`: the definition that a sentence makes, when its main verb stands at `verb`.
pub fn meaning(
    text: &str,
    tokens: &[Tok],
    (start, end): (usize, usize),
    verb: usize,
    after: usize,
    by: DefinedBy,
    label: &str,
) -> Option<Definition> {
    let term_words: Vec<&Tok> = tokens[start..end].iter().collect();
    let quoted = term_words.iter().find(|token| token.kind == Kind::Quoted);
    let term = match quoted {
        Some(token) => mend(text.get(token.span.range())?).trim_matches(|c: char| !c.is_alphanumeric()).to_owned(),
        None => {
            let from = (start..end)
                .find(|&index| {
                    !tokens[index].is(Class::DET)
                        && !tokens[index].among(&["term", "expression", "word", "words", "terms"])
                })
                .unwrap_or(start);
            phrase(text, tokens, from, end, "term")?.text
        }
    };
    let meaning = phrase(text, tokens, after, next_term(tokens, after), "meaning")?;
    let span = tokens[start].span.join(meaning.span);
    let _ = verb;
    Some(Definition { term: without_article(&term), meaning, by, label: label.to_owned(), span })
}
