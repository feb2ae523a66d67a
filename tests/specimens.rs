//! The specimen treaties: what is planted in them, claimed by hand; and how they are read and told, recorded and looked at.
//!
//! The claims below are never changed to suit an output. A planted defect that is found at last moves from `NOT_YET`
//! to `FOUND`; one that is lost again fails.

use std::process::Command;

use serde_json::Value;

/// A defect by its check and the labels of the provisions that make it up.
type Defect = (&'static str, &'static [&'static str], &'static str);

struct Specimen {
    name: &'static str,
    /// Planted, and found: with the severity that it deserves.
    found: &'static [Defect],
    /// Planted, and not found yet.
    not_yet: &'static [Defect],
}

const SPECIMENS: &[Specimen] = &[
    Specimen {
        name: "security-guarantees",
        found: &[
            ("one-sided-obligation", &["Article 3"], "note"),
            ("third-party-dependence", &["Article 3"], "warning"),
            ("asymmetric-exception", &["Article 4"], "warning"),
            ("self-judging-condition", &["Article 4"], "warning"),
            ("permission-conflict", &["Article 7(1)", "Article 14(1)"], "error"),
            ("unsatisfiable-obligation", &["Article 8(1)"], "error"),
            ("contradiction", &["Article 8(2)", "Article 13(2)", "Article 17(1)"], "error"),
            ("self-judging-condition", &["Article 9(2)"], "warning"),
            ("contradiction", &["Article 6", "Article 13(1)"], "error"),
            ("contradiction", &["Article 9(1)", "Article 15(2)"], "error"),
            ("sequence-deadlock", &["Article 11(1)", "Article 11(2)", "Article 12(3)"], "error"),
        ],
        not_yet: &[],
    },
    Specimen {
        name: "alliance-conduct",
        found: &[
            ("third-party-dependence", &["Article 4"], "warning"),
            ("permission-conflict", &["Article 6", "Article 8(1)"], "error"),
            ("third-party-dependence", &["Article 7(1)"], "warning"),
            ("one-sided-obligation", &["Article 5"], "note"),
        ],
        not_yet: &[],
    },
];

/// What a run printed.
struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

fn servanda(arguments: &[&str]) -> Run {
    let run = Command::new(env!("CARGO_BIN_EXE_servanda"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))
        .output()
        .expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    Run { status: run.status.code(), out: text(run.stdout), err: text(run.stderr) }
}

/// A finding: check, labels of its clauses, severity, whether it rests on an assumption.
type Finding = (String, Vec<String>, String, bool);

/// The findings of a treaty.
fn findings(file: &str) -> Vec<Finding> {
    let run = servanda(&["check", file, "--format", "json"]);
    assert_eq!(run.err, "", "{file}");
    assert!(matches!(run.status, Some(0 | 1)), "{file} ends with {:?}", run.status);
    let report: Value = serde_json::from_str(&run.out).expect("it is JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = report["findings"].as_array().expect("a list").iter();
    list.map(|finding| {
        let labels = finding["clauses"].as_array().expect("a list").iter().map(|clause| text(&clause["label"]));
        let conditional = finding["conditional"].as_bool().unwrap_or_default();
        (text(&finding["check"]), labels.collect(), text(&finding["severity"]), conditional)
    })
    .collect()
}

/// The finding that shows a defect, if one does: of its check, with all its provisions among those quoted.
fn showing<'f>(findings: &'f [Finding], defect: &Defect) -> Option<&'f Finding> {
    findings.iter().find(|finding| shows(finding, defect))
}

fn shows((check, labels, ..): &Finding, defect: &Defect) -> bool {
    check == defect.0 && defect.1.iter().all(|label| labels.iter().any(|it| it == label))
}

#[test]
fn what_is_planted_is_found_with_the_severity_that_it_deserves() {
    for Specimen { name, found, not_yet } in SPECIMENS {
        let findings = findings(&format!("{name}.txt"));
        for defect in *found {
            let (check, labels, severity) = defect;
            let shown = showing(&findings, defect);
            let shown = shown.unwrap_or_else(|| panic!("{name}: {check} on {labels:?} is not found"));
            assert_eq!((shown.2.as_str(), shown.3), (*severity, false), "{name}: {check} on {labels:?}");
        }
        for defect in *not_yet {
            let shown = showing(&findings, defect);
            assert!(shown.is_none(), "{name}: {} on {:?} is found now: claim it", defect.0, defect.1);
        }
        for finding in &findings {
            let planted = found.iter().chain(*not_yet).any(|defect| shows(finding, defect));
            assert!(planted || finding.2 == "note", "{name}: {finding:?} was not planted");
        }
    }
}

#[test]
fn on_the_repaired_twins_nothing_of_it_is_left() {
    for Specimen { name, found, not_yet } in SPECIMENS {
        let twin = format!("{name}.repaired.txt");
        let findings = findings(&twin);
        for defect in found.iter().chain(*not_yet) {
            assert!(showing(&findings, defect).is_none(), "{twin}: {} on {:?}", defect.0, defect.1);
        }
        let grave: Vec<_> = findings.iter().filter(|finding| finding.2 != "note").collect();
        assert!(grave.is_empty(), "{twin}: {grave:?}");
    }
}

/// Of the clauses that were quoted in the newspaper, each shows what is wrong with it.
#[test]
fn the_three_clauses_of_the_draft_of_2021_are_seen_through() {
    let file = "three-clauses.txt";
    let findings = findings(file);
    for defect in [
        ("one-sided-obligation", &["Article 1"][..], "note"),
        ("third-party-dependence", &["Article 1"], "warning"),
        ("third-party-dependence", &["Article 2"], "warning"),
        ("asymmetric-exception", &["Article 3"], "warning"),
        ("self-judging-condition", &["Article 3"], "warning"),
    ] {
        let shown =
            showing(&findings, &defect).unwrap_or_else(|| panic!("{} on {:?} is not found", defect.0, defect.1));
        assert_eq!(shown.2, defect.2);
    }
    let report = servanda(&["check", file, "--format", "json"]).out;
    let report: Value = serde_json::from_str(&report).expect("it is JSON");
    let asymmetry =
        report["findings"].as_array().expect("a list").iter().find(|it| it["check"] == "asymmetric-exception");
    assert_eq!(asymmetry.expect("it is there")["favours"], serde_json::json!(["Russia"]));
}

#[test]
fn every_sentence_of_the_specimens_is_read_in_full() {
    for specimen in SPECIMENS {
        for file in [format!("{}.txt", specimen.name), format!("{}.repaired.txt", specimen.name)] {
            let report: Value =
                serde_json::from_str(&servanda(&["check", &file, "--format", "json"]).out).expect("JSON");
            let of = &report["documents"][0]["coverage"];
            assert!(of["operative"].as_u64() > Some(10), "{file}: {of}");
            assert_eq!(of["read"], of["operative"], "{file}: {of}");
        }
    }
}

/// How the four are read and what is told of them, for looking at when it changes.
#[test]
fn the_looks_of_the_specimens() {
    for specimen in SPECIMENS {
        for (name, file) in [
            (specimen.name.to_owned(), format!("{}.txt", specimen.name)),
            (format!("{}.repaired", specimen.name), format!("{}.repaired.txt", specimen.name)),
        ] {
            insta::assert_snapshot!(format!("{name}.read"), servanda(&["read", &file]).out);
            let told = servanda(&["check", &file, "--notes", "--conditional"]);
            insta::assert_snapshot!(format!("{name}.check"), format!("{}{}", told.out, told.err));
        }
    }
}
