//! A table made from readings by hand, through every format: a duty with all its parts, a prohibition read in part, a
//! sentence that was not read.

use super::gallery_read::loaded;
use super::{ReadFormat, TableFormat, read, stats, table};
use crate::facts::FactBase;
use crate::table::stats::stats as count;
use crate::table::{self as value, By, Table};

fn sample(by: By) -> Table {
    value::table(&[loaded()], &FactBase::default(), by)
}

fn human(by: By, width: usize) -> String {
    anstream::adapter::strip_str(&table(TableFormat::Human, &sample(by), width)).to_string()
}

/// What stands in a page, without its style and its script.
fn page(by: By) -> String {
    let page = table(TableFormat::Html, &sample(by), 100);
    let (style, script) = (page.find("<body").unwrap(), page.find("<script>").unwrap());
    page[style..script].to_owned()
}

#[test]
fn a_table_for_a_terminal_has_the_label_on_the_left_and_what_was_not_read_stands_in_it() {
    insta::assert_snapshot!(human(By::Place, 100));
}

#[test]
fn where_there_is_little_room_the_bearer_stands_among_the_parts() {
    insta::assert_snapshot!(human(By::Place, 50));
}

#[test]
fn by_party_a_row_stands_under_each_of_its_bearers() {
    insta::assert_snapshot!(human(By::Party, 100));
}

#[test]
fn a_table_for_spreadsheets_has_the_same_columns_in_every_line() {
    insta::assert_snapshot!(table(TableFormat::Csv, &sample(By::Place), 100));
}

#[test]
fn a_table_in_markdown_marks_what_was_not_read() {
    insta::assert_snapshot!(table(TableFormat::Markdown, &sample(By::Place), 100));
    insta::assert_snapshot!(table(TableFormat::Markdown, &sample(By::Party), 100));
}

#[test]
fn a_page_for_the_browser_has_a_row_for_each_norm_and_each_sentence_that_was_not_read() {
    insta::assert_snapshot!(page(By::Place));
}

#[test]
fn by_party_a_page_repeats_rows_and_counts_them_once() {
    let page = page(By::Party);
    assert_eq!(page.matches("class=\"norm ").count(), 4);
    assert!(page.contains(">3 rows</output>"), "{page}");
}

#[test]
fn readings_for_spreadsheets_have_every_slot() {
    insta::assert_snapshot!(read(ReadFormat::Csv, &[loaded()], &FactBase::default(), false));
}

#[test]
fn counts_tell_each_file_and_each_reason() {
    let skipped = ["notes.txt".into()];
    let show = |format| stats(format, &count(&[loaded(), loaded()]), &skipped);
    let human = show(ReadFormat::Human).unwrap();
    insta::assert_snapshot!(anstream::adapter::strip_str(&human).to_string());
    insta::assert_snapshot!(show(ReadFormat::Json).unwrap());
    insta::assert_snapshot!(show(ReadFormat::Csv).unwrap());
    assert_eq!(show(ReadFormat::Norms), None);
}
