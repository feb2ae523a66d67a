//! The command line as scripts rely on it: exit statuses, streams, and messages about bad input.

use std::path::Path;
use std::process::{Command, Output, Stdio};

const DRAFT: &str = "TREATY BETWEEN TARNIA AND VELLE\n\nTarnia and Velle have agreed as follows:\n\nArticle 1\n\n\
                     Each Party shall mark its buoys with a number.\n";

struct Run {
    status: i32,
    out: String,
    err: String,
}

fn servanda(folder: &Path, arguments: &[&str]) -> Run {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_servanda")).args(arguments).current_dir(folder).output().expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    Run { status: status.code().expect("it ends by itself"), out: text(stdout), err: text(stderr) }
}

/// A folder with files in it.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(&path)).expect("a folder within");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// Runs a command that must end with 2 and print nothing but a message.
fn fault(files: &[(&str, &str)], arguments: &[&str]) -> String {
    let run = servanda(folder(files).path(), arguments);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
    run.err
}

#[test]
fn a_draft_with_nothing_wrong_ends_with_0_and_says_how_much_was_read() {
    let folder = folder(&[("a.txt", DRAFT)]);
    let run = servanda(folder.path(), &["check", "a.txt"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(run.out.contains("operative"), "{}", run.out);
}

#[test]
fn json_is_one_object_with_the_fields_that_scripts_rely_on() {
    let folder = folder(&[("a.txt", DRAFT), ("b.txt", DRAFT)]);
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_str(&servanda(folder.path(), arguments).out).unwrap()
    };
    let report = json(&["check", "a.txt", "--format", "json"]);
    assert_eq!(report["schema"], 1);
    assert_eq!(report["documents"][0]["path"], "a.txt");
    assert!(report["findings"].is_array() && report["undecided"].is_array());
    let reading = json(&["read", "a.txt", "--format", "json"]);
    assert_eq!(reading["schema"], 1);
    for field in ["units", "definitions", "references", "sentences"] {
        assert!(reading[field].is_array(), "{field}");
    }
    assert_eq!(json(&["read", "a.txt", "b.txt", "--format", "json"])["documents"].as_array().unwrap().len(), 2);
    let facts = json(&["facts", "--format", "json"]);
    assert!(
        facts["facts"].as_array().unwrap().iter().all(|fact| fact["source"].as_str().is_some_and(|it| !it.is_empty()))
    );
}

#[test]
fn files_that_cannot_be_read_are_told_with_a_way_to_mend_it() {
    insta::assert_snapshot!("missing", fault(&[("treaty.txt", DRAFT)], &["check", "treety.txt"]));
    insta::assert_snapshot!("empty", fault(&[("a.txt", " \n")], &["check", "a.txt"]));
    insta::assert_snapshot!("binary", fault(&[("a.docx", "PK\u{3}\u{4}\0\0")], &["check", "a.docx"]));
    insta::assert_snapshot!(
        "no_drafts",
        fault(&[("drafts/notes.txt", "Shopping\n\nBuy milk.\n")], &["check", "drafts"])
    );
    insta::assert_snapshot!("toml_as_treaty", fault(&[("a.facts.toml", "")], &["check", "a.facts.toml"]));
    let beside = [("a.txt", DRAFT), ("a.norms", "norm 1 each X: shall pay.\n")];
    insta::assert_snapshot!("sidecar", fault(&beside, &["check", "a.norms"]));
}

#[test]
fn one_bad_file_does_not_keep_the_others_from_being_examined() {
    let folder = folder(&[("a.txt", DRAFT)]);
    let run = servanda(folder.path(), &["check", "a.txt", "b.txt"]);
    assert_eq!(run.status, 2);
    assert!(run.out.contains("a.txt") && run.err.contains("`b.txt`"), "{}{}", run.out, run.err);
}

#[test]
fn facts_that_cannot_be_read_are_told_with_their_place() {
    let facts = "[[fact]]\nid = \"velle-in-league\"\nrelation = \"membr\"\nargs = [\"Velle\", \"League\"]\n\
                 source = \"Charter of the League, 1912\"\n";
    let files = [("a.txt", DRAFT), ("mine.toml", facts)];
    let run = servanda(folder(&files).path(), &["check", "a.txt", "--facts", "mine.toml"]);
    assert_eq!(run.status, 2);
    insta::assert_snapshot!("facts", run.err);
    let files = [("a.txt", DRAFT), ("a.facts.toml", "[[fact\n")];
    let run = servanda(folder(&files).path(), &["check", "a.txt"]);
    assert_eq!(run.status, 2);
    insta::assert_snapshot!("toml", run.err);
}

#[test]
fn a_command_line_that_is_wrong_ends_with_2() {
    for arguments in [&["chekc"][..], &["check"], &["check", "a.txt", "--fail-on", "typo"], &[]] {
        let err = fault(&[("a.txt", DRAFT)], arguments);
        assert!(err.contains("Usage") || err.contains("--help"), "{err}");
    }
    let err = fault(&[("a.txt", DRAFT)], &["check", "a.txt", "--as-of", "2021-02-30"]);
    assert!(err.contains("2021-02-30"), "{err}");
    insta::assert_snapshot!("unknown_check", fault(&[], &["explain", "contradicton"]));
    insta::assert_snapshot!("unknown_check_far", fault(&[], &["explain", "weather"]));
}

#[test]
fn help_and_version_end_with_0() {
    let folder = folder(&[]);
    for arguments in [&["--help"][..], &["--version"], &["check", "--help"], &["help", "read"]] {
        let run = servanda(folder.path(), arguments);
        assert_eq!((run.status, run.err.as_str()), (0, ""));
        assert!(run.out.contains("servanda"), "{}", run.out);
    }
}

#[test]
fn the_queries_can_be_exported() {
    let folder = folder(&[("a.txt", DRAFT)]);
    let run = servanda(folder.path(), &["export", "a.txt", "--to", "smtlib"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(run.out.contains("a.txt"), "{}", run.out);
}

#[test]
fn every_check_has_a_page() {
    let folder = folder(&[]);
    for check in servanda::checks::CHECKS.iter().map(|check| check.name) {
        let run = servanda(folder.path(), &["explain", check]);
        assert_eq!(run.status, 0);
        assert!(run.out.starts_with(&format!("# {check}\n")), "{}", run.out);
    }
}

#[test]
fn a_folder_stands_for_its_drafts_and_the_rest_is_counted() {
    let files =
        [("d/a.txt", DRAFT), ("d/sub/b.md", DRAFT), ("d/notes.txt", "Shopping\n\nBuy milk.\n"), ("d/a.facts.toml", "")];
    let folder = folder(&files);
    let run = servanda(folder.path(), &["check", "d", "d/a.txt", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let paths: Vec<&str> =
        report["documents"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["d/a.txt", "d/sub/b.md"]);
    assert_eq!(report["skipped"].as_array().unwrap().len(), 1);
    assert!(servanda(folder.path(), &["check", "d"]).out.contains("1 other file was skipped"));
}

#[test]
fn results_go_to_files_in_the_formats_asked_for() {
    let folder = folder(&[("a.txt", DRAFT)]);
    let arguments = ["check", "a.txt", "--output", "r.json", "--output", "human=r.log"];
    assert_eq!(servanda(folder.path(), &arguments).status, 0);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&read("r.json")).is_ok());
    assert!(read("r.log").contains("operative") && !read("r.log").contains('\u{1b}'));
    assert_eq!(servanda(folder.path(), &["check", "a.txt", "--output", "nowhere/r.json"]).status, 2);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_servanda"))
        .arg("facts")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn colours_are_for_terminals_only() {
    let folder = folder(&[("a.txt", DRAFT)]);
    assert!(!servanda(folder.path(), &["check", "a.txt"]).out.contains('\u{1b}'));
    assert!(!servanda(folder.path(), &["read", "a.txt"]).out.contains('\u{1b}'));
}

#[test]
fn drafts_that_lie_in_one_folder_do_not_bind_together() {
    let permits = DRAFT.replace("shall mark its buoys with a number", "may moor its buoys in the Sound");
    let forbids =
        DRAFT.replace("Each Party shall mark its buoys with a number", "No Party shall moor its buoys in the Sound");
    let folder = folder(&[("a.txt", &permits), ("b.txt", &forbids)]);
    let found = |path: &str| {
        let run = servanda(folder.path(), &["check", path, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        report["findings"].as_array().unwrap().len()
    };
    assert_eq!(found("."), 0);
    let both = permits + "\nArticle 2\n\nNo Party shall moor its buoys in the Sound.\n";
    std::fs::write(folder.path().join("b.txt"), both).unwrap();
    assert_eq!(found("b.txt"), 1);
    assert_eq!(found("."), 1);
}
