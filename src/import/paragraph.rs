//! What a paragraph, a run, a row or a cell says of itself before its words come.
//!
//! Comes in: the part of the text, at the opening of such a description. Goes out: what matters of it, read to its end.

use super::refusal::Refusal;
use super::seen::Seen;
use super::styles::{Numbered, Styles};
use super::xml::Xml;

/// What becomes of the end of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ending {
    /// The paragraph ends there.
    #[default]
    Seen,
    /// It is taken out by a tracked change: the next paragraph goes on here, and its layout counts.
    Deleted,
    /// It is hidden: the next paragraph goes on here, on the same line.
    Hidden,
}

/// What a paragraph says of itself.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// Its style.
    pub style: Option<String>,
    /// Its list and level.
    pub numbered: Numbered,
    /// What becomes of its end.
    pub ending: Ending,
}

impl Properties {
    /// Reads `w:pPr`.
    pub fn read(xml: &mut Xml, seen: &mut Seen) -> Result<Self, Refusal> {
        let mut out = Self::default();
        let inside = xml.depth();
        while let Some(element) = xml.child(inside)? {
            match element.word() {
                "pStyle" => out.style = element.value().map(|it| it.into_owned()),
                "numId" => out.numbered.list = element.number(),
                "ilvl" => out.numbered.level = element.number(),
                // Within `w:rPr`, which is about the sign at the end of the paragraph.
                "moveFrom" => out.ending = Ending::Deleted,
                "del" => {
                    out.ending = Ending::Deleted;
                    seen.deleted_ends += 1;
                }
                "ins" => seen.inserted_ends += 1,
                "vanish" if element.is_on() && out.ending == Ending::Seen => out.ending = Ending::Hidden,
                "pPrChange" => {
                    seen.layouts += 1;
                    xml.skip()?;
                }
                "rPrChange" | "sectPr" | "numberingChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(out)
    }
}

/// Reads `w:rPr`: whether the words of a run are hidden, unless it says nothing of that.
pub(super) fn hidden(xml: &mut Xml, styles: &Styles) -> Result<Option<bool>, Refusal> {
    let (mut own, mut by_style) = (None, None);
    let inside = xml.depth();
    while let Some(element) = xml.child(inside)? {
        match element.word() {
            "vanish" => own = Some(element.is_on()),
            "rStyle" if styles.hides(element.value().as_deref()) => by_style = Some(true),
            "rPrChange" => xml.skip()?,
            _ => {}
        }
    }
    Ok(own.or(by_style))
}

/// Reads `w:trPr` or `w:tcPr`: whether a tracked change takes out the row or cell.
pub(super) fn deleted(xml: &mut Xml) -> Result<bool, Refusal> {
    let mut out = false;
    let inside = xml.depth();
    while let Some(element) = xml.child(inside)? {
        match element.word() {
            "del" | "cellDel" => out = true,
            "trPrChange" | "tcPrChange" => xml.skip()?,
            _ => {}
        }
    }
    Ok(out)
}
