//! Under which headings rows stand: the articles of the text, or those who bear them.

use std::collections::BTreeMap;

use super::{Bearer, BearerSort, Group, Row};
use crate::document::{Unit, UnitKind};
use crate::pipeline::Loaded;
use crate::source::{Span, join_space};

/// Everyone under whom rows stand: the parties in the order of the text, then the others as they appear.
pub fn bearers(rows: &[Row], parties: &[String]) -> Vec<Bearer> {
    let mut found: Vec<Bearer> = Vec::new();
    let mut place: BTreeMap<(BearerSort, String), usize> = BTreeMap::new();
    let named = parties.iter().map(|name| (BearerSort::Party, name.clone(), 0));
    let rest = rows.iter().flat_map(|row| row.who.names.iter().map(|(sort, name)| (*sort, name.clone(), 1)));
    for (sort, name, count) in named.chain(rest) {
        let at = *place.entry((sort, name.to_lowercase())).or_insert(found.len());
        match found.get_mut(at) {
            Some(bearer) => bearer.rows += count,
            None => found.push(Bearer { name, sort, rows: count }),
        }
    }
    found.retain(|bearer| bearer.rows > 0);
    found.sort_by_key(|bearer| bearer.sort);
    found
}

/// Each bearer with its rows: duties, prohibitions, permissions, releases; each of them in the order of the text.
pub fn by_party(rows: &[Row], bearers: &[Bearer]) -> Vec<Group> {
    let under = |bearer: &Bearer, row: &Row| {
        let same = |name: &str| name.to_lowercase() == bearer.name.to_lowercase();
        row.who.names.iter().any(|(sort, name)| *sort == bearer.sort && same(name))
    };
    let group = |bearer: &Bearer| {
        let mut rows: Vec<Row> = rows.iter().filter(|row| under(bearer, row)).cloned().collect();
        rows.sort_by_key(|row| row.modality);
        Group { title: bearer.name.clone(), heading: None, rows }
    };
    bearers.iter().map(group).collect()
}

/// Each article with its rows; what stands in none is under its division or its own label.
pub fn by_place(one: &Loaded, rows: Vec<Row>) -> Vec<Group> {
    let mut articles = Vec::new();
    let mut divisions = Vec::new();
    for unit in one.document.units_in_order() {
        match unit.kind {
            UnitKind::Article => articles.push(unit),
            UnitKind::Division => divisions.push(unit),
            UnitKind::Paragraph | UnitKind::Item => {}
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let span = Span::new(row.start, row.end);
        // Of divisions within divisions the last that holds the row is the narrowest.
        let holder = || divisions.iter().rev().find(|unit| unit.span.contains(span));
        let unit = articles.iter().find(|unit| unit.span.contains(span)).or_else(holder);
        let title = match unit {
            Some(unit) => unit.label.clone(),
            None => outermost(&row.label),
        };
        let heading = unit.and_then(|unit| heading(one, unit));
        match groups.last_mut() {
            Some(group) if group.title == title => group.rows.push(row),
            _ => groups.push(Group { title, heading, rows: vec![row] }),
        }
    }
    groups
}

fn heading(one: &Loaded, unit: &Unit) -> Option<String> {
    unit.heading.map(|span| join_space(one.source.slice(span))).filter(|words| !words.is_empty())
}

/// The label of the provision that holds all the others: "Article 5(2)(a)" → "Article 5".
fn outermost(label: &str) -> String {
    label.split('(').next().unwrap_or(label).to_owned()
}
