//! The built-in base, as `build.rs` packs it: one fact a line, its fields between tabs.
//!
//! A line that starts with a tab is the source of the facts that name it by its number. The TOML that the
//! lines come from is read by the tests with the same care as a user's file.

use super::{Fact, relations};

const LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/facts.tsv"));

/// Gives every fact of the base to `take`.
pub fn read(mut take: impl FnMut(Fact)) {
    let mut sources: Vec<&str> = Vec::new();
    for line in LINES.lines() {
        match line.strip_prefix('\t') {
            Some(source) => sources.push(source),
            None => {
                if let Some(fact) = fact(line, &sources) {
                    take(fact);
                }
            }
        }
    }
}

fn fact(line: &'static str, sources: &[&str]) -> Option<Fact> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    let (id, relation, source) = (next(), next(), next());
    let (from, until, disputed, note) = (next(), next(), next(), next());
    let day = |text: &str| {
        if text.is_empty() { None } else { text.parse().ok() }
    };
    Some(Fact {
        id: id.to_owned(),
        relation: relations::find(relation)?.name,
        source: sources.get(source.parse::<usize>().ok()?).copied()?.to_owned(),
        origin: "base".to_owned(),
        from: day(from),
        until: day(until),
        disputed: disputed == "disputed",
        note: Some(note).filter(|note| !note.is_empty()).map(str::to_owned),
        args: fields.map(str::to_owned).collect(),
    })
}
