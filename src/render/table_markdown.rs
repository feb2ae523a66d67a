//! A table for pages in Markdown (the tables of GitHub): one for the treaty, or one for each party.

use super::table_words as say;
use crate::checks::list;
use crate::clauses::Status;
use crate::table::{By, Group, Row, Sheet, Table};

type Columns = Vec<(&'static str, &'static [&'static str])>;

/// The whole table.
pub fn table(table: &Table) -> String {
    table.sheets.iter().map(|it| sheet(it, table.by)).collect::<Vec<_>>().join("\n")
}

fn sheet(sheet: &Sheet, by: By) -> String {
    let about = &sheet.about;
    let mut text = format!("# {}\n\n", escaped(about.title.as_deref().unwrap_or("(no title)")));
    let parties = if about.parties.is_empty() { "none named".to_owned() } else { list(&about.parties) };
    text.push_str(&format!("- File: {}\n- Parties: {}\n", escaped(&about.path), escaped(&parties)));
    text.push_str(&format!("- Coverage: {}\n", say::coverage(&about.coverage)));
    let columns = say::columns(sheet.groups.iter().flat_map(|group| &group.rows));
    match by {
        By::Place => {
            text.push('\n');
            text.push_str(&head(&columns));
            let rows = sheet.groups.iter().flat_map(|group| &group.rows);
            rows.for_each(|row| text.push_str(&line(row, &columns)));
        }
        By::Party => sheet.groups.iter().for_each(|it| text.push_str(&group(it, &columns))),
    }
    text
}

fn group(group: &Group, columns: &Columns) -> String {
    let lines: String = group.rows.iter().map(|row| line(row, columns)).collect();
    let (title, tally) = (escaped(&group.title), say::tally(&group.rows));
    format!("\n## {title}\n\n{tally}\n\n{}{lines}", head(columns))
}

fn head(columns: &Columns) -> String {
    let names = columns.iter().map(|(name, _)| *name);
    let names: Vec<&str> = ["stands in", "who", "is", "act"].into_iter().chain(names).collect();
    format!("| {} |\n|{}\n", names.join(" | "), " --- |".repeat(names.len()))
}

fn line(row: &Row, columns: &Columns) -> String {
    let mut cells = vec![escaped(&say::label(row))];
    if row.status == Status::Unread {
        let words = format!("{} ({})", row.quote(), say::reasons(row).join("; "));
        cells.extend([String::new(), "**not read**".to_owned(), escaped(&words)]);
    } else {
        let parties = say::parties(&row.who).map(|parties| format!(" ({parties})")).unwrap_or_default();
        cells.push(escaped(&format!("{}{parties}", say::who(&row.who))));
        cells.push(say::kind(row).to_owned());
        let part = match row.status {
            Status::Partly => format!(" **read in part**: {}", escaped(&say::reasons(row).join("; "))),
            _ => String::new(),
        };
        cells.push(format!("{}{part}", escaped(&row.act())));
        cells.extend(columns.iter().map(|(_, names)| escaped(&say::cell(row, names).join("; "))));
    }
    cells.resize(4 + columns.len(), String::new());
    format!("| {} |\n", cells.join(" | "))
}

/// Words that are shown as they are: on one line, and no sign in them is taken for Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => out.extend(['\\', c]),
                _ => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_treaty_is_taken_for_markdown() {
        assert_eq!(escaped("a | b\n*c* [d](e) <f> & g_h"), "a \\| b \\*c\\* \\[d\\](e) &lt;f> &amp; g\\_h");
    }
}
