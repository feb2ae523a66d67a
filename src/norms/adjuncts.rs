//! Adjuncts of time: phrases that the reader found apart, and that make one bound together.

use super::seasons;
use super::words::words;
use crate::clauses::Phrase;

/// Adjuncts of time in the order of the text; those that adjoin are one ("until 30 days", "after the signature").
pub fn adjuncts(list: &[Phrase]) -> Vec<String> {
    let mut sorted: Vec<&Phrase> = list.iter().collect();
    sorted.sort_by_key(|p| p.span.start);
    let mut out: Vec<(usize, String)> = Vec::new();
    for phrase in sorted {
        match out.last_mut() {
            Some((end, text))
                if phrase.span.start <= *end + 2
                    && goes_on(&phrase.text)
                    && !seasons::bounds_the_year(text, &phrase.text) =>
            {
                text.push(' ');
                text.push_str(&phrase.text);
                *end = phrase.span.end;
            }
            _ => out.push((phrase.span.end, phrase.text.clone())),
        }
    }
    out.into_iter().map(|(_, text)| text).collect()
}

/// "After the signature", "from the entry into force": what a period before it is reckoned from.
fn goes_on(text: &str) -> bool {
    words(text)
        .first()
        .is_some_and(|w| w.any(&["from", "after", "of", "following", "since", "before", "to", "have", "has"]))
}
