//! `servanda check`: what is wrong with treaties.

use std::path::PathBuf;

use super::output::{self, Target};
use super::{Status, inputs};
use crate::calendar::Date;
use crate::checks::Severity;
use crate::pipeline::{self, CheckOptions, Loaded, Outcome};
use crate::render::{self, Format};

/// Find clauses that collide, cannot be performed, or bind one side only
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Treaties, or folders of treaties (.txt, .md, .docx, .norms)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Facts to add to the built-in ones
    #[arg(long, value_name = "F.toml")]
    facts: Vec<PathBuf>,
    /// An earlier treaty to hold the drafts against
    #[arg(long, value_name = "TREATY")]
    against: Vec<PathBuf>,
    /// The day whose facts count, such as 2021-12-17 [default: today's world]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
    /// Show each note, and not only how many there are
    #[arg(long)]
    notes: bool,
    /// Show each finding that holds only under an assumption, and not only how many there are
    #[arg(long)]
    conditional: bool,
    /// Show how each finding was proved
    #[arg(long)]
    verbose: bool,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Write the result to a file too; without FORMAT, in the format of the file's ending
    #[arg(long, value_name = "[FORMAT=]FILE")]
    output: Vec<Target<Format>>,
}

/// From which severity on findings make the exit status 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Everything.
    Note,
    /// Nothing.
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Status {
    run_with(arguments, pipeline::check)
}

/// Runs the command, with another way to examine what was loaded in the tests.
fn run_with(arguments: &Arguments, examine: impl FnOnce(&[Loaded], &CheckOptions) -> Outcome) -> Status {
    let given = inputs::load(&arguments.paths, &arguments.against, &arguments.facts, arguments.as_of);
    let fault = inputs::complain(&given);
    if given.loaded.iter().all(|one| one.against) {
        return fault;
    }
    if let Err(too_old) = crate::solve::require() {
        output::complain(&render::faults::unable(&too_old.to_string()));
        return Status::Internal;
    }
    let options = CheckOptions {
        facts: given.facts,
        as_of: arguments.as_of,
        notes: arguments.notes,
        conditional: arguments.conditional,
        verbose: arguments.verbose,
    };
    let outcome = examine(&given.loaded, &options);
    for error in &outcome.internal_errors {
        output::complain(&render::faults::internal(error));
    }
    let show = |format: Format| render::check(format, &outcome.report, &options, &given.skipped);
    let mut status = fault.min(verdict(&outcome, arguments.fail_on.severity()));
    status = status.min(output::print(&show(arguments.format)));
    for target in &arguments.output {
        status = status.min(output::write(&target.file, &show(target.format.unwrap_or(arguments.format))));
    }
    status
}

/// The exit status that an outcome deserves.
fn verdict(outcome: &Outcome, fail_on: Option<Severity>) -> Status {
    let failing = |severity: Severity| fail_on.is_some_and(|least| severity >= least);
    if !outcome.internal_errors.is_empty() {
        Status::Internal
    } else if outcome.report.findings.iter().any(|finding| failing(*finding.severity())) {
        Status::Findings
    } else if !outcome.report.undecided.is_empty() {
        Status::Undecided
    } else {
        Status::Clean
    }
}

#[cfg(test)]
mod broken;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certify::{Finding, Report, sample};

    fn outcome(findings: Vec<Finding>, undecided: bool, internal: bool) -> Outcome {
        let undecided = if undecided { vec![sample::undecided()] } else { Vec::new() };
        Outcome {
            report: Report { undecided, ..sample::report(&[], findings) },
            internal_errors: if internal { vec!["a witness did not replay".to_owned()] } else { Vec::new() },
            sources: Vec::new(),
        }
    }

    #[test]
    fn a_finding_fails_from_the_severity_that_was_asked_for() {
        let with =
            |finding: Finding, fail_on: FailOn| verdict(&outcome(vec![finding], false, false), fail_on.severity());
        assert_eq!(with(sample::of_two_documents(), FailOn::Error), Status::Findings);
        assert_eq!(with(sample::robust(), FailOn::Error), Status::Clean);
        assert_eq!(with(sample::robust(), FailOn::Warning), Status::Findings);
        assert_eq!(with(sample::note(), FailOn::Warning), Status::Clean);
        assert_eq!(with(sample::note(), FailOn::Note), Status::Findings);
        assert_eq!(with(sample::of_two_documents(), FailOn::Never), Status::Clean);
    }

    #[test]
    fn a_bug_goes_before_findings_and_they_before_what_is_undecided() {
        let fail_on = FailOn::Error.severity();
        let error = || vec![sample::of_two_documents()];
        assert_eq!(verdict(&outcome(error(), true, true), fail_on), Status::Internal);
        assert_eq!(verdict(&outcome(error(), true, false), fail_on), Status::Findings);
        assert_eq!(verdict(&outcome(Vec::new(), true, false), fail_on), Status::Undecided);
        assert_eq!(verdict(&outcome(error(), true, false), FailOn::Never.severity()), Status::Undecided);
    }
}
