//! Styles: which number a paragraph has by its style, and what a style hides.
//!
//! Comes in: the part of the styles. Goes out: [`Styles`]. Knows nothing of what the numbers look like.

use std::collections::HashMap;

use super::refusal::Refusal;
use super::xml::Xml;

/// How many styles are looked through, each the base of the one before.
const LONGEST_CHAIN: usize = 24;

/// A number as a paragraph or a style asks for it; either half may be left to the style below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The list; 0 is none.
    pub list: Option<i64>,
    /// The level, from 0.
    pub level: Option<i64>,
}

/// A style of paragraphs or of words.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    /// The number that it gives.
    pub numbered: Numbered,
    hidden: Option<bool>,
    contents: bool,
}

/// All styles by their names in the file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    usual: Option<String>,
}

impl Styles {
    /// Reads the part of the styles.
    pub fn read(text: &str, part: &str) -> Result<Self, Refusal> {
        let mut xml = Xml::new(text, part);
        let mut styles = Self::default();
        let mut name = String::new();
        while let Some(element) = xml.child(0)? {
            match element.word() {
                "style" => {
                    name = element.attribute("styleId").unwrap_or_default().into_owned();
                    let kind = element.attribute("type").unwrap_or_default();
                    if kind == "table" {
                        xml.skip()?;
                        continue;
                    }
                    let usual = element.attribute("default").is_some_and(|it| matches!(&*it, "1" | "true" | "on"));
                    if usual && kind == "paragraph" {
                        styles.usual = Some(name.clone());
                    }
                    styles.all.insert(name.clone(), Style::default());
                }
                "docDefaults" | "latentStyles" | "pPrChange" | "rPrChange" => xml.skip()?,
                _ => {
                    if let Some(style) = styles.all.get_mut(&name) {
                        style.learn(&element);
                    }
                }
            }
        }
        Ok(styles)
    }

    /// A style and those that it is based on; the usual style of paragraphs where none is named.
    pub fn chain<'s>(&'s self, name: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = name.or(self.usual.as_deref());
        std::iter::from_fn(move || {
            let (name, style) = self.all.get_key_value(next?)?;
            next = style.based_on.as_deref();
            Some((name.as_str(), style))
        })
        .take(LONGEST_CHAIN)
    }

    /// True if words in this style are hidden.
    pub fn hides(&self, name: Option<&str>) -> bool {
        self.chain(name).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// True for the styles of a table of contents.
    pub fn is_contents(&self, name: Option<&str>) -> bool {
        name.is_some() && self.chain(name).any(|(_, style)| style.contents)
    }
}

impl Style {
    /// Takes in one of the elements that describe the style.
    fn learn(&mut self, element: &super::xml::Element) {
        match element.word() {
            "name" => {
                let name = element.value().unwrap_or_default().to_lowercase();
                let level = name.strip_prefix("toc ").or(name.strip_prefix("contents "));
                self.contents =
                    level.is_some_and(|it| it == "heading" || it.len() == 1 && it.as_bytes()[0].is_ascii_digit());
            }
            "basedOn" => self.based_on = element.value().map(|it| it.into_owned()),
            "numId" => self.numbered.list = element.number(),
            "ilvl" => self.numbered.level = element.number(),
            "vanish" => self.hidden = Some(element.is_on()),
            _ => {}
        }
    }
}
