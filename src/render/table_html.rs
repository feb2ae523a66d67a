//! A table as one page that is complete in itself: `templates/table.html` with its style and its script.
//!
//! Everything that stands in the page is made ready here as text; the template escapes it. The script only hides rows,
//! so that without it all of them are shown.

use std::collections::BTreeMap;

use askama::Template;

use super::table_words as say;
use super::words::count;
use crate::checks::list;
use crate::clauses::{BearerStatus, Status};
use crate::table::{BearerSort, By, Group, Part, Row, Sheet, Table};

#[derive(Template)]
#[template(path = "table.html")]
struct Page {
    title: String,
    by_party: bool,
    rows: usize,
    sheets: Vec<SheetView>,
    bearers: Vec<(&'static str, Vec<(String, usize)>)>,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
}

/// One thing that can be asked for: its name, its class in the page, how many rows have it.
type Choice = (&'static str, String, usize);

struct SheetView {
    title: String,
    path: String,
    parties: String,
    coverage: String,
    /// How much was read, in part, not at all.
    bar: Vec<(&'static str, usize)>,
    columns: Vec<&'static str>,
    groups: Vec<GroupView>,
}

struct GroupView {
    id: String,
    title: String,
    heading: Option<String>,
    tally: String,
    rows: Vec<RowView>,
}

struct RowView {
    /// The same for a row that stands in several groups.
    number: String,
    label: String,
    ordinal: Option<String>,
    line: usize,
    kind: &'static str,
    status: &'static str,
    class: String,
    unread: bool,
    who: String,
    notes: Vec<String>,
    /// Under whom it can be found, one a line.
    names: String,
    act: String,
    how: Vec<(&'static str, String)>,
    cells: Vec<(&'static str, Vec<String>)>,
    reasons: String,
    corrected: Option<String>,
    words: Vec<(&'static str, String)>,
}

/// The whole page.
pub fn table(table: &Table) -> String {
    let by_party = table.by == By::Party;
    let title = match table.sheets.as_slice() {
        [one] => title(one),
        several => count(several.len(), "treaty"),
    };
    let rows: Vec<&Row> = distinct(table);
    let number = |name: &str, of: fn(&Row) -> &'static str| rows.iter().filter(|row| of(row) == name).count();
    let choice = |name, of| (name, class_of(name), number(name, of));
    // What was not read can be asked for by its status.
    let kinds = say::KINDS.into_iter().filter(|name| *name != "not read");
    let page = Page {
        title,
        by_party,
        rows: rows.len(),
        sheets: table.sheets.iter().enumerate().map(|(index, one)| sheet(index + 1, one, by_party)).collect(),
        bearers: bearers(table),
        kinds: kinds.map(|name| choice(name, say::kind)).collect(),
        statuses: say::STATUSES.map(|name| choice(name, say::status)).to_vec(),
    };
    // Writing to memory does not fail.
    page.render().unwrap_or_else(|problem| problem.to_string())
}

fn title(sheet: &Sheet) -> String {
    sheet.about.title.clone().unwrap_or_else(|| sheet.about.path.clone())
}

/// Every row once, in whatever groups it stands.
fn distinct(table: &Table) -> Vec<&Row> {
    let mut rows = BTreeMap::new();
    for (index, sheet) in table.sheets.iter().enumerate() {
        for row in sheet.groups.iter().flat_map(|group| &group.rows) {
            rows.insert((index, row.start, row.end, &row.id), row);
        }
    }
    rows.into_values().collect()
}

/// The names of all treaties, by sort, each once.
fn bearers(table: &Table) -> Vec<(&'static str, Vec<(String, usize)>)> {
    let mut found: Vec<(&str, Vec<(String, usize)>)> = Vec::new();
    let mut all: Vec<_> = table.sheets.iter().flat_map(|sheet| &sheet.bearers).collect();
    all.sort_by_key(|bearer| bearer.sort);
    for bearer in all {
        let sort = match bearer.sort {
            BearerSort::Party => "Parties",
            BearerSort::Other => "Others",
            BearerSort::Pronoun | BearerSort::Unstated | BearerSort::Unread => "Nobody by name",
        };
        if found.last().is_none_or(|(name, _)| *name != sort) {
            found.push((sort, Vec::new()));
        }
        let Some((_, names)) = found.last_mut() else { continue };
        match names.iter_mut().find(|(name, _)| name.to_lowercase() == bearer.name.to_lowercase()) {
            Some((_, rows)) => *rows += bearer.rows,
            None => names.push((bearer.name.clone(), bearer.rows)),
        }
    }
    for (_, names) in found.iter_mut().filter(|(sort, _)| *sort == "Others") {
        names.sort_by_key(|(name, _)| name.to_lowercase());
    }
    found
}

fn sheet(number: usize, sheet: &Sheet, by_party: bool) -> SheetView {
    let about = &sheet.about;
    let columns = say::columns(sheet.groups.iter().flat_map(|group| &group.rows));
    // How and what for stand with the act.
    let columns: Vec<_> = columns.into_iter().filter(|(name, _)| *name != "how").collect();
    let of = &about.coverage;
    let bar = [("read", of.read), ("partly", of.partly), ("unread", of.unread)];
    SheetView {
        title: title(sheet),
        path: about.path.clone(),
        parties: if about.parties.is_empty() { "none named".to_owned() } else { list(&about.parties) },
        coverage: say::coverage(of),
        bar: bar.into_iter().filter(|(_, number)| *number > 0).collect(),
        columns: columns.iter().map(|(name, _)| *name).collect(),
        groups: sheet
            .groups
            .iter()
            .enumerate()
            .map(|(index, one)| group(&format!("t{number}-{}", index + 1), number, one, &columns, by_party))
            .collect(),
    }
}

fn group(
    id: &str,
    sheet: usize,
    group: &Group,
    columns: &[(&'static str, &'static [&'static str])],
    by_party: bool,
) -> GroupView {
    let row = |row: &Row| RowView {
        number: format!("{sheet}:{}:{}:{}", row.start, row.end, row.id),
        // By party a row is found under the heading that it stands below, and under no other.
        names: if by_party { group.title.clone() } else { names(row) },
        ..view(row, columns)
    };
    GroupView {
        id: id.to_owned(),
        title: group.title.clone(),
        heading: group.heading.clone(),
        tally: say::tally(&group.rows),
        rows: group.rows.iter().map(row).collect(),
    }
}

fn names(row: &Row) -> String {
    row.who.names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("\n")
}

fn view(row: &Row, columns: &[(&'static str, &'static [&'static str])]) -> RowView {
    let implied = (row.who.status == BearerStatus::Implied).then(|| "from the words before".to_owned());
    let how = say::parts(row).into_iter().filter(|(name, _)| matches!(*name, "how" | "what for"));
    RowView {
        number: String::new(),
        label: row.label.clone(),
        ordinal: say::ordinal(row),
        line: row.line,
        kind: say::kind(row),
        status: say::status(row),
        class: classes(row),
        unread: row.status == Status::Unread,
        who: say::who(&row.who).to_owned(),
        notes: implied.into_iter().chain(say::parties(&row.who)).collect(),
        names: String::new(),
        act: row.act(),
        how: how.flat_map(|(name, all)| all.into_iter().map(move |words| (name, words))).collect(),
        cells: columns.iter().map(|(name, parts)| (*name, say::cell(row, parts))).collect(),
        reasons: say::reasons(row).join("; "),
        corrected: row.corrected.clone(),
        words: row.words.iter().map(|piece| (class(piece.part), piece.text.clone())).collect(),
    }
}

/// What a row is, and how far it was read, for the style.
fn classes(row: &Row) -> String {
    let (kind, status) = (class_of(say::kind(row)), class_of(say::status(row)));
    if kind == status { kind } else { format!("{kind} {status}") }
}

/// "read in part" → "read-in-part".
fn class_of(name: &str) -> String {
    name.replace(' ', "-")
}

/// The name of a part in the page.
fn class(part: Part) -> &'static str {
    match part {
        Part::Unread => "unread",
        Part::Who => "who",
        Part::Act => "act",
        Part::Towards => "towards",
        Part::Where => "where",
        Part::How => "how",
        Part::When => "when",
        Part::If => "if",
        Part::Except => "except",
        Part::Nothing => "",
    }
}
