//! The list of facts.

use serde_json::{Value, json};

use super::words::{ALARM, FAINT, MARK, count, styled};
use crate::facts::{Fact, FactBase};

/// For people: one fact a line, those of a relation together.
pub fn human(base: &FactBase) -> String {
    let mut text = String::new();
    let mut sorted: Vec<&Fact> = base.all().iter().collect();
    sorted.sort_by_key(|fact| fact.relation);
    let mut relation = "";
    for fact in sorted {
        if fact.relation != relation {
            relation = fact.relation;
            text.push_str(&format!("{}\n", styled(MARK, relation)));
        }
        let disputed =
            if fact.disputed { styled(ALARM, " (disputed, so never used by itself)") } else { String::new() };
        let about = format!("[{}; {}]", fact.id, fact.source);
        text.push_str(&format!("  {}{}{disputed} {}\n", fact.text(), span(fact), styled(FAINT, &about)));
    }
    text.push_str(&format!("{}\n", count(base.all().len(), "fact")));
    text
}

/// The days on which a fact holds, in words.
fn span(fact: &Fact) -> String {
    let from = fact.from.map(|day| format!(" from {day}")).unwrap_or_default();
    let until = fact.until.map(|day| format!(" until {day}")).unwrap_or_default();
    format!("{from}{until}")
}

/// For programs.
pub fn json(base: &FactBase) -> String {
    let facts: Vec<Value> = base.all().iter().map(one).collect();
    super::json::print(&json!({ "schema": 1, "facts": facts }))
}

fn one(fact: &Fact) -> Value {
    json!({
        "id": fact.id,
        "text": fact.text(),
        "source": fact.source,
        "origin": fact.origin,
        "disputed": fact.disputed,
        "relation": fact.relation,
        "args": fact.args,
        "from": fact.from,
        "until": fact.until,
        "note": fact.note,
    })
}
