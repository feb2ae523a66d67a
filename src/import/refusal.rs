//! Why a Word file is not read: each reason with its place in the file, and the way to mend it.

use super::flow::{MOST_LINE, MOST_PIECES, MOST_TEXT};
use super::package::{MOST_ENTRIES, STEEPEST};
use super::xml::DEEPEST;

/// Why a Word file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Some other kind of file.
    #[error("it is no Word file, for it is not the zip archive that every Word file is")]
    NoArchive,
    /// The container of Word before 2007, and of files with a password.
    #[error("it is protected by a password, or in the format of Word before 2007")]
    OldOrLocked,
    /// A zip archive of something else.
    #[error("it is a zip archive, but holds no Word document")]
    NoDocument,
    /// The zip archive cannot be read.
    #[error("it is damaged, or was cut off on its way")]
    Damaged,
    /// A part of it cannot be unpacked.
    #[error("{part}, a part of it, is damaged and cannot be unpacked")]
    Packed {
        /// The part.
        part: String,
    },
    /// The directory of the archive is written for sizes that no Word file has.
    #[error("its zip archive is written for more than 4 gigabytes (ZIP64)")]
    Zip64,
    /// Two programs might read different texts.
    #[error("two entries of its zip archive have the same name")]
    Twice,
    /// More entries than any Word file has.
    #[error("its zip archive has more than {MOST_ENTRIES} entries")]
    Entries,
    /// A part grows beyond what is read.
    #[error("{part}, a part of it, unpacks to more than {most} MiB")]
    Large {
        /// The part.
        part: String,
        /// The limit.
        most: usize,
    },
    /// A part grows as only zip bombs do.
    #[error("{part}, a part of it, unpacks to more than {STEEPEST} times its size, as zip bombs do")]
    Steep {
        /// The part.
        part: String,
    },
    /// A part is not well formed.
    #[error("{part}, a part of it, is broken at byte {at}: {why}")]
    Broken {
        /// The part.
        part: String,
        /// Where in the part.
        at: u64,
        /// What is wrong.
        why: String,
    },
    /// A document type declaration, in which entity bombs are built.
    #[error("{part}, a part of it, has a document type declaration at byte {at}, which no Word file has")]
    Declared {
        /// The part.
        part: String,
        /// Where in the part.
        at: u64,
    },
    /// An entity that is none of the five of XML.
    #[error("{part}, a part of it, uses the entity `&{name};` at byte {at}, which is not defined")]
    Entity {
        /// The part.
        part: String,
        /// Where in the part.
        at: u64,
        /// The entity.
        name: String,
    },
    /// Elements within elements without end.
    #[error("{part}, a part of it, nests more than {DEEPEST} elements in one another at byte {at}")]
    Deep {
        /// The part.
        part: String,
        /// Where in the part.
        at: u64,
    },
    /// More text than a treaty has.
    #[error("it holds more than {} MiB of text", MOST_TEXT >> 20)]
    Long,
    /// A paragraph longer than a treaty has.
    #[error("it has a paragraph or a row of a table that holds more than {} KiB of text", MOST_LINE >> 10)]
    Line,
    /// More paragraphs than a treaty has.
    #[error("it has more than {MOST_PIECES} paragraphs and cells")]
    Pieces,
    /// Text that is kept in another file.
    #[error("{part}, a part of it, takes in another file at byte {at}, whose text cannot be read")]
    Elsewhere {
        /// The part.
        part: String,
        /// Where in the part.
        at: u64,
    },
}

impl Refusal {
    /// What to do about it.
    pub fn mend(&self) -> &'static str {
        match self {
            Self::Empty => "put the treaty's text into it, or leave it out",
            Self::NoArchive => "save the treaty as a Word document (.docx) or as plain text (.txt)",
            Self::OldOrLocked => "open it in the word processor and save it as .docx without a password",
            Self::NoDocument => "open it in the program that made it and save the text as .docx or .txt",
            Self::Large { .. } | Self::Long | Self::Line | Self::Pieces => {
                "give the treaty alone, in several files if it is so long, or save it as plain text (.txt)"
            }
            Self::Elsewhere { .. } => "open it in the word processor and save it again, so that all text stands in it",
            Self::Damaged | Self::Packed { .. } => {
                "get it once more, or open it in the word processor, which may repair it, and save it again"
            }
            Self::Zip64
            | Self::Twice
            | Self::Entries
            | Self::Steep { .. }
            | Self::Broken { .. }
            | Self::Declared { .. }
            | Self::Entity { .. }
            | Self::Deep { .. } => {
                "if you trust where it comes from, open it in the word processor and save it again as .docx"
            }
        }
    }
}
