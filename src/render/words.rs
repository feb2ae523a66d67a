//! Small words and shapes that the formats share.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::certify::{Coverage, DocumentReport};
use crate::clauses::{BearerStatus, Modality, Power, Reading, Relation, Stop, StopReason};
use crate::source::{Source, join_space};

/// Style of headings and names.
pub const STRONG: Style = Style::new().bold();
/// Style of what is said by the way.
pub const FAINT: Style = Style::new().dimmed();
/// Style of the words in front of a line.
pub const MARK: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
/// Style of what was not read.
pub const ALARM: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

/// How wide a line may grow.
pub const WIDTH: usize = 100;

/// Text in a style, for a writer that strips styles where nobody sees them.
pub fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Cuts a text into lines of at most `width` columns of a terminal, at its spaces; there is always one line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.width();
        if length > 0 && length + 1 + letters > width {
            lines.push(String::new());
            length = 0;
        }
        if let Some(line) = lines.last_mut() {
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += letters;
        }
    }
    lines
}

/// "1 finding", "2 findings".
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {}", if number == 1 { noun.to_owned() } else { plural(noun) })
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !noun.ends_with("ey") => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// How lawyers cite a sentence of a provision: "Article 5(2), second sentence".
pub fn cite(label: &str, sentence: Option<u32>) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    match sentence {
        None => label.to_owned(),
        Some(number) => {
            let word = usize::try_from(number).ok().and_then(|n| WORDS.get(n.checked_sub(1)?));
            let word = word.map_or_else(|| format!("sentence {number}"), |word| format!("{word} sentence"));
            if label.is_empty() { word } else { format!("{label}, {word}") }
        }
    }
}

/// The name of a modality, as JSON has it.
pub fn modality_name(modality: Modality) -> &'static str {
    match modality {
        Modality::Obligation => "obligation",
        Modality::Prohibition => "prohibition",
        Modality::Permission => "permission",
        Modality::Exemption => "exemption",
    }
}

/// What a modality is to a lawyer.
pub fn modality_in_words(modality: Modality) -> &'static str {
    match modality {
        Modality::Obligation => "duty",
        Modality::Prohibition => "prohibition",
        Modality::Permission => "permission",
        Modality::Exemption => "release",
    }
}

/// The name of a bearer's status, as JSON has it.
pub fn bearer_name(status: BearerStatus) -> &'static str {
    match status {
        BearerStatus::Stated => "stated",
        BearerStatus::Implied => "implied",
        BearerStatus::Unstated => "unstated",
        BearerStatus::Hole => "hole",
    }
}

/// The name of a relation of rank, as JSON has it.
pub fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::Notwithstanding => "notwithstanding",
        Relation::SubjectTo => "subject-to",
        Relation::WithoutPrejudiceTo => "without-prejudice-to",
    }
}

/// The name of a power, as JSON has it.
pub fn power_name(power: Power) -> &'static str {
    match power {
        Power::Denounce => "denounce",
        Power::Withdraw => "withdraw",
        Power::Suspend => "suspend",
        Power::Terminate => "terminate",
        Power::Amend => "amend",
        Power::Reserve => "reserve",
    }
}

/// All that stopped the reading of a sentence, that of its clauses included, each once.
pub fn stops_of(reading: &Reading) -> Vec<&Stop> {
    let mut all: Vec<&Stop> = Vec::new();
    for stop in reading.why.iter().chain(reading.clauses.iter().flat_map(|clause| &clause.holes)) {
        if !all.contains(&stop) {
            all.push(stop);
        }
    }
    all
}

/// What stopped the reading, in a sentence with the words to blame.
pub fn stop_in_words(source: &Source, stop: &Stop) -> String {
    reason_in_words(stop.reason, &join_space(source.slice(stop.span)))
}

/// A reason for stopping with the words to blame.
pub fn reason_in_words(reason: StopReason, words: &str) -> String {
    match reason {
        StopReason::NoPredicate => format!("no verb that binds was found in “{words}”"),
        StopReason::NoObject => {
            format!("“{words}” needs something that it acts on, and none was found")
        }
        StopReason::UnknownVerb => format!("“{words}” is not known as a verb"),
        StopReason::ModalLeftOver => format!("“{words}” belongs to no clause that was found"),
        StopReason::Unplaced => format!("no part of the sentence was found for “{words}”"),
        StopReason::AmbiguousCoordination => format!("“{words}” can be divided in two ways"),
    }
}

/// "yields to Article 5", "prevails over paragraph 1 (Article 5(1))".
pub fn rank_in_words(relation: Relation, to: &str, label: Option<&str>) -> String {
    let relation = match relation {
        Relation::Notwithstanding => "prevails over",
        Relation::SubjectTo => "yields to",
        Relation::WithoutPrejudiceTo => "leaves as it is",
    };
    let label = label.filter(|label| *label != to).map(|label| format!(" ({label})")).unwrap_or_default();
    format!("{relation} {to}{label}")
}

/// A share with one decimal. What is not all never reads as 100%, nor what is something as 0%.
pub fn percent(part: usize, of: usize) -> String {
    if part == 0 || of == 0 {
        return "0%".to_owned();
    }
    if part >= of {
        return "100%".to_owned();
    }
    // In tenths, rounded to the nearest.
    let tenths = ((part * 2000 + of) / (of * 2)).clamp(1, 999);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// "59 sentences, 27 operative: all read", "…: 24 read, 2 in part, 1 not read".
pub fn coverage(of: &Coverage) -> String {
    let all = count(of.sentences, "sentence");
    let how = match (of.operative, of.partly, of.unread) {
        (0, _, _) => String::new(),
        (1, 0, 0) => ": read".to_owned(),
        (_, 0, 0) => ": all read".to_owned(),
        (_, partly, 0) => format!(": {} read, {partly} in part", of.read),
        (_, 0, unread) => format!(": {} read, {unread} not read", of.read),
        (_, partly, unread) => format!(": {} read, {partly} in part, {unread} not read", of.read),
    };
    format!("{all}, {} operative{how}", of.operative)
}

/// What was left out or decided when a text was taken out of its file, a line each.
pub fn notices(document: &DocumentReport) -> String {
    let told = document.notices.iter().map(|notice| wrap(&format!("{}: {notice}", document.path), WIDTH).join("\n  "));
    told.map(|notice| format!("{}\n", styled(FAINT, &notice))).collect()
}

/// A page of `specs/`: its headings made strong, its blocks set in.
pub fn page(markdown: &str) -> String {
    let mut text = String::new();
    let mut block = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            block = !block;
            continue;
        }
        match line.trim_start_matches('#') {
            _ if block => text.push_str(format!("    {line}").trim_end()),
            heading if heading.len() < line.len() && heading.starts_with(' ') => text.push_str(&styled(STRONG, line)),
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_spaces_and_long_words_stay_whole() {
        assert_eq!(wrap("the parties shall refrain", 11), ["the parties", "shall", "refrain"]);
        assert_eq!(wrap("unforeseeable", 4), ["unforeseeable"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn a_share_is_all_or_nothing_only_if_it_is() {
        assert_eq!(percent(27, 27), "100%");
        assert_eq!(percent(12853, 13214), "97.3%");
        assert_eq!(percent(99_999, 100_000), "99.9%");
        assert_eq!(percent(1, 100_000), "0.1%");
        assert_eq!(percent(1, 2), "50.0%");
        assert_eq!((percent(0, 3), percent(0, 0)), ("0%".to_owned(), "0%".to_owned()));
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(count(1, "party"), "1 party");
        assert_eq!(count(2, "party"), "2 parties");
        assert_eq!(count(0, "finding"), "0 findings");
    }

    #[test]
    fn sentences_are_cited_by_their_number_in_words() {
        assert_eq!(cite("Article 5(2)", Some(2)), "Article 5(2), second sentence");
        assert_eq!(cite("Article 5", None), "Article 5");
        assert_eq!(cite("Article 5", Some(11)), "Article 5, sentence 11");
    }
}
