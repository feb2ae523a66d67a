//! Units: the index of a document in which citations are looked up.
//!
//! Comes in: the tree of units, and the text. Goes out: [`Labels`]: the units by label, by noun and number, and by what
//! holds them; and what shows that the layout was not understood somewhere, so that nothing is called missing there.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::document::{Document, Unit, UnitKind};
use crate::source::Span;

/// A unit in the index.
#[derive(Debug)]
pub struct Node {
    pub label: String,
    pub kind: UnitKind,
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    pub span: Span,
    pub noun: String,
    /// The number within its parent, as [`key`] writes it.
    pub own: String,
    /// Numbers that stand in its words as marks, whether or not a unit came of them.
    pub marks: OnceCell<HashSet<String>>,
    /// True if its words speak of another instrument by a bare name, or amend one.
    pub of_others: OnceCell<bool>,
}

/// The units of a document, to look citations up.
#[derive(Debug, Default)]
pub struct Labels {
    pub nodes: Vec<Node>,
    pub by_label: HashMap<String, Vec<usize>>,
    /// Divisions, annexes and articles by noun and number.
    pub named: HashMap<(String, String), Vec<usize>>,
    /// How the units with a noun are numbered, by the annex that holds them.
    pub numberings: HashMap<(Option<usize>, String), Numbering>,
    /// Numbered units by what holds them and number.
    pub inner: HashMap<(usize, String), usize>,
    /// The nouns of which the document has units.
    nouns: HashSet<String>,
    /// What the instrument calls itself: "treaty".
    pub own_type: Option<String>,
    /// What it calls an instrument that it belongs to: "the convention".
    pub parent: Option<String>,
    /// True if it speaks of a nomenclature of goods, which has chapters of its own.
    pub of_goods: bool,
    /// What lines and sentences open with that looks like a heading: "article 5".
    pub openings: HashSet<String>,
}

/// How units of one kind are numbered in one place.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// How many there are.
    count: usize,
    /// How many of them may be of each [`styles`].
    alike: [usize; STYLES],
    /// Those of the first two numbers that are among them.
    first: HashSet<&'static str>,
}

impl Numbering {
    fn add(&mut self, own: &str) {
        self.count += 1;
        for style in styles(own) {
            self.alike[style] += 1;
        }
        let firsts = ["1", "2", "a", "b", "i", "ii", "one", "two"];
        self.first.extend(firsts.iter().find(|first| **first == own));
    }

    fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.alike.iter_mut().zip(other.alike).for_each(|(sum, more)| *sum += more);
        self.first.extend(&other.first);
    }

    /// True if there are several, and most of them are numbered in the manner of this number.
    pub fn several_like(&self, number: &str) -> bool {
        self.count > 1 && styles(number).into_iter().any(|style| self.alike[style] * 2 > self.count)
    }

    /// True if they are counted from the first one on.
    pub fn begins(&self) -> bool {
        [["1", "2"], ["a", "b"], ["i", "ii"], ["one", "two"]]
            .iter()
            .any(|pair| pair.iter().all(|one| self.first.contains(one)))
    }
}

/// How many ways of numbering there are.
const STYLES: usize = 4;

/// A number as it is compared: "IV" and "4", "bis" with or without a space, "Four".
pub fn key(number: &str) -> String {
    let plain: String = number.trim_end_matches(['.', ')']).chars().filter(|c| !c.is_whitespace()).collect();
    plain.to_lowercase()
}

/// The value of a roman numeral or a number word, where a division or an article is numbered so.
pub fn value(key: &str) -> Option<String> {
    if let Some(value) = crate::lexicon::number(key).filter(|_| key.chars().all(char::is_alphabetic)) {
        return Some(value.to_string());
    }
    let mut total = 0;
    let mut last = 0;
    for letter in key.chars().rev() {
        let one = match letter {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        total += if one < last { -one } else { one };
        last = last.max(one);
    }
    (total > 0).then(|| total.to_string())
}

impl Labels {
    /// The index of a document.
    pub fn of(document: &Document) -> Self {
        let (own_type, parent) = instruments(&document.source.text);
        let text = &document.source.text;
        let of_goods = ["Harmonized", "Harmonised", "omenclature"].iter().any(|word| text.contains(word));
        Self { own_type, parent, of_goods, openings: openings(text), ..Self::of_units(&document.units) }
    }

    /// The index of units alone.
    pub fn of_units(units: &[Unit]) -> Self {
        let mut labels = Self::default();
        for unit in units {
            labels.add(unit, None);
        }
        labels.nouns = labels.nodes.iter().map(|node| node.noun.clone()).collect();
        labels
    }

    fn add(&mut self, unit: &Unit, parent: Option<usize>) {
        let mut stack = vec![(unit, parent)];
        while let Some((unit, parent)) = stack.pop() {
            let id = self.nodes.len();
            // "Annex I, Article 3" may stand in "Annex I, Chapter II".
            let own = self.within_label(&unit.label, parent);
            let (noun, number) = name(&own);
            let (noun, own) = (noun.to_lowercase(), key(number));
            self.by_label.entry(unit.label.clone()).or_default().push(id);
            self.register(id, unit.kind, (&noun, &own), parent);
            let (label, kind, span) = (unit.label.clone(), unit.kind, unit.span);
            let (children, marks, of_others) = Default::default();
            self.nodes.push(Node { label, kind, parent, children, span, noun, own, marks, of_others });
            if let Some(parent) = parent {
                self.nodes[parent].children.push(id);
            }
            stack.extend(unit.children.iter().rev().map(|child| (child, Some(id))));
        }
    }

    /// The end of a label that is a unit's own: "Article 3" of "Annex I, Article 3".
    fn within_label(&self, label: &str, parent: Option<usize>) -> String {
        let mut above = parent.into_iter().flat_map(|p| self.parents(p));
        let tail = |p: usize| label.strip_prefix(self.nodes[p].label.as_str()).filter(|own| !own.is_empty());
        above.find_map(tail).unwrap_or(label).trim_start_matches([',', ' ']).to_owned()
    }

    fn register(&mut self, id: usize, kind: UnitKind, (noun, own): (&str, &str), parent: Option<usize>) {
        let bracketed = matches!(noun, "" | "paragraph");
        if !bracketed {
            let scope = parent.and_then(|p| self.parents(p).find(|&above| is_annex(&self.nodes[above].noun)));
            self.numberings.entry((scope, noun.to_owned())).or_default().add(own);
            let mut keys = vec![own.to_owned()];
            keys.extend(value(own));
            for key in keys {
                self.named.entry((noun.to_owned(), key)).or_default().push(id);
            }
        }
        // What stands in a lettered division of an article is cited as of the article.
        let mut above = parent;
        while let Some(p) = above {
            if bracketed || kind == UnitKind::Division {
                self.inner.entry((p, own.to_owned())).or_insert(id);
            }
            if self.nodes[p].kind != UnitKind::Division || is_annex(&self.nodes[p].noun) {
                break;
            }
            above = self.nodes[p].parent;
        }
    }

    /// The unit in which something stands.
    pub fn at(&self, label: &str, place: usize) -> Option<usize> {
        let all = self.by_label.get(label)?;
        let around = all.iter().find(|&&id| {
            let span = self.nodes[id].span;
            span.start <= place && place < span.end
        });
        around.or(all.first()).copied()
    }

    /// How the units with a noun are numbered that a citation from here may mean.
    pub fn numbering(&self, noun: &str, up: &[usize]) -> Numbering {
        let scope = |&id: &usize| self.parents(id).skip(1).find(|&above| is_annex(&self.nodes[above].noun));
        let around: HashSet<Option<usize>> = up.iter().map(scope).chain([None]).collect();
        let mut all = Numbering::default();
        for one in around.into_iter().filter_map(|scope| self.numberings.get(&(scope, noun.to_owned()))) {
            all.join(one);
        }
        all
    }

    /// A unit and those around it, outwards.
    pub fn parents(&self, id: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(id), |&id| self.nodes[id].parent)
    }
}

/// What a text calls itself ("this Protocol"), and what else it calls by its bare name ("the Convention").
fn instruments(text: &str) -> (Option<String>, Option<String>) {
    let mut own: HashMap<&'static str, u32> = HashMap::new();
    let mut bare: HashMap<&'static str, u32> = HashMap::new();
    let mut words = text.split_whitespace();
    let mut before = "";
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let noun = |word: &str| super::references::INSTRUMENTS.iter().copied().find(|noun| *noun == word);
    for word in words.by_ref() {
        if let Some(noun) = noun(&plain(word)).filter(|_| word.starts_with(char::is_uppercase)) {
            match before {
                "this" | "This" | "present" | "Present" => *own.entry(noun).or_default() += 1,
                "the" | "The" => *bare.entry(noun).or_default() += 1,
                _ => {}
            }
        }
        before = word;
    }
    let most = |all: &HashMap<&'static str, u32>, but: Option<&str>| {
        all.iter()
            .filter(|(noun, _)| Some(**noun) != but)
            .max_by_key(|(noun, count)| (**count, **noun))
            .map(|(noun, count)| (*noun, *count))
    };
    let own = most(&own, None).map(|(noun, _)| noun);
    let parent = most(&bare, own).filter(|(_, count)| *count >= 3).map(|(noun, _)| format!("the {noun}"));
    (own.map(str::to_owned), parent)
}

pub fn is_annex(noun: &str) -> bool {
    !matches!(noun, "" | "part" | "title" | "chapter" | "section" | "subsection" | "article" | "paragraph" | "rule")
}

/// "Article 5" → ("Article", "5"); "(2)" → ("", "2"); "paragraph 3" → ("paragraph", "3").
fn name(own: &str) -> (&str, &str) {
    if let Some(inner) = own.strip_prefix('(') {
        return ("", inner.trim_end_matches(')'));
    }
    match own.split_once(' ') {
        Some(("Ad", rest)) => ("Ad", rest),
        Some((noun, number)) => (noun, number),
        None if own.len() > 3 && own.chars().all(char::is_alphabetic) => (own, ""),
        None => ("", own),
    }
}

/// In what ways a number may count: by figures, decimal figures, roman numerals, letters or words.
fn styles(key: &str) -> Vec<usize> {
    let letters = |most: usize| key.len() <= most && key.bytes().all(|b| b.is_ascii_lowercase());
    match key.as_bytes() {
        [b'0'..=b'9', ..] => vec![usize::from(key.contains(['.', '-']))],
        _ => {
            let roman = key.chars().all(|c| "ivxlc".contains(c)).then_some(2);
            roman.into_iter().chain((letters(1) || key.len() > 2 && roman.is_none()).then_some(3)).collect()
        }
    }
}

/// What lines, and sentences of one such word and number, open with: there the layout may not have been understood.
fn openings(text: &str) -> HashSet<String> {
    let opening = |words: &str| {
        let mut parts =
            words.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).filter(|part| !part.is_empty());
        let (noun, number) = (parts.next()?, parts.next()?);
        Some(format!("{} {}", noun.to_lowercase(), key(number)))
    };
    let line = |line: &str| {
        opening(line.get(..line.len().min(40)).unwrap_or_else(|| line.split(' ').next().unwrap_or_default()))
    };
    let inside = |(at, _): (usize, &str)| {
        let words = &text[at + 2..];
        let noun = words.split(' ').next()?;
        let number = words.get(noun.len() + 1..)?.split(' ').next()?;
        number.ends_with(['.', ':']).then(|| opening(&words[..noun.len() + 1 + number.len()]))?
    };
    text.lines().filter_map(line).chain(text.match_indices(". ").filter_map(inside)).collect()
}

/// The numbers that stand in a text as marks of paragraphs or items: at the beginning or the end of a line, or behind
/// a sign.
pub fn marks(text: &str) -> HashSet<String> {
    let mut out = HashSet::new();
    let mut at = 0;
    let inside = |c: char| c.is_ascii_alphanumeric();
    while let Some(start) = text[at..].find(inside).map(|found| at + found) {
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        at = end;
        if end - start > 5 {
            continue;
        }
        let before = text[..start].trim_end_matches('(');
        let bracket = before.len() < start;
        let before = before.trim_end_matches([' ', '\t']);
        let opens = before.is_empty() || before.ends_with(['\n', ';', ':', '.', '-', '–']);
        let after = &text[end..];
        let signed = after.strip_prefix([')', '.']);
        let rest = signed.unwrap_or(after).trim_start_matches([' ', '\t']);
        let ends = rest.is_empty() || rest.starts_with('\n');
        let capital = rest.len() < after.len() && rest.starts_with(char::is_uppercase);
        if opens && (signed.is_some() || ends || capital) || bracket && signed.is_some() && ends {
            out.insert(key(&text[start..end]));
        }
    }
    out
}
