//! Tokens: words with their places, and the text of a slot.
//!
//! `sentence := (word | number | mark | quotation)*`. Sample: *The ferry shall leave at 06.30.*

use crate::lexicon::{self, Class, NounType, Shape, Word};
use crate::source::Span;

use super::Phrase;

/// What a fixed expression opens or fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Manner,
    Topic,
    Condition,
    Exception,
    Window,
    Purpose,
    Place,
    Noun,
    Focus,
    SubjectTo,
    WithoutPrejudice,
    Notwithstanding,
}

impl Role {
    /// The role as the table of expressions names it.
    pub fn named(name: &str) -> Self {
        match name {
            "topic" => Self::Topic,
            "condition" => Self::Condition,
            "exception" => Self::Exception,
            "window" => Self::Window,
            "purpose" => Self::Purpose,
            "place" => Self::Place,
            "noun-internal" => Self::Noun,
            "focus" => Self::Focus,
            "subject-to" => Self::SubjectTo,
            "without-prejudice" => Self::WithoutPrejudice,
            "notwithstanding" => Self::Notwithstanding,
            _ => Self::Manner,
        }
    }

    /// A condition, an exception or a rank: never part of an inner act.
    pub fn governs(self) -> bool {
        matches!(
            self,
            Self::Condition | Self::Exception | Self::SubjectTo | Self::WithoutPrejudice | Self::Notwithstanding
        )
    }

    /// One of the three ranks.
    pub fn ranks(self) -> bool {
        matches!(self, Self::SubjectTo | Self::WithoutPrejudice | Self::Notwithstanding)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Comma,
    Semicolon,
    Colon,
    Stop,
    Open,
    Close,
    Dash,
    /// A mark that has no bearing on the reading.
    Mark,
    Quoted,
    Number,
    /// "Article 5, paragraph 2", "this Treaty".
    Reference,
    Date,
    /// A number of units of time.
    Period,
    /// A number of units of anything else.
    Amount,
    /// A comparison with a number: "at least 40".
    Count,
    /// The name of a party or a defined term.
    Name(NounType),
    /// "(…)" that belongs to the word before it.
    Aside,
    /// A fixed expression.
    Fixed(Role, Shape),
    /// Items that are read as one.
    Block,
}

/// A word, a mark, or a shield: a stretch of words that is one from here on.
#[derive(Clone, Debug)]
pub struct Tok {
    /// Where it stands.
    pub span: Span,
    /// Lower case, hyphens at line ends mended.
    pub norm: String,
    /// What the lexicon knows of it.
    pub word: Word,
    /// What it is.
    pub kind: Kind,
    /// True if it begins with a capital.
    pub upper: bool,
    /// True if it does not follow the token before it in the text (an item after a chapeau).
    pub gap: bool,
}

impl Tok {
    /// True if it is one of these classes of word.
    pub fn is(&self, class: Class) -> bool {
        self.kind == Kind::Word && self.word.class.any(class)
    }

    /// True if it is this word.
    pub fn says(&self, word: &str) -> bool {
        self.norm == word
    }

    /// True if it is one of these words.
    pub fn among(&self, words: &[&str]) -> bool {
        words.contains(&self.norm.as_str())
    }

    /// The type of the noun.
    pub fn noun(&self) -> Option<NounType> {
        match self.kind {
            Kind::Reference => Some(NounType::Instrument),
            Kind::Date | Kind::Period => Some(NounType::TimeUnit),
            Kind::Amount => Some(NounType::Quantity),
            Kind::Name(kind) => Some(kind),
            Kind::Word => self.word.noun.map(|types| types.0),
            Kind::Fixed(Role::Noun, Shape::Closed) if self.norm.ends_with("into force") => Some(NounType::TimeEvent),
            _ => None,
        }
    }

    /// True if it can be the head of a noun phrase.
    pub fn is_nominal(&self) -> bool {
        match self.kind {
            Kind::Word => self.upper && !self.function() || self.word.class.any(Class::NOUN.with(Class::PRON)),
            Kind::Quoted
            | Kind::Reference
            | Kind::Date
            | Kind::Period
            | Kind::Amount
            | Kind::Name(_)
            | Kind::Number
            | Kind::Count
            | Kind::Block => true,
            Kind::Fixed(Role::Noun, Shape::Closed) => true,
            _ => false,
        }
    }

    /// True for determiners, prepositions and the like.
    pub fn function(&self) -> bool {
        self.word.class.any(
            Class::DET
                .with(Class::PREP)
                .with(Class::CONJ)
                .with(Class::SUB)
                .with(Class::REL)
                .with(Class::MODAL)
                .with(Class::BE)
                .with(Class::PRON),
        )
    }

    /// True for a mark between phrases.
    pub fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Stop | Kind::Dash | Kind::Mark)
    }

    /// True if a determiner, a pronoun or a name stands here.
    pub fn starts_phrase_strictly(&self) -> bool {
        self.is(Class::DET.with(Class::PRON))
            || self.upper && !self.function()
            || !matches!(self.kind, Kind::Word | Kind::Fixed(..)) && self.is_nominal()
    }

    /// True if a noun phrase may begin here.
    pub fn starts_phrase(&self) -> bool {
        match self.kind {
            Kind::Word => {
                (self.word.class.any(Class::DET.with(Class::PRON).with(Class::NUM).with(Class::ADJ))
                    && !self.is(Class::ADV))
                    || self.upper && !self.function()
                    || self.word.class.any(Class::NOUN) && !self.word.class.any(Class::PREP.with(Class::CONJ))
            }
            _ => self.is_nominal(),
        }
    }
}

/// Cuts a stretch of the text into tokens.
pub fn tokenise(text: &str, span: Span, out: &mut Vec<Tok>) {
    let Some(slice) = text.get(span.range()) else { return };
    let first = out.len();
    let mut rest = slice.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c.is_whitespace() {
            continue;
        }
        let tail = &slice[at..];
        let (length, kind) = if c.is_ascii_digit() {
            (number_length(tail), Kind::Number)
        } else if c.is_alphanumeric() {
            (word_length(tail), Kind::Word)
        } else {
            (c.len_utf8(), mark(c))
        };
        push(out, Span::new(span.start + at, span.start + at + length), &tail[..length], kind);
        while rest.peek().is_some_and(|(next, _)| *next < at + length) {
            rest.next();
        }
    }
    if let Some(token) = out.get_mut(first) {
        token.gap = first > 0;
    }
}

fn mark(c: char) -> Kind {
    match c {
        ',' => Kind::Comma,
        ';' => Kind::Semicolon,
        ':' => Kind::Colon,
        '.' | '!' | '?' => Kind::Stop,
        '(' | '[' => Kind::Open,
        ')' | ']' => Kind::Close,
        '–' | '—' | '-' => Kind::Dash,
        _ => Kind::Mark,
    }
}

/// Digits with separators inside, and an ordinal ending.
fn number_length(tail: &str) -> usize {
    let bytes = tail.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let inside =
            matches!(bytes[end], b',' | b'.' | b'/' | b':') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[end].is_ascii_alphanumeric()
            || inside
            || bytes[end] == b'-' && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic))
        {
            break;
        }
        end += 1;
    }
    end
}

/// Letters, hyphens and apostrophes inside; a hyphen at the end of a line goes on in the next.
fn word_length(tail: &str) -> usize {
    let mut end = 0;
    let mut chars = tail.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if c.is_alphanumeric() {
            end = at + c.len_utf8();
        } else if c == '-' && next == Some('\n') {
            let after = tail[at + 1..].trim_start_matches([' ', '\n', '\r']);
            if !after.starts_with(char::is_lowercase) || after.starts_with("and ") || after.starts_with("or ") {
                break;
            }
            while chars.peek().is_some_and(|(_, next)| next.is_whitespace()) {
                chars.next();
            }
        } else if !(matches!(c, '-' | '\'' | '’' | '.') && next.is_some_and(char::is_alphanumeric)) {
            break;
        } else if c == '.' && !(end == 1 && next.is_some_and(char::is_alphabetic)) {
            break;
        }
    }
    end
}

fn push(out: &mut Vec<Tok>, span: Span, text: &str, kind: Kind) {
    let upper = text.starts_with(char::is_uppercase);
    let mut norm = text.to_lowercase();
    if norm.contains('\n') {
        norm = mend(&norm);
    }
    if kind == Kind::Word
        && let Some((head, tail)) = lexicon::lost_space(&norm)
    {
        let middle = span.start + head.len();
        out.push(Tok {
            span: Span::new(span.start, middle),
            word: lexicon::word(head),
            norm: head.to_owned(),
            kind,
            upper,
            gap: false,
        });
        out.push(Tok {
            span: Span::new(middle, span.end),
            word: lexicon::word(tail),
            norm: tail.to_owned(),
            kind,
            upper: false,
            gap: false,
        });
        return;
    }
    let word = if kind == Kind::Word { lexicon::word(&norm) } else { Word::default() };
    out.push(Tok { span, norm, word, kind, upper, gap: false });
}

/// White space joined, hyphens at line ends mended.
pub fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut words = text.split_whitespace().peekable();
    let mut rest = text;
    while let Some(word) = words.next() {
        let at = rest.find(word).unwrap_or(0) + word.len();
        let gap_has_line = rest[at..].chars().take_while(|c| c.is_whitespace()).any(|c| c == '\n');
        rest = &rest[at..];
        let goes_on =
            words.peek().is_some_and(|next| next.starts_with(char::is_lowercase) && !matches!(*next, "and" | "or"));
        match word.strip_suffix('-') {
            Some(head) if gap_has_line && goes_on && head.ends_with(char::is_alphabetic) => {
                let next = words.peek().copied().unwrap_or_default();
                let letters = |c: char| !c.is_alphabetic();
                let half = head.rsplit(letters).next().unwrap_or(head);
                let other = next.split(letters).next().unwrap_or(next);
                out.push_str(head);
                if lexicon::is_known(half) && lexicon::is_known(other) && !lexicon::is_known(&format!("{half}{other}"))
                {
                    out.push('-');
                }
            }
            _ => {
                out.push_str(word);
                if words.peek().is_some() {
                    out.push(' ');
                }
            }
        }
    }
    out
}

/// The phrase of the tokens `start..end`, without marks and joining words at its ends.
pub fn phrase(text: &str, tokens: &[Tok], start: usize, end: usize, rule: &'static str) -> Option<Phrase> {
    let loose = |token: &Tok| {
        token.kind == Kind::Aside && token.norm.starts_with("herein")
            || matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Stop | Kind::Dash)
            || token.among(&["and", "or", "but", "nor"])
    };
    let end = end.min(tokens.len());
    let mut start = start;
    while start < end && loose(&tokens[start]) {
        start += 1;
    }
    let mut stop = end;
    while stop > start && loose(&tokens[stop - 1]) {
        stop -= 1;
    }
    if start >= stop {
        return None;
    }
    let (mut words, mut run) = (String::new(), tokens[start].span);
    for token in &tokens[start + 1..stop] {
        if token.gap || token.span.start < run.end {
            words.push_str(&mend(text.get(run.range()).unwrap_or_default()));
            words.push(' ');
            run = token.span;
        } else {
            run = run.join(token.span);
        }
    }
    words.push_str(&mend(text.get(run.range()).unwrap_or_default()));
    Some(Phrase { text: words, span: run, rule })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn norms(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokenise(text, Span::new(0, text.len()), &mut out);
        out.into_iter().map(|token| token.norm).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            norms("The U.S. ferry leaves at 06.30, pays 1,200 and re-\nturns."),
            ["the", "u.s", ".", "ferry", "leaves", "at", "06.30", ",", "pays", "1,200", "and", "returns", "."]
        );
    }

    #[test]
    fn line_ends_are_joined() {
        assert_eq!(mend("the im-\n munities of  the\nagents"), "the immunities of the agents");
        assert_eq!(mend("open-\nair"), "open-air");
    }
}
