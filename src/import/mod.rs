//! Files → text: plain text as it is stored, and Word files as a reader sees them.
//!
//! Comes in: a path. Goes out: a [`Source`], or an [`InputError`]. From a Word file (`.docx`) come the words of its body
//! with the labels that Word reckons, tracked changes accepted, one block a paragraph and one line a row of a table;
//! what was left out or decided on the way stands in the notices of the source. Its places are numbers of paragraphs.
//! Knows nothing of treaties. Trusts no file: what is unpacked, how deep it goes and how long it gets is bounded, so that
//! a hostile one ends in a fault and not in a full memory.

mod body;
mod fields;
mod flow;
mod numbering;
mod numerals;
mod package;
mod paragraph;
mod refusal;
mod seen;
mod styles;
mod symbols;
#[cfg(test)]
mod tests;
mod xml;

use std::path::Path;

use crate::fault::{InputError, bytes_of, text_of};
use crate::source::Source;
use numbering::Lists;
use package::{MOST_BESIDE, MOST_BODY, Package};
use refusal::Refusal;
use styles::Styles;

/// The endings of Word files: documents and templates, with macros and without.
const ENDINGS: [&str; 4] = ["docx", "docm", "dotx", "dotm"];
/// How zip archives begin, and files of Word before 2007.
const BEGINNINGS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];

/// The text of a file: out of a Word file, or as it is stored.
///
/// # Errors
/// If there is no such file, or it cannot be read, or holds no text.
pub fn read(path: &Path) -> Result<Source, InputError> {
    let name = path.display().to_string();
    let bytes = bytes_of(path)?;
    let ending = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    let packed = ENDINGS.contains(&ending.as_str()) || is_packed(&bytes);
    let source = if packed { word(&name, &bytes)? } else { text_of(&name, &bytes)? };
    Ok(source.out_of(&bytes))
}

/// True for bytes that are no text, but may be a Word file.
pub fn is_packed(bytes: &[u8]) -> bool {
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
}

/// The text of a Word file that is in memory.
///
/// # Errors
/// If it is none, or is damaged, or is larger in any way than a treaty needs to be.
pub fn word(name: &str, bytes: &[u8]) -> Result<Source, InputError> {
    taken_out(name, bytes).map_err(|why| InputError::new(format!("`{name}` cannot be read: {why}"), why.mend()))
}

fn taken_out(name: &str, bytes: &[u8]) -> Result<Source, Refusal> {
    let mut package = Package::open(bytes)?;
    let document = package.document()?;
    let mut beside = |kind: &str| -> Result<Option<(String, String)>, Refusal> {
        let Some(part) = package.related(&document, kind)? else {
            return Ok(None);
        };
        Ok(package.part(&part, MOST_BESIDE)?.map(|text| (text, part)))
    };
    let styles = beside("styles")?.map_or(Ok(Styles::default()), |(text, part)| Styles::read(&text, &part))?;
    let lists = beside("numbering")?.map_or(Ok(Lists::default()), |(text, part)| Lists::read(&text, &part))?;
    let text = package.part(&document, MOST_BODY)?.ok_or(Refusal::NoDocument)?;
    let body = body::read(&text, &document, &styles, &lists)?;
    drop(text);
    if body.text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Source::from_word(name, body.text, body.begins, body.seen.notices()))
}
