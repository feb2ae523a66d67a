//! Targets: the unit of this document that a citation names, or what is not there.
//!
//! Comes in: citations, and the tree of units. Goes out: [`Reference`]s. A citation is looked up from the place where
//! it stands outwards: *paragraph 2* in its own article, *Article 4* in its own annex and then in the treaty.

use super::citations::{Citation, Level, Owner, Step, Which, citations};
use super::tokens::{Tok, mend};
use super::units::{Labels, key, marks, value};
use super::{Reference, Standing};
use crate::document::UnitKind;

/// The provisions that a stretch of text names, each with the label it resolves to.
pub fn resolve(text: &str, tokens: &[Tok], here: &str, labels: &Labels) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    let mut before: Option<usize> = None;
    // A note that was printed into the text.
    let in_note = tokens.windows(2).any(|pair| pair[0].says("this") && pair[1].says("footnote"));
    for citation in citations(tokens) {
        let place = labels.at(here, citation.span.start);
        let looked = Search { labels, here: place, before, text }.look(&citation);
        let standing = match looked {
            Looked::Found(id) => {
                before = Some(id);
                Standing::Found(labels.nodes[id].label.clone())
            }
            Looked::Missing { label, annex } => Standing::Missing { label, annex },
            Looked::NotPrinted(label) => Standing::NotPrinted(label),
            Looked::Elsewhere => Standing::Elsewhere,
            Looked::Open => Standing::Open,
        };
        let words = mend(text.get(citation.span.range()).unwrap_or_default());
        let noun = words.split(' ').next().unwrap_or_default();
        let heading = noun.len() > 2 && noun.bytes().all(|b| b.is_ascii_uppercase());
        let standing = match standing {
            Standing::Missing { .. } if heading || in_note => Standing::Open,
            standing => standing,
        };
        out.push(Reference { text: words, span: citation.span, standing });
    }
    out
}

/// What came of looking a citation up.
enum Looked {
    Found(usize),
    Missing { label: String, annex: bool },
    NotPrinted(String),
    Elsewhere,
    Open,
}

/// A search from one place of the text.
struct Search<'a> {
    labels: &'a Labels,
    here: Option<usize>,
    before: Option<usize>,
    text: &'a str,
}

impl Search<'_> {
    fn look(&self, citation: &Citation) -> Looked {
        let ours = match citation.owner {
            Owner::Other => return Looked::Elsewhere,
            Owner::Named => self.labels.own_type.as_ref() == Some(&citation.called),
            Owner::Unsaid | Owner::Own => true,
            Owner::Open => false,
        };
        let steps: Vec<Step> = citation.steps.iter().filter(|step| step.level != Level::Sentence).cloned().collect();
        let Some((first, rest)) = steps.split_first() else { return Looked::Open };
        let steps = self.with_paragraphs(first);
        let looked = match steps.split_first() {
            Some((first, inner)) => self.from(first, &[inner, rest].concat(), (citation.owner, citation.goes_on)),
            None => return Looked::Open,
        };
        match looked {
            Looked::Missing { .. } | Looked::NotPrinted(_) if !ours => {
                if citation.owner == Owner::Named {
                    Looked::Elsewhere
                } else {
                    Looked::Open
                }
            }
            Looked::Found(_) if citation.owner == Owner::Named && !ours => Looked::Elsewhere,
            // Preambles and tables speak of other instruments without saying so.
            Looked::Missing { .. } if self.here.is_none() => Looked::Open,
            looked => looked,
        }
    }

    /// "Article 7.5.4" where Article 7.5 has a paragraph 4: two steps.
    fn with_paragraphs(&self, step: &Step) -> Vec<Step> {
        let Which::Number(parts) = &step.which else { return vec![step.clone()] };
        let Some((number, rest)) = parts.split_first() else { return vec![step.clone()] };
        let known = |number: &str| self.labels.named.contains_key(&(step.noun.to_owned(), key(number)));
        if step.level != Level::Article || known(number) {
            return vec![step.clone()];
        }
        let stops = number.rmatch_indices('.').map(|(at, _)| at);
        let Some(at) = stops.into_iter().find(|&at| known(&number[..at])) else { return vec![step.clone()] };
        let article = std::iter::once(&number[..at]).chain(number[at + 1..].split('.'));
        let parts = article.map(str::to_owned).chain(rest.iter().cloned()).collect();
        vec![Step { which: Which::Number(parts), ..step.clone() }]
    }

    /// Looks for the outermost unit, and for the others within it.
    fn from(&self, first: &Step, rest: &[Step], (owner, goes_on): (Owner, bool)) -> Looked {
        let inner = match &first.which {
            Which::Number(parts) if first.level <= Level::Article => &parts[1..],
            Which::Number(parts) => &parts[..],
            _ => &[],
        };
        let starts = self.starts(first, goes_on);
        if let (true, Which::Number(parts)) = (starts.is_empty(), &first.which)
            && first.level <= Level::Article
        {
            return self.nowhere(first, &parts[0], owner);
        }
        let mut absent = None;
        let mut sure = true;
        for start in starts {
            match self.down(start, inner, rest) {
                Ok(id) => return Looked::Found(id),
                Err(Absent::Sure(label)) => absent = absent.or(Some(label)),
                Err(Absent::Unsure) => sure = false,
                Err(Absent::NoneAlike) => {}
            }
        }
        // An item that is named alone may be of any list of the article.
        if let (Level::Item, Which::Number(parts), Some(here)) = (first.level, &first.which, self.here) {
            let article = self.labels.parents(here).find(|&id| self.labels.nodes[id].kind == UnitKind::Article);
            sure &= !article.is_some_and(|id| self.printed(id, &parts[0]));
        }
        absent.filter(|_| sure).map_or(Looked::Open, |label| Looked::Missing { label, annex: false })
    }

    /// An annex, a division or an article that no unit is.
    fn nowhere(&self, step: &Step, number: &str, owner: Owner) -> Looked {
        let label = format!("{} {}", capitalised(step.noun), as_printed(number));
        let up: Vec<usize> = self.here.into_iter().flat_map(|here| self.labels.parents(here)).collect();
        let seen = self.labels.openings.contains(&format!("{} {}", step.noun, key(number)));
        if seen || owner != Owner::Own && self.may_be_elsewhere(&up, step) {
            return Looked::Open;
        }
        let numbering = self.labels.numbering(step.noun, &up);
        match step.level {
            Level::Annex if numbering.several_like(&key(number)) && numbering.begins() => {
                Looked::Missing { label, annex: true }
            }
            Level::Annex => Looked::NotPrinted(label),
            // Where the first of the divisions has no heading, others may have lost theirs.
            level if numbering.several_like(&key(number)) && (level == Level::Article || numbering.begins()) => {
                Looked::Missing { label, annex: false }
            }
            _ => Looked::Open,
        }
    }

    /// True if the provision speaks of an instrument that this one belongs to, or amends one, or if chapters may be
    /// those of a nomenclature of goods.
    fn may_be_elsewhere(&self, up: &[usize], step: &Step) -> bool {
        let nodes = &self.labels.nodes;
        let article = up.iter().find(|&&id| nodes[id].kind == UnitKind::Article).or(up.last());
        let Some(article) = article.map(|&id| &nodes[id]) else { return true };
        let of_others = article.of_others.get_or_init(|| {
            const AMENDS: [&str; 6] =
                ["be amended", "is amended", "are amended", "be replaced", "is replaced", "be inserted"];
            let words = self.text.get(article.span.range()).unwrap_or_default().to_lowercase();
            self.labels.parent.as_ref().is_some_and(|name| words.contains(name))
                || AMENDS.iter().any(|phrase| words.contains(phrase))
        });
        *of_others || step.noun == "chapter" && self.labels.of_goods
    }

    /// True if a number stands in the words of a unit as a mark: the layout was not understood there.
    fn printed(&self, id: usize, number: &str) -> bool {
        let node = &self.labels.nodes[id];
        let marks = node.marks.get_or_init(|| marks(self.text.get(node.span.range()).unwrap_or_default()));
        // A scanner's small l for a one.
        marks.contains(&key(number)) || number == "1" && marks.contains("l")
    }

    /// Where the outermost unit of a citation may be, the likeliest first.
    fn starts(&self, step: &Step, goes_on: bool) -> Vec<usize> {
        let labels = self.labels;
        let up: Vec<usize> = self.here.into_iter().flat_map(|here| labels.parents(here)).collect();
        // A line of the text that was taken for a heading makes a second unit of the same name.
        let twins = up.iter().flat_map(|&id| &labels.by_label[&labels.nodes[id].label]).copied();
        let twins: Vec<usize> = twins.filter(|id| !up.contains(id)).collect();
        let up = [up, twins].concat();
        match &step.which {
            Which::Number(parts) if step.level <= Level::Article => self.named(step, &key(&parts[0]), &up),
            Which::Number(_) => {
                let mut out = Vec::new();
                if let Some(before) = self.before.filter(|_| goes_on) {
                    let holds = |id: &usize| match labels.nodes[*id].kind {
                        UnitKind::Division => false,
                        UnitKind::Article => true,
                        UnitKind::Paragraph | UnitKind::Item => step.level == Level::Item,
                    };
                    out.extend(labels.parents(before).filter(holds));
                }
                out.extend(self.inward(step.level, &up));
                out
            }
            Which::This => self.around(step, &up).into_iter().collect(),
            Which::That => self
                .before
                .into_iter()
                .flat_map(|id| labels.parents(id))
                .find(|&id| self.is(id, step))
                .into_iter()
                .collect(),
            Which::Preceding => self.around(step, &up).and_then(|id| self.beside(id, -1)).into_iter().collect(),
            Which::Following => self.around(step, &up).and_then(|id| self.beside(id, 1)).into_iter().collect(),
            Which::Ordinal(n) => self
                .inward(step.level, &up)
                .into_iter()
                .find_map(|id| labels.inner.get(&(id, n.to_string())))
                .copied()
                .into_iter()
                .collect(),
        }
    }

    /// The units with this noun and number: those in the same annex, then those in what holds it, outwards.
    fn named(&self, step: &Step, number: &str, up: &[usize]) -> Vec<usize> {
        let by = |number: &str| self.labels.named.get(&(step.noun.to_owned(), number.to_owned()));
        // Article III is Article 3 only where the articles are numbered in one way: the other is of another instrument.
        let all =
            by(number).or_else(|| value(number).filter(|_| step.level != Level::Article).and_then(|value| by(&value)));
        let mut all: Vec<usize> = all.into_iter().flatten().copied().take(64).collect();
        let near = |id: usize| {
            let shared = self.labels.parents(id).find(|above| up.contains(above));
            shared.and_then(|above| up.iter().position(|&one| one == above)).unwrap_or(up.len())
        };
        all.sort_by_key(|&id| near(id));
        all
    }

    /// The units in which a paragraph or an item of a given number may lie, from here outwards.
    fn inward(&self, level: Level, up: &[usize]) -> Vec<usize> {
        let nodes = &self.labels.nodes;
        let item = |id: usize| nodes[id].kind == UnitKind::Item;
        let order: Vec<usize> = match level {
            // A paragraph is first looked for outside the items.
            Level::Paragraph => {
                up.iter().copied().filter(|&id| !item(id)).chain(up.iter().copied().filter(|&id| item(id))).collect()
            }
            _ => up.to_vec(),
        };
        let mut out = order;
        // "Ad Article 12" speaks of the paragraphs of Article 12.
        for &id in up {
            if nodes[id].noun == "ad" {
                let number = nodes[id].own.trim_start_matches("article").to_owned();
                out.extend(self.labels.named.get(&("article".to_owned(), number)).into_iter().flatten());
            }
        }
        out
    }

    fn is(&self, id: usize, step: &Step) -> bool {
        let node = &self.labels.nodes[id];
        match step.level {
            Level::Paragraph => node.kind == UnitKind::Paragraph,
            Level::Item => node.kind == UnitKind::Item,
            _ => node.noun == step.noun,
        }
    }

    /// The unit of this kind in which the words stand.
    fn around(&self, step: &Step, up: &[usize]) -> Option<usize> {
        up.iter().copied().find(|&id| self.is(id, step))
    }

    fn beside(&self, id: usize, by: i32) -> Option<usize> {
        let nodes = &self.labels.nodes;
        let siblings: Vec<usize> = match nodes[id].parent {
            Some(parent) => nodes[parent].children.clone(),
            None => (0..nodes.len()).filter(|&other| nodes[other].parent.is_none()).collect(),
        };
        let siblings: Vec<usize> = siblings.into_iter().filter(|&other| nodes[other].noun == nodes[id].noun).collect();
        let at = siblings.iter().position(|&other| other == id)?;
        let at = usize::try_from(i32::try_from(at).ok()? + by).ok()?;
        siblings.get(at).copied()
    }

    /// From a unit to the one that the numbers and the further steps name.
    fn down(&self, start: usize, numbers: &[String], rest: &[Step]) -> Result<usize, Absent> {
        let mut at = start;
        for number in numbers {
            at = self.child(at, number)?;
        }
        for step in rest {
            match &step.which {
                Which::Number(parts) if step.level <= Level::Article => {
                    at = self.within(at, step, &parts[0])?;
                    for number in &parts[1..] {
                        at = self.child(at, number)?;
                    }
                }
                Which::Number(parts) => {
                    for number in parts {
                        at = self.child(at, number)?;
                    }
                }
                Which::Ordinal(n) => {
                    at = self.labels.inner.get(&(at, n.to_string())).copied().ok_or(Absent::Unsure)?;
                }
                _ => return Err(Absent::Unsure),
            }
        }
        Ok(at)
    }

    /// A division or an article within a unit.
    fn within(&self, at: usize, step: &Step, number: &str) -> Result<usize, Absent> {
        let key = key(number);
        let by = |key: &str| self.labels.named.get(&(step.noun.to_owned(), key.to_owned()));
        let all = by(&key).or_else(|| value(&key).and_then(|value| by(&value)));
        let inside = all.into_iter().flatten().copied().find(|&id| self.labels.parents(id).any(|above| above == at));
        inside.ok_or(Absent::Unsure)
    }

    /// The numbered unit within a unit.
    fn child(&self, at: usize, number: &str) -> Result<usize, Absent> {
        let nodes = &self.labels.nodes;
        if let Some(&id) = self.labels.inner.get(&(at, key(number))) {
            return Ok(id);
        }
        // "Article 5.2" for paragraph 2, and "2a" for item (a) of it.
        if let Some((first, second)) = number.split_once('.') {
            let whole = format!("{}.{}", nodes[at].own, number);
            if let Some(&id) = self.labels.inner.get(&(at, whole)) {
                return Ok(id);
            }
            return self.child(at, first).and_then(|id| self.child(id, second)).map_err(|_| Absent::Unsure);
        }
        let figures = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if figures.len() + 1 == number.len() && !figures.is_empty() {
            let item = &number[figures.len()..];
            return self.child(at, figures).and_then(|id| self.child(id, item)).map_err(|_| Absent::Unsure);
        }
        if !nodes[at].children.iter().any(|&id| same_series(&nodes[id].own, number)) {
            return Err(Absent::NoneAlike);
        }
        // The first paragraph may stand without its number.
        let mut figures =
            nodes[at].children.iter().filter(|&&id| nodes[id].own.starts_with(|c: char| c.is_ascii_digit()));
        let first = number == "1" && figures.next().is_some_and(|&id| nodes[id].own == "2");
        if first || self.printed(at, number) {
            Err(Absent::Unsure)
        } else {
            Err(Absent::Sure(format!("{}({number})", nodes[at].label)))
        }
    }
}

/// Why there is no such unit.
enum Absent {
    /// Units of the kind are there, and this one is not.
    Sure(String),
    /// The layout may have hidden it.
    Unsure,
    /// There are no units of the kind.
    NoneAlike,
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "2a" → "2A", "four" → "Four"; "3 bis" stays.
fn as_printed(number: &str) -> String {
    let figures = number.starts_with(|c: char| c.is_ascii_digit());
    match number.split_once(' ') {
        Some((number, suffix)) => format!("{} {suffix}", as_printed(number)),
        None if figures => number.to_uppercase(),
        None => capitalised(number),
    }
}

/// True if a unit with the number `own` shows that its siblings are counted as `number` is.
fn same_series(own: &str, number: &str) -> bool {
    let roman = |text: &str| text.chars().all(|c| "ivx".contains(c));
    let small = number.to_lowercase();
    if small.bytes().all(|b| b.is_ascii_digit()) {
        return own.bytes().all(|b| b.is_ascii_digit());
    }
    match own {
        "i" => roman(&small),
        "a" => small.len() == 1 && !matches!(small.as_str(), "i" | "v" | "x"),
        _ => false,
    }
}
