//! How long a check takes: the specimens as a whole, the reading by size of the text, the logic by number of norms.
//!
//! `cargo bench` runs them all, `cargo bench -- growth` those whose name holds that word. Time by size should grow in
//! a straight line: twice the text, twice the time.

use std::hint::black_box;
use std::path::Path;

use divan::counter::BytesCount;
use servanda::facts::FactBase;
use servanda::pipeline::{self, CheckOptions, Loaded};
use servanda::source::Source;
use servanda::{clauses, document};

fn main() {
    divan::main();
}

const SPECIMENS: [&str; 4] =
    ["security-guarantees.txt", "security-guarantees.repaired.txt", "alliance-conduct.txt", "three-clauses.txt"];

fn options() -> CheckOptions {
    CheckOptions { facts: FactBase::builtin(None), ..CheckOptions::default() }
}

/// A treaty as the program loads it.
fn load(path: &Path) -> Vec<Loaded> {
    pipeline::load(&[path.to_owned()], &mut FactBase::empty(None)).expect("it can be read")
}

/// A treaty with so many articles, those of a specimen over and over under new numbers.
fn many_articles(count: usize) -> String {
    let body = [
        "Each Party shall transfer the charts of the Lower Fairway to the other Party within 30 days after the entry \
         into force of this Treaty.",
        "Neither Party shall moor armed vessels in the Sound, except with the consent of the other Party.",
        "Each Party may conduct surveys in the zone of restraint if it has notified the other Party.",
        "The Parties shall consult together at the request of either Party within 14 days.",
        "Each Party undertakes to mark its buoys in accordance with the rules agreed upon by the Commission.",
    ];
    let mut text = "TREATY BETWEEN TARNIA AND VELLE\n\nTarnia and Velle, hereinafter referred to as the Parties,\n\n\
                    Have agreed as follows:\n"
        .to_owned();
    for number in 0..count {
        // Other things in each round, so that not everything meets everything.
        let words = body[number % body.len()].replace("charts", &format!("charts of class {}", number / body.len()));
        text.push_str(&format!("\nArticle {}\n\n{words}\n", number + 1));
    }
    text
}

/// From the file to findings, facts loaded.
#[divan::bench(args = SPECIMENS)]
fn whole_check(bencher: divan::Bencher, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    let options = options();
    bencher.bench(|| pipeline::check(&load(black_box(&path)), &options));
}

/// The built-in facts, read anew by every run.
#[divan::bench]
fn facts() -> FactBase {
    FactBase::builtin(black_box(None))
}

/// Document and clauses alone; the counter shows bytes a second.
#[divan::bench(args = [10, 100, 1_000])]
fn reading_growth(bencher: divan::Bencher, articles: usize) {
    let source = Source::new("many.txt", many_articles(articles));
    bencher.counter(BytesCount::of_str(&*source.text)).bench(|| {
        let document = document::read(black_box(source.clone()));
        clauses::read(&document)
    });
}

/// The logic alone, from readings to findings.
#[divan::bench(args = [10, 50, 200], sample_count = 10)]
fn norms_growth(bencher: divan::Bencher, articles: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.txt");
    std::fs::write(&path, many_articles(articles)).expect("it is written");
    let (options, loaded) = (options(), load(&path));
    bencher.bench(|| pipeline::check(black_box(&loaded), &options));
}
