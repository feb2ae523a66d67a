//! How the time of each stage and check grows with the number of norms: 100, 1,000 and 10,000, on norm sets made for it.
//!
//! `cargo bench --bench scale` prints a table: seconds by stage, and the exponent of growth from each size to the next (1 is
//! a straight line). `cargo bench --bench scale -- 100 1500` takes other sizes.

use std::fmt::Write;
use std::time::Instant;

use servanda::certify::{Lookup, certify};
use servanda::checks::{Asked, CHECKS};
use servanda::clauses::Modality;
use servanda::document::Document;
use servanda::facts::FactBase;
use servanda::model::{self, theory::Theory};
use servanda::norms::{Draft, Norm};
use servanda::pipeline;
use servanda::query::conflict::{self, Conflict};
use servanda::query::words::Words;
use servanda::solve::Z3Solver;
use servanda::source::Source;

/// Numbers that look random and are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % sides.max(1) as u64) as usize
    }

    /// True in so many cases of a hundred.
    fn often(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    /// Small numbers more often than great ones, as some verbs stand in many clauses and most in few.
    fn skewed(&mut self, sides: usize) -> usize {
        self.roll(sides).min(self.roll(sides))
    }
}

/// A text in the notation whose norms, laid on two parties each, are so many.
fn text(norms: usize) -> String {
    let dice = &mut Dice(norms as u64);
    let (verbs, things, places) = (norms / 10 + 5, norms / 8 + 5, norms / 20 + 5);
    let mut out = "party Upland, Lowland.\n".to_owned();
    // Writing to a string does not fail.
    for i in (5..things).step_by(2) {
        let _ = writeln!(out, "thing t{i} < t{}.", i / 4);
    }
    for i in 0..8 {
        let _ = writeln!(out, "atom c{i} : nature.");
    }
    for i in 0..norms / 2 {
        let modal = ["shall", "shall", "shall not", "shall not", "may"][dice.roll(5)];
        let _ = write!(out, "norm {} each X: {modal} v{} t{}", i + 1, dice.skewed(verbs), dice.roll(things));
        if dice.often(40) {
            let _ = write!(out, " in p{}", dice.roll(places));
        }
        if dice.often(30) {
            let from = dice.roll(20);
            let _ = write!(out, " within [ef + {from}d, ef + {}d]", from + dice.roll(40));
        }
        if dice.often(30) {
            let _ = write!(out, " if c{}", dice.roll(8));
        }
        if dice.often(15) {
            let _ = write!(out, " except (in p{})", dice.roll(places));
        }
        if i > 0 && modal != "shall" && dice.often(10) {
            let _ = write!(out, " notwithstanding {}", dice.roll(i) + 1);
        }
        out.push_str(".\n");
    }
    out
}

/// Seconds by stage.
type Times = Vec<(&'static str, f64)>;

fn timed<T>(times: &mut Times, stage: &'static str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let out = work();
    times.push((stage, begun.elapsed().as_secs_f64()));
    out
}

/// The way from a text to findings, stage by stage; how many were found, and what each stage took.
fn measure(norms: usize) -> (usize, Times) {
    let mut times = Times::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.norms");
    std::fs::write(&path, text(norms)).expect("it is written");
    let mut facts = FactBase::builtin(None);
    let loaded = timed(&mut times, "reading", || pipeline::load(&[path], &mut facts).expect("it can be read"));
    let draft = timed(&mut times, "drafting", || pipeline::draft(&loaded[0], &facts));
    let drafts = [draft];
    let theory = timed(&mut times, "theory", || of(&drafts, &loaded[0].source, &facts));
    let mut solver = Z3Solver::new();
    let words = timed(&mut times, "words", || Words::new(&theory));
    let axioms = words.assert_admissible(&mut solver);
    let conflicts = timed(&mut times, "conflicts", || conflicts(&words, &mut solver, &axioms));
    let texts: Vec<&Norm> = drafts.iter().flat_map(|d| &d.norms).collect();
    let documents: Vec<(&Document, &[servanda::clauses::Reading])> = vec![(&loaded[0].document, &[])];
    let asked = Asked {
        words: &words,
        norms: &texts,
        documents: &documents,
        facts: &facts,
        axioms: &axioms,
        conflicts: &conflicts,
    };
    let mut candidates = Vec::new();
    for check in CHECKS {
        candidates.extend(timed(&mut times, check.name, || (check.run)(&asked, &mut solver)).candidates);
    }
    let lookup = Lookup { theory: &theory, sources: &[&loaded[0].source], facts: &facts, documents: &documents };
    let found = timed(&mut times, "certifying", || certify(candidates, &lookup));
    assert_eq!(found.1, Vec::<String>::new());
    (found.0.len(), times)
}

fn of(drafts: &[Draft], source: &Source, facts: &FactBase) -> Theory {
    model::theory(drafts, facts, &|cite| source.slice(cite.span).to_owned())
}

fn conflicts(words: &Words, solver: &mut Z3Solver, axioms: &[String]) -> Vec<(usize, Vec<Conflict>)> {
    let norms = words.theory.norms.iter().enumerate();
    let owed = norms.filter(|(_, n)| n.modality == Modality::Obligation && n.on_breach_of.is_none());
    let all = owed.filter_map(|(i, o)| Some((i, conflict::conflicts(words, solver, axioms, o).ok()?)));
    all.filter(|(_, found)| !found.is_empty()).collect()
}

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![100, 1_000, 10_000] } else { given };
    let runs: Vec<(usize, Times)> = sizes.iter().map(|size| measure(*size)).collect();
    let line = |name: &str, seconds: &[f64]| {
        let mut out = format!("{name:28}");
        for (i, time) in seconds.iter().enumerate() {
            let _ = write!(out, " {time:>9.4} s");
            if i > 0 {
                let growth = (time / seconds[i - 1].max(1e-9)).ln() / (sizes[i] as f64 / sizes[i - 1] as f64).ln();
                let _ = write!(out, " (^{growth:>4.1})");
            }
        }
        println!("{out}");
    };
    let found: Vec<String> =
        runs.iter().zip(&sizes).map(|((n, _), size)| format!("{size} norms: {n} findings")).collect();
    println!("{}", found.join(", "));
    for (i, (stage, _)) in runs[0].1.iter().enumerate() {
        line(stage, &runs.iter().map(|(_, times)| times[i].1).collect::<Vec<_>>());
    }
    line("all", &runs.iter().map(|(_, times)| times.iter().map(|(_, t)| t).sum()).collect::<Vec<_>>());
}
