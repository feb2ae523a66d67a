//! Faults of the input: a value, with the place and the way to mend it; never an exit.
//!
//! Comes in: a path. Goes out: its text, or an [`InputError`]. Every stage that reads what users write may give one; how
//! it is told to people is the business of `render`.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::nearest::nearest;
use crate::source::{NotText, Source, Span};

/// A fault of the input, with its place and the way to mend it.
#[derive(Clone, Debug)]
pub struct InputError {
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where, if it is in a text.
    pub place: Option<Box<(Source, Span)>>,
    /// What to do about it.
    pub mend: String,
}

impl InputError {
    /// A fault that is in no text: a missing file, an unknown name.
    pub fn new(message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, mend: mend.into() }
    }

    /// A fault at a place in a text.
    pub fn at(source: &Source, span: Span, message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { message: message.into(), place: Some(Box::new((source.clone(), span))), mend: mend.into() }
    }
}

/// No file with a treaty in it is larger, pictures included.
const MOST_BYTES: u64 = 128 << 20;

/// The text of a file.
///
/// # Errors
/// If there is none, or it cannot be read, or holds no text.
pub fn read_source(path: &Path) -> Result<Source, InputError> {
    let bytes = bytes_of(path)?;
    Ok(text_of(&path.display().to_string(), &bytes)?.out_of(&bytes))
}

/// The bytes of a file.
///
/// # Errors
/// If there is no such file, or it cannot be read, or is too large.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|problem| unreadable(path, &problem))?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("`{}` cannot be read: it is larger than {} MiB", path.display(), MOST_BYTES >> 20);
        return Err(InputError::new(message, "give the treaty alone, and without its pictures"));
    }
    Ok(bytes)
}

/// The text that the bytes of a file hold.
///
/// # Errors
/// If they hold none.
pub fn text_of(name: &str, bytes: &[u8]) -> Result<Source, InputError> {
    Source::from_bytes(name, bytes).map_err(|problem| {
        let mend = match (&problem, &bytes[..bytes.len().min(4)]) {
            (NotText::Empty, _) => "put the treaty's text into it, or leave it out",
            (NotText::Binary(_), b"%PDF") => "copy the text out of the PDF into a plain text file (.txt)",
            (NotText::Binary(_), _) => "give the treaty as plain text (.txt or .md) or as a Word document (.docx)",
        };
        InputError::new(format!("`{name}` cannot be read: {problem}"), mend)
    })
}

fn unreadable(path: &Path, problem: &std::io::Error) -> InputError {
    let name = path.display();
    match problem.kind() {
        std::io::ErrorKind::NotFound => {
            let near = names_near(path);
            let mend = match near.as_slice() {
                [] => "check the spelling of the path, and the folder that you are in".to_owned(),
                names => format!("did you mean {}?", names.join(" or ")),
            };
            InputError::new(format!("there is no file or folder `{name}`"), mend)
        }
        std::io::ErrorKind::PermissionDenied => {
            InputError::new(format!("`{name}` may not be read"), "give yourself the right to read it, or copy it")
        }
        _ => InputError::new(format!("`{name}` cannot be read: {problem}"), "check that it is a file of text"),
    }
}

/// Files in the same folder whose names are much like that of a missing one.
fn names_near(path: &Path) -> Vec<String> {
    let (Some(name), parent) = (path.file_name(), path.parent().unwrap_or(Path::new(""))) else {
        return Vec::new();
    };
    let folder = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    let mut there: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    there.sort();
    nearest(&name.to_string_lossy(), there.iter().map(String::as_str))
        .into_iter()
        .map(|near| format!("`{}`", parent.join(near).display()))
        .collect()
}
