//! Facts that no text states and verdicts rest on: the built-in base and the user's files.
//!
//! Comes in: TOML. Goes out: a [`FactBase`]. Knows no norms; takes on trust what each source says.
//! The built-in base stands in `src/facts/base/`, and `build.rs` packs it into lines, since reading half a
//! megabyte of TOML at every start would cost more than all the rest of a small run.

mod index;
mod packed;
mod relations;
mod toml_file;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

pub use relations::{RELATIONS, Relation};

use index::Index;

use crate::calendar::Date;
use crate::fault::{InputError, read_source};
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
    pub source: Cow<'static, str>,
    /// "base", or the path of the user's file.
    pub origin: Cow<'static, str>,
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

    /// True if both say the same, whoever says it and from whatever source: two treaties may bring the same facts.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let content = |fact: &Self| (fact.relation, fact.args.clone(), fact.from, fact.until, fact.disputed);
        content(self) == content(other)
    }

    /// True if it holds on a day: from its first day until before its last. Without a day that of today's world:
    /// whatever has no end. What is told of the past ("formed part of") goes on being true of it.
    pub fn holds(&self, as_of: Option<Date>) -> bool {
        let begun = as_of.is_none_or(|day| self.from.is_none_or(|from| from <= day));
        let over = self.until.is_some_and(|until| as_of.is_none_or(|day| until <= day));
        let of_the_past = || relations::find(self.relation).is_some_and(|relation| relation.of_the_past);
        begun && (!over || of_the_past())
    }
}

/// Facts that hold on one day, with what is needed to look them up.
#[derive(Clone, Debug, Default)]
pub struct FactBase {
    as_of: Option<Date>,
    facts: Vec<Fact>,
    files: Vec<(String, Arc<str>)>,
    by_id: Index,
    by_relation: Index,
    by_argument: Index,
}

impl FactBase {
    /// No facts at all, for a day.
    pub fn empty(as_of: Option<Date>) -> Self {
        Self { as_of, ..Self::default() }
    }

    /// The facts that come with servanda, as they stand on a day; without one, as they stand today.
    pub fn builtin(as_of: Option<Date>) -> Self {
        let mut base = Self::empty(as_of);
        let size = packed::size();
        base.facts.reserve(size);
        base.by_id.reserve(size);
        base.by_relation.reserve(size);
        base.by_argument.reserve(2 * size);
        packed::read(|fact| base.insert(fact));
        base
    }

    /// Adds the facts of a file.
    ///
    /// # Errors
    /// Every fault of the file, with its place; nothing is added then. A file without a word holds no facts,
    /// which is no fault.
    pub fn add_file(&mut self, path: &Path) -> Result<(), Vec<InputError>> {
        if std::fs::read_to_string(path).is_ok_and(|text| text.trim().is_empty()) {
            return Ok(());
        }
        let source = read_source(path).map_err(|error| vec![error])?;
        self.add_text(&source)
    }

    /// Adds the facts of a text in TOML.
    ///
    /// # Errors
    /// Every fault of the text, with its place; nothing is added then.
    pub fn add_text(&mut self, source: &Source) -> Result<(), Vec<InputError>> {
        let facts = toml_file::read(source, |id| self.get(id))?;
        self.files.push((source.name.clone(), source.digest.clone()));
        for fact in facts {
            if self.get(&fact.id).is_none() {
                self.insert(fact);
            }
        }
        Ok(())
    }

    /// Adds one fact, if it holds on the day.
    pub fn insert(&mut self, fact: Fact) {
        if !fact.holds(self.as_of) {
            return;
        }
        let index = self.facts.len();
        self.by_id.insert(&fact.id, index);
        self.by_relation.insert(fact.relation, index);
        for argument in &fact.args {
            self.by_argument.insert(argument, index);
        }
        self.facts.push(fact);
    }

    /// The files that were added, each with the digest of its bytes.
    pub fn files(&self) -> &[(String, Arc<str>)] {
        &self.files
    }

    /// All facts, disputed ones too, in the order in which they were added.
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    /// The fact of a name.
    pub fn get(&self, id: &str) -> Option<&Fact> {
        self.by_id.candidates(id).map(|index| &self.facts[index]).find(|fact| fact.id == id)
    }

    /// The undisputed facts of a relation.
    pub fn of<'a>(&'a self, relation: &'a str) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let facts = self.by_relation.candidates(relation).map(|index| &self.facts[index]);
        facts.filter(move |fact| !fact.disputed && fact.relation == relation)
    }

    /// The undisputed facts of a relation in which something is the argument at a position, counted from 0.
    pub fn with<'a>(
        &'a self,
        relation: &'a str,
        position: usize,
        argument: &'a str,
    ) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let there = move |fact: &&Fact| fact.args.get(position).is_some_and(|it| it == argument);
        self.about(argument).filter(move |fact| fact.relation == relation).filter(there)
    }

    /// The undisputed facts that name something, at whatever position.
    pub fn about<'a>(&'a self, argument: &'a str) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let facts = self.by_argument.candidates(argument).map(|index| &self.facts[index]);
        let mut last = None;
        facts
            .filter(move |fact| !fact.disputed && fact.args.iter().any(|it| it == argument))
            .filter(move |fact| last.replace(fact.id.as_str()) != Some(fact.id.as_str()))
    }

    /// The States and bodies that a text names, by any of their names, longest names first.
    pub fn bodies_named_in(&self, text: &str) -> Vec<String> {
        let own = ["organisation", "alliance", "state"]
            .into_iter()
            .flat_map(|r| self.of(r))
            .map(|f| (&f.args[0], &f.args[0]));
        let other = self.of("named").map(|f| (&f.args[1], &f.args[0]));
        let mut found: Vec<(&String, &String)> = own.chain(other).filter(|(name, _)| stands_in(text, name)).collect();
        found.sort_by_key(|(name, body)| (std::cmp::Reverse(name.len()), (*body).clone()));
        let mut out: Vec<String> = Vec::new();
        for (_, body) in found {
            if !out.contains(body) {
                out.push(body.clone());
            }
        }
        out
    }

    /// The disputed facts, which no other look-up but [`Self::all`] and [`Self::get`] returns.
    pub fn disputed(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| fact.disputed)
    }
}

/// True if a name stands in a text as a word of its own.
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
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
    fn two_files_may_bring_the_same_fact_and_not_two_facts_of_one_name() {
        let mut base = base(Some("1995-05-05"), TWO);
        assert!(base.add_text(&Source::new("other.toml", TWO)).is_ok());
        assert_eq!(base.all().len(), 3);
        let other = TWO.replace("[\"Velle\", \"League\"]", "[\"Velle\", \"Realm\"]");
        assert_eq!(base.add_text(&Source::new("other.toml", other)).unwrap_err().len(), 1);
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
        read.facts.iter_mut().for_each(|fact| fact.origin = "base".into());
        packed.sort_by(|a, b| a.id.cmp(&b.id));
        read.facts.sort_by(|a, b| a.id.cmp(&b.id));
        assert!(packed == read.facts, "the packed facts differ from those of src/facts/base");
    }
}
