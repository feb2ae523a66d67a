//! Small treaties in the notation, each a defect beside a twin that differs in a word, and the puzzles of deontic logic.
//!
//! The head of each file in `tests/logic/` says what is found in it, in full:
//!
//! ```text
//! # expect: CHECK SEVERITY [conditional] LABEL, LABEL     one line a finding; `nothing` for none
//! # twin: "OLD" -> "NEW"                                  words that are changed once, below the head
//! # twin expects: CHECK SEVERITY …                        none such line: nothing is found in the twin
//! ```
//!
//! The puzzles are told in `specs/puzzles.md`, block by block as they stand in the files.
//!
//! What the theory cannot express yet, and no file shows: acts that exclude one another (Sartre's student with that
//! fact, promises to two for one hour), the derived duty of the others where one has a claim, stocks, clean hands
//! (a condition on an act that is itself forbidden is written `on breach of`), recurrence, alternatives, powers.

use std::path::{Path, PathBuf};

use servanda::checks::CHECKS;
use servanda::facts::FactBase;
use servanda::pipeline::{self, CheckOptions};

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("tests/logic").expect("the folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// What is found in a text, and what went wrong inside.
fn found(base: &FactBase, name: &str, text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file");
    let mut facts = base.clone();
    let loaded = match pipeline::load(&[path], &mut facts) {
        Ok(loaded) => loaded,
        Err(errors) => return errors.into_iter().map(|error| format!("fault: {}", error.message)).collect(),
    };
    let outcome = pipeline::check(&loaded, &CheckOptions { facts, ..CheckOptions::default() });
    let finding = |f: &servanda::certify::Finding| {
        let labels: Vec<&str> =
            f.clauses().iter().map(|c| c.label.as_str()).filter(|l| !l.is_empty() && !l.starts_with("fact ")).collect();
        let severity = format!("{:?}", f.severity()).to_lowercase();
        let conditional = if *f.conditional() { " conditional" } else { "" };
        format!("{} {severity}{conditional} {}", f.check(), labels.join(", ")).trim_end().to_owned()
    };
    let mut all: Vec<String> = outcome.report.findings.iter().map(finding).collect();
    all.extend(outcome.internal_errors.iter().map(|error| format!("internal error: {error}")));
    all.extend(outcome.report.undecided.iter().map(|gap| format!("undecided: {}", gap.why)));
    all.sort();
    all
}

/// What stands after a mark in the head of a file, line by line.
fn head<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    text.lines().filter_map(|line| line.strip_prefix(mark)).map(str::trim).collect()
}

fn expected(text: &str, mark: &str) -> Vec<String> {
    let mut lines: Vec<String> =
        head(text, mark).into_iter().filter(|it| *it != "nothing").map(str::to_owned).collect();
    lines.sort();
    lines
}

/// The twin of a text: the words of the change stand once below its head.
fn twin(name: &str, text: &str) -> Option<String> {
    let change = head(text, "# twin:").into_iter().next()?;
    let (old, new) = change.split_once("\" -> \"").unwrap_or_else(|| panic!("{name}: no change in {change}"));
    let (old, new) = (old.trim_start_matches('"'), new.strip_suffix('"').unwrap_or(new));
    let body = text.find("\n\n").unwrap_or_else(|| panic!("{name}: no head"));
    assert_eq!(text[body..].matches(old).count(), 1, "{name}: {old}");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (words(old), words(new));
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let same_end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let changed = before.len().max(after.len()).saturating_sub(same + same_end);
    assert!(changed <= 1, "{name}: {changed} words are changed");
    Some(format!("{}{}", &text[..body], text[body..].replacen(old, new, 1)))
}

#[test]
fn each_defect_is_found_and_its_twin_is_not_taken_for_one() {
    let base = FactBase::builtin(None);
    let mut wrong = Vec::new();
    for path in files() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&path).expect("a text");
        let mut cases = vec![(name.clone(), expected(&text, "# expect:"), found(&base, &name, &text))];
        if let Some(twin) = twin(&name, &text) {
            cases.push((format!("twin of {name}"), expected(&text, "# twin expects:"), found(&base, &name, &twin)));
        }
        let differing = cases.into_iter().filter(|(_, expected, found)| expected != found);
        wrong.extend(
            differing.map(|(name, expected, found)| format!("{name}\n  expected {expected:?}\n  found    {found:?}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_has_a_defect_and_a_twin() {
    for check in CHECKS {
        let of =
            |path: &PathBuf| Path::file_stem(path).is_some_and(|stem| stem.to_string_lossy().starts_with(check.name));
        let with_twin = |path: &PathBuf| std::fs::read_to_string(path).is_ok_and(|text| text.contains("# twin:"));
        let notation_cannot_twin = check.name == "unread-clause";
        // Claims about the words of a text have their treaties in prose.
        let in_prose = include_str!("structural.tsv").contains(&format!("\n{}\t", check.name));
        let tried = |path: &PathBuf| of(path) && (notation_cannot_twin || with_twin(path));
        assert!(in_prose || files().iter().any(tried), "{}", check.name);
    }
}

/// The page of puzzles shows the files that are run, each of them, but for the head and the parties.
#[test]
fn the_page_of_puzzles_shows_what_is_run() {
    let page = std::fs::read_to_string("specs/puzzles.md").expect("the page");
    let mut shown = Vec::new();
    for (at, mark) in page.match_indices("```norms\n") {
        let name = page[..at].lines().last().unwrap_or_default().to_owned();
        let block = &page[at + mark.len()..];
        let file = std::fs::read_to_string(format!("tests/logic/{name}.norms")).unwrap_or_else(|_| panic!("{name}"));
        let body = file.split_once("\n\n").map_or("", |(_, body)| body);
        let norms: Vec<&str> = body.lines().filter(|line| !line.starts_with("party ")).collect();
        let block: Vec<&str> = block.split("```").next().unwrap_or_default().lines().collect();
        assert_eq!(block, norms, "{name}");
        shown.push(name);
    }
    shown.sort();
    let puzzles = files().into_iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
    assert_eq!(puzzles.filter(|name| name.starts_with("puzzle-")).collect::<Vec<_>>(), shown);
}
