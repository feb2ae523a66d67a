//! Words that are seen, and the ends of paragraphs: where a label is put before the words, or the next paragraph goes on.

use super::Walk;
use crate::import::fields::Fields;
use crate::import::flow::Boxed;
use crate::import::numbering::Label;
use crate::import::paragraph::{Ending, Properties};
use crate::import::refusal::Refusal;

/// A paragraph while its words come.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub text: String,
    pub properties: Properties,
    pub boxed: Boxed,
}

/// Words of paragraphs whose end is not seen: the next paragraph goes on there.
#[derive(Debug, Default)]
pub(super) struct Carried {
    pub text: String,
    pub boxed: Boxed,
    /// The label stands in it already.
    pub labelled: bool,
}

/// The main text, or that of a text box.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub paragraph: Option<Paragraph>,
    pub carried: Option<Carried>,
    pub fields: Fields,
    /// The run's words are hidden.
    pub hidden: bool,
    /// The run's words are the mark of a note.
    pub mark: bool,
}

impl Walk<'_, '_> {
    /// Adds to the paragraph what a reader sees.
    pub(super) fn see(&mut self, words: &str) {
        let heeds_fields = self.heeds_fields;
        let story = self.story();
        if heeds_fields && !story.fields.shows() || story.mark {
            return;
        }
        if story.hidden {
            self.seen.hidden |= !words.trim().is_empty();
            return;
        }
        story.paragraph.get_or_insert_default().text.push_str(words);
    }

    /// A paragraph ends: it gets its label, unless its end is not seen and the next one goes on with it.
    pub(super) fn end_paragraph(&mut self) -> Result<(), Refusal> {
        let story = self.story();
        let Some(Paragraph { text, properties, boxed }) = story.paragraph.take() else {
            return Ok(());
        };
        let mut whole = story.carried.take().unwrap_or_default();
        whole.boxed.append(boxed);
        if properties.ending == Ending::Deleted {
            whole.text.push_str(&text);
            self.story().carried = Some(whole);
            return Ok(());
        }
        let hidden = properties.ending == Ending::Hidden;
        let empty = whole.text.trim().is_empty() && text.trim().is_empty();
        if hidden && empty && whole.boxed.is_empty() {
            return Ok(());
        }
        let style = properties.style.as_deref();
        if self.styles.is_contents(style) {
            self.seen.contents |= !empty;
            whole.text.clear();
            self.flow.paragraph(String::new(), whole.boxed);
            return Ok(());
        }
        let label = if whole.labelled { None } else { self.counters.next(properties.numbered, style) };
        self.flow.spend(label.as_ref().map_or(0, |label| label.text.len()))?;
        whole.text.push_str(&text);
        if let Some(label) = label {
            whole.text = labelled(&label, &whole.text);
            whole.labelled = true;
        }
        if hidden {
            whole.labelled = true;
            whole.text.push(' ');
            self.story().carried = Some(whole);
        } else {
            self.flow.paragraph(settled(&whole.text), whole.boxed);
        }
        Ok(())
    }

    /// Words that wait for a next paragraph which does not come are a paragraph by themselves.
    pub(super) fn flush(&mut self) {
        if let Some(Carried { text, boxed, .. }) = self.story().carried.take()
            && !(text.trim().is_empty() && boxed.is_empty())
        {
            self.flow.paragraph(settled(&text), boxed);
        }
    }
}

/// A label and the words behind it. A bare number stands on a line of its own, as texts without layout have it: before
/// words on the same line it would be taken for one of them.
fn labelled(label: &Label, words: &str) -> String {
    let rest = words.trim_start();
    if rest.is_empty() {
        return if label.bullet { String::new() } else { label.text.clone() };
    }
    let bare = label.text.trim().bytes().all(|b| b.is_ascii_digit());
    if bare && !rest.starts_with(char::is_lowercase) {
        return format!("{}\n{rest}", label.text.trim());
    }
    // Where a list leaves no gap the eye sees a label all the same, for instance by its indentation.
    format!("{} {rest}", label.text.trim_end())
}

/// Tabs behind marks that were written by hand are spaces: they part no columns.
fn settled(text: &str) -> String {
    let text = text.trim();
    let mut at = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let word = token.trim();
        let mark = word.len() <= 8 && (word.is_empty() || word.ends_with(['.', ')']));
        if !mark {
            break;
        }
        at += token.len();
    }
    format!("{}{}", text[..at].replace('\t', " "), &text[at..])
}
