//! Parties of a treaty that does not open in one of the usual ways: whoever is named before the first article by the
//! form of a State ("the Kingdom of Tavel", "the Governments of Brade and of Uller").

use super::{Document, Party, Place};
use crate::source::Span;

/// Words that begin the name of a State.
const FORMS: [&str; 22] = [
    "Republic",
    "Kingdom",
    "Empire",
    "Duchy",
    "Principality",
    "Commonwealth",
    "Federation",
    "Confederation",
    "Union",
    "Emirate",
    "Sultanate",
    "Grand Duchy",
    "Free City",
    "Free Town",
    "Free State",
    "Realm",
    "Government",
    "Governments",
    "Canton",
    "City",
    "Order",
    "State",
];

/// Names are looked for in so many bytes at the beginning.
const OPENING: usize = 20_000;

/// The parties named in the opening words, in the order of the text.
pub fn parties(document: &Document) -> Vec<Party> {
    let mut out: Vec<Party> = Vec::new();
    let opening = document.sentences.iter().take_while(|s| s.place != Place::Body && s.span.end < OPENING);
    for sentence in opening {
        named(document.source.slice(sentence.span), sentence.span.start, &mut out);
    }
    if out.len() < 2 {
        out.clear();
    }
    out
}

/// Names of the form "Kingdom of X" in a text that starts at `offset`.
fn named(text: &str, offset: usize, out: &mut Vec<Party>) {
    let mut from = 0;
    while let Some((form, at)) = next_form(text, from) {
        let rest = &text[at + form.len() + 4..];
        let len = proper(rest);
        let end = at + form.len() + 4 + len;
        from = end.max(at + 1);
        if len == 0 {
            continue;
        }
        add(out, text, (at, end), &rest[..len], offset);
        if form == "Governments" {
            several(text, end, out, offset);
        }
    }
}

/// "… and of Uller" after "the Governments of Brade".
fn several(text: &str, from: usize, out: &mut Vec<Party>, offset: usize) {
    let mut at = from;
    while let Some(joined) = [" and of ", ", of ", " and "].into_iter().find(|j| text[at..].starts_with(j)) {
        let rest = &text[at + joined.len()..];
        let len = proper(rest);
        if len == 0 {
            return;
        }
        add(out, text, (at + joined.len(), at + joined.len() + len), &rest[..len], offset);
        at += joined.len() + len;
    }
}

fn add(out: &mut Vec<Party>, text: &str, (start, end): (usize, usize), short: &str, offset: usize) {
    if out.iter().all(|p| p.short != short) {
        let span = Span::new(offset + start, offset + end);
        out.push(Party { name: text[start..end].to_owned(), short: short.to_owned(), roles: Vec::new(), span });
    }
}

/// The next "<Form> of " and where it stands.
fn next_form(text: &str, from: usize) -> Option<(&'static str, usize)> {
    let found = FORMS.iter().filter_map(|form| {
        let needle = format!("{form} of ");
        text.get(from..)?.find(&needle).map(|at| (*form, from + at))
    });
    found.min_by_key(|(form, at)| (*at, std::cmp::Reverse(form.len())))
}

/// Length of the words in capitals at the front.
fn proper(text: &str) -> usize {
    let mut len = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end().trim_end_matches(',');
        if !bare.chars().next().is_some_and(char::is_uppercase) {
            break;
        }
        len += bare.len();
        if bare.len() < word.len() - usize::from(word.ends_with(' ')) || !word.ends_with(' ') {
            break;
        }
        len += 1;
    }
    text[..len].trim_end_matches([' ', '.', ';', ':', ')', '"']).len()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn names(text: &str) -> Vec<String> {
        parties(&read(Source::new("a.txt", text))).into_iter().map(|p| p.short).collect()
    }

    use crate::source::Source;

    #[test]
    fn forms_of_states_name_parties_wherever_they_stand_in_the_opening() {
        let text = "SALT CONVENTION\n\nConcluded between the Kingdom of Arn Minor and the Republic of Belm\n\nArticle 1\n\nThe pits are open.\n";
        assert_eq!(names(text), ["Arn Minor", "Belm"]);
        let text = "SALT CONVENTION\n\nThe Governments of Arn and of Belm, having resolved to dig salt, have agreed:\n\nArticle 1\n\nThe pits are open.\n";
        assert_eq!(names(text), ["Arn", "Belm"]);
    }
}
