//! Families of wordings, each sentence of our own, in `families.tsv`: what the checks find, and
//! where they are silent.

use std::process::Command;

const TABLE: &str = include_str!("families.tsv");
const STATED: &str = "The purpose of this Treaty is good order.";

/// Whether a check reports Article 2 of a treaty, unconditionally.
fn reports(check: &str, parties: [&str; 2], stated: &str, article: &str) -> bool {
    let [a, b] = parties;
    let stated = if stated == "-" { STATED } else { stated };
    let article = article.replace('¶', "\n\n");
    let text = format!(
        "Treaty on Probes\n\n{a} and {b}, hereinafter \"the Parties\", have agreed as follows:\n\nArticle 1\n\n{stated}\n\n\
         Article 2\n\n{article}\n\nArticle 3\n\nThe Parties shall meet once a year.\n"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.txt");
    std::fs::write(&path, text).expect("a file");
    let run = Command::new(env!("CARGO_BIN_EXE_servanda")).args(["check", "--format", "json"]).arg(&path).output();
    let out = run.expect("it runs").stdout;
    let report: serde_json::Value = serde_json::from_slice(&out).expect("a report");
    let of_article = |clause: &serde_json::Value| clause["label"].as_str().is_some_and(|l| l.starts_with("Article 2"));
    let findings = report["findings"].as_array().expect("findings");
    findings.iter().any(|f| {
        f["check"] == check
            && f["conditional"] == false
            && f["clauses"].as_array().is_some_and(|clauses| clauses.iter().any(of_article))
    })
}

fn as_in_the_table(check: &str) {
    let rows = TABLE.lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
    let mut tried = 0;
    let mut wrong = Vec::new();
    for row in rows.filter(|row| row[0] == check) {
        let [_, a, b, stated, article, reported] = row[..] else { panic!("six columns: {row:?}") };
        tried += 1;
        if reports(check, [a, b], stated, article) != (reported == "yes") {
            wrong.push(article);
        }
    }
    assert!(tried > 0 && wrong.is_empty(), "{check} is wrong on {wrong:#?}");
}

#[test]
fn exceptions_that_free_one_side() {
    as_in_the_table("asymmetric-exception");
}

#[test]
fn duties_that_rest_on_one_side() {
    as_in_the_table("one-sided-obligation");
}

#[test]
fn conditions_that_a_party_judges() {
    as_in_the_table("self-judging-condition");
}

#[test]
fn performance_in_the_hands_of_outsiders() {
    as_in_the_table("third-party-dependence");
}

#[test]
fn duties_that_clash() {
    as_in_the_table("contradiction");
}

#[test]
fn duties_that_wait_for_one_another() {
    as_in_the_table("sequence-deadlock");
}

#[test]
fn duties_that_nobody_can_perform() {
    as_in_the_table("unsatisfiable-obligation");
}

#[test]
fn duties_that_another_clause_leaves_to_choice() {
    as_in_the_table("duty-made-optional");
}

#[test]
fn rules_of_which_nothing_is_left() {
    as_in_the_table("exception-swallows-rule");
}

#[test]
fn clauses_that_never_apply() {
    as_in_the_table("vacuous-clause");
}

#[test]
fn clauses_that_follow_from_others() {
    as_in_the_table("redundant-clause");
}

#[test]
fn contradictions_and_what_only_looks_like_one() {
    as_in_the_table("contradiction");
}

#[test]
fn permissions_against_bans_and_special_rules() {
    as_in_the_table("permission-conflict");
}
