//! Facts that no text states and verdicts rest on: the built-in base and the user's files.
//!
//! Comes in: TOML. Goes out: a [`FactBase`]. Knows no norms; takes on trust what each source says.
//! The built-in base stands in `src/facts/base/`, and `build.rs` packs it into lines, since reading half a
//! megabyte of TOML at every start would cost more than all the rest of a small run.

mod date;
mod packed;
mod relations;
mod toml_file;

use std::collections::HashMap;
use std::path::Path;

pub use date::{Date, NotADate};
pub use relations::{RELATIONS, Relation};

use crate::pipeline::{InputError, read_source};
use crate::source::Source;

/// Something that is so, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name in findings: kebab-case.
    pub id: String,
    /// One of [`RELATIONS`].
    pub relation: &'static str,
    /// What is related, in the order of the relation.
    pub args: Vec<String>,
    /// Where it is from, in full.
    pub source: String,
    /// "base", or the path of the user's file.
    pub origin: String,
    /// The first day on which it holds.
    pub from: Option<Date>,
    /// The first day on which it no longer holds.
    pub until: Option<Date>,
    /// Whether it is disputed.
    pub disputed: bool,
    /// A remark.
    pub note: Option<String>,
}

impl Fact {
    /// The fact in words.
    pub fn text(&self) -> String {
        relations::find(self.relation).map_or_else(String::new, |relation| relation.say(&self.args))
    }

    /// True if it holds on a day: from its first day until before its last. Without a day that of today's world:
    /// whatever has no end. What is told of the past ("formed part of") goes on being true of it.
    pub fn holds(&self, as_of: Option<Date>) -> bool {
        let of_the_past = relations::find(self.relation).is_some_and(|relation| relation.of_the_past);
        match as_of {
            None => of_the_past || self.until.is_none(),
            Some(day) => {
                self.from.is_none_or(|from| from <= day) && (of_the_past || self.until.is_none_or(|until| day < until))
            }
        }
    }
}

/// Facts that hold on one day, with what is needed to look them up.
#[derive(Clone, Debug, Default)]
pub struct FactBase {
    as_of: Option<Date>,
    facts: Vec<Fact>,
    by_id: HashMap<String, usize>,
    by_relation: HashMap<&'static str, Vec<usize>>,
    by_argument: HashMap<String, Vec<usize>>,
}

impl FactBase {
    /// No facts at all, for a day.
    pub fn empty(as_of: Option<Date>) -> Self {
        Self { as_of, ..Self::default() }
    }

    /// The facts that come with servanda, as they stand on a day; without one, as they stand today.
    pub fn builtin(as_of: Option<Date>) -> Self {
        let mut base = Self::empty(as_of);
        packed::read(|fact| base.insert(fact));
        base
    }

    /// Adds the facts of a file.
    ///
    /// # Errors
    /// Every fault of the file, with its place; nothing is added then.
    pub fn add_file(&mut self, path: &Path) -> Result<(), Vec<InputError>> {
        let source = read_source(path).map_err(|error| vec![error])?;
        self.add_text(&source)
    }

    /// Adds the facts of a text in TOML.
    ///
    /// # Errors
    /// Every fault of the text, with its place; nothing is added then.
    pub fn add_text(&mut self, source: &Source) -> Result<(), Vec<InputError>> {
        let facts = toml_file::read(source, |id| self.get(id).map(|fact| fact.origin.clone()))?;
        for fact in facts {
            self.insert(fact);
        }
        Ok(())
    }

    /// Adds one fact, if it holds on the day.
    pub fn insert(&mut self, fact: Fact) {
        if !fact.holds(self.as_of) {
            return;
        }
        let index = self.facts.len();
        self.by_id.insert(fact.id.clone(), index);
        self.by_relation.entry(fact.relation).or_default().push(index);
        for argument in &fact.args {
            match self.by_argument.get_mut(argument.as_str()) {
                Some(list) => list.push(index),
                None => {
                    self.by_argument.insert(argument.clone(), vec![index]);
                }
            }
        }
        self.facts.push(fact);
    }

    /// All facts, disputed ones too, in the order in which they were added.
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    /// The fact of a name.
    pub fn get(&self, id: &str) -> Option<&Fact> {
        self.by_id.get(id).map(|&index| &self.facts[index])
    }

    /// The undisputed facts of a relation.
    pub fn of<'a>(&'a self, relation: &str) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let list = self.by_relation.get(relation).map_or(&[][..], Vec::as_slice);
        list.iter().map(|&index| &self.facts[index]).filter(|fact| !fact.disputed)
    }

    /// The undisputed facts of a relation in which something is the argument at a position, counted from 0.
    pub fn with<'a>(
        &'a self,
        relation: &'static str,
        position: usize,
        argument: &'a str,
    ) -> impl Iterator<Item = &'a Fact> + use<'a> {
        self.about(argument)
            .filter(move |fact| fact.relation == relation)
            .filter(move |fact| fact.args.get(position).is_some_and(|it| it == argument))
    }

    /// The undisputed facts that name something, at whatever position.
    pub fn about<'a>(&'a self, argument: &str) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let list = self.by_argument.get(argument).map_or(&[][..], Vec::as_slice);
        let undisputed = list.iter().map(|&index| &self.facts[index]).filter(|fact| !fact.disputed);
        let mut last = None;
        undisputed.filter(move |fact| last.replace(fact.id.as_str()) != Some(fact.id.as_str()))
    }

    /// The disputed facts, which no other look-up but [`Self::all`] and [`Self::get`] returns.
    pub fn disputed(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| fact.disputed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(as_of: Option<&str>, text: &str) -> FactBase {
        let mut base = FactBase::empty(as_of.map(|day| day.parse().unwrap()));
        base.add_text(&Source::new("mine.toml", text)).unwrap();
        base
    }

    const TWO: &str = r#"
        [sources]
        atlas = "Atlas of the Marshes, 1998"
        [[fact]]
        id = "velle-in-league"
        relation = "member"
        args = ["Velle", "League"]
        source = "atlas"
        from = 1990-01-01
        until = "2000-01-01"
        [[fact]]
        id = "tarnia-in-league"
        relation = "member"
        args = ["Tarnia", "League"]
        source = "what the neighbours say"
        disputed = true
        [[fact]]
        id = "velle-was-part-of-the-realm"
        relation = "formed-part-of"
        args = ["Velle", "Realm"]
        source = "atlas"
        until = 1950
    "#;

    #[test]
    fn a_fact_holds_from_its_first_day_until_before_its_last() {
        let members = |day: Option<&str>| base(day, TWO).of("member").count();
        assert_eq!(members(Some("1989-12-31")), 0);
        assert_eq!(members(Some("1990-01-01")), 1);
        assert_eq!(members(Some("1999-12-31")), 1);
        assert_eq!(members(Some("2000-01-01")), 0);
        assert_eq!(members(None), 0);
        assert_eq!(base(None, TWO).of("formed-part-of").count(), 1);
    }

    #[test]
    fn disputed_facts_are_not_looked_up_unless_they_are_asked_for() {
        let base = base(Some("1995-05-05"), TWO);
        assert_eq!(base.about("League").count(), 1);
        assert_eq!(base.with("member", 0, "Tarnia").count(), 0);
        assert_eq!(base.with("member", 1, "League").count(), 1);
        assert_eq!(base.disputed().map(|fact| fact.id.as_str()).collect::<Vec<_>>(), ["tarnia-in-league"]);
    }

    #[test]
    fn a_fact_tells_its_source_in_full_and_itself_in_words() {
        let base = base(Some("1995-05-05"), TWO);
        let fact = base.get("velle-in-league").unwrap();
        assert_eq!(fact.text(), "Velle is a member of League");
        assert_eq!(fact.source, "Atlas of the Marshes, 1998");
        assert_eq!(fact.origin, "mine.toml");
        assert_eq!(base.get("tarnia-in-league").unwrap().source, "what the neighbours say");
    }

    #[test]
    fn the_packed_base_is_the_base() {
        let mut read = FactBase::empty(None);
        for entry in std::fs::read_dir("src/facts/base").unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "toml") {
                read.add_file(&path).unwrap_or_else(|errors| panic!("{}", errors[0].message));
            }
        }
        let mut packed = FactBase::builtin(None).facts;
        read.facts.iter_mut().for_each(|fact| fact.origin = "base".to_owned());
        packed.sort_by(|a, b| a.id.cmp(&b.id));
        read.facts.sort_by(|a, b| a.id.cmp(&b.id));
        assert!(packed == read.facts, "the packed facts differ from those of src/facts/base");
    }
}
