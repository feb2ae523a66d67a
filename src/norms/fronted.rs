//! "Of the yearly catch, Bel shall land at least one half": what a share is a share of may stand before the clause.

use super::words::{Word, join, words};
use crate::clauses::{Clause, Phrase};

/// Puts what a share is of behind it: "at least one half of the yearly catch".
pub fn settle(clause: &mut Clause) {
    let Some(object) = clause.object.clone() else { return };
    let list = words(&object.text);
    let Some(end) = share_end(&list) else { return };
    if list.get(end).is_some_and(|w| w.is("of")) {
        return;
    }
    let before =
        |p: &Phrase| p.span.start < clause.verb_span.start && words(&p.text).first().is_some_and(|w| w.is("of"));
    let Some(at) = clause.manner.iter().position(before) else { return };
    let whole = clause.manner.remove(at);
    let text =
        format!("{} {}{} {}", join(&list[..end]), whole.text[..1].to_lowercase(), &whole.text[1..], join(&list[end..]));
    clause.object = Some(Phrase { text: text.trim().to_owned(), ..object });
}

/// Where "not less than forty per cent", "two thirds" ends, if the words begin with a share.
fn share_end(list: &[Word]) -> Option<usize> {
    let part = |w: &Word| {
        w.any(&[
            "cent", "percent", "half", "quarter", "quarters", "third", "thirds", "fifth", "fifths", "tenth", "tenths",
        ])
    };
    list.iter().take(7).position(part).map(|at| at + 1)
}
