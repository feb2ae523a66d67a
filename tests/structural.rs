//! Checks that need no solver: short treaties of our own in `structural.tsv`, each with what is said of it, or nothing;
//! and the examples of the pages in `specs/checks/`, with their repaired twins.

use std::path::Path;
use std::process::Command;

const TABLE: &str = include_str!("structural.tsv");

/// The checks that this file is about.
const CHECKS: &[&str] = &["dangling-reference"];

fn run(command: &str, text: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.txt");
    std::fs::write(&path, text).expect("a file");
    let run = Command::new(env!("CARGO_BIN_EXE_servanda")).args([command, "--format", "json"]).arg(&path).output();
    serde_json::from_slice(&run.expect("it runs").stdout).expect("an object")
}

/// What a check says of a text: "error: message", each on a line.
fn said(check: &str, text: &str) -> String {
    let report = run("check", text);
    let of_check = |finding: &&serde_json::Value| finding["check"] == check;
    let words = |finding: &serde_json::Value| {
        format!(
            "{}: {}",
            finding["severity"].as_str().unwrap_or_default(),
            finding["message"].as_str().unwrap_or_default()
        )
    };
    let findings = report["findings"].as_array().expect("findings");
    findings.iter().filter(of_check).map(words).collect::<Vec<_>>().join("; ")
}

fn treaty(articles: &str) -> String {
    let articles = articles.replace("¶¶", "\n\n").replace('¶', "\n");
    format!("Treaty on Locks\n\nThe Republic of Arn and the Kingdom of Belm have agreed as follows:\n\n{articles}\n")
}

#[test]
fn each_treaty_of_the_table_gets_what_is_said_of_it() {
    let mut wrong = Vec::new();
    let mut tried = [0; CHECKS.len()];
    for row in TABLE.lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>()) {
        let [check, expected, articles] = row[..] else { panic!("three columns: {row:?}") };
        let at = CHECKS.iter().position(|one| *one == check).expect("a check of this file");
        tried[at] += 1;
        let expected = if expected == "-" { "" } else { expected };
        let found = said(check, &treaty(articles));
        if found != expected {
            wrong.push(format!("{articles}\n  expected: {expected}\n  found:    {found}"));
        }
    }
    assert!(tried.iter().all(|&n| n >= 12), "too few treaties for a check: {tried:?}");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The block of code below the first line that begins with these words.
fn block(page: &str, opening: &str) -> String {
    let from = page.find(opening).expect("the page has such a line");
    let mut parts = page[from..].split("```");
    parts.next();
    parts.next().expect("a block").trim_start_matches("text\n").to_owned()
}

#[test]
fn the_example_of_each_page_is_reported_and_its_repaired_twin_is_not() {
    for check in CHECKS {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("specs/checks/{check}.md"));
        let page = std::fs::read_to_string(page).expect("the page is there");
        let (example, twin) = (block(&page, "## Example"), block(&page, "Repaired:"));
        assert_ne!(said(check, &treaty(&example)), "", "{check}: the example is not reported");
        assert_eq!(said(check, &treaty(&twin)), "", "{check}: the twin is reported");
    }
}

/// Where each reference of a treaty leads, in the order of the text.
fn targets(articles: &str) -> Vec<(String, String)> {
    let read = run("read", &treaty(articles));
    let one = |reference: &serde_json::Value| {
        let target = reference["target"].as_str().or(reference["standing"].as_str()).unwrap_or_default();
        (reference["text"].as_str().unwrap_or_default().to_owned(), target.to_owned())
    };
    read["references"].as_array().expect("references").iter().map(one).collect()
}

#[test]
fn references_lead_to_the_units_that_they_name() {
    const FRAME: &str = "Part I¶¶Article 1¶¶(1) The Board shall publish:¶(a) the tolls;¶(b) the hours.¶¶(2) The hours shall be \
        those of summer.¶¶Part II¶¶Article 2¶¶(1) Arn shall dredge.¶¶(2) Belm shall dredge.¶¶(3) SENTENCE¶¶Article 3¶¶The Board shall \
        meet.¶¶Article 4¶¶The Board may adjourn.¶¶Annex I¶¶1. The lock at Osk.¶¶2. The lock at Vell.¶¶Annex II¶¶1. The pilots.";
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            "Article 1, paragraph 1, subparagraph (b), shall apply.",
            &[("Article 1, paragraph 1, subparagraph (b)", "Article 1(1)(b)")],
        ),
        ("Paragraph 2 of Article 1 shall apply.", &[("Paragraph 2 of Article 1", "Article 1(2)")]),
        ("Article 1(1)(a) shall apply.", &[("Article 1(1)(a)", "Article 1(1)(a)")]),
        ("The preceding paragraph shall apply.", &[("The preceding paragraph", "Article 2(2)")]),
        ("Paragraphs 1 and 2 shall apply.", &[("Paragraphs 1", "Article 2(1)"), ("2", "Article 2(2)")]),
        ("Paragraph 2 of this Article shall apply.", &[("Paragraph 2 of this Article", "Article 2(2)")]),
        ("The duties of this Part are owed to all.", &[("this Part", "Part II")]),
        ("Articles 1, 3 and 4 shall apply.", &[("Articles 1", "Article 1"), ("3", "Article 3"), ("4", "Article 4")]),
        (
            "Articles 2 to 4 inclusive shall apply.",
            &[("Articles 2", "Article 2"), ("2 to 4", "Article 3"), ("4", "Article 4")],
        ),
        ("The following Article shall apply.", &[("The following Article", "Article 3")]),
        ("The provisions of Annex II shall apply.", &[("Annex II", "Annex II")]),
        ("Paragraph 2 of Annex I shall apply.", &[("Paragraph 2 of Annex I", "Annex I, paragraph 2")]),
        ("Article 2 of Part II of this Treaty shall apply.", &[("Article 2 of Part II of this Treaty", "Article 2")]),
        (
            "Article 1, paragraphs 1 (a) and (b), shall apply.",
            &[("Article 1, paragraphs 1 (a)", "Article 1(1)(a)"), ("(b)", "Article 1(1)(b)")],
        ),
        (
            "Article 3 of the Statute of the Weir Court shall apply.",
            &[("Article 3 of the Statute of the Weir Court", "elsewhere")],
        ),
        (
            "Articles 3 and 4 of the Osk Convention shall apply.",
            &[("Articles 3", "elsewhere"), ("4 of the Osk Convention", "elsewhere")],
        ),
        ("Article 4 of the present Treaty shall apply.", &[("Article 4 of the present Treaty", "Article 4")]),
        (
            "Article 1 shall apply, but paragraph 1 of that Article shall not.",
            &[("Article 1", "Article 1"), ("paragraph 1 of that Article", "Article 1(1)")],
        ),
        ("Article 17 shall apply.", &[("Article 17", "missing")]),
    ];
    for (sentence, expected) in cases {
        let found = targets(&FRAME.replace("SENTENCE", sentence));
        let found: Vec<(&str, &str)> = found.iter().map(|(text, target)| (text.as_str(), target.as_str())).collect();
        assert_eq!(found, *expected, "{sentence}");
    }
}
