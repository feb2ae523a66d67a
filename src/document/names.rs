//! The list of names with which a treaty opens: "The Republic of A, hereinafter "the Upper State", and B".

use super::Party;
use super::headings::capitalised;
use super::words::is_blank;
use crate::source::Span;

/// Parties in their order, and what they are called together.
#[derive(Debug, Default)]
pub(super) struct List {
    pub names: Vec<Party>,
    pub collective: Vec<String>,
}

/// A word or a sign.
#[derive(Clone, Debug)]
pub(super) struct Token {
    word: String,
    span: Span,
}

/// No list of parties is longer than this many words.
const LONGEST: usize = 2000;

/// Names of States in which "and" joins no two parties.
const DOUBLE: [(&str, &str); 11] = [
    ("Britain", "Northern"),
    ("Britain", "Ireland"),
    ("Bosnia", "Herzegovina"),
    ("Trinidad", "Tobago"),
    ("Antigua", "Barbuda"),
    ("Tome", "Principe"),
    ("Tomé", "Príncipe"),
    ("Kitts", "Nevis"),
    ("Vincent", "the"),
    ("Serbia", "Montenegro"),
    ("Coal", "Steel"),
];

/// Nouns that say what kind of State or body something is.
const POLITY: [&str; 26] = [
    "Republic",
    "Kingdom",
    "State",
    "States",
    "Principality",
    "Duchy",
    "Commonwealth",
    "Union",
    "Federation",
    "Confederation",
    "Emirate",
    "Emirates",
    "Sultanate",
    "Provinces",
    "Dominion",
    "Empire",
    "League",
    "Canton",
    "City",
    "Territory",
    "Republics",
    "Kingdoms",
    "Tsardom",
    "Cantons",
    "Co-operative",
    "Jamahiriya",
];

/// Small words within names.
fn links(word: &str) -> bool {
    matches!(word, "of" | "the" | "de" | "la" | "du" | "des" | "del" | "da" | "and" | "for" | "to")
}

/// Reads the list of parties that a span begins with.
pub(super) fn list(text: &str, span: Span) -> List {
    let tokens = tokens(text, span);
    let mut reader = Reader { tokens: &tokens, at: 0, list: List::default(), generic: false, done: false };
    reader.read();
    reader.list
}

fn tokens(text: &str, span: Span) -> Vec<Token> {
    let slice = text.get(span.range()).unwrap_or_default();
    let (mut out, mut start): (Vec<Token>, Option<usize>) = (Vec::new(), None);
    let mut push = |from: usize, to: usize| {
        out.push(Token { word: slice[from..to].to_owned(), span: Span::new(span.start + from, span.start + to) });
        out.len() < LONGEST
    };
    for (at, c) in slice.char_indices() {
        let inside = c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '\u{ad}');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                if !push(from, at) {
                    break;
                }
            }
            _ => {}
        }
        if !inside && !is_blank(c) && !push(at, at + c.len_utf8()) {
            break;
        }
    }
    if let Some(from) = start {
        push(from, slice.len());
    }
    // In capitals every word looks like a name; the small words give the names their shape back.
    let small = out.iter().filter(|t| t.word.chars().any(char::is_lowercase)).count();
    if small * 4 < out.iter().filter(|t| t.word.chars().any(char::is_alphabetic)).count() {
        for token in &mut out {
            let lower = token.word.to_lowercase();
            token.word = if links(&lower) || is_stop(&lower) { lower } else { title_case(&token.word) };
        }
    }
    out
}

/// "GUINEA-BISSAU" as "Guinea-Bissau".
fn title_case(word: &str) -> String {
    word.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

/// Words of a title after which the names are over.
fn is_stop(word: &str) -> bool {
    matches!(
        word,
        "on" | "concerning"
            | "regarding"
            | "relating"
            | "relative"
            | "with"
            | "about"
            | "in"
            | "respecting"
            | "governing"
            | "as"
            | "establishing"
            | "hereinafter"
            | "regulating"
            | "amending"
            | "touching"
            | "being"
            | "have"
            | "having"
            | "by"
            | "at"
    )
}

pub(super) struct Reader<'t> {
    pub tokens: &'t [Token],
    pub at: usize,
    pub list: List,
    /// The opening names no one in particular: "The States Parties to this Treaty".
    pub generic: bool,
    /// The words for all have been read: no name comes after them.
    pub done: bool,
}

impl<'t> Reader<'t> {
    pub fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| t.word.as_str())
    }

    fn read(&mut self) {
        while self.list.names.len() < 300 {
            self.skip_links();
            let before = self.at;
            if let Some(party) = self.name() {
                self.list.names.push(party);
            } else if self.at == before {
                break;
            }
            while self.side() || self.role() {}
            let more = matches!(self.word(self.at), "," | ";" | "and" | "And" | "&");
            if !more || self.done || self.ended() {
                break;
            }
        }
        self.closing_role();
        let organ = |p: &Party| p.name.starts_with("General Conference") || p.name.starts_with("General Assembly");
        if self.generic || self.list.names.first().is_some_and(organ) {
            self.list.names.clear();
        }
    }

    /// ", and the", "(1)", "the Government of".
    fn skip_links(&mut self) {
        loop {
            let word = self.word(self.at);
            match word {
                "," | ";" | ":" | "and" | "And" | "&" | "the" | "The" | "both" | "-" | "–" | "." => self.at += 1,
                "(" if self.word(self.at + 2) == ")" && self.word(self.at + 1).chars().all(|c| c.is_ascii_digit()) => {
                    self.at += 3
                }
                _ => return,
            }
        }
    }

    /// True if what follows the separator is no further name.
    pub fn ended(&self) -> bool {
        let mut at = self.at;
        while matches!(self.word(at), "," | ";" | "and" | "And" | "&" | "the" | "The") {
            at += 1;
        }
        !self.begins_name(at)
    }

    pub fn begins_name(&self, at: usize) -> bool {
        let word = self.word(at);
        if matches!(word, "member" | "members") && matches!(self.word(at + 1), "States" | "states" | "Governments") {
            return true;
        }
        word.starts_with(char::is_uppercase)
            && !self.is_participle(at)
            && !is_stop(&word.to_lowercase())
            && !self.names_all(at)
    }

    /// "Being desirous", "Recalling the …": the names are over.
    pub fn is_participle(&self, at: usize) -> bool {
        let word = self.word(at);
        let small_next = self.word(at + 1).starts_with(char::is_lowercase) && self.word(at + 1) != "of";
        matches!(
            word,
            "Whereas" | "Have" | "Hereinafter" | "Considering" | "Desirous" | "Convinced" | "Conscious" | "Mindful"
        ) || word.len() > 4 && word.ends_with("ing") && small_next
    }

    /// "Parties to this Treaty", "Contracting Parties".
    fn names_all(&self, at: usize) -> bool {
        let first = self.word(at);
        (at..at + 5).map(|i| self.word(i)).take_while(|w| w.starts_with(char::is_uppercase)).any(|w| {
            matches!(w, "Parties" | "Party" | "Signatories" | "Undersigned" | "Contracting")
                && !matches!(first, "Government" | "Governments")
        })
    }

    fn name(&mut self) -> Option<Party> {
        let start = self.at;
        if self.generic_opening(start) {
            return None;
        }
        if !self.begins_name(start) {
            return None;
        }
        let mut end = start + 1;
        let mut last = end;
        while end < self.tokens.len() {
            let word = self.word(end);
            if word == "and" && self.parts_names(start, end) || self.is_participle(end) {
                break;
            }
            if word.starts_with(char::is_uppercase) {
                last = end + 1;
            } else if !(links(word)
                || word == "member" && end == start
                || word.eq_ignore_ascii_case("members") && self.word(end + 1) == "of")
            {
                break;
            }
            end += 1;
        }
        self.at = last;
        Some(self.party(start, last))
    }

    /// "The States Parties to this Treaty", "The Parties", "The States concluding this Treaty".
    fn generic_opening(&mut self, at: usize) -> bool {
        if !self.list.names.is_empty() {
            return false;
        }
        let end = (at..at + 5).find(|&i| !self.word(i).starts_with(char::is_uppercase)).unwrap_or(at + 5);
        let words: Vec<&str> = (at..end).map(|i| self.word(i)).collect();
        let all =
            words.iter().any(|w| matches!(*w, "Parties" | "PARTIES" | "Signatories" | "Undersigned" | "Contracting"));
        let concluding = words == ["States"] || words == ["Governments"] || words == ["States", "Members"];
        let next = self.word(end);
        let of_states = next == "of" && self.word(end + 1) == "the" && self.word(end + 2) == "States";
        if !(all || concluding && (next != "of" || of_states)) {
            return false;
        }
        self.generic = true;
        if all {
            self.list.collective.push(words.join(" "));
        }
        // What stands before "hereinafter" describes those who may join.
        self.at = (end..self.tokens.len().min(end + 80))
            .find(|&i| self.word(i).eq_ignore_ascii_case("hereinafter"))
            .unwrap_or(end);
        if self.at > end && self.word(self.at - 1) == "(" {
            self.at -= 1;
        }
        true
    }

    /// Whether the "and" at `at` stands between two parties, not within one name that began at `start`.
    fn parts_names(&self, start: usize, at: usize) -> bool {
        let (before, after) = (self.word(at - 1), self.word(at + 1));
        if DOUBLE.contains(&(before, after)) {
            return false;
        }
        if matches!(after, "the" | "The" | "Government" | "Governments" | "member")
            || !after.starts_with(char::is_uppercase)
        {
            return true;
        }
        // "The Kingdom of Arl and Bern and the Republic of Cost": only the last "and" of the list parts.
        let composed = (start..at).any(|i| self.word(i) == "of") && (start..at).any(|i| POLITY.contains(&self.word(i)));
        let mut i = at + 1;
        while composed && i < self.tokens.len() {
            let word = self.word(i);
            if word == "and" && (matches!(self.word(i + 1), "the" | "The" | "Government") || self.begins_name(i + 1)) {
                return false;
            }
            if !(word.starts_with(char::is_uppercase) || links(word)) {
                break;
            }
            i += 1;
        }
        true
    }

    fn party(&self, start: usize, end: usize) -> Party {
        // A name in capitals amid small letters gets its own small letters back.
        let loud = |t: &Token| t.word.chars().count() > 5 && super::words::is_upper(&t.word);
        let loud = self.tokens[start..end].iter().any(loud);
        let quiet = |i: usize| {
            let word = self.word(i);
            let lower = word.to_lowercase();
            if !loud || !super::words::is_upper(word) {
                word.to_owned()
            } else if links(&lower) {
                lower
            } else {
                title_case(word)
            }
        };
        let owned: Vec<String> = (start..end).map(quiet).collect();
        let skip = usize::from(end - start > 1 && owned[0] == "the");
        let (start, all) = (start + skip, owned[skip..].iter().map(String::as_str).collect::<Vec<_>>());
        let mut roles = Vec::new();
        let mut words = &all[..];
        if let ["Government" | "Governments", "of", rest @ ..] = words {
            let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
            if !rest.is_empty() {
                if all[0] == "Government" {
                    roles.push(all.join(" "));
                }
                words = rest;
            }
        }
        let begin = start + all.len() - words.len();
        let span = Span::new(self.tokens[begin].span.start, self.tokens[end - 1].span.end);
        Party { name: words.join(" "), short: short(words), roles, span }
    }
}

/// The name proper: "Tarnia" of "Republic of Tarnia"; whole where nothing else would name it.
fn short(words: &[&str]) -> String {
    let whole = || words.join(" ");
    if words.first() == Some(&"United") && matches!(words.get(1), Some(&("Kingdom" | "States"))) {
        return if words[1] == "Kingdom" { "United Kingdom".to_owned() } else { whole() };
    }
    if words.iter().any(|w| w.eq_ignore_ascii_case("member") || w.eq_ignore_ascii_case("members")) {
        return whole();
    }
    let Some(of) = words.iter().position(|w| *w == "of") else {
        return whole();
    };
    if !(of > 0 && POLITY.contains(&words[of - 1])) {
        return whole();
    }
    let rest = &words[of + 1..];
    let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
    let divided = matches!(rest, ["Korea"] | ["China"] | ["Congo"]) && of > 1;
    if rest.is_empty() || rest.iter().any(|w| POLITY.contains(w)) || divided && rest != ["China"] {
        return whole();
    }
    rest.join(" ")
}

/// The quoted terms of a text, each with the place behind its closing quote.
pub(super) fn quoted(text: &str) -> Vec<(&str, usize)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            None => {
                let close = match c {
                    '"' => '"',
                    '“' | '„' => '”',
                    '‘' => '’',
                    '«' => '»',
                    '\'' if text[..at].ends_with(|b: char| is_blank(b) || b == '(') || at == 0 => '\'',
                    _ => continue,
                };
                open = Some((at + c.len_utf8(), close));
            }
            Some((start, close)) if c == close || close == '”' && c == '"' => {
                let term = text[start..at].trim_matches(|c| is_blank(c) || c == ',');
                if term.len() < 80 {
                    out.push((term.strip_prefix("the ").unwrap_or(term), at + c.len_utf8()));
                }
                open = None;
            }
            Some((start, _)) if at - start > 200 => open = None,
            Some(_) => {}
        }
    }
    out
}
