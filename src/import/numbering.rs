//! Automatic numbers: what the lists of a file look like, and how far each has counted.
//!
//! Comes in: the part of the lists, and for each paragraph what it and its style ask for. Goes out: the label that a
//! reader sees. Lists that share a definition count together, unless one of them says where it starts anew.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::numerals::Format;
use super::refusal::Refusal;
use super::styles::{Numbered, Styles};
use super::xml::{Element, Xml};

/// The levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    /// Which one, from 0.
    index: usize,
    start: i64,
    format: Format,
    /// After which level, counted from 1, it starts anew; 0 is never, nothing is after any level above.
    restart: Option<i64>,
    /// The style of paragraphs that have this level.
    style: Option<String>,
    /// All numbers in figures, whatever their own levels say.
    legal: bool,
    /// What is around the numbers: "Article %1", "(%2)".
    text: String,
}

impl Level {
    fn new(index: usize) -> Self {
        let (format, text) = (Format::Decimal, String::new());
        // A level that does not say where it starts does so at 0, by the standard.
        Self { index, start: 0, format, restart: None, style: None, legal: false, text }
    }

    /// Takes in one of the elements that describe the level.
    fn learn(&mut self, element: &Element) {
        match element.word() {
            "start" => self.start = element.number().unwrap_or(0),
            // A custom format that is known stands before the nearest one that older programs know.
            "numFmt" if matches!(self.format, Format::Padded(_)) => {}
            "numFmt" => {
                let pattern = element.attribute("format");
                self.format = Format::named(&element.value().unwrap_or_default(), pattern.as_deref());
            }
            "lvlRestart" => self.restart = element.number(),
            "pStyle" => self.style = element.value().map(|it| it.into_owned()),
            "isLgl" => self.legal = element.is_on(),
            "lvlText" => self.text = element.value().unwrap_or_default().into_owned(),
            _ => {}
        }
    }

    /// True if it starts anew after a paragraph of a level above.
    fn restarts_after(&self, above: usize) -> bool {
        match self.restart {
            Some(0) => false,
            Some(level) if level > 0 && level <= self.index as i64 => (above as i64) < level,
            _ => true,
        }
    }
}

/// What several lists have in common.
#[derive(Debug, Default)]
struct Definition {
    levels: Vec<Level>,
    /// The style that has the levels instead.
    elsewhere: Option<String>,
}

/// A list.
#[derive(Debug, Default)]
struct List {
    definition: i64,
    /// Levels that look otherwise than the definition has them.
    levels: Vec<Level>,
    /// Levels that start anew, and at which number.
    starts: Vec<(usize, i64)>,
}

/// All lists of a file.
#[derive(Debug, Default)]
pub(super) struct Lists {
    definitions: HashMap<i64, Definition>,
    lists: HashMap<i64, List>,
}

/// What is being described.
enum Owner {
    Nobody,
    Definition(i64),
    List(i64),
}

impl Lists {
    /// Reads the part of the lists.
    pub fn read(text: &str, part: &str) -> Result<Self, Refusal> {
        let mut xml = Xml::new(text, part);
        let mut all = Self::default();
        let (mut owner, mut override_of) = (Owner::Nobody, 0);
        while let Some(element) = xml.child(0)? {
            let id = |name: &str| element.attribute(name).and_then(|it| it.trim().parse().ok()).unwrap_or(-1);
            let index = || usize::try_from(id("ilvl")).unwrap_or(LEVELS);
            match element.word() {
                "abstractNum" => {
                    owner = Owner::Definition(id("abstractNumId"));
                    all.definitions.insert(id("abstractNumId"), Definition::default());
                }
                "num" => {
                    owner = Owner::List(id("numId"));
                    all.lists.insert(id("numId"), List::default());
                }
                "lvl" => {
                    let index = index();
                    let levels = all.levels(&owner).filter(|levels| levels.iter().all(|it| it.index != index));
                    match levels.filter(|_| index < LEVELS) {
                        Some(levels) => levels.push(Level::new(index)),
                        None => xml.skip()?,
                    }
                }
                "lvlOverride" => override_of = index(),
                "pPr" | "rPr" => xml.skip()?,
                _ => all.learn(&owner, override_of, &element),
            }
        }
        Ok(all)
    }

    fn levels(&mut self, owner: &Owner) -> Option<&mut Vec<Level>> {
        match owner {
            Owner::Nobody => None,
            Owner::Definition(id) => self.definitions.get_mut(id).map(|it| &mut it.levels),
            Owner::List(id) => self.lists.get_mut(id).map(|it| &mut it.levels),
        }
    }

    /// Takes in an element that describes a list or its last level.
    fn learn(&mut self, owner: &Owner, override_of: usize, element: &Element) {
        match (owner, element.word()) {
            (Owner::Definition(id), "numStyleLink") => {
                if let Some(definition) = self.definitions.get_mut(id) {
                    definition.elsewhere = element.value().map(|it| it.into_owned());
                }
            }
            (Owner::List(id), name @ ("abstractNumId" | "startOverride")) => {
                let (list, number) = (self.lists.get_mut(id), element.number());
                let (Some(list), Some(number)) = (list, number) else { return };
                match name {
                    "abstractNumId" => list.definition = number,
                    _ if override_of >= LEVELS || list.starts.iter().any(|it| it.0 == override_of) => {}
                    _ => list.starts.push((override_of, number)),
                }
            }
            _ => {
                if let Some(level) = self.levels(owner).and_then(|levels| levels.last_mut()) {
                    level.learn(element);
                }
            }
        }
    }

    /// The definition of a list, looked up through styles if it is kept there.
    fn definition(&self, list: &List, styles: &Styles) -> Option<&Definition> {
        let mut found = self.definitions.get(&list.definition)?;
        for _ in 0..4 {
            let Some(style) = &found.elsewhere else { break };
            let (_, style) = styles.chain(Some(style)).next()?;
            let list = self.lists.get(&style.numbered.list?)?;
            found = self.definitions.get(&list.definition)?;
        }
        Some(found)
    }

    fn level<'l>(&'l self, list: &'l List, index: usize, styles: &Styles) -> Option<&'l Level> {
        let own = list.levels.iter().find(|level| level.index == index);
        own.or_else(|| self.definition(list, styles)?.levels.iter().find(|level| level.index == index))
    }

    /// Which list and level a paragraph has, by itself and by its style.
    fn asked(&self, own: Numbered, style: Option<&str>, styles: &Styles) -> Option<(i64, usize)> {
        let id = own.list.or_else(|| styles.chain(style).find_map(|(_, style)| style.numbered.list))?;
        let list = self.lists.get(&id).filter(|_| id != 0)?;
        // A level names the style that it belongs to; that goes before what the style says of its level.
        let by_style = || {
            styles.chain(style).find_map(|(name, style)| {
                let linked = (0..LEVELS).find(|&index| {
                    self.level(list, index, styles).is_some_and(|level| level.style.as_deref() == Some(name))
                });
                linked.map(|index| index as i64).or(style.numbered.level)
            })
        };
        let level = own.level.or_else(by_style).unwrap_or(0);
        usize::try_from(level).ok().filter(|&level| level < LEVELS).map(|level| (id, level))
    }
}

/// What stands before the words of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// As a reader sees it.
    pub text: String,
    /// True for a sign that is the same before each paragraph.
    pub bullet: bool,
}

/// How far the lists of a file have counted.
#[derive(Debug)]
pub(super) struct Counters<'l> {
    lists: &'l Lists,
    styles: &'l Styles,
    /// By definition.
    counts: HashMap<i64, [Option<i64>; LEVELS]>,
    /// Levels of lists that have started anew already.
    started: HashSet<(i64, usize)>,
    /// Formats that are not known here and were met.
    pub unknown: BTreeSet<String>,
}

impl<'l> Counters<'l> {
    /// Nothing is counted yet.
    pub fn new(lists: &'l Lists, styles: &'l Styles) -> Self {
        let (counts, started, unknown) = Default::default();
        Self { lists, styles, counts, started, unknown }
    }

    /// The label of the next paragraph, if it has one.
    pub fn next(&mut self, own: Numbered, style: Option<&str>) -> Option<Label> {
        let (lists, styles) = (self.lists, self.styles);
        let (id, index) = lists.asked(own, style, styles)?;
        let list = lists.lists.get(&id)?;
        let level = lists.level(list, index, styles)?;
        self.count(id, list, index);
        if let Format::Other(name) = &level.format {
            self.unknown.insert(name.clone());
        }
        if level.format == Format::Bullet {
            let dash = level.text.trim().chars().next().filter(|it| matches!(it, '-' | '–' | '—'));
            return Some(Label { text: dash.unwrap_or('•').to_string(), bullet: true });
        }
        let text = self.written(list, level);
        (!text.trim().is_empty()).then(|| Label { text: text.trim_start().to_owned(), bullet: false })
    }

    fn start(&self, list: &List, index: usize) -> i64 {
        let own = list.starts.iter().find(|(level, _)| *level == index).map(|&(_, start)| start);
        own.or_else(|| self.lists.level(list, index, self.styles).map(|level| level.start)).unwrap_or(1)
    }

    /// Counts a paragraph of a level.
    fn count(&mut self, id: i64, list: &List, index: usize) {
        let starts: Vec<i64> = (0..=index).map(|index| self.start(list, index)).collect();
        let anew = list.starts.iter().any(|(level, _)| *level == index) && self.started.insert((id, index));
        let counts = self.counts.entry(list.definition).or_insert([None; LEVELS]);
        for (above, start) in starts.iter().enumerate().take(index) {
            // Levels above that no paragraph has had yet count as begun.
            counts[above].get_or_insert(*start);
        }
        counts[index] = match counts[index] {
            Some(count) if !anew => Some(count.saturating_add(1)),
            _ => starts.last().copied(),
        };
        for (below, count) in counts.iter_mut().enumerate().skip(index + 1) {
            let level = self.lists.level(list, below, self.styles);
            if level.is_none_or(|level| level.restarts_after(index)) {
                *count = None;
            }
        }
    }

    /// The text of a level with its numbers in it.
    fn written(&self, list: &List, level: &Level) -> String {
        let counts = self.counts.get(&list.definition);
        let number = |index: usize| -> Option<String> {
            let count = counts?.get(index).copied().flatten()?;
            let of = self.lists.level(list, index, self.styles)?;
            Some(if level.legal && of.format != Format::Silent { count.to_string() } else { of.format.write(count) })
        };
        let mut out = String::new();
        let mut rest = level.text.as_str();
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            let index = rest[at + 1..].chars().next().and_then(|it| it.to_digit(10)).filter(|&it| it > 0);
            match index {
                Some(index) => {
                    out.push_str(&number(index as usize - 1).unwrap_or_default());
                    rest = &rest[at + 2..];
                }
                None => {
                    out.push('%');
                    rest = &rest[at + 1..];
                }
            }
        }
        out + rest
    }
}
