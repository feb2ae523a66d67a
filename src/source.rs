//! Texts and places in them. Every value of the pipeline points back here through a [`Span`].

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A range of bytes in the text of a [`Source`]: `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// True if `other` lies within this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if no byte lies in it.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The same as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// How the bytes of a file became text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Encoding {
    /// Offsets are into the file as stored (a byte-order mark counts).
    #[serde(rename = "utf-8")]
    Utf8,
    /// Offsets are into the decoded text.
    #[serde(rename = "utf-16")]
    Utf16,
    /// Offsets are into the decoded text.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Offsets are into the text as it was taken out of a Word file; its places are numbers of paragraphs.
    #[serde(rename = "docx")]
    Docx,
}

/// A text with its name, as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user gave it.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    /// How the text was stored.
    pub encoding: Encoding,
    /// What was left out or decided when the text was taken out of the file, in sentences without full stops.
    pub notices: Arc<[String]>,
    /// SHA-256 of the bytes of the file, in hexadecimal; empty for a text that stood in none.
    pub digest: Arc<str>,
    /// Where each line begins, or each paragraph of a Word file.
    lines: Arc<[usize]>,
}

/// A place for people: both numbers count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Position {
    /// Line, or paragraph of a Word file.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

/// Why bytes are no text that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// A zero byte: some binary format.
    #[error("this is not a text file (a zero byte stands at offset {0})")]
    Binary(usize),
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
}

impl Source {
    /// A source from text that is in memory already.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self::with_encoding(name, text, Encoding::Utf8)
    }

    fn with_encoding(name: impl Into<String>, text: impl Into<Arc<str>>, encoding: Encoding) -> Self {
        let text = text.into();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { name: name.into(), text, encoding, notices: Arc::default(), digest: Arc::default(), lines }
    }

    /// A source from a Word file: `begins` has the place in the text at which each of its paragraphs begins, in order.
    pub fn from_word(
        name: impl Into<String>,
        text: impl Into<Arc<str>>,
        begins: Vec<usize>,
        notices: Vec<String>,
    ) -> Self {
        // However a file begins, something begins with it.
        let lines = if begins.first() == Some(&0) { begins } else { std::iter::once(0).chain(begins).collect() };
        let (name, text, encoding) = (name.into(), text.into(), Encoding::Docx);
        Self { name, text, encoding, notices: notices.into(), digest: Arc::default(), lines: lines.into() }
    }

    /// A source from the bytes of a file: UTF-8, UTF-16 with its mark, or else Windows-1252.
    ///
    /// # Errors
    /// If the bytes hold no text: see [`NotText`].
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, NotText> {
        let (text, encoding) = decode(bytes)?;
        if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            return Err(NotText::Empty);
        }
        Ok(Self::with_encoding(name, text, encoding))
    }

    /// The same text, which was taken out of a file with these bytes.
    pub fn out_of(self, bytes: &[u8]) -> Self {
        Self { digest: sha256(bytes).into(), ..self }
    }

    /// The exact words of a span; empty if the span does not fall on characters of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte; of a Word file its paragraph, and how many characters into it.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines[line - 1];
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count()) + 1;
        Position { line, column }
    }

    /// The line or paragraph of a byte, in words: "line 12", "paragraph 12".
    pub fn place(&self, offset: usize) -> String {
        let unit = if self.encoding == Encoding::Docx { "paragraph" } else { "line" };
        format!("{unit} {}", self.position(offset).line)
    }
}

fn decode(bytes: &[u8]) -> Result<(String, Encoding), NotText> {
    let wide = |little: bool| {
        let units: Vec<u16> =
            bytes[2..]
                .chunks_exact(2)
                .map(|pair| {
                    if little { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) }
                })
                .collect();
        (String::from_utf16_lossy(&units), Encoding::Utf16)
    };
    match bytes {
        [0xff, 0xfe, ..] => return Ok(wide(true)),
        [0xfe, 0xff, ..] => return Ok(wide(false)),
        _ => {}
    }
    if let Some(place) = bytes.iter().position(|&b| b == 0) {
        return Err(NotText::Binary(place));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), Encoding::Utf8)),
        Err(_) => Ok((bytes.iter().map(|&b| windows_1252(b)).collect(), Encoding::Windows1252)),
    }
}

/// The character of a byte in Windows-1252 (source: the WHATWG Encoding Standard, index windows-1252).
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// SHA-256 in hexadecimal, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Words with single spaces between them.
pub fn join_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let source = Source::new("a.txt", "één\nzwei Wörter");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        let word = source.text.find("Wörter").unwrap();
        assert_eq!(source.position(word), Position { line: 2, column: 6 });
    }

    #[test]
    fn places_of_a_word_file_are_its_paragraphs() {
        let source = Source::from_word("a.docx", "Article 1\n\nPorts\nand docks\n", vec![0, 0, 11], Vec::new());
        assert_eq!(source.position(0), Position { line: 2, column: 1 });
        let word = source.text.find("docks").unwrap();
        assert_eq!(source.position(word), Position { line: 3, column: 11 });
        assert_eq!(source.place(word), "paragraph 3");
        assert_eq!(Source::new("a.txt", "Ports").place(2), "line 1");
    }

    #[test]
    fn bytes_that_are_no_utf8_are_windows_1252() {
        let source = Source::from_bytes("a.txt", b"Article 1 \x96 Aim").unwrap();
        assert_eq!(source.encoding, Encoding::Windows1252);
        assert_eq!(&*source.text, "Article 1 – Aim");
    }

    #[test]
    fn a_digest_is_that_of_the_bytes_and_not_of_the_text() {
        let digest = |bytes: &[u8]| Source::from_bytes("a.txt", bytes).unwrap().out_of(bytes).digest;
        assert_eq!(&*digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_ne!(digest("\u{e9}".as_bytes()), digest(b"\xe9"));
    }

    #[test]
    fn a_zero_byte_and_an_empty_file_are_refused() {
        assert_eq!(Source::from_bytes("a", b"ab\0c").unwrap_err(), NotText::Binary(2));
        assert_eq!(Source::from_bytes("a", b" \n").unwrap_err(), NotText::Empty);
    }
}
