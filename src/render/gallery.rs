//! One gallery of reports through every format: robust, conditional, several documents, turning on a few
//! words, nothing found but something unread, undecided.

use std::path::PathBuf;

use super::{Format, check};
use crate::certify::{Report, sample};
use crate::pipeline::CheckOptions;

fn human(report: &Report, options: &CheckOptions) -> String {
    anstream::adapter::strip_str(&check(Format::Human, report, options, &[])).to_string()
}

fn everything() -> Report {
    let findings = vec![
        sample::robust(),
        sample::of_two_documents(),
        sample::conditional(),
        sample::turning_on_words(),
        sample::note(),
    ];
    let documents = [("marshes.txt", [14, 0, 0]), ("older/dykes.txt", [6, 0, 0])];
    Report { undecided: vec![sample::undecided()], ..sample::report(&documents, findings) }
}

#[test]
fn a_report_for_people_folds_notes_and_what_is_conditional() {
    insta::assert_snapshot!(human(&everything(), &CheckOptions::default()));
}

#[test]
fn everything_is_shown_to_those_who_ask_for_it() {
    let options = CheckOptions { notes: true, conditional: true, verbose: true, ..CheckOptions::default() };
    insta::assert_snapshot!(human(&everything(), &options));
}

#[test]
fn a_report_for_programs_holds_everything() {
    let text = check(Format::Json, &everything(), &CheckOptions::default(), &[PathBuf::from("notes.txt")]);
    insta::assert_snapshot!(text);
}

#[test]
fn nothing_is_called_clean_over_sentences_that_were_not_read() {
    let text = human(&sample::report(&[("marshes.txt", [11, 1, 2])], Vec::new()), &CheckOptions::default());
    insta::assert_snapshot!(text);
}

#[test]
fn nothing_is_called_clean_when_nothing_binds_or_something_is_undecided() {
    let none = human(&sample::report(&[("marshes.txt", [0, 0, 0])], Vec::new()), &CheckOptions::default());
    insta::assert_snapshot!(none);
    let report = Report { undecided: vec![sample::undecided()], ..sample::report(&[("a.txt", [3, 0, 0])], Vec::new()) };
    insta::assert_snapshot!(human(&report, &CheckOptions::default()));
}

#[test]
fn where_all_was_read_and_nothing_found_it_says_on_what_that_rests() {
    let text = check(
        Format::Human,
        &sample::report(&[("marshes.txt", [3, 0, 0])], Vec::new()),
        &CheckOptions::default(),
        &[PathBuf::from("notes.txt")],
    );
    insta::assert_snapshot!(anstream::adapter::strip_str(&text).to_string());
}
