//! XML as a stream of elements and words, within bounds.
//!
//! Comes in: the text of a part. Goes out: what opens, what closes, and what stands between. There are no document type
//! declarations and no entities but the five of XML, nothing is nested beyond a limit, and nothing here calls itself.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::refusal::Refusal;

/// How many elements may be open at once; a text box in a table in a text box has some sixty.
pub(super) const DEEPEST: usize = 256;

/// Whose word the name of an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// Of the text, its styles and its numbers.
    Word,
    /// Of formulas.
    Formula,
    /// Of alternatives for older programs.
    Alternative,
    /// Of anything else.
    Other,
}

impl Family {
    /// Both editions of the standard, the strict one and the one that Word writes, have names of their own.
    fn of(name: &ResolveResult) -> Self {
        let ResolveResult::Bound(Namespace(name)) = name else {
            return Self::Other;
        };
        match *name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Formula,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Alternative,
            _ => Self::Other,
        }
    }
}

/// The opening of an element.
pub(super) struct Element<'x> {
    /// Whose word its name is.
    pub family: Family,
    start: BytesStart<'x>,
}

impl Element<'_> {
    /// Its name, without prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Its name if it is one of Word's, else nothing.
    pub fn word(&self) -> &str {
        if self.family == Family::Word { self.name() } else { "" }
    }

    /// The value of an attribute, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut all = self.start.attributes();
        let one = all.with_checks(false).flatten().find(|one| one.key.local_name().into_inner() == name)?;
        one.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// The attribute `val`, in which most elements say what they have to say.
    pub fn value(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// The attribute `val` as a number.
    pub fn number(&self) -> Option<i64> {
        self.value()?.trim().parse().ok()
    }

    /// Whether a switch is on: it is if nothing is said.
    pub fn is_on(&self) -> bool {
        !self.value().is_some_and(|value| matches!(&*value, "0" | "false" | "off"))
    }
}

/// What comes next.
pub(super) enum Node<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// The innermost element ends.
    Close,
    /// Words.
    Text(Cow<'x, str>),
    /// Nothing more.
    End,
}

/// A part that is being read.
pub(super) struct Xml<'x> {
    reader: NsReader<&'x [u8]>,
    part: &'x str,
    depth: usize,
}

impl<'x> Xml<'x> {
    /// Begins at the beginning; `part` is named in faults.
    pub fn new(text: &'x str, part: &'x str) -> Self {
        let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, depth: 0 }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next node.
    pub fn next(&mut self) -> Result<Node<'x>, Refusal> {
        loop {
            let (family, event) = match self.reader.read_resolved_event() {
                Ok((name, event)) => (Family::of(&name), event),
                Err(problem) => return Err(self.faulty(&problem)),
            };
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Refusal::Deep { part: self.part.to_owned(), at: self.at() });
                    }
                    Node::Open(Element { family, start })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Event::Text(words) => Node::Text(words.xml10_content()),
                Event::CData(words) => Node::Text(words.xml10_content()),
                Event::GeneralRef(name) => Node::Text(Cow::Owned(self.character(&name)?.to_string())),
                Event::DocType(_) => return Err(Refusal::Declared { part: self.part.to_owned(), at: self.at() }),
                Event::Eof if self.depth > 0 => return Err(self.broken("it ends before its elements do".to_owned())),
                Event::Eof => Node::End,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// The next element that opens while `depth` elements or more are open; nothing once they have closed.
    pub fn child(&mut self, depth: usize) -> Result<Option<Element<'x>>, Refusal> {
        loop {
            match self.next()? {
                Node::Open(element) => return Ok(Some(element)),
                Node::Close if self.depth < depth => return Ok(None),
                Node::End => return Ok(None),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// Passes over the rest of the innermost element.
    pub fn skip(&mut self) -> Result<(), Refusal> {
        let inside = self.depth;
        while self.child(inside)?.is_some() {}
        Ok(())
    }

    /// Where the reading is, in bytes.
    pub fn at(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// A place that takes in the text of another file.
    pub fn elsewhere(&self) -> Refusal {
        Refusal::Elsewhere { part: self.part.to_owned(), at: self.at() }
    }

    /// The character that a reference stands for.
    fn character(&self, reference: &quick_xml::events::BytesRef) -> Result<char, Refusal> {
        match reference.resolve_char_ref() {
            Ok(Some(character)) => return Ok(character),
            Ok(None) => {}
            Err(problem) => return Err(self.faulty(&problem)),
        }
        let name: &str = reference;
        Ok(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let name = name.chars().take(40).collect();
                return Err(Refusal::Entity { part: self.part.to_owned(), at: self.at(), name });
            }
        })
    }

    /// A fault that the reader found; what it says of itself is left out.
    fn faulty(&self, problem: &quick_xml::Error) -> Refusal {
        self.broken(match problem {
            quick_xml::Error::Namespace(_) => "it names its vocabularies wrongly, or too many of them".to_owned(),
            other => other.to_string(),
        })
    }

    fn broken(&self, why: String) -> Refusal {
        // What the library quotes out of a hostile file may be as long as the file.
        let why = why.chars().take(120).collect();
        // The reader knows where its own faults begin, and says 0 of others.
        let at = match self.reader.error_position() {
            0 => self.at(),
            begin => begin,
        };
        Refusal::Broken { part: self.part.to_owned(), at, why }
    }
}
