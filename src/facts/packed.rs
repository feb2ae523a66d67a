//! The built-in base, as `build.rs` packs it: one fact a line, its fields between tabs.
//!
//! A line that starts with a tab is the source of the facts that name it by its number. The TOML that the
//! lines come from is read by the tests with the same care as a user's file.

use super::{Fact, Relation, relations};

const LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/facts.tsv"));

/// How many facts there are, roughly.
pub fn size() -> usize {
    // A line of the base is a good deal longer than this, so that nothing has to grow.
    LINES.len() / 60
}

/// Gives every fact of the base to `take`.
pub fn read(mut take: impl FnMut(Fact)) {
    let mut sources: Vec<&'static str> = Vec::new();
    let mut relation = &relations::RELATIONS[0];
    for line in LINES.lines() {
        match line.strip_prefix('\t') {
            Some(source) => sources.push(source),
            None => {
                if let Some(fact) = fact(line, &sources, &mut relation) {
                    take(fact);
                }
            }
        }
    }
}

fn fact(line: &'static str, sources: &[&'static str], last: &mut &'static Relation) -> Option<Fact> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    let (id, relation, source) = (next(), next(), next());
    // Facts of one relation mostly follow one another.
    if last.name != relation {
        *last = relations::find(relation)?;
    }
    let (from, until, disputed, note) = (next(), next(), next(), next());
    let day = |text: &str| {
        if text.is_empty() { None } else { text.parse().ok() }
    };
    Some(Fact {
        id: id.to_owned(),
        relation: last.name,
        source: sources.get(source.parse::<usize>().ok()?).copied()?.into(),
        origin: "base".into(),
        from: day(from),
        until: day(until),
        disputed: disputed == "disputed",
        note: Some(note).filter(|note| !note.is_empty()).map(str::to_owned),
        args: fields.map(str::to_owned).collect(),
    })
}
