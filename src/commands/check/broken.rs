//! Deliberately broken encodings: what they get wrong does not become a finding, and the command ends with 3.

use clap::Parser;

use super::{Arguments, Status, pipeline, run_with};
use crate::pipeline::Outcome;
use crate::query::solver::{Answer, Solver};
use crate::query::term::{Model, Term};
use crate::solve;

#[derive(Debug, Parser)]
struct CommandLine {
    #[command(flatten)]
    check: Arguments,
}

/// How an encoding is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lie {
    /// None: the real thing.
    None,
    /// It forgets what holds only without the other's leave: the exception.
    NoExceptions,
    /// It forgets when bans are lifted or have ended: every negation is true.
    NoNegations,
    /// It says that everything can be, always in the same situation.
    AnythingGoes,
    /// It says that nothing can be.
    NothingGoes,
    /// It gives the opposite situation.
    WrongModel,
}

const LIES: [Lie; 5] = [Lie::NoExceptions, Lie::NoNegations, Lie::AnythingGoes, Lie::NothingGoes, Lie::WrongModel];

struct Liar {
    lie: Lie,
    honest: Box<dyn Solver>,
}

impl Liar {
    fn broken(&self, term: &Term) -> Term {
        match (self.lie, term) {
            (Lie::NoExceptions, Term::Not(inner)) if is_leave(inner) => Term::Truth(true),
            (Lie::NoNegations, Term::Not(_)) => Term::Truth(true),
            (_, Term::Not(inner)) => Term::Not(Box::new(self.broken(inner))),
            (_, Term::All(all)) => Term::All(all.iter().map(|inner| self.broken(inner)).collect()),
            (_, Term::Any(any)) => Term::Any(any.iter().map(|inner| self.broken(inner)).collect()),
            (_, other) => other.clone(),
        }
    }
}

fn is_leave(term: &Term) -> bool {
    matches!(term, Term::Flag(name) if name.starts_with("leave"))
}

impl Solver for Liar {
    fn assert(&mut self, term: &Term) {
        let term = self.broken(term);
        self.honest.assert(&term);
    }
    fn push(&mut self) {
        self.honest.push();
    }
    fn pop(&mut self) {
        self.honest.pop();
    }
    fn check(&mut self, assumptions: &[String]) -> Answer {
        match (self.lie, self.honest.check(assumptions)) {
            (Lie::AnythingGoes, _) => Answer::Sat(Model::default()),
            (Lie::NothingGoes, Answer::Sat(_)) => Answer::Unsat(assumptions.to_vec()),
            (Lie::WrongModel, Answer::Sat(mut model)) => {
                model.flags.values_mut().for_each(|value| *value = !*value);
                Answer::Sat(model)
            }
            (_, answer) => answer,
        }
    }
}

/// The duty is saved by the exception, and the right by its condition: nothing is wrong with it.
const SOUND: &str = "party Upland, Lowland.\natom leave(X), storm : nature.\n\
    norm 1 each X: shall dredge in Marsh if leave(X).\n\
    norm 2 each X: shall not dredge except (in Marsh if leave(X)).\n\
    norm 3 each X: shall open sluice within [ef, ef + 10d] if storm.\n\
    norm 4 each X: shall not open sluice until ef + 9d.\n\
    norm 5 each X: may fish if storm.\nnorm 6 each X: shall not fish if not storm.\n";

/// Two of its clauses collide where there is a storm.
const UNSOUND: &str = "party Upland, Lowland.\natom storm : nature.\n\
    norm 1 each X: shall open sluice if storm.\nnorm 2 each X: shall not open sluice.\n";

/// Runs `servanda check` on a text with a broken encoding: how it ends, and what is told.
fn check(text: &str, lie: Lie) -> (Status, Outcome) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.norms");
    std::fs::write(&path, text).expect("a file");
    let line = ["check".to_owned(), path.display().to_string(), "--fail-on".to_owned(), "note".to_owned()];
    let arguments = CommandLine::try_parse_from(line).expect("arguments").check;
    let mut told = None;
    let status = run_with(&arguments, |loaded, options| {
        let mut liar = Liar { lie, honest: Box::new(solve::solver()) };
        let outcome = pipeline::examine(loaded, options, &mut liar);
        told = Some(outcome.clone());
        outcome
    });
    (status, told.expect("an outcome"))
}

/// Check and labels of each finding.
fn findings(outcome: &Outcome) -> Vec<String> {
    let labels =
        |f: &crate::certify::Finding| f.clauses().iter().map(|c| c.label.clone()).collect::<Vec<_>>().join(", ");
    outcome.report.findings.iter().map(|f| format!("{} {}", f.check(), labels(f))).collect()
}

#[test]
fn an_encoding_that_forgets_exceptions_ends_with_3_and_without_a_finding() {
    assert_eq!(check(SOUND, Lie::None).0, Status::Clean);
    let (status, outcome) = check(SOUND, Lie::NoExceptions);
    assert_eq!(findings(&outcome), Vec::<String>::new());
    assert!(outcome.internal_errors.iter().any(|error| error.starts_with("contradiction on 1@")), "{outcome:?}");
    assert_eq!((status, status.code()), (Status::Internal, 3));
}

#[test]
fn a_situation_that_is_none_ends_with_3_and_without_a_finding() {
    assert_eq!(findings(&check(UNSOUND, Lie::None).1), ["contradiction 1, 2"]);
    let (status, outcome) = check(UNSOUND, Lie::WrongModel);
    assert_eq!(findings(&outcome), Vec::<String>::new());
    assert_eq!(status.code(), 3);
}

#[test]
fn whatever_is_broken_nothing_false_is_shown_and_no_run_is_called_clean_that_was_not_finished() {
    for text in [SOUND, UNSOUND] {
        let honest = findings(&check(text, Lie::None).1);
        for lie in LIES {
            let (status, outcome) = check(text, lie);
            let told = findings(&outcome);
            assert!(told.iter().all(|finding| honest.contains(finding)), "{lie:?}: {told:?}");
            let failed = !outcome.internal_errors.is_empty() || !outcome.report.undecided.is_empty();
            assert!(!failed || status.code() == 3 || status == Status::Findings, "{lie:?}: {status:?}");
            assert!(outcome.internal_errors.is_empty() || status == Status::Internal, "{lie:?}: {status:?}");
        }
    }
}
