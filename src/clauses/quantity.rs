//! Quantities: comparison, number, unit.
//!
//! `quantity := comparison? number unit? ("per" unit)?`. Sample: *not more than 40 tonnes of hake a year*.

use super::Phrase;
use super::assemble::Here;
use super::tokens::Kind;
use crate::lexicon::Class;

/// The first quantity of a noun phrase, outside relative clauses.
pub fn of(here: Here<'_>, from: usize, end: usize) -> Option<Phrase> {
    let scene = here.scene;
    let mut at = from;
    while at < end {
        if let Some((_, stop)) = scene.bracket(at, end) {
            at = stop;
            continue;
        }
        let token = &scene.tokens[at];
        let plain = token.kind == Kind::Number
            && token
                .norm
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '-') || c.is_ascii_alphabetic())
            && !year(&token.norm)
            && !named_before(here, at);
        let known =
            plain && at > from && scene.tokens[at - 1].among(&["the", "these", "those", "its", "their", "both", "all"]);
        if known {
            at += 1;
            continue;
        }
        if matches!(token.kind, Kind::Amount | Kind::Count | Kind::Period)
            || plain
            || token.says("one")
                && at == from
                && !scene.tokens.get(at + 1).is_some_and(|next| next.among(&["of", "or", "and", "another"]))
        {
            return here.phrase(at, rate_end(here, at + 1, end), "quantity");
        }
        at += 1;
    }
    None
}

fn year(norm: &str) -> bool {
    norm.len() == 4
        && norm.bytes().all(|b| b.is_ascii_digit())
        && (norm.starts_with("19") || norm.starts_with("20") || norm.starts_with("18"))
}

/// "Resolution 242", "No. 5": a number that is a name.
fn named_before(here: Here<'_>, at: usize) -> bool {
    at > 0 && {
        let before = &here.scene.tokens[at - 1];
        before.upper && !before.is(Class::DET) || before.norm == "no" || before.kind == Kind::Stop
    }
}

/// "40 cubic metres of water per second": on to the rate.
fn rate_end(here: Here<'_>, from: usize, end: usize) -> usize {
    let tokens = here.scene.tokens;
    if !tokens.get(from).is_some_and(|token| token.says("of")) {
        return from;
    }
    for (offset, token) in tokens[from..end.min(from + 6)].iter().enumerate() {
        if token.says("per") && from + offset + 1 < end {
            return from + offset + 2;
        }
        if offset > 0 && token.is(Class::PREP) {
            break;
        }
    }
    from
}
