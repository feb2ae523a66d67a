//! Treaties in the notation: given as they are, printed from prose, and beside a treaty to correct its reading.

use std::path::{Path, PathBuf};

use servanda::facts::FactBase;
use servanda::pipeline::{self, CheckOptions, InputError, Loaded, Outcome};

const PROSE: &str = "TREATY BETWEEN TARNIA AND VELLE\n\nTarnia and Velle have agreed as follows:\n\nArticle 1\n\n\
                     Each Party shall mark its buoys within 30 days after the entry into force of this Treaty.\n\n\
                     Article 2\n\nNeither Party shall mark its buoys.\n\nArticle 3\n\nEach Party may fish in the Sound.\n";

/// Loads files of a new folder; the first is what is asked about.
fn load(files: &[(&str, &str)]) -> Result<(Vec<Loaded>, CheckOptions), Vec<InputError>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    load_path(&folder.path().join(files[0].0))
}

fn load_path(path: &Path) -> Result<(Vec<Loaded>, CheckOptions), Vec<InputError>> {
    let mut facts = FactBase::builtin(None);
    let loaded = pipeline::load(&[path.to_owned()], &mut facts)?;
    Ok((loaded, CheckOptions { facts, ..CheckOptions::default() }))
}

fn check(files: &[(&str, &str)]) -> Outcome {
    let (loaded, options) = load(files).unwrap_or_else(|errors| panic!("{errors:?}"));
    pipeline::check(&loaded, &options)
}

/// Check, severity, message and labels of each finding.
fn told(outcome: &Outcome) -> Vec<String> {
    let finding = |f: &servanda::certify::Finding| {
        let labels: Vec<&str> = f.clauses().iter().map(|c| c.label.as_str()).collect();
        format!("{} {:?} {}: {}", f.check(), f.severity(), labels.join(", "), f.message())
    };
    outcome.report.findings.iter().map(finding).collect()
}

/// Everything that is wrong, one line each.
fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let errors = load(files).expect_err("a fault");
    errors.into_iter().map(|e| format!("{}; {}", e.message, e.mend)).collect()
}

fn examples() -> Vec<PathBuf> {
    let folder = Path::new("examples");
    let files = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect()
}

#[test]
fn what_is_printed_from_prose_is_read_back_to_the_same_findings() {
    let (loaded, options) = load(&[("t.txt", PROSE)]).unwrap();
    assert!(!told(&pipeline::check(&loaded, &options)).is_empty());
    let mut all = vec![(loaded, options)];
    all.extend(examples().iter().map(|path| load_path(path).unwrap()));
    for (loaded, options) in all {
        let name = &loaded[0].source.name;
        let printed = pipeline::in_notation(&loaded[0], &options.facts);
        let (back, again) =
            load(&[("t.norms", &printed)]).unwrap_or_else(|errors| panic!("{name}: {errors:?}\n{printed}"));
        assert_eq!(pipeline::in_notation(&back[0], &again.facts), printed, "{name}");
        let unread = |line: &String| !line.starts_with("unread-clause");
        let before: Vec<String> = told(&pipeline::check(&loaded, &options)).into_iter().filter(unread).collect();
        let after: Vec<String> = told(&pipeline::check(&back, &again)).into_iter().filter(unread).collect();
        assert_eq!(before, after, "{name}\n{printed}");
    }
}

#[test]
fn what_is_printed_from_prose_and_laid_beside_it_changes_nothing() {
    let (loaded, options) = load(&[("t.txt", PROSE)]).unwrap();
    let printed = pipeline::in_notation(&loaded[0], &options.facts);
    let corrected = check(&[("t.txt", PROSE), ("t.norms", &printed)]);
    assert_eq!(told(&pipeline::check(&loaded, &options)), told(&corrected));
    assert_eq!(corrected.report.documents[0].coverage.read, 3);
}

#[test]
fn a_block_for_a_label_replaces_its_norms_and_only_those() {
    let correction = "norm 2 each X: shall not mark \"its beacons\".\n";
    assert!(told(&check(&[("t.txt", PROSE)])).iter().any(|line| line.starts_with("contradiction")));
    let corrected = check(&[("t.txt", PROSE), ("t.norms", correction)]);
    assert!(told(&corrected).is_empty(), "{:?}", told(&corrected));
    let outranked = "norm 2 @\"Article 2\" each X: shall not mark \"its buoys\" subject to 1.\n";
    assert!(told(&check(&[("t.txt", PROSE), ("t.norms", outranked)])).is_empty());
}

#[test]
fn a_finding_on_a_corrected_clause_quotes_the_treaty() {
    let correction = "norm 3 each X: shall not mark \"its buoys\".\nnorm 2 each X: shall not \"look at\" it.\n";
    let outcome = check(&[("t.txt", PROSE), ("t.norms", correction)]);
    let clauses = outcome.report.findings[0].clauses();
    assert_eq!(clauses[1].text, "Each Party may fish in the Sound.");
}

#[test]
fn an_empty_sidecar_corrects_nothing() {
    assert_eq!(told(&check(&[("t.txt", PROSE)])), told(&check(&[("t.txt", PROSE), ("t.norms", "\n")])));
}

#[test]
fn a_sidecar_with_a_label_that_the_treaty_lacks_names_the_nearest() {
    let faults =
        faults(&[("t.txt", PROSE), ("t.norms", "norm 1 @\"Artcle 1\" each X: shall pay.\nnorm 99 each X: may pay.\n")]);
    assert_eq!(faults.len(), 2);
    assert!(faults[0].contains("`Artcle 1`; did you mean `Article 1`"), "{faults:?}");
    assert!(faults[1].contains("no provision `99`"), "{faults:?}");
}

#[test]
fn every_fault_of_a_text_in_the_notation_is_told() {
    let two = faults(&[("t.norms", "party A, B.\nnorm 1 each X: shal pay.\nnorm 2 each X: may not pay.\n")]);
    assert_eq!(two.len(), 2, "{two:?}");
    assert!(faults(&[("t.norms", "norm 1 each X: shall pay.\n")])[0].contains("party A, B."));
}

#[test]
fn facts_of_the_text_are_named_with_their_ids_and_their_file() {
    let text = "party A, B.\nfact f1: lies-in(Marsh, Reserve).\nnorm 1 each X: shall not dig in Reserve.\n\
                norm 2 each X: shall dig in Marsh.\n";
    let outcome = check(&[("t.norms", text)]);
    let facts = outcome.report.findings[0].facts();
    assert_eq!((facts.len(), facts[0].id.as_str()), (1, "f1"));
    assert!(facts[0].origin.ends_with("t.norms") && facts[0].source.ends_with("line 2"), "{facts:?}");
    let kinds =
        text.replace("lies-in(Marsh, Reserve)", "kind-of-act(dig, till)").replace("dig in Reserve", "till in Marsh");
    let outcome = check(&[("t.norms", &kinds)]);
    let facts = outcome.report.findings[0].facts();
    assert_eq!((facts[0].id.as_str(), facts[0].text.as_str()), ("f1", "to dig is one way to till"));
}

#[test]
fn a_measure_has_the_bounds_of_its_line() {
    let text = |scale: &str| {
        format!(
            "party A, B.\nmeasure fall : nature, int >= 0 <= {scale}.\nnorm 1 each X: shall dig if fall > 20.\n\
             norm 2 each X: shall not dig.\n"
        )
    };
    assert_eq!(told(&check(&[("t.norms", &text("21"))])).len(), 1);
    let out_of_bounds = check(&[("t.norms", &text("20"))]);
    assert!(out_of_bounds.report.findings.iter().all(|finding| *finding.check() == "vacuous-clause"));
}

#[test]
fn a_life_ends_what_has_no_end_of_its_own() {
    let text = |life: &str| {
        format!(
            "party A, B.\nlife [ef, ef + {life}].\nnorm 1 each X: shall dig within [ef + 20d, ef + 30d].\n\
             norm 2 each X: shall not dig.\n"
        )
    };
    assert_eq!(told(&check(&[("t.norms", &text("30d"))])).len(), 1);
    assert_eq!(told(&check(&[("t.norms", &text("19d"))])).len(), 0);
}

#[test]
fn what_is_not_taken_into_account_is_said() {
    let outcome = check(&[("t.norms", "party A, B.\nassume sub(barge, vessel).\nnorm 1 each X: shall dig.\n")]);
    assert!(outcome.report.undecided[0].why.contains("assume sub(barge, vessel)"));
}

#[test]
fn a_norm_with_a_hole_is_partly_read() {
    let outcome = check(&[("t.norms", "party A, B.\nnorm 1 each X: shall notify hole no-object.\n")]);
    let coverage = &outcome.report.documents[0].coverage;
    assert_eq!((coverage.operative, coverage.read, coverage.partly), (1, 0, 1));
    assert!(told(&outcome)[0].starts_with("unread-clause"));
}

#[test]
fn the_export_names_the_clause_that_each_question_is_about() {
    let (loaded, options) = load(&[("t.txt", PROSE)]).unwrap();
    let queries = pipeline::smtlib(&loaded, &options);
    assert!(queries.contains("; Article 1 [1@Tarnia]: can all that would discharge it be forbidden?"), "{queries}");
    assert!(queries.contains("t.txt: TREATY BETWEEN TARNIA AND VELLE"), "{queries}");
}
