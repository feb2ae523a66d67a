//! The pages of checks whose examples are whole treaties between two parties: in the example the check finds
//! something, and nothing in the repaired one.

use servanda::facts::FactBase;
use servanda::pipeline::{self, CheckOptions};

const PAGES: [&str; 4] = ["duty-made-optional", "exception-swallows-rule", "vacuous-clause", "redundant-clause"];

/// The blocks of text under a heading of a page.
fn blocks<'p>(page: &'p str, heading: &str) -> Vec<&'p str> {
    let part = page.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_default();
    let part = part.split("\n## ").next().unwrap_or_default();
    part.split("```text\n").skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

/// The articles of a block: heading and words.
fn articles(block: &str) -> Vec<(&str, &str)> {
    block.split("\n\n").filter_map(|article| article.split_once('\n')).collect()
}

/// The checks that find something, conditional findings left out.
fn found(articles: &[(&str, &str)]) -> Vec<String> {
    let body: Vec<String> = articles.iter().map(|(heading, words)| format!("{heading}\n\n{words}")).collect();
    let text = format!(
        "Treaty on Examples\n\nThe Republic of Arn and the Kingdom of Belm, hereinafter \"the Parties\", have agreed as \
         follows:\n\n{}\n",
        body.join("\n\n")
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.txt");
    std::fs::write(&path, text).expect("a file");
    let mut facts = FactBase::builtin(None);
    let loaded = pipeline::load(&[path], &mut facts).expect("it can be read");
    let outcome = pipeline::check(&loaded, &CheckOptions { facts, ..CheckOptions::default() });
    assert!(outcome.internal_errors.is_empty(), "{:?}", outcome.internal_errors);
    outcome.report.findings.iter().filter(|f| !f.conditional()).map(|f| (*f.check()).to_owned()).collect()
}

#[test]
fn each_page_shows_a_defect_and_how_it_is_repaired() {
    let mut wrong = Vec::new();
    for name in PAGES {
        let page = std::fs::read_to_string(format!("specs/checks/{name}.md")).expect("a page");
        let [defect, repair] = blocks(&page, "Example")[..] else {
            wrong.push(format!("{name}: not two blocks"));
            continue;
        };
        let (defect, repair) = (articles(defect), articles(repair));
        let replaced = |heading: &&str| repair.iter().find(|(other, _)| other == heading);
        let repaired: Vec<_> = defect.iter().map(|one| *replaced(&one.0).unwrap_or(one)).collect();
        let finds = |articles: &[(&str, &str)]| found(articles).iter().any(|check| check == name);
        if !finds(&defect) {
            wrong.push(format!("{name}: nothing is found in {defect:?}"));
        }
        if finds(&repaired) {
            wrong.push(format!("{name}: it is still found in {repaired:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
