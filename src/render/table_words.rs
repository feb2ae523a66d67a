//! What the forms of a table share: the names of its parts, and the few sentences above and below it.

use super::words::{cite, count, modality_in_words, percent, rank_in_words, reason_in_words};
use crate::certify::Coverage;
use crate::clauses::{Force, Modality, Status};
use crate::table::{Row, Who};

/// What a row is to a lawyer: "duty", "prohibition", "permission", "right", "release", "not read".
pub fn kind(row: &Row) -> &'static str {
    match row.modality {
        Some(Modality::Permission) if row.force == Force::Right => "right",
        Some(modality) => modality_in_words(modality),
        None => "not read",
    }
}

/// All that [`kind`] can say, in the order in which it is told.
pub const KINDS: [&str; 6] = ["duty", "prohibition", "permission", "right", "release", "not read"];

/// How far a row was read.
pub fn status(row: &Row) -> &'static str {
    match row.status {
        Status::Read | Status::NotOperative => "read in full",
        Status::Partly => "read in part",
        Status::Unread => "not read",
    }
}

/// All that [`status`] can say.
pub const STATUSES: [&str; 3] = ["read in full", "read in part", "not read"];

/// The parts of a norm beside who and what, by name, in the order in which they are told.
pub fn parts(row: &Row) -> Vec<(&'static str, Vec<String>)> {
    let rank = row.rank.iter().map(|it| rank_in_words(it.relation, &it.to, it.label.as_deref()));
    let all = [
        ("towards", row.towards.iter().cloned().collect()),
        ("where", row.places.clone()),
        ("how", row.manner.clone()),
        ("what for", row.purpose.clone()),
        ("when", row.window.clone()),
        ("if", row.conditions.clone()),
        ("except", row.exceptions.clone()),
        ("rank", rank.collect()),
    ];
    all.into_iter().filter(|(_, words): &(_, Vec<String>)| !words.is_empty()).collect()
}

/// The columns of a table beside label, who, kind and act: name, and the parts that stand in it.
pub const COLUMNS: [(&str, &[&str]); 6] = [
    ("towards", &["towards"]),
    ("where", &["where"]),
    ("how", &["how", "what for"]),
    ("when", &["when"]),
    ("if", &["if"]),
    ("except", &["except", "rank"]),
];

/// The columns that hold something in one of these rows.
pub fn columns<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<(&'static str, &'static [&'static str])> {
    let mut filled: Vec<&str> = rows.flat_map(parts).map(|(name, _)| name).collect();
    filled.sort_unstable();
    filled.dedup();
    COLUMNS.into_iter().filter(|(_, names)| names.iter().any(|name| filled.contains(name))).collect()
}

/// The words of some parts.
pub fn cell(row: &Row, names: &[&str]) -> Vec<String> {
    parts(row).into_iter().filter(|(name, _)| names.contains(name)).flat_map(|(_, words)| words).collect()
}

/// Which sentence of its provision a row is, where there are several: "first sentence".
pub fn ordinal(row: &Row) -> Option<String> {
    row.sentence.map(|number| cite("", Some(number)))
}

/// The label of a row as lawyers cite it.
pub fn label(row: &Row) -> String {
    cite(&row.label, row.sentence)
}

/// Who, in the words of the text.
pub fn who(who: &Who) -> &str {
    who.words.as_deref().unwrap_or("the text does not say")
}

/// The parties that the words of a bearer stand for, where they are not named by these words already.
pub fn parties(who: &Who) -> Option<String> {
    /// Where all are meant, more letters than these are told by the number of parties: the heading names them.
    const MOST: usize = 40;
    let words = who.words.as_deref().unwrap_or_default().to_lowercase();
    let bare = words.strip_prefix("the ").unwrap_or(&words);
    match who.parties.as_slice() {
        [] => None,
        [one] if one.to_lowercase() == bare => None,
        some => match some.join(", ") {
            names if !who.all || names.chars().count() <= MOST => Some(names),
            _ if some.len() == 2 => Some("both parties".to_owned()),
            _ => Some(format!("all {} parties", some.len())),
        },
    }
}

/// Why a row was not read in full; one sentence for each reason.
pub fn reasons(row: &Row) -> Vec<String> {
    row.stops.iter().map(|stop| reason_in_words(stop.reason, &stop.words)).collect()
}

/// "27 operative sentences: 24 read in full (88.9%), 2 in part (7.4%), 1 not read (3.7%)".
pub fn coverage(of: &Coverage) -> String {
    let all = count(of.operative, "operative sentence");
    if of.operative == 0 {
        return all;
    }
    let share = |number: usize| percent(number, of.operative);
    let mut text = format!("{all}: {} read in full ({})", of.read, share(of.read));
    for (number, how) in [(of.partly, "in part"), (of.unread, "not read")] {
        if number > 0 {
            text.push_str(&format!(", {number} {how} ({})", share(number)));
        }
    }
    text
}

/// "12 duties, 3 prohibitions": how many rows there are of each kind.
pub fn tally(rows: &[Row]) -> String {
    let of = |name: &&str| rows.iter().filter(|row| kind(row) == *name).count();
    let told = |name: &str| {
        let number = of(&name);
        match name {
            "not read" => format!("{number} not read"),
            name => count(number, name),
        }
    };
    KINDS.into_iter().filter(|name| of(name) > 0).map(told).collect::<Vec<_>>().join(", ")
}
