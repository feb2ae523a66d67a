//! What the reader of a report should know about the text that was taken out of a Word file.
//!
//! Comes in: what was met on the way. Goes out: one notice each.

use std::collections::BTreeSet;

/// What was met, and how often.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Words put in by a tracked change.
    pub insertions: usize,
    /// Ends of paragraphs put in so.
    pub inserted_ends: usize,
    /// Words taken out by a tracked change.
    pub deletions: usize,
    /// Ends of paragraphs taken out so.
    pub deleted_ends: usize,
    /// Words moved away.
    pub moves: usize,
    /// Paragraphs whose layout was changed so.
    pub layouts: usize,
    /// References to notes.
    pub notes: usize,
    /// Numbers that Word reckons in fields and does not keep.
    pub reckoned: usize,
    /// Signs of fonts that are not known here.
    pub signs: usize,
    /// Hidden words.
    pub hidden: bool,
    /// A table of contents, or an index.
    pub contents: bool,
    /// A field that does not end.
    pub endless: bool,
    /// Formats of numbers that are not known here.
    pub formats: BTreeSet<String>,
}

impl Seen {
    /// The notices, each a sentence without its full stop.
    pub fn notices(&self) -> Vec<String> {
        let mut out: Vec<String> = self.changes().into_iter().collect();
        let mut add = |met: bool, notice: String| out.extend(Some(notice).filter(|_| met));
        let notes = counted(self.notes, "footnote or endnote", "footnotes and endnotes");
        add(self.notes > 0, format!("{notes} {} left out", were(self.notes)));
        add(self.contents, "a table of contents or an index was left out".to_owned());
        add(self.hidden, "hidden text was left out".to_owned());
        let reckoned = counted(self.reckoned, "number", "numbers");
        let why = "which Word reckons in a field and does not keep in the file";
        add(self.reckoned > 0, format!("{reckoned} {} left out, {why}", were(self.reckoned)));
        let signs = counted(self.signs, "sign", "signs");
        add(self.signs > 0, format!("{signs} of a special font could not be read, and stands as \u{fffd}"));
        add(self.endless, "a field does not end, so that all words in fields were read".to_owned());
        let formats: Vec<String> = self.formats.iter().map(|it| format!("“{it}”")).collect();
        let formats = formats.join(", ");
        add(!self.formats.is_empty(), format!("automatic numbers of the format {formats} were read as figures"));
        out
    }

    /// What was tracked, in one notice.
    fn changes(&self) -> Option<String> {
        // Whole paragraphs are tracked twice, in their words and at their ends.
        let insertions = self.insertions.max(self.inserted_ends);
        let deletions = self.deletions.max(self.deleted_ends);
        let kinds = [
            (insertions, "insertion", "insertions"),
            (deletions, "deletion", "deletions"),
            (self.moves, "move", "moves"),
            (self.layouts, "change of layout", "changes of layout"),
        ];
        let all: Vec<String> =
            kinds.iter().filter(|kind| kind.0 > 0).map(|&(number, one, many)| counted(number, one, many)).collect();
        (!all.is_empty()).then(|| format!("tracked changes were read as accepted ({})", all.join(", ")))
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn were(number: usize) -> &'static str {
    if number == 1 { "was" } else { "were" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_told_once_and_nothing_where_nothing_was_met() {
        assert!(Seen::default().notices().is_empty());
        let seen = Seen { insertions: 2, inserted_ends: 1, deletions: 1, notes: 1, hidden: true, ..Seen::default() };
        assert_eq!(
            seen.notices(),
            [
                "tracked changes were read as accepted (2 insertions, 1 deletion)",
                "1 footnote or endnote was left out",
                "hidden text was left out"
            ]
        );
    }
}
