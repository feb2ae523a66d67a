//! Readings for spreadsheets and scripts: one line a norm with every slot, and one for each operative sentence that was
//! not read. The columns have the names that `read --format json` gives the same things.

use super::csv_text::{lines, several};
use super::table_csv::{force_name, reasons, status_name};
use super::words::{bearer_name, modality_name, power_name, relation_name};
use crate::clauses::Status;
use crate::table::{RankWords, Row};

const HEAD: [&str; 30] = [
    "document",
    "id",
    "label",
    "sentence",
    "line",
    "start",
    "end",
    "status",
    "why",
    "modality",
    "force",
    "bearer",
    "bearer_status",
    "parties",
    "counterparty",
    "verb",
    "verb_phrase",
    "object",
    "complement",
    "places",
    "manner",
    "purpose",
    "conditions",
    "exceptions",
    "window",
    "quantity",
    "rank",
    "power",
    "corrected",
    "text",
];

/// The rows of several treaties, each with the path of its file.
pub fn readings(treaties: &[(String, Vec<Row>)]) -> String {
    let head = HEAD.map(str::to_owned).to_vec();
    let rows = treaties.iter().flat_map(|(path, rows)| rows.iter().map(move |row| record(path, row)));
    lines(std::iter::once(head).chain(rows))
}

fn record(path: &str, row: &Row) -> Vec<String> {
    let told = |text: &Option<String>| text.clone().unwrap_or_default();
    let bearer_status = if row.status == Status::Unread { "" } else { bearer_name(row.who.status) };
    vec![
        path.to_owned(),
        row.id.clone(),
        row.label.clone(),
        row.sentence.map(|number| number.to_string()).unwrap_or_default(),
        row.line.to_string(),
        row.start.to_string(),
        row.end.to_string(),
        status_name(row.status).to_owned(),
        reasons(row),
        row.modality.map(modality_name).unwrap_or_default().to_owned(),
        row.modality.map(|_| force_name(row.force)).unwrap_or_default().to_owned(),
        told(&row.who.words),
        bearer_status.to_owned(),
        several(&row.who.parties),
        told(&row.towards),
        row.verb.clone(),
        row.verb_phrase.clone(),
        told(&row.object),
        told(&row.complement),
        several(&row.places),
        several(&row.manner),
        several(&row.purpose),
        several(&row.conditions),
        several(&row.exceptions),
        several(&row.window),
        told(&row.quantity),
        several(&row.rank.iter().map(rank).collect::<Vec<_>>()),
        row.power.map(power_name).unwrap_or_default().to_owned(),
        told(&row.corrected),
        row.text.clone(),
    ]
}

/// "subject-to Article 13": the relation as JSON has it, and the label where there is one.
fn rank(rank: &RankWords) -> String {
    format!("{} {}", relation_name(rank.relation), rank.label.as_deref().unwrap_or(&rank.to))
}
