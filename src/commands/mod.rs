//! The command line: one file a command.
//!
//! Comes in: the arguments. Goes out: an exit status, which scripts rely on; see [`Status`].

mod check;
mod explain;
mod export;
mod facts;
mod inputs;
mod output;
mod read;
mod replay;
mod table;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// How a run ended. Where several hold, the one that is named first goes before the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// A bug of servanda, or a finding that did not replay: 3.
    Internal,
    /// The input or the command line is at fault: 2.
    InputFault,
    /// Findings at or above the failing severity: 1.
    Findings,
    /// Something could not be decided: 3.
    Undecided,
    /// Nothing to complain of: 0.
    Clean,
}

impl Status {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::InputFault => 2,
            Self::Internal | Self::Undecided => 3,
        }
    }
}

/// Reads treaty English, says what each clause obliges, forbids or permits, and proves where those duties
/// collide, cannot be performed, or bind one side only in practice.
#[derive(Debug, Parser)]
#[command(name = "servanda", disable_version_flag = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 nothing at or above the failing severity, 1 findings, 2 the input or the command \
    line is at fault,\n3 servanda could not finish."
)]
struct Arguments {
    /// Print the version, and that of the solver
    #[arg(short = 'V', long)]
    version: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Read(read::Arguments),
    Table(table::Arguments),
    Explain(explain::Arguments),
    Export(export::Arguments),
    Replay(replay::Arguments),
    Facts(facts::Arguments),
}

/// The whole program: runs the command of the arguments, and turns whatever happens into an exit status.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let said = panic.payload_as_str().unwrap_or("no reason given");
        let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        output::complain(&crate::render::faults::internal(&format!("{said}{place}")));
    }));
    ExitCode::from(guarded(|| run(std::env::args_os())).code())
}

/// Runs something that may panic; a panic is a bug of servanda.
fn guarded(work: impl FnOnce() -> Status) -> Status {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Status::Internal)
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> Status {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(stop) => {
            // Help is asked for, or the command line is at fault; clap knows which stream each belongs to.
            let _closed_pipe = stop.print();
            return if stop.use_stderr() { Status::InputFault } else { Status::Clean };
        }
    };
    match arguments.command {
        _ if arguments.version => output::print(&version()),
        None => {
            output::complain(&Arguments::command().render_help().ansi().to_string());
            Status::InputFault
        }
        Some(Command::Check(one)) => check::run(&one),
        Some(Command::Read(one)) => read::run(&one),
        Some(Command::Table(one)) => table::run(&one),
        Some(Command::Explain(one)) => explain::run(&one),
        Some(Command::Export(one)) => export::run(&one),
        Some(Command::Replay(one)) => replay::run(&one),
        Some(Command::Facts(one)) => facts::run(&one),
    }
}

fn version() -> String {
    format!("servanda {}\n{}\n", env!("CARGO_PKG_VERSION"), crate::solve::name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_declared_without_contradiction() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn an_internal_error_goes_before_an_input_fault_and_that_before_findings_and_those_before_the_undecided() {
        let all = [Status::Clean, Status::Undecided, Status::Findings, Status::InputFault, Status::Internal];
        let worst: Vec<u8> = (1..=all.len()).map(|n| all[..n].iter().min().map_or(0, |one| one.code())).collect();
        assert_eq!(worst, [0, 3, 1, 2, 3]);
    }

    #[test]
    fn a_panic_is_an_internal_error() {
        assert_eq!(guarded(|| panic!("a wheel came off")), Status::Internal);
    }
}
