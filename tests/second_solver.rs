//! A second opinion: what the solver answered on the fixtures and the specimens, cvc5 answers alike.
//!
//! Skipped, with a message, where Python has no cvc5 (`scripts/README.md`).

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use servanda::facts::FactBase;
use servanda::pipeline::{self, CheckOptions};

fn smt2(arguments: &[&Path]) -> Option<Output> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/smt2.py");
    Command::new("python3").arg(script).args(arguments).output().ok()
}

fn is_there() -> bool {
    let there = smt2(&[Path::new("--version")]).is_some_and(|run| run.status.success());
    if !there {
        println!("skipped: there is no cvc5 here; type `python3 -m pip install --target .z3/python cvc5`");
    }
    there
}

/// The fixtures of the logic, and the specimens.
fn inputs() -> Vec<PathBuf> {
    let ends = |path: &PathBuf| path.extension().is_some_and(|end| end == "norms" || end == "txt");
    let of =
        |folder: &str| std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut all: Vec<PathBuf> = ["tests/logic", "examples"].into_iter().flat_map(of).filter(ends).collect();
    all.sort();
    all
}

fn queries(path: &Path) -> String {
    let mut facts = FactBase::builtin(None);
    let loaded = pipeline::load(&[path.to_owned()], &mut facts).expect("it can be read");
    pipeline::smtlib(&loaded, &CheckOptions { facts, ..CheckOptions::default() })
}

#[test]
fn cvc5_answers_the_questions_on_fixtures_and_specimens_alike() {
    if !is_there() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (mut files, mut sat, mut unsat) = (vec![PathBuf::from("--compare")], 0, 0);
    for path in inputs() {
        let text = queries(&path);
        sat += text.matches("(set-info :status sat)").count();
        unsat += text.matches("(set-info :status unsat)").count();
        assert!(!text.contains("(set-info :status unknown)"), "{}", path.display());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push(folder.path().join(format!("{name}.smt2")));
        std::fs::write(files.last().expect("it was pushed"), text).expect("a file");
    }
    assert!(sat > 150 && unsat > 300, "{sat} sat, {unsat} unsat");
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let run = smt2(&files).expect("it starts");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(said.lines().count(), files.len() - 1);
}

#[test]
fn an_answer_that_is_not_the_one_stated_is_told() {
    if !is_there() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let text = queries(Path::new("tests/logic/contradiction-conditions.norms"));
    let file = folder.path().join("wrong.smt2");
    std::fs::write(&file, text.replacen("(set-info :status sat)", "(set-info :status unsat)", 1)).expect("a file");
    let run = smt2(&[Path::new("--compare"), &file]).expect("it starts");
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stdout).contains("unsat is stated, cvc5 says sat"));
}
