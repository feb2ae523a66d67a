//! Where results go: the terminal, a pipe that may close early, or files.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Status;
use crate::checks::list;
use crate::pipeline::InputError;
use crate::render::faults;

/// Prints a result; colours are kept only where somebody sees them. A reader that has gone away is no fault.
pub fn print(text: &str) -> Status {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(problem) if problem.kind() != ErrorKind::BrokenPipe => {
            complain(&faults::unable(&format!("the result cannot be written: {problem}")));
            Status::Internal
        }
        _ => Status::Clean,
    }
}

/// Says what is wrong. Nobody may be listening, and then nothing can be done about it.
pub fn complain(text: &str) {
    let mut err = anstream::stderr().lock();
    let _nobody_listens = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Tells all faults of the input.
pub fn complain_of(errors: &[InputError]) -> Status {
    for error in errors {
        complain(&faults::input(error));
    }
    if errors.is_empty() { Status::Clean } else { Status::InputFault }
}

/// How long work goes on before its progress is shown.
const PATIENCE: Duration = Duration::from_millis(400);

/// How far long work has come, told on the error stream while somebody watches it on a terminal.
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    /// Begins work that has so many steps.
    pub fn new(steps: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {msg:40!}");
        if let Ok(style) = style {
            bar.set_style(style.progress_chars("━╾─"));
        }
        Self { bar, begun: Instant::now() }
    }

    /// Says what is worked on now.
    pub fn step(&self, name: &str) {
        if self.bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            // On anything but a terminal this stays hidden.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(name.to_owned());
    }

    /// One step is done.
    pub fn done(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A file to write a result to, from `[FORMAT=]FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target<F> {
    /// The format before the sign, or that of the file's ending.
    pub format: Option<F>,
    /// The file.
    pub file: PathBuf,
}

impl<F: clap::ValueEnum> FromStr for Target<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = |name: &str| F::from_str(name, true).ok();
        if let Some((name, file)) = text.split_once('=') {
            let format = named(name).ok_or_else(|| {
                let all =
                    F::value_variants().iter().filter_map(|one| Some(one.to_possible_value()?.get_name().to_owned()));
                format!("`{name}` is no format; there are {}", list(&all.collect::<Vec<_>>()))
            })?;
            return Ok(Self { format: Some(format), file: file.into() });
        }
        let file = PathBuf::from(text);
        let format = match file.extension().and_then(|end| end.to_str()) {
            Some("txt") => named("human"),
            Some(end) => named(end),
            None => None,
        };
        Ok(Self { format, file })
    }
}

/// Writes a file, without colours.
pub fn write(file: &Path, text: &str) -> Status {
    match std::fs::write(file, anstream::adapter::strip_str(text).to_string()) {
        Ok(()) => Status::Clean,
        Err(problem) => complain_of(&[InputError::new(
            format!("the result cannot be written to `{}`: {problem}", file.display()),
            "check that the folder is there and that you may write to it",
        )]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Format, TableFormat};

    #[test]
    fn the_format_of_an_output_is_named_or_told_by_its_ending() {
        let target = |text: &str| text.parse::<Target<Format>>().unwrap().format;
        assert_eq!(target("json=findings"), Some(Format::Json));
        assert_eq!(target("findings.json"), Some(Format::Json));
        assert_eq!(target("findings.txt"), Some(Format::Human));
        assert_eq!(target("findings"), None);
        let no_format = "parchment=x".parse::<Target<Format>>().unwrap_err();
        assert_eq!(no_format, "`parchment` is no format; there are human and json");
        let target = |text: &str| text.parse::<Target<TableFormat>>().unwrap().format;
        assert_eq!(target("table.html"), Some(TableFormat::Html));
        assert_eq!(target("table.md"), Some(TableFormat::Markdown));
        assert_eq!(target("csv=table"), Some(TableFormat::Csv));
    }
}
