//! Who concludes the treaty, and what the text calls them.

use super::lines::Block;
use super::names::{self, List, list};
use super::words::{Ending, ending, is_upper, placed_words, trim, words};
use super::{Party, Place, Sentence};
use crate::source::Span;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub parties: Vec<Party>,
    pub collective: Vec<String>,
}

/// The title among the lines that stand above the preamble.
pub(super) fn title(text: &str, lines: &[Block]) -> Option<Span> {
    let first = lines.iter().find(|b| b.hash).or(lines.first())?;
    let at = lines.iter().position(|b| b == first)?;
    let upper = is_upper(&text[first.span.range()]);
    let mut span = first.span;
    for line in &lines[at + 1..] {
        let slice = &text[line.span.range()];
        let date = words(slice).next().is_some_and(|w| {
            matches!(
                w.to_lowercase().as_str(),
                "signed"
                    | "done"
                    | "adopted"
                    | "opened"
                    | "entry"
                    | "original"
                    | "text"
                    | "concluded"
                    | "entered"
                    | "draft"
            )
        });
        if date || line.hash || is_upper(slice) != upper {
            break;
        }
        span.end = line.span.end;
    }
    Some(span)
}

/// Finds the parties in the opening words, else in the title.
pub(super) fn read(text: &str, title: Option<Span>, preamble: &[Block], sentences: &[Sentence]) -> Named {
    let opening = opening(text, preamble);
    let mut found = opening.map(|span| list(text, span)).unwrap_or_default();
    if found.names.len() < 2
        && let Some(title) = title
        && let Some(between) = after_between(text, title)
    {
        let names = list(text, between).names;
        if names.len() >= 2 {
            found.names = names;
        }
    }
    let List { names, collective, .. } = found;
    let mut named = Named { parties: names.into_iter().filter(|p| !p.name.is_empty()).collect(), collective };
    if named.parties.len() < 2 {
        named.parties.clear();
    }
    part_shorts(&mut named.parties);
    for term in defined_in_articles(text, sentences) {
        if !named.collective.contains(&term) {
            named.collective.push(term);
        }
    }
    if named.collective.is_empty() {
        named.collective = used_in_articles(text, sentences);
    }
    named
}

/// The words that name the parties: the first block of the preamble, and those that go on with it.
fn opening(text: &str, preamble: &[Block]) -> Option<Span> {
    let slice = |b: &Block| &text[b.span.range()];
    let start =
        preamble.iter().take(4).position(|b| !super::page::is_recital(slice(b)) && words(slice(b)).count() > 1)?;
    let mut span = after_preamble_word(text, preamble[start].span);
    for block in preamble[start + 1..].iter().take(12) {
        let text_so_far = &text[span.range()];
        let first = words(slice(block)).next().unwrap_or_default();
        let small = first.to_lowercase();
        let joined = matches!(small.as_str(), "and" | "hereinafter" | "the" | "of" | "on" | "being")
            || slice(block).starts_with('(');
        let unfinished = ending(text_so_far) == Ending::Open || text_so_far.trim_end().ends_with(" and");
        if !(joined || unfinished) || super::page::is_recital(slice(block)) && small != "being" {
            break;
        }
        span.end = block.span.end;
    }
    Some(span)
}

/// Some sources run the title and the word "Preamble" into the opening words.
fn after_preamble_word(text: &str, span: Span) -> Span {
    for (at, word) in placed_words(&text[span.range()]).take(80) {
        let small = word.to_lowercase();
        let Some(sign) = ["preamble", "preambule"].iter().find(|p| small.starts_with(**p)) else {
            continue;
        };
        let rest = trim(text, Span::new(span.start + at + sign.len(), span.end));
        if text[rest.range()].starts_with(char::is_uppercase) {
            return rest;
        }
    }
    span
}

/// What follows "between" or "among" in a title.
fn after_between(text: &str, title: Span) -> Option<Span> {
    let joins = |word: &str| matches!(word.to_lowercase().as_str(), "between" | "among" | "amongst");
    let (at, word) = placed_words(&text[title.range()]).find(|(_, w)| joins(w))?;
    Some(Span::new(title.start + at + word.len(), title.end))
}

/// Two parties with the same short name keep their full names.
fn part_shorts(parties: &mut [Party]) {
    let shorts: Vec<String> = parties.iter().map(|p| p.short.clone()).collect();
    for party in parties {
        if shorts.iter().filter(|s| **s == party.short).count() > 1 {
            party.short = party.name.clone();
        }
    }
}

/// "'Contracting States' means the States which have signed this Treaty."
fn defined_in_articles(text: &str, sentences: &[Sentence]) -> Vec<String> {
    let mut out = Vec::new();
    for sentence in sentences.iter().filter(|s| s.place == Place::Body) {
        let slice = &text[sentence.span.range()];
        if !slice.contains("mean") {
            continue;
        }
        for (term, after) in names::quoted(slice) {
            let plain = words(term).all(|w| w.starts_with(char::is_uppercase));
            let collective = words(term).any(|w| matches!(w, "Contracting" | "Parties" | "Signatory" | "Signatories"));
            let plural = term.ends_with("Parties") || term.ends_with("States") || term.ends_with("Signatories");
            let after = slice[after..].trim_start_matches([' ', '\n', '\r', ',']);
            if plain && collective && plural && (after.starts_with("mean") || after.starts_with("shall mean")) {
                out.push(term.to_owned());
            }
        }
    }
    out
}

/// The usual collective names, those that the articles use, the most frequent first.
fn used_in_articles(text: &str, sentences: &[Sentence]) -> Vec<String> {
    const USUAL: [(&str, &str); 8] = [
        ("High Contracting Parties", "High Contracting Party"),
        ("Contracting Parties", "Contracting Party"),
        ("Contracting States", "Contracting State"),
        ("States Parties", "State Party"),
        ("Signatory States", "Signatory State"),
        ("Member States", "Member State"),
        ("Parties", "Party"),
        ("parties", "party"),
    ];
    let mut counts = [0usize; USUAL.len()];
    for sentence in sentences.iter().filter(|s| s.place == Place::Body) {
        let mut previous = ["", ""];
        let mut all = words(&text[sentence.span.range()]).peekable();
        while let Some(word) = all.next() {
            // "Parties to the conflict" need not be parties to the treaty.
            let other = all.peek() == Some(&"to") && {
                let mut ahead = all.clone().skip(1);
                matches!(
                    (ahead.next(), ahead.next()),
                    (Some("the" | "a" | "any"), Some("conflict" | "dispute" | "case"))
                )
            };
            if other {
                continue;
            }
            let three = format!("{} {} {word}", previous[0], previous[1]);
            let hit = USUAL.iter().position(|(many, one)| ends_with_word(&three, many) || ends_with_word(&three, one));
            if let Some(hit) = hit {
                counts[hit] += 1;
            }
            previous = [previous[1], word];
        }
    }
    let mut used: Vec<usize> = (0..USUAL.len()).filter(|&i| counts[i] > 0).collect();
    if used.len() > 1 {
        // In small letters any litigant is a party: only if nothing else is used.
        used.retain(|&i| USUAL[i].0 != "parties");
    }
    used.sort_by_key(|&i| std::cmp::Reverse(counts[i]));
    used.into_iter()
        .map(|i| if USUAL[i].0 == "parties" { "Parties".to_owned() } else { USUAL[i].0.to_owned() })
        .collect()
}

fn ends_with_word(text: &str, end: &str) -> bool {
    text.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}
