//! The zip archive of a Word file, read within bounds.
//!
//! Comes in: bytes. Goes out: the parts that are asked for, as text. Trusts no number that the archive states: what is
//! unpacked is counted while it is unpacked.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::refusal::Refusal;
use super::xml::Xml;

/// The most entries of an archive: a picture is one.
pub(super) const MOST_ENTRIES: usize = 10_000;
/// The most bytes of the part that holds the text.
pub(super) const MOST_BODY: usize = 64 << 20;
/// The most bytes of any other part that is read.
pub(super) const MOST_BESIDE: usize = 8 << 20;
/// The most that a part may grow when it is unpacked; repetitive lists grow a hundredfold, and bombs a thousandfold.
pub(super) const STEEPEST: usize = 300;
/// A part that unpacks to no more than this may grow as it likes.
const SMALL: usize = 4 << 20;

/// The archive.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Package<'b> {
    /// Opens an archive, which unpacks nothing yet.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        match bytes {
            [] => return Err(Refusal::Empty),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(Refusal::OldOrLocked),
            _ if !bytes.starts_with(b"PK") => return Err(Refusal::NoArchive),
            _ if is_zip64(bytes) => return Err(Refusal::Zip64),
            _ => {}
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if archive.len() > MOST_ENTRIES {
            return Err(Refusal::Entries);
        }
        if archive.has_duplicate_names() {
            return Err(Refusal::Twice);
        }
        Ok(Self { archive })
    }

    /// The name of the part that holds the document.
    pub fn document(&mut self) -> Result<String, Refusal> {
        let stated = self.related("", "officeDocument")?;
        let name = stated.unwrap_or_else(|| "word/document.xml".to_owned());
        self.entry(&name)?.map(|_| name).ok_or(Refusal::NoDocument)
    }

    /// The name of the part of a kind that another part is related to; the archive itself has no name.
    pub fn related(&mut self, to: &str, kind: &str) -> Result<Option<String>, Refusal> {
        let (folder, file) = to.rsplit_once('/').unwrap_or(("", to));
        let beside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let list = format!("{beside}_rels/{file}.rels");
        let Some(text) = self.part(&list, MOST_BESIDE)? else {
            return Ok(None);
        };
        let mut xml = Xml::new(&text, &list);
        while let Some(one) = xml.child(0)? {
            let Some(target) =
                one.attribute("Target").filter(|_| one.attribute("TargetMode").as_deref() != Some("External"))
            else {
                continue;
            };
            if one.attribute("Type").is_some_and(|it| it.rsplit('/').next() == Some(kind)) {
                return Ok(Some(resolved(folder, &target)));
            }
        }
        Ok(None)
    }

    /// The text of a part; nothing if there is no such part.
    pub fn part(&mut self, name: &str, most: usize) -> Result<Option<String>, Refusal> {
        let Some(index) = self.entry(name)? else {
            return Ok(None);
        };
        let packed = || Refusal::Packed { part: name.to_owned() };
        let file = self.archive.by_index(index).map_err(|problem| match problem {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::OldOrLocked,
            _ => packed(),
        })?;
        let size = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let steep = size.saturating_mul(STEEPEST).max(SMALL);
        let most_here = most.min(steep);
        let mut bytes = Vec::new();
        let read = file.take(most_here as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > most_here {
            let part = name.to_owned();
            return Err(if steep < most { Refusal::Steep { part } } else { Refusal::Large { part, most: most >> 20 } });
        }
        read.map_err(|_| packed())?;
        decoded(bytes, name).map(Some)
    }

    /// Which entry a part is. Names of parts do not differ by capitals, and some programs turn the slashes round.
    fn entry(&self, name: &str) -> Result<Option<usize>, Refusal> {
        let same = |raw: &[u8]| {
            raw.len() == name.len()
                && raw.iter().zip(name.bytes()).all(|(a, b)| a.eq_ignore_ascii_case(&b) || *a == b'\\' && b == b'/')
        };
        let mut found = self.archive.file_names_raw().enumerate().filter(|(_, raw)| same(raw)).map(|(index, _)| index);
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(Refusal::Twice),
            (first, None) => Ok(first),
        }
    }
}

/// A target from the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    let (mut steps, target): (Vec<&str>, &str) = match target.strip_prefix('/') {
        Some(rooted) => (Vec::new(), rooted),
        None => (folder.split('/').filter(|step| !step.is_empty()).collect(), target),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The text of a part: UTF-8, or UTF-16 with its mark.
fn decoded(bytes: Vec<u8>, part: &str) -> Result<String, Refusal> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        Ok(char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|problem| Refusal::Broken {
            part: part.to_owned(),
            at: problem.utf8_error().valid_up_to() as u64,
            why: "it is not in UTF-8".to_owned(),
        }),
    }
}

/// True if the directory at the end of an archive may be of the larger kind: its numbers have 64 bits there, and room
/// would be made for as many entries as it states.
fn is_zip64(bytes: &[u8]) -> bool {
    const END: &[u8] = b"PK\x05\x06";
    const LOCATOR: &[u8] = b"PK\x06\x07";
    let tail = &bytes[bytes.len().saturating_sub((1 << 16) + 64)..];
    let mut pairs = tail.windows(42).filter(|window| window.starts_with(LOCATOR) && window[20..].starts_with(END));
    pairs.any(|window| window[24..40].chunks(2).any(|number| number == [0xff, 0xff]))
}
