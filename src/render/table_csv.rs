//! A table for spreadsheets and scripts: one line a row, the same columns whatever the treaty.

use super::csv_text::{lines, several};
use super::table_words as say;
use super::words::{modality_name, rank_in_words};
use crate::clauses::{Force, Status};
use crate::table::{Group, Row, Sheet, Table};

const HEAD: [&str; 21] = [
    "document", "group", "label", "sentence", "line", "status", "modality", "force", "who", "parties", "act",
    "towards", "where", "how", "purpose", "when", "if", "except", "rank", "not_read", "words",
];

/// The whole table. By party a row stands once for each of its bearers, with the bearer in `group`.
pub fn table(table: &Table) -> String {
    let head = HEAD.map(str::to_owned).to_vec();
    let rows = table.sheets.iter().flat_map(|sheet| {
        sheet.groups.iter().flat_map(move |group| group.rows.iter().map(move |row| record(sheet, group, row)))
    });
    lines(std::iter::once(head).chain(rows))
}

fn record(sheet: &Sheet, group: &Group, row: &Row) -> Vec<String> {
    let rank: Vec<String> = row.rank.iter().map(|it| rank_in_words(it.relation, &it.to, it.label.as_deref())).collect();
    let stops: Vec<String> = row.stops.iter().map(|stop| stop.words.clone()).collect();
    vec![
        sheet.about.path.clone(),
        group.title.clone(),
        row.label.clone(),
        row.sentence.map(|number| number.to_string()).unwrap_or_default(),
        row.line.to_string(),
        status_name(row.status).to_owned(),
        row.modality.map(modality_name).unwrap_or_default().to_owned(),
        row.modality.map(|_| force_name(row.force)).unwrap_or_default().to_owned(),
        row.who.words.clone().unwrap_or_default(),
        several(&row.who.parties),
        row.act(),
        row.towards.clone().unwrap_or_default(),
        several(&row.places),
        several(&row.manner),
        several(&row.purpose),
        several(&row.window),
        several(&row.conditions),
        several(&row.exceptions),
        several(&rank),
        several(&stops),
        row.quote(),
    ]
}

/// The name of a status, as JSON has it.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Read => "read",
        Status::Partly => "partly",
        Status::Unread => "unread",
        Status::NotOperative => "not-operative",
    }
}

/// The name of a force: what tells a right from a permission.
pub fn force_name(force: Force) -> &'static str {
    match force {
        Force::Plain => "plain",
        Force::Leave => "leave",
        Force::Right => "right",
    }
}

/// Why a row was not read in full.
pub fn reasons(row: &Row) -> String {
    several(&say::reasons(row))
}
