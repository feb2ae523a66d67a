//! The text of a Word file, as a reader sees it once all tracked changes are accepted.
//!
//! Comes in: the part that holds the text, its styles and lists. Goes out: the text with the places of its paragraphs,
//! and what was met on the way. Headers, footers, notes and comments are parts of their own, and are not opened.

mod ends;

use super::fields::{Met, kind};
use super::flow::Flow;
use super::numbering::{Counters, Lists};
use super::paragraph::{self, Properties};
use super::refusal::Refusal;
use super::seen::Seen;
use super::styles::Styles;
use super::symbols;
use super::xml::{Element, Family, Node, Xml};
use ends::{Paragraph, Story};

/// Alternatives that are understood: shapes with text in them, and what newer editions of Word add to old elements.
const UNDERSTOOD: [&str; 7] = ["wps", "wpg", "wpc", "wp14", "w14", "w15", "a14"];

/// An element that is open, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Body,
    Paragraph,
    Run,
    /// Words; the spaces around them count if `kept`.
    Words {
        kept: bool,
    },
    Instruction,
    Table,
    Row,
    Cell,
    TextBox,
    /// Alternatives, of which one may be taken already.
    Choices {
        taken: bool,
    },
    Plain,
}

/// What was read.
pub(super) struct Body {
    /// The text.
    pub text: String,
    /// Where each paragraph begins.
    pub begins: Vec<usize>,
    /// What was met.
    pub seen: Seen,
}

struct Walk<'x, 'd> {
    xml: Xml<'x>,
    styles: &'d Styles,
    counters: Counters<'d>,
    flow: Flow,
    seen: Seen,
    open: Vec<Open>,
    stories: Vec<Story>,
    /// The words of the innermost element.
    words: String,
    /// False if a field does not end, so that fields cannot be told from the text around them.
    heeds_fields: bool,
    /// White space around words counts everywhere.
    keeps_space: bool,
    found_body: bool,
    /// A field has not come to its end in its text box.
    unfinished: bool,
}

/// Reads the part that holds the text.
pub(super) fn read(text: &str, part: &str, styles: &Styles, lists: &Lists) -> Result<Body, Refusal> {
    let mut walk = Walk::new(text, part, styles, lists);
    walk.all()?;
    if walk.unfinished {
        walk = Walk::new(text, part, styles, lists);
        walk.heeds_fields = false;
        walk.seen.endless = true;
        walk.all()?;
    }
    if !walk.found_body {
        return Err(Refusal::NoDocument);
    }
    walk.seen.formats = walk.counters.unknown;
    let (text, begins) = walk.flow.finish()?;
    Ok(Body { text, begins, seen: walk.seen })
}

impl<'x, 'd> Walk<'x, 'd> {
    fn new(text: &'x str, part: &'x str, styles: &'d Styles, lists: &'d Lists) -> Self {
        Self {
            xml: Xml::new(text, part),
            styles,
            counters: Counters::new(lists, styles),
            flow: Flow::default(),
            seen: Seen::default(),
            open: Vec::new(),
            stories: vec![Story::default()],
            words: String::new(),
            heeds_fields: true,
            keeps_space: false,
            found_body: false,
            unfinished: false,
        }
    }

    fn all(&mut self) -> Result<(), Refusal> {
        loop {
            match self.xml.next()? {
                Node::Open(element) => {
                    let open = self.enter(&element)?;
                    self.open.extend(open);
                }
                Node::Close => {
                    if let Some(open) = self.open.pop() {
                        self.leave(open)?;
                    }
                }
                Node::Text(words) => {
                    if let Some(Open::Words { .. } | Open::Instruction) = self.open.last() {
                        self.flow.spend(words.len())?;
                        symbols::add(&words, &mut self.words);
                    }
                }
                Node::End => break,
            }
        }
        self.end_story()
    }

    fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::default());
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    /// An element begins. Nothing is left open if all of it was read, or passed over, at once.
    fn enter(&mut self, element: &Element) -> Result<Option<Open>, Refusal> {
        match element.family {
            Family::Word => self.enter_word(element),
            Family::Alternative => self.enter_alternative(element),
            Family::Formula if element.name() == "t" => Ok(Some(self.begin_words(element))),
            Family::Formula | Family::Other => Ok(Some(Open::Plain)),
        }
    }

    fn enter_word(&mut self, element: &Element) -> Result<Option<Open>, Refusal> {
        Ok(Some(match element.name() {
            "document" => {
                self.keeps_space = element.attribute("space").as_deref() == Some("preserve");
                Open::Plain
            }
            "body" => {
                self.found_body = true;
                Open::Body
            }
            "p" => {
                self.flow.piece()?;
                self.end_paragraph()?;
                self.story().paragraph = Some(Paragraph::default());
                Open::Paragraph
            }
            "r" => {
                self.begin_run();
                Open::Run
            }
            "t" => self.begin_words(element),
            "instrText" => {
                self.words.clear();
                Open::Instruction
            }
            "tbl" => {
                self.flush();
                self.flow.open_table();
                Open::Table
            }
            "tr" => {
                self.flow.piece()?;
                self.flow.open_row();
                Open::Row
            }
            "tc" => {
                self.flow.piece()?;
                self.flow.open_cell();
                Open::Cell
            }
            "txbxContent" => {
                self.stories.push(Story::default());
                self.flow.open_box();
                Open::TextBox
            }
            "altChunk" | "subDoc" => return Err(self.xml.elsewhere()),
            _ => return self.enter_small(element),
        }))
    }

    /// Descriptions, tracked changes, and what stands between words.
    fn enter_small(&mut self, element: &Element) -> Result<Option<Open>, Refusal> {
        match element.name() {
            "pPr" => {
                let properties = Properties::read(&mut self.xml, &mut self.seen)?;
                self.story().paragraph.get_or_insert_default().properties = properties;
                return Ok(None);
            }
            "rPr" if self.open.last() == Some(&Open::Run) => {
                let hidden = paragraph::hidden(&mut self.xml, self.styles)?;
                let story = self.story();
                story.hidden = hidden.unwrap_or(story.hidden);
                return Ok(None);
            }
            "trPr" | "tcPr" => return self.row_or_cell(),
            "ins" => self.seen.insertions += 1,
            "del" => {
                self.seen.deletions += 1;
                return self.pass_over();
            }
            "moveFrom" => {
                self.seen.moves += 1;
                return self.pass_over();
            }
            "footnoteReference" | "endnoteReference" => {
                self.seen.notes += 1;
                self.story().mark |=
                    element.attribute("customMarkFollows").is_some_and(|it| !matches!(&*it, "0" | "false"));
            }
            "fldChar" => {
                let step = element.attribute("fldCharType").unwrap_or_default();
                let met = self.story().fields.step(&step);
                self.meet(met);
            }
            "fldSimple" => {
                let met = kind(&element.attribute("instr").unwrap_or_default());
                self.meet(met);
                if met == Met::Contents {
                    return self.pass_over();
                }
            }
            "tab" | "ptab" => self.add("\t")?,
            "br" | "cr" => self.add("\n")?,
            "noBreakHyphen" => self.add("-")?,
            "sym" => self.sign(element)?,
            "rPr" | "sdtPr" | "sdtEndPr" | "tblPr" | "tblPrEx" | "tblGrid" | "sectPr" | "customXmlPr"
            | "smartTagPr" | "rubyPr" | "rt" => return self.pass_over(),
            _ => {}
        }
        Ok(Some(Open::Plain))
    }

    fn pass_over(&mut self) -> Result<Option<Open>, Refusal> {
        self.xml.skip()?;
        Ok(None)
    }

    /// What a row or a cell says of itself. One that is deleted is passed over to its end.
    fn row_or_cell(&mut self) -> Result<Option<Open>, Refusal> {
        let deleted = paragraph::deleted(&mut self.xml)?;
        let what = self.open.last().copied();
        if !deleted || !matches!(what, Some(Open::Row | Open::Cell)) {
            return Ok(None);
        }
        self.seen.deletions += 1;
        self.xml.skip()?;
        self.open.pop();
        match what {
            Some(Open::Row) => self.flow.drop_row(),
            _ => self.flow.drop_cell(),
        }
        Ok(None)
    }

    /// Of alternatives the first that is understood is read, and no other.
    fn enter_alternative(&mut self, element: &Element) -> Result<Option<Open>, Refusal> {
        let Some(Open::Choices { taken }) = self.open.last_mut() else {
            let choices = element.name() == "AlternateContent";
            return Ok(Some(if choices { Open::Choices { taken: false } } else { Open::Plain }));
        };
        let needs = element.attribute("Requires").unwrap_or_default();
        let understood = needs.split_whitespace().all(|it| UNDERSTOOD.contains(&it));
        if *taken || !understood {
            return self.pass_over();
        }
        *taken = true;
        Ok(Some(Open::Plain))
    }

    /// An element ends.
    fn leave(&mut self, open: Open) -> Result<(), Refusal> {
        match open {
            Open::Paragraph => self.end_paragraph()?,
            Open::Words { kept } => {
                let words = std::mem::take(&mut self.words);
                self.see(if kept { &words } else { words.trim() });
                self.words = words;
            }
            Open::Instruction => {
                let words = std::mem::take(&mut self.words);
                self.story().fields.instruct(&words);
            }
            Open::Cell => {
                self.end_paragraph()?;
                self.flush();
            }
            Open::Table => self.flow.close_table(),
            Open::TextBox => {
                self.end_story()?;
                let boxed = self.flow.close_box();
                self.stories.pop();
                self.story().paragraph.get_or_insert_default().boxed.append(boxed);
            }
            Open::Run => self.begin_run(),
            Open::Body | Open::Row | Open::Choices { .. } | Open::Plain => {}
        }
        Ok(())
    }

    fn end_story(&mut self) -> Result<(), Refusal> {
        self.end_paragraph()?;
        self.flush();
        self.unfinished |= self.story().fields.is_unfinished();
        Ok(())
    }

    fn begin_run(&mut self) {
        let styles = self.styles;
        let story = self.story();
        let style = story.paragraph.as_ref().and_then(|it| it.properties.style.as_deref());
        story.hidden = styles.hides(style);
        story.mark = false;
    }

    fn begin_words(&mut self, element: &Element) -> Open {
        self.words.clear();
        let space = element.attribute("space");
        Open::Words { kept: space.map_or(self.keeps_space, |it| it == "preserve") }
    }

    /// Adds what is no word: a tab, the break of a line.
    fn add(&mut self, sign: &str) -> Result<(), Refusal> {
        self.flow.spend(sign.len())?;
        self.see(sign);
        Ok(())
    }

    fn sign(&mut self, element: &Element) -> Result<(), Refusal> {
        let (font, code) = (element.attribute("font"), element.attribute("char"));
        let sign = symbols::sign(&font.unwrap_or_default(), &code.unwrap_or_default());
        self.seen.signs += usize::from(sign.is_none());
        self.add(&sign.unwrap_or('\u{fffd}').to_string())
    }

    fn meet(&mut self, met: Met) {
        match met {
            Met::Contents if self.heeds_fields => self.seen.contents = true,
            Met::Number => self.seen.reckoned += 1,
            Met::Contents | Met::Nothing => {}
        }
    }
}
