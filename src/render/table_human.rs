//! A table for a terminal: the label and who on the left, what and its parts on the right, article by article.
//!
//! The columns are laid out here and not by a crate for tables: none that was tried has hanging names within a cell, and
//! headings across columns, and keeps colours without a second terminal library.

use unicode_width::UnicodeWidthStr;

use super::table_words as say;
use super::words::{ALARM, FAINT, MARK, STRONG, count, styled, wrap};
use crate::checks::list;
use crate::clauses::{BearerStatus, Status};
use crate::table::{By, Group, Row, Sheet, Table};

/// The width of the names of parts, of which "prohibition" is the longest.
const NAME: usize = 11;
/// Between two columns.
const GAP: usize = 2;
/// Labels and bearers are broken beyond this width.
const MOST_LABEL: usize = 16;
const MOST_WHO: usize = 24;
/// Below this width of the text, who stands among the other parts.
const LEAST_TEXT: usize = 36;
/// Below this, the label stands above them.
const LEAST_BESIDE_LABEL: usize = 20;
/// Longer lines are hard to read.
const MOST_TEXT: usize = 90;

/// The widths of the columns.
struct Layout {
    /// Nothing where there is room for no column on the left: the label then stands on a line of its own.
    label: Option<usize>,
    /// Nothing where there is no room for a column of its own.
    who: Option<usize>,
    text: usize,
}

/// The whole table, in lines of at most `width` columns where words allow.
pub fn table(table: &Table, width: usize) -> String {
    table.sheets.iter().map(|it| sheet(it, table.by, width)).collect::<Vec<_>>().join("\n")
}

fn sheet(sheet: &Sheet, by: By, width: usize) -> String {
    let layout = layout(sheet, width);
    let about = &sheet.about;
    let title = about.title.as_deref().unwrap_or("(no title)");
    let mut text = String::new();
    for (index, line) in wrap(&format!("{}: {title}", about.path), width).into_iter().enumerate() {
        let path = if index == 0 && line.starts_with(&about.path) { about.path.len() } else { 0 };
        text.push_str(&format!("{}{}\n", styled(STRONG, &line[..path]), &line[path..]));
    }
    let parties = if about.parties.is_empty() { "none named".to_owned() } else { list(&about.parties) };
    for (index, line) in wrap(&format!("parties {parties}"), width).into_iter().enumerate() {
        let line = if index == 0 { line.replacen("parties", &styled(MARK, "parties"), 1) } else { line };
        text.push_str(&format!("{line}\n"));
    }
    for group in &sheet.groups {
        text.push('\n');
        text.push_str(&heading(group, by, width));
        for row in &group.rows {
            text.push_str(&row_of(row, &layout));
        }
    }
    text.push('\n');
    for line in wrap(&ending(sheet), width) {
        text.push_str(&format!("{}\n", styled(STRONG, &line)));
    }
    text
}

/// What a sheet comes to.
fn ending(sheet: &Sheet) -> String {
    format!("{}; {}", count(sheet.rows, "row"), say::coverage(&sheet.about.coverage))
}

/// The line above a group; none above an article that has nothing but its number, which every row has.
fn heading(group: &Group, by: By, width: usize) -> String {
    let words = match (&group.heading, by) {
        (Some(words), _) => words.clone(),
        (None, By::Party) => say::tally(&group.rows),
        (None, By::Place) => return String::new(),
    };
    if group.title.width() + GAP + words.width() <= width {
        return format!("{}  {words}\n", styled(STRONG, &group.title));
    }
    let title = wrap(&group.title, width).into_iter().map(|line| format!("{}\n", styled(STRONG, &line)));
    title.chain(wrap(&words, width - GAP).into_iter().map(|line| format!("  {line}\n"))).collect()
}

fn layout(sheet: &Sheet, width: usize) -> Layout {
    let rows = || sheet.groups.iter().flat_map(|group| &group.rows);
    let longest = |of: &dyn Fn(&Row) -> Vec<String>| rows().flat_map(of).map(|words| words.width()).max().unwrap_or(0);
    // A label is broken at its spaces, so that a long one does not take the room of all.
    let labels = |row: &Row| std::iter::once(row.label.clone()).chain(say::ordinal(row)).collect();
    let label = longest(&labels).clamp(4, MOST_LABEL);
    let bearer = |row: &Row| std::iter::once(say::who(&row.who).to_owned()).chain(notes(row)).collect();
    let who = longest(&bearer).clamp(4, MOST_WHO);
    let rest = width.saturating_sub(GAP + label + GAP + NAME + GAP);
    let beside = rest.saturating_sub(who + GAP);
    if beside >= LEAST_TEXT {
        Layout { label: Some(label), who: Some(who), text: beside.min(MOST_TEXT) }
    } else if rest >= LEAST_BESIDE_LABEL {
        Layout { label: Some(label), who: None, text: rest.min(MOST_TEXT) }
    } else {
        Layout { label: None, who: None, text: width.saturating_sub(GAP + NAME + GAP) }
    }
}

/// Lines with the style that each has.
type Lines = Vec<(anstyle::Style, String)>;

const PLAIN: anstyle::Style = anstyle::Style::new();

fn row_of(row: &Row, layout: &Layout) -> String {
    let label = layout.label.map_or_else(Vec::new, |width| label(row, width));
    let who: Lines = layout.who.map_or_else(Vec::new, |width| bearer(row, width));
    let right = right(row, layout);
    let mut text = String::new();
    if layout.label.is_none() {
        text.push_str(&format!("{}\n", say::label(row)));
    }
    for at in 0..label.len().max(who.len()).max(right.len()) {
        let mut line = " ".repeat(GAP);
        for (lines, width) in [(&label, layout.label), (&who, layout.who)] {
            if let Some(width) = width {
                line.push_str(&padded(lines.get(at), width));
            }
        }
        if let Some(((style, name), (text_style, words))) = right.get(at) {
            line.push_str(&padded(Some(&(*style, name.clone())), NAME));
            line.push_str(&painted(*text_style, words));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The label, and below it which sentence it is.
fn label(row: &Row, width: usize) -> Lines {
    let label = wrap(&row.label, width).into_iter().map(|line| (PLAIN, line));
    let ordinal = say::ordinal(row).into_iter().flat_map(|words| wrap(&words, width)).map(|line| (FAINT, line));
    label.chain(ordinal).collect()
}

fn painted(style: anstyle::Style, text: &str) -> String {
    if style == PLAIN || text.is_empty() { text.to_owned() } else { styled(style, text) }
}

/// A line with blanks up to the next column.
fn padded(line: Option<&(anstyle::Style, String)>, width: usize) -> String {
    let Some((style, text)) = line else { return " ".repeat(width + GAP) };
    let blanks = (width + GAP).saturating_sub(text.width()).max(1);
    format!("{}{}", painted(*style, text), " ".repeat(blanks))
}

fn bearer(row: &Row, width: usize) -> Lines {
    let words = |style, text: &str| wrap(text, width).into_iter().map(move |line| (style, line)).collect::<Vec<_>>();
    if row.status == Status::Unread {
        return Vec::new();
    }
    let style = if row.who.words.is_some() { PLAIN } else { FAINT };
    let mut lines = words(style, say::who(&row.who));
    for note in notes(row) {
        lines.extend(words(FAINT, &note));
    }
    lines
}

/// What is told beside the words of a bearer.
fn notes(row: &Row) -> Vec<String> {
    let implied = (row.who.status == BearerStatus::Implied).then(|| "(from the words before)".to_owned());
    let parties = say::parties(&row.who).map(|parties| format!("({parties})"));
    implied.into_iter().chain(parties).collect()
}

type Named = ((anstyle::Style, String), (anstyle::Style, String));

/// What a row is and does, and its parts under their names.
fn right(row: &Row, layout: &Layout) -> Vec<Named> {
    let mut lines: Vec<Named> = Vec::new();
    let mut add = |style, name: &str, text_style, words: &str| {
        for (index, line) in wrap(words, layout.text).into_iter().enumerate() {
            let name = if index == 0 { name.to_owned() } else { String::new() };
            lines.push(((style, name), (text_style, line)));
        }
    };
    let unread = row.status == Status::Unread;
    let act = if unread { row.quote() } else { row.act() };
    add(if unread { ALARM } else { MARK }, say::kind(row), PLAIN, &act);
    if layout.who.is_none() && !unread {
        let mut words = say::who(&row.who).to_owned();
        for note in notes(row) {
            words.push_str(&format!(" {note}"));
        }
        add(FAINT, "who", PLAIN, &words);
    }
    for (name, all) in say::parts(row) {
        for words in all {
            add(FAINT, name, PLAIN, &words);
        }
    }
    if let Some(file) = &row.corrected {
        add(FAINT, "corrected", FAINT, &format!("in {file}"));
    }
    for reason in say::reasons(row) {
        add(ALARM, if unread { "because" } else { "in part" }, ALARM, &reason);
    }
    lines
}
