//! A user's file of facts: TOML, with every fault told at its place.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fact, Relation, relations};
use crate::calendar::Date;
use crate::fault::InputError;
use crate::nearest::nearest;
use crate::source::{Source, Span};

/// The keys of a fact; those in front must be there.
const KEYS: [&str; 8] = ["id", "relation", "args", "source", "from", "until", "disputed", "note"];
const NEEDED: [(&str, &str); 4] = [
    ("id", "name it, for instance `id = \"kaliningrad-in-russia\"`"),
    ("relation", "say what it states, for instance `relation = \"territory\"`"),
    ("args", "say of what, for instance `args = [\"Kaliningrad\", \"Russia\"]`"),
    ("source", "say where it is from, for instance `source = \"CIA World Factbook, 2024\"`"),
];

type Value<'i> = Spanned<DeValue<'i>>;

/// Reads the facts of a text; `known` finds a fact that is known already by its name.
///
/// # Errors
/// Every fault of the text.
pub fn read<'f>(source: &Source, known: impl Fn(&str) -> Option<&'f Fact>) -> Result<Vec<Fact>, Vec<InputError>> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let mut file = File { source, shift: source.text.len() - text.len(), errors: Vec::new(), sources: BTreeMap::new() };
    let (table, faults) = DeTable::parse_recoverable(text);
    for fault in faults {
        let mend = "see https://toml.io for the form of such files; words stand in quotation marks";
        file.fault(fault.span().unwrap_or(0..0), format!("this is not TOML: {}", fault.message()), mend);
    }
    if !file.errors.is_empty() {
        return Err(file.errors);
    }
    let mut facts = Vec::new();
    let table = table.into_inner();
    for (key, value) in &table {
        match key.get_ref().as_ref() {
            "sources" => file.read_sources(value),
            "fact" => {}
            other => {
                let mend =
                    did_you_mean(other, &["fact", "sources"], "a file of facts holds `[[fact]]` and `[sources]`");
                file.fault(key.span(), format!("`{other}` is no part of a file of facts"), mend);
            }
        }
    }
    if let Some(list) = table.get("fact") {
        file.read_facts(list, &mut facts, &known);
    }
    if file.errors.is_empty() { Ok(facts) } else { Err(file.errors) }
}

/// A file while it is read.
struct File<'a> {
    source: &'a Source,
    /// Bytes before the text proper: a byte-order mark.
    shift: usize,
    errors: Vec<InputError>,
    sources: BTreeMap<String, String>,
}

impl File<'_> {
    fn fault(&mut self, range: Range<usize>, message: impl Into<String>, mend: impl Into<String>) {
        let span = Span::new(range.start + self.shift, range.end + self.shift);
        self.errors.push(InputError::at(self.source, span, message, mend));
    }

    fn read_sources(&mut self, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.fault(
                value.span(),
                "`sources` must be a table",
                "write `[sources]`, and `KEY = \"title\"` below it",
            );
        };
        for (key, title) in table {
            if let Some(title) = self.words(title, "the title of a source") {
                self.sources.insert(key.get_ref().to_string(), title);
            }
        }
    }

    fn read_facts<'f>(&mut self, list: &Value<'_>, facts: &mut Vec<Fact>, known: &impl Fn(&str) -> Option<&'f Fact>) {
        let Some(rows) = list.get_ref().as_array() else {
            return self.fault(list.span(), "`fact` must be a list of facts", "write `[[fact]]` in double brackets");
        };
        let mut here: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows.iter() {
            let Some(table) = row.get_ref().as_table() else {
                self.fault(row.span(), "a fact must be a table", "write `[[fact]]` and its keys below it");
                continue;
            };
            let Some((fact, id)) = self.read_fact(row.span(), table) else {
                continue;
            };
            let line = self.source.position(id.start + self.shift).line;
            let before = match here.insert(fact.id.clone(), line) {
                Some(line) => Some(format!("in line {line}")),
                None => known(&fact.id).filter(|other| !other.says_the_same(&fact)).map(|other| match &*other.origin {
                    "base" => "among the built-in facts".to_owned(),
                    file => format!("in `{file}`"),
                }),
            };
            match before {
                None => facts.push(fact),
                Some(place) => {
                    let message = format!("there is a fact named `{}` already, {place}", fact.id);
                    self.fault(id, message, "give this one another `id`");
                }
            }
        }
    }

    /// A fact, and where its name stands; nothing if there is any fault in it.
    fn read_fact(&mut self, row: Range<usize>, table: &DeTable<'_>) -> Option<(Fact, Range<usize>)> {
        let before = self.errors.len();
        for (key, _) in table {
            if !KEYS.contains(&key.get_ref().as_ref()) {
                let all = format!("the keys of a fact are {}", KEYS.join(", "));
                let mend = did_you_mean(key.get_ref(), &KEYS, &all);
                self.fault(key.span(), format!("`{}` is no key of a fact", key.get_ref()), mend);
            }
        }
        for (key, mend) in NEEDED {
            if !table.contains_key(key) {
                self.fault(row.clone(), format!("this fact has no `{key}`"), mend);
            }
        }
        let id = table.get("id").and_then(|value| self.name(value));
        let relation = table.get("relation").and_then(|value| self.relation(value));
        let args = table.get("args").and_then(|value| self.arguments(value, relation));
        let source = table.get("source").and_then(|value| self.words(value, "`source`"));
        let from = table.get("from").and_then(|value| self.day(value));
        let until = table.get("until").and_then(|value| self.day(value));
        if let (Some(from), Some(until), Some(value)) = (from, until, table.get("until"))
            && until <= from
        {
            self.fault(
                value.span(),
                "the fact ends before it begins",
                "`from` is its first day, `until` the first day without it",
            );
        }
        let disputed = table.get("disputed").and_then(|value| self.yes_or_no(value));
        let note = table.get("note").and_then(|value| self.words(value, "`note`"));
        if self.errors.len() > before {
            return None;
        }
        let source = source?;
        let source = self.sources.get(&source).cloned().unwrap_or(source).into();
        let span = table.get("id")?.span();
        let (relation, origin) = (relation?.name, self.source.name.clone().into());
        let disputed = disputed.unwrap_or(false);
        Some((Fact { id: id?, relation, args: args?, source, origin, from, until, disputed, note }, span))
    }

    fn words(&mut self, value: &Value<'_>, what: &str) -> Option<String> {
        match value.get_ref().as_str().map(str::trim) {
            Some(words) if !words.is_empty() => return Some(words.to_owned()),
            Some(_) => {
                self.fault(value.span(), format!("{what} is empty"), "write what belongs there, or leave the key out")
            }
            None => self.fault(value.span(), format!("{what} must be words"), "put quotation marks around it"),
        }
        None
    }

    fn name(&mut self, value: &Value<'_>) -> Option<String> {
        let id = self.words(value, "`id`")?;
        let kebab = id.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        if !kebab {
            let better: String =
                id.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            let better = better.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
            let mend = if better.is_empty() {
                "for instance `velle-in-league`".to_owned()
            } else {
                format!("for instance `{better}`")
            };
            self.fault(value.span(), "an `id` is small letters and digits, with hyphens between its words", mend);
        }
        kebab.then_some(id)
    }

    fn relation(&mut self, value: &Value<'_>) -> Option<&'static Relation> {
        let name = self.words(value, "`relation`")?;
        let found = relations::find(&name);
        if found.is_none() {
            let all: Vec<&str> = super::RELATIONS.iter().map(|relation| relation.name).collect();
            let mend = did_you_mean(&name, &all, &format!("the relations are {}", all.join(", ")));
            self.fault(value.span(), format!("there is no relation named `{name}`"), mend);
        }
        found
    }

    fn arguments(&mut self, value: &Value<'_>, relation: Option<&Relation>) -> Option<Vec<String>> {
        let Some(list) = value.get_ref().as_array() else {
            self.fault(value.span(), "`args` must be a list", "write `args = [\"…\", \"…\"]`");
            return None;
        };
        let args: Option<Vec<String>> = list.iter().map(|argument| self.words(argument, "an argument")).collect();
        let (args, relation) = (args?, relation?);
        if args.len() != relation.arguments.len() {
            let message = format!(
                "`{}` takes {} arguments, and here are {}",
                relation.name,
                relation.arguments.len(),
                args.len()
            );
            self.fault(value.span(), message, format!("give it {}", relation.shape()));
            return None;
        }
        for (index, (argument, place)) in args.iter().zip(list.iter()).enumerate() {
            if let Some(words) = relation.choice(index).filter(|words| !words.contains(&argument.as_str())) {
                let mend =
                    format!("write {}", words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "));
                self.fault(place.span(), format!("`{argument}` is none of the words that may stand here"), mend);
                return None;
            }
        }
        Some(args)
    }

    /// A day: `1999-03-12` with or without quotation marks; a year alone is its first day.
    fn day(&mut self, value: &Value<'_>) -> Option<Date> {
        let text = match value.get_ref() {
            DeValue::String(words) => words.trim().to_owned(),
            DeValue::Integer(year) => year.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            _ => String::new(),
        };
        let day = text.parse().ok();
        if day.is_none() {
            self.fault(
                value.span(),
                "this is not a day of the calendar",
                "write year, month and day, such as 1999-03-12",
            );
        }
        day
    }

    fn yes_or_no(&mut self, value: &Value<'_>) -> Option<bool> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.fault(
                value.span(),
                "`disputed` is neither true nor false",
                "write `disputed = true`, or leave it out",
            );
        }
        found
    }
}

/// The names that were perhaps meant, or else what there is to choose from.
fn did_you_mean(name: &str, known: &[&str], otherwise: &str) -> String {
    let near: Vec<String> = nearest(name, known.iter().copied()).into_iter().map(|name| format!("`{name}`")).collect();
    if near.is_empty() { otherwise.to_owned() } else { format!("did you mean {}?", near.join(" or ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let source = Source::new("mine.toml", text);
        let base = super::super::FactBase::builtin(None);
        let errors = read(&source, |id| base.get(id)).unwrap_err();
        let tell = |error: &InputError| {
            let place = error.place.as_deref().map_or(String::new(), |(source, span)| {
                format!("{} {:?}", source.position(span.start), source.slice(*span))
            });
            format!("{place}: {} [{}]", error.message, error.mend)
        };
        errors.iter().map(tell).collect()
    }

    fn fact(rest: &str) -> String {
        format!("[[fact]]\nid = \"a\"\nsource = \"hearsay\"\n{rest}\n")
    }

    #[test]
    fn every_fault_is_told_with_its_place_and_its_mend() {
        let mut told = Vec::new();
        for text in [
            "[[fact]\nid = 3\n".to_owned(),
            "[[facts]]\nid = \"a\"\n".to_owned(),
            "[[fact]]\nid = \"a\"\nrelation = \"state\"\n".to_owned(),
            fact("relation = \"bordrs\"\nargs = [\"Tarnia\", \"Velle\", \"land\"]"),
            fact("relation = \"borders\"\nargs = [\"Tarnia\", \"Velle\"]"),
            fact("relation = \"borders\"\nargs = [\"Tarnia\", \"Velle\", \"air\"]"),
            fact("relation = \"state\"\nargs = [\"Velle\"]\nform = 1999-01-01"),
            fact("relation = \"state\"\nargs = [\"Velle\"]\nfrom = \"last year\""),
            fact("relation = \"state\"\nargs = [\"Velle\"]\nfrom = 1999-01-01\nuntil = 1998-01-01"),
            fact("relation = \"state\"\nargs = [7]\ndisputed = \"no\""),
            fact("relation = \"state\"\nargs = [\"Velle\"]").repeat(2),
            fact("relation = \"state\"\nargs = [\"Velle\"]").replace("\"a\"", "\"norway-is-a-state\""),
            fact("relation = \"state\"\nargs = [\"Velle\"]").replace("\"a\"", "\"Velle is a State\""),
        ] {
            told.extend(faults(&text));
        }
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn a_byte_order_mark_does_not_shift_the_places() {
        assert_eq!(
            faults("\u{feff}fcat = 3\n"),
            ["1:2 \"fcat\": `fcat` is no part of a file of facts [did you mean `fact`?]"]
        );
    }
}
