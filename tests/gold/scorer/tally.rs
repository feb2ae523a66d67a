//! Counts over verdicts, and how far one may trust them.

use std::collections::BTreeMap;

use servanda::clauses::{SentenceKind, Status};

use crate::judge::{Outcome, Verdict};
use crate::labels::{Labelled, Slot};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are right.
    pub right: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// Counts one more.
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// The share, from 0 to 1.
    pub fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.right as f64 / self.of as f64 }
    }

    /// Between which shares the true one lies in 95 of 100 samples (Wilson's interval).
    pub fn interval(self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        const Z: f64 = 1.959_964;
        let (p, n) = (self.value(), self.of as f64);
        let centre = p + Z * Z / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + Z * Z / n;
        (((centre - reach) / whole).max(0.0), ((centre + reach) / whole).min(1.0))
    }
}

/// How often a slot was right, invented and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Filled, and rightly.
    pub right: usize,
    /// Filled in the reading.
    pub given: usize,
    /// Filled in the gold.
    pub wanted: usize,
}

impl Counts {
    fn add(&mut self, outcome: Outcome) {
        self.wanted += usize::from(outcome.wanted);
        self.given += usize::from(outcome.given);
        self.right += usize::from(outcome.wanted && outcome.given && outcome.right);
    }

    fn join(&mut self, other: Self) {
        self.right += other.right;
        self.given += other.given;
        self.wanted += other.wanted;
    }

    /// Of what the reading has, how much is right.
    pub fn precision(self) -> Share {
        Share { right: self.right, of: self.given }
    }

    /// Of what there is, how much was read.
    pub fn recall(self) -> Share {
        Share { right: self.right, of: self.wanted }
    }

    /// Their harmonic mean.
    pub fn f1(self) -> f64 {
        let both = self.given + self.wanted;
        if both == 0 { 1.0 } else { 2.0 * self.right as f64 / both as f64 }
    }
}

/// The counts of one sentence, slot by slot.
type Row = [Counts; Slot::ALL.len()];

/// What a genre comes to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Genre {
    /// Kind right.
    pub kind: Share,
    /// Operative or not right.
    pub operative: Share,
    /// Sentences that bind, with every slot right.
    pub whole: Share,
}

/// All that is told of one half.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// All genres together.
    pub all: Genre,
    /// Each by its name.
    pub genres: BTreeMap<String, Genre>,
    /// Begins and ends where the gold has it.
    pub cut: Share,
    /// Of the sentences that the program calls read: every slot right.
    pub whole_of_read: Share,
    /// As many norms as the gold has.
    pub count: Share,
    /// Of the sentences that bind: read in full, in part, not, taken for something else.
    pub coverage: [usize; 4],
    /// What it is → what it was taken for → how often.
    pub confusions: BTreeMap<(&'static str, &'static str), usize>,
    rows: Vec<Row>,
}

impl Tally {
    /// Counts one verdict in.
    pub fn add(&mut self, gold: &Labelled, verdict: &Verdict<'_>) {
        let genre = self.genres.entry(gold.genre.clone()).or_default();
        let binds = gold.operative[0];
        for part in [&mut self.all, genre] {
            part.kind.add(verdict.kind_right);
            part.operative.add(verdict.operative_right);
            if binds {
                part.whole.add(verdict.whole());
            }
        }
        self.cut.add(verdict.cut_alike);
        if binds {
            self.count.add(verdict.pairs.iter().all(|pair| pair.gold.is_some() && pair.read.is_some()));
            let at = match verdict.status {
                Some(Status::Read) => 0,
                Some(Status::Partly) => 1,
                Some(Status::Unread) => 2,
                Some(Status::NotOperative) | None => 3,
            };
            self.coverage[at] += 1;
        }
        if verdict.status == Some(Status::Read) {
            self.whole_of_read.add(verdict.whole());
        }
        if !verdict.kind_right {
            let said = verdict.kind.map_or("nothing", kind_name);
            *self.confusions.entry((kind_name(gold.kinds[0]), said)).or_default() += 1;
        }
        let mut row = Row::default();
        for pair in &verdict.pairs {
            for (counts, outcome) in row.iter_mut().zip(pair.slots) {
                counts.add(outcome);
            }
        }
        self.rows.push(row);
    }

    /// The counts of a slot over all sentences.
    pub fn slot(&self, slot: Slot) -> Counts {
        sum(self.rows.iter(), slot)
    }

    /// Between which values the F1 of a slot lies in 95 of 100 draws of as many sentences (bootstrap, fixed seed).
    pub fn f1_interval(&self, slot: Slot) -> (f64, f64) {
        const DRAWS: usize = 2000;
        let mut dice = fastrand::Rng::with_seed(1969);
        let mut found: Vec<f64> = (0..DRAWS)
            .map(|_| sum((0..self.rows.len()).map(|_| &self.rows[dice.usize(..self.rows.len())]), slot).f1())
            .collect();
        found.sort_by(f64::total_cmp);
        (found[DRAWS / 40], found[DRAWS - 1 - DRAWS / 40])
    }
}

fn sum<'a>(rows: impl Iterator<Item = &'a Row>, slot: Slot) -> Counts {
    let mut total = Counts::default();
    rows.for_each(|row| total.join(row[slot as usize]));
    total
}

/// A kind as readings call it.
pub fn kind_name(kind: SentenceKind) -> &'static str {
    match kind {
        SentenceKind::Norm => "norm",
        SentenceKind::Constitutive => "constitutive",
        SentenceKind::Definition => "definition",
        SentenceKind::Preamble => "preamble",
        SentenceKind::Statement => "statement",
        SentenceKind::Heading => "heading",
        SentenceKind::Table => "table",
        SentenceKind::Signature => "signature",
    }
}
