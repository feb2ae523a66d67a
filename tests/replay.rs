//! Saved runs: what `check` saved replays as long as nothing is changed, and what was changed does not.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use servanda::facts::FactBase;
use servanda::pipeline::{self, CheckOptions, Replayed};
use servanda::render::{self, Format};
use servanda::source::{Source, sha256};

fn report(paths: &[PathBuf]) -> Value {
    let mut facts = FactBase::builtin(None);
    let loaded = pipeline::load(paths, &mut facts).expect("they can be read");
    let options = CheckOptions { facts, ..CheckOptions::default() };
    let outcome = pipeline::check(&loaded, &options);
    assert_eq!(outcome.internal_errors, Vec::<String>::new());
    serde_json::from_str(&render::check(Format::Json, &outcome.report, &options, &[])).expect("it is JSON")
}

fn replay(report: &Value) -> Result<Replayed, String> {
    let saved = render::saved(&Source::new("findings.json", report.to_string())).map_err(|fault| fault.message)?;
    let examined = pipeline::read_again(&saved.run);
    let examined = examined.map_err(|faults| faults.into_iter().map(|f| f.message).collect::<String>())?;
    Ok(pipeline::replay(&saved, &examined))
}

/// A folder of the project, with the files in it that end so.
fn of_project(folder: &str, end: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|own| own == end));
    files.sort();
    files
}

#[test]
fn whatever_was_found_in_the_fixtures_and_specimens_replays() {
    let files: Vec<PathBuf> = [of_project("tests/logic", "norms"), of_project("examples", "txt")].concat();
    let report = report(&files);
    let replayed = replay(&report).expect("the texts are the same");
    assert!(replayed.findings.len() > 40, "{}", replayed.findings.len());
    assert!(replayed.holds(), "{replayed:#?}");
}

/// One fixture for each way to prove a finding.
fn of_each_kind() -> Vec<PathBuf> {
    let kinds = [
        "contradiction-conditions",
        "contradiction-kind-of-thing",
        "unsatisfiable-obligation-empty-window",
        "permission-conflict-plain",
        "sequence-deadlock-ring",
        "asymmetric-exception-port",
        "one-sided-obligation-plain",
        "self-judging-condition-duty",
        "third-party-dependence-laid-on-one",
        "unread-clause-hole",
    ];
    let there = of_project("tests/logic", "norms");
    let named = |kind: &&str| there.iter().find(|file| file.file_stem().is_some_and(|stem| stem == *kind)).cloned();
    kinds.iter().map(|kind| named(kind).unwrap_or_else(|| panic!("{kind}"))).collect()
}

/// A change of one thing in a value: where, in what it was changed, and what came of it.
struct Change {
    path: String,
    value: Value,
}

/// Every change of one thing that stands somewhere in a value: flags flipped, numbers one more and one less, words
/// longer, things of a list or an object left out, and lists with one thing twice.
fn changes(value: &Value, at: &str) -> Vec<Change> {
    let own: Vec<Value> = match value {
        Value::Null => Vec::new(),
        Value::Bool(so) => vec![Value::Bool(!so)],
        Value::Number(number) => number.as_i64().map(|n| vec![(n + 1).into(), (n - 1).into()]).unwrap_or_default(),
        Value::String(words) => vec![Value::String(format!("{words}x")), Value::String(String::new())],
        Value::Array(all) => {
            let without = (0..all.len()).map(|i| [&all[..i], &all[i + 1..]].concat());
            // Actors are a set.
            let twice = all
                .first()
                .filter(|_| !at.ends_with(".actors"))
                .map(|first| [std::slice::from_ref(first), all].concat());
            without.chain(twice).map(Value::Array).collect()
        }
        Value::Object(all) => {
            let without = |name: &String| {
                let mut rest = all.clone();
                rest.shift_remove(name);
                Value::Object(rest)
            };
            // The seal is put on again.
            all.keys().filter(|name| *name != "seal").map(without).collect()
        }
    };
    let own = own.into_iter().filter(|new| new != value);
    let mut out: Vec<Change> = own.map(|value| Change { path: at.to_owned(), value }).collect();
    match value {
        Value::Array(all) => {
            for (i, inner) in all.iter().enumerate() {
                let within = |new: Value| {
                    let mut all = all.clone();
                    all[i] = new;
                    Value::Array(all)
                };
                let inner = changes(inner, &format!("{at}[]"));
                out.extend(inner.into_iter().map(|c| Change { value: within(c.value), ..c }));
            }
        }
        Value::Object(all) => {
            for (name, inner) in all.iter().filter(|(name, _)| *name != "seal") {
                let within = |new: Value| {
                    let mut all = all.clone();
                    all.insert(name.clone(), new);
                    Value::Object(all)
                };
                let inner = changes(inner, &format!("{at}.{name}"));
                out.extend(inner.into_iter().map(|c| Change { value: within(c.value), ..c }));
            }
        }
        _ => {}
    }
    out
}

/// Puts the seal on again, as one would who knows how.
fn seal(value: &mut Value) {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Array(all) => all.iter().map(sorted).collect(),
            Value::Object(fields) => {
                let mut fields: Vec<_> = fields.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
                fields.sort_by(|a, b| a.0.cmp(&b.0));
                Value::Object(fields.into_iter().collect())
            }
            other => other.clone(),
        }
    }
    let fields = value.as_object_mut().expect("an object");
    fields.shift_remove("seal");
    let seal = sha256(sorted(value).to_string().as_bytes());
    value["seal"] = Value::String(seal);
}

/// What no evaluator can tell to be wrong, since it is true all the same, or is told to people and claims nothing; the seal
/// alone keeps it.
const IMMATERIAL: &[(&str, &str)] = &[
    ("", "a finding on the text alone has no witness, whether it says so or not"),
    (".message", "words for people"),
    (".story", "words for people"),
    (".story[]", "words for people"),
    (".advice", "words for people"),
    (".witness.behaviours[].note", "words for people"),
    (".clauses[].label", "of a finding on the text alone: its words are looked up, and where they stand"),
    (".clauses[].role", "of a finding on the text alone: words for people"),
    (".clauses[]", "a clause that is the only sentence of its unit need not say so"),
    (".certificate.none.agent", "whoever it is, it is no party"),
    (".certificate.none.deed.day", "it is so on another day too"),
    (".certificate.none.deed.leaves.manner", "the norm does not look at the manner"),
    (".favours", "who is favoured is not part of the proof; whoever is named is known"),
    (".facts", "a fact less is named, and those that are left are so"),
    (".certificate.none.deed.leaves", "a slot that is not told holds what no node names"),
    (".witness.behaviours[].acts[].leaves", "a slot that is not told holds what no node names"),
    (".certificate.none.deed.leaves.place", "the norm does not look at the place"),
    (".certificate.none.deed.leaves.to", "the norm does not look at the recipient"),
    (".witness.behaviours", "one of several behaviours less is shown"),
    (".witness.behaviours[].acts", "an act is done twice"),
    (".witness.behaviours[].acts[].day", "it may be done on another day too"),
    (".witness.behaviours[].norms", "it is judged by fewer norms"),
    (".witness.situation.circumstances", "what is not told does not hold"),
    (".witness.situation.circumstances.endangered(Lowland)", "the circumstance that is flipped, or another one"),
    (".witness.situation.circumstances.endangered(Upland)", "the circumstance that is flipped, or another one"),
    (".witness.situation.numbers", "what is not told is 0"),
    (".witness.situation.numbers.entry into force", "it is as bad if the treaty enters into force on another day"),
];

/// Of each finding one thing is changed at a time, and the seals are put on again: the evaluator, the texts and the facts
/// must show that it is wrong, or the change is of a kind that makes it no less true.
#[test]
fn whatever_is_changed_in_a_finding_is_seen_without_its_seal_too() {
    let report = report(&of_each_kind());
    let findings = report["findings"].as_array().expect("findings").clone();
    let all: Vec<Vec<Change>> = findings.iter().map(|finding| changes(finding, "")).collect();
    let examined = pipeline::read_again(&serde_json::from_value(report["run"].clone()).expect("a run"));
    let examined = examined.expect("the texts are the same");
    let rounds = all.iter().map(Vec::len).max().unwrap_or_default();
    let (mut seen, mut unseen) = (0, std::collections::BTreeMap::new());
    for round in 0..rounds {
        let mut changed = report.clone();
        let mut readable = Vec::new();
        for (at, changes) in all.iter().enumerate() {
            let Some(change) = changes.get(round) else { continue };
            let mut value = change.value.clone();
            if !value.is_object() {
                continue;
            }
            seal(&mut value);
            let before = changed["findings"][at].take();
            changed["findings"][at] = value;
            // A finding of another form is no finding, and the file as a whole is refused.
            let alone =
                serde_json::json!({ "run": report["run"], "documents": [], "findings": [changed["findings"][at]] });
            match render::saved(&Source::new("f.json", alone.to_string())) {
                Ok(_) => readable.push((at, &change.path)),
                Err(_) => {
                    changed["findings"][at] = before;
                    seen += 1;
                }
            }
        }
        seal(&mut changed);
        let saved = render::saved(&Source::new("findings.json", changed.to_string())).expect("it can be read");
        let replayed = pipeline::replay(&saved, &examined);
        for (at, path) in readable {
            match &replayed.findings[at].2 {
                Err(_) => seen += 1,
                Ok(_) => unseen.entry(path.clone()).or_insert_with(Vec::new).push(findings[at]["check"].clone()),
            }
        }
    }
    let unlisted: Vec<_> =
        unseen.iter().filter(|(path, _)| !IMMATERIAL.iter().any(|(listed, _)| path == listed)).collect();
    let stale: Vec<_> = IMMATERIAL.iter().filter(|(listed, _)| !unseen.contains_key(*listed)).collect();
    assert!(unlisted.is_empty() && stale.is_empty(), "unseen {unlisted:#?}\nseen {stale:#?}");
    assert!(seen > 1_000, "{seen} changes were seen");
}

/// One thing anywhere in the file is changed, and no seal put on again.
#[test]
fn no_change_goes_unseen_under_the_seals() {
    let report = report(&of_project("tests/logic", "norms")[..3]);
    let examined = pipeline::read_again(&serde_json::from_value(report["run"].clone()).expect("a run"));
    let examined = examined.expect("the texts are the same");
    let changes = changes(&report, "");
    assert!(changes.len() > 300, "{}", changes.len());
    for change in changes {
        let Ok(saved) = render::saved(&Source::new("findings.json", change.value.to_string())) else { continue };
        assert!(!pipeline::replay(&saved, &examined).holds(), "{}", change.path);
    }
}

const DRAFT: &str = "TREATY BETWEEN TARNIA AND VELLE\n\nTarnia and Velle have agreed as follows:\n\nArticle 1\n\nEach Party \
                     shall mark its buoys.\n\nArticle 2\n\nNo Party shall mark its buoys.\n";

fn servanda(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_servanda")).args(arguments).current_dir(folder).output();
    let Output { status, stdout, stderr } = run.expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    (status.code().expect("it ends by itself"), text(stdout), text(stderr))
}

#[test]
fn a_saved_run_is_checked_on_the_texts_that_were_examined_and_on_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let write = |name: &str, text: &str| std::fs::write(at.join(name), text).expect("a file");
    write("a.txt", DRAFT);
    let (status, ..) = servanda(at, &["check", "a.txt", "--output", "json=saved.json"]);
    assert_eq!(status, 1);
    let (status, out, err) = servanda(at, &["replay", "saved.json"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("1 of 1 finding"), "{out}");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let saved = at.join("saved.json").display().to_string();
    assert_eq!(servanda(elsewhere.path(), &["replay", &saved]).0, 2);
    assert_eq!(servanda(elsewhere.path(), &["replay", &saved, "--in", &at.display().to_string()]).0, 0);

    let text = std::fs::read_to_string(at.join("saved.json")).expect("it is there");
    write("forged.json", &text.replace("\"severity\": \"error\"", "\"severity\": \"warning\""));
    let (status, out, _) = servanda(at, &["replay", "forged.json"]);
    assert_eq!(status, 1);
    assert!(out.contains("changed after it was saved") && out.contains("0 of 1"), "{out}");
    write("cut.json", &text[..text.len() / 2]);
    assert_eq!(servanda(at, &["replay", "cut.json"]).0, 2);
    write("other.json", "[]");
    assert_eq!(servanda(at, &["replay", "other.json"]).0, 2);

    write(
        "a.facts.toml",
        "[[fact]]\nid = \"t\"\nrelation = \"borders\"\nargs = [\"Tarnia\", \"Velle\", \"land\"]\nsource = \"a map\"\n",
    );
    let (status, out, err) = servanda(at, &["replay", "saved.json"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("`a.facts.toml` stands beside the treaty now"), "{err}");
    std::fs::remove_file(at.join("a.facts.toml")).expect("it goes");
    write("a.txt", &DRAFT.replace("buoys", "boats"));
    let (status, out, err) = servanda(at, &["replay", "saved.json"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("`a.txt` is not the text that was examined"), "{err}");
}
