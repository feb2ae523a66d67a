//! Words of a phrase: what the readers of phrases in this folder work on.

/// A word or a punctuation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub text: String,
    /// In small letters, possessive ending off.
    pub lower: String,
    /// True if it ends in 's or s'.
    pub possessive: bool,
    /// True for a comma, semicolon or colon.
    pub mark: bool,
}

impl Word {
    /// True if it begins with a capital letter.
    pub fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// True if it is this word, in small letters.
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// True if it is one of these words, in small letters.
    pub fn any(&self, list: &[&str]) -> bool {
        list.contains(&self.lower.as_str())
    }
}

/// The words and commas of a text; quotation marks and brackets are left out.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inner = c.is_alphanumeric() || (start.is_some() && is_joiner(text, at, c));
        match (inner, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push(word(&text[from..at]));
                start = None;
            }
            _ => {}
        }
        if !inner && matches!(c, ',' | ';' | ':') {
            out.push(Word { text: c.to_string(), lower: c.to_string(), possessive: false, mark: true });
        }
    }
    if let Some(from) = start {
        out.push(word(&text[from..]));
    }
    out
}

/// Whether the words begin with these, in small letters.
pub fn starts_with(list: &[Word], form: &[&str]) -> bool {
    list.len() >= form.len() && form.iter().zip(list).all(|(f, w)| w.is(f))
}

/// A hyphen, apostrophe, point or comma between two letters or digits joins them.
fn is_joiner(text: &str, at: usize, c: char) -> bool {
    let next = text[at + c.len_utf8()..].chars().next();
    let before = text[..at].chars().next_back();
    match c {
        '-' | '\u{2010}' | '\u{2011}' => next.is_some_and(char::is_alphanumeric),
        '\'' | '’' => next.is_none_or(|n| n.is_alphabetic()) || before == Some('s'),
        '.' | ',' => next.is_some_and(|n| n.is_ascii_digit()) && before.is_some_and(|b| b.is_ascii_digit()),
        _ => false,
    }
}

fn word(text: &str) -> Word {
    let lower = text.to_lowercase().replace('’', "'").replace(['\u{2010}', '\u{2011}'], "-");
    let stripped = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\''));
    let possessive = stripped.is_some();
    Word { text: text.to_owned(), lower: stripped.unwrap_or(&lower).to_owned(), possessive, mark: false }
}

/// The words joined by single blanks, as written.
pub fn join(list: &[Word]) -> String {
    let mut out = String::new();
    for w in list {
        if !out.is_empty() && !w.mark {
            out.push(' ');
        }
        out.push_str(&w.text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_numbers_and_possessives_hold_together() {
        let list: Vec<String> =
            words("Tarnia's 1,200 fire-fighting aircraft, (the \"Fleet\")").into_iter().map(|w| w.lower).collect();
        assert_eq!(list, ["tarnia", "1,200", "fire-fighting", "aircraft", ",", "the", "fleet"]);
    }
}
