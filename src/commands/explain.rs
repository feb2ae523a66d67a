//! `servanda explain`: what a check looks for, and what to do about it.

use super::{Status, output};
use crate::nearest::nearest;
use crate::pipeline::InputError;

/// Explain a check: the rule, its formal statement, an example, what to do, what it does not see
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The name of a check, such as `contradiction`
    #[arg(value_name = "CHECK")]
    check: String,
}

/// Names with their pages. A page that is missing does not compile.
macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../specs/checks/", $name, ".md")))),*]
    };
}

/// The page of every check.
pub const PAGES: &[(&str, &str)] = pages![
    "contradiction",
    "permission-conflict",
    "unsatisfiable-obligation",
    "sequence-deadlock",
    "asymmetric-exception",
    "one-sided-obligation",
    "self-judging-condition",
    "third-party-dependence",
    "duty-made-optional",
    "exception-swallows-rule",
    "vacuous-clause",
    "redundant-clause",
    "dangling-reference",
    "unread-clause",
];

/// Runs the command.
pub fn run(arguments: &Arguments) -> Status {
    let asked = arguments.check.trim();
    if let Some((_, page)) = PAGES.iter().find(|(name, _)| *name == asked) {
        return output::print(&crate::render::page(page));
    }
    let names = PAGES.iter().map(|(name, _)| *name);
    let quoted = |names: Vec<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    let near = nearest(asked, names.clone());
    let mend = if near.is_empty() {
        format!("the checks are {}", quoted(names.collect()).join(", "))
    } else {
        format!("did you mean {}?", quoted(near).join(" or "))
    };
    output::complain_of(&[InputError::new(format!("there is no check named `{asked}`"), mend)])
}
