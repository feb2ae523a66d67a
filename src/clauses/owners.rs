//! Owners: whose provision a citation names, by the words behind it and before it.
//!
//! `owner := "hereof" | "of" "this" instrument | ("of" | "to" | "in") the? name`.
//! Sample: *Article 4 [of the Tolls Convention], Article 5 [of this Treaty], Locks Convention, Article 9*.

use super::citations::{Owner, aside, noun};
use super::references::INSTRUMENTS;
use super::tokens::{Kind, Tok};
use crate::lexicon::Class;

/// Whose the provision is, by the words behind it; the name of an instrument, and where the words end.
pub fn owner(tokens: &[Tok], at: usize) -> (Owner, String, usize) {
    let none = (Owner::Unsaid, String::new(), at);
    let at = aside(tokens, at).unwrap_or(at);
    let Some(token) = tokens.get(at) else { return none };
    if token.says("hereof") {
        return (Owner::Own, String::new(), at + 1);
    }
    if token.says("thereof") || token.says("ibid") {
        return (Owner::Open, String::new(), at + 1);
    }
    // "Article 5 GATT", "Articles 5 and 6 TRIPS".
    if token.kind == Kind::Word && token.upper && !token.function() && !is_title(tokens, at) {
        return (Owner::Other, String::new(), at + 1);
    }
    // "Article 25 2 b) of the Convention": how the numbers go together is not plain.
    if token.kind == Kind::Number {
        return (Owner::Open, String::new(), at);
    }
    let comma = usize::from(token.kind == Kind::Comma);
    let Some(word) = tokens.get(at + comma) else { return none };
    let first = at + comma + 1;
    // "Part XV of and Annex V to the Convention".
    if word.among(&["of", "to"]) && tokens.get(first).is_some_and(|t| t.among(&["and", "or"])) {
        return (Owner::Open, String::new(), at + comma);
    }
    if word.says("of") {
        let the = usize::from(tokens.get(first).is_some_and(|t| t.says("the")));
        match instrument(tokens, first) {
            (Owner::Unsaid, ..) if tokens.get(first + the).is_some_and(is_name) => {
                (Owner::Other, String::new(), name_end(tokens, first + the + 1))
            }
            (Owner::Unsaid, ..) => none,
            found => found,
        }
    } else if word.among(&["to", "in", "under", "on"]) && comma == 0 {
        match instrument(tokens, first) {
            (Owner::Unsaid, ..) => none,
            found => found,
        }
    } else {
        none
    }
}

/// A name, which is none of those who conclude the treaty.
fn is_name(token: &Tok) -> bool {
    token.upper && !token.function() && !token.among(&["parties", "party", "contracting", "states", "members", "high"])
}

/// A capital that opens a title or a new sentence rather than the name of an instrument.
fn is_title(tokens: &[Tok], at: usize) -> bool {
    tokens[at].gap || tokens[at].is(Class::DET.with(Class::SUB)) || noun(&tokens[at]).is_some()
}

/// Words that name a law or an instrument besides treaties.
const LAWS: &[&str] = &[
    "regulation",
    "regulations",
    "resolution",
    "decision",
    "directive",
    "law",
    "code",
    "rules",
    "declaration",
    "constitution",
    "gatt",
    "gats",
    "trips",
    "treaties",
    "conventions",
    "agreements",
    "protocols",
    "schedule",
    "understanding",
    "annex",
    "memorandum",
    "order",
    "principles",
    "terms",
];

/// The instrument that a noun phrase names.
fn instrument(tokens: &[Tok], start: usize) -> (Owner, String, usize) {
    let none = (Owner::Unsaid, String::new(), start);
    let at = start + usize::from(tokens.get(start).is_some_and(|t| t.says("the")));
    let Some(token) = tokens.get(at) else { return none };
    let own = token.says("present") || token.says("this") && at == start;
    let that = token.among(&["that", "said", "same", "such", "aforesaid", "aforementioned", "former", "latter"]);
    if own || that {
        let end = (at + 1..tokens.len().min(at + 4)).find(|&i| is_instrument(&tokens[i]));
        return match end {
            Some(end) if own => (Owner::Own, tokens[end].norm.clone(), end + 1),
            Some(end) => (Owner::Other, tokens[end].norm.clone(), end + 1),
            None if that => (Owner::Open, String::new(), at + 1),
            None => none,
        };
    }
    let Some(index) = instrument_in(tokens, start) else { return none };
    let bare = index == start + 1 && tokens[start].says("the") && tokens[index].upper;
    let more = tokens.get(index + 1).is_some_and(|next| {
        next.upper && !next.function()
            || next.kind == Kind::Number
            || next.among(&["of", "on", "for", "between", "relating", "concerning", "no"])
    });
    let end = name_end(tokens, index + 1);
    let called = tokens[index].norm.clone();
    if bare && !more { (Owner::Named, called, index + 1) } else { (Owner::Other, called, end) }
}

fn is_instrument(token: &Tok) -> bool {
    token.kind == Kind::Word && (token.among(INSTRUMENTS) || token.among(LAWS))
}

/// The noun of the instrument that the noun phrase at a token names: "the relevant provisions" names none.
fn instrument_in(tokens: &[Tok], start: usize) -> Option<usize> {
    /// The longest name of an instrument, up to its noun.
    const LONGEST: usize = 14;
    let goes_on = |token: &Tok| {
        let small = token.among(&["of", "on", "for", "and", "the"]);
        let word = token.upper || token.is(Class::DET.with(Class::ADJ)) || token.kind == Kind::Number;
        small || word && !token.is(Class::MODAL.with(Class::BE).with(Class::REL).with(Class::SUB).with(Class::PREP))
    };
    for (index, token) in tokens.iter().enumerate().skip(start).take(LONGEST) {
        if is_instrument(token) {
            return Some(index);
        }
        if !goes_on(token) {
            return None;
        }
    }
    None
}

/// The end of the name of an instrument: "… on the Law of the Sea of 10 December 1982".
fn name_end(tokens: &[Tok], start: usize) -> usize {
    let mut at = start;
    let mut end = start;
    while let Some(token) = tokens.get(at) {
        let small = token.among(&["of", "on", "the", "for", "and", "in", "to", "no", "between"]);
        let name = token.upper && !token.function() || token.kind == Kind::Number;
        if !small && !name {
            break;
        }
        at += 1;
        if name {
            end = at;
        }
    }
    end
}

/// Whose the provision is, by the words before it: "the 1982 Convention, Article 7", "GATT Article XX".
pub fn named_before(tokens: &[Tok], start: usize) -> Owner {
    let Some(before) = start.checked_sub(1).map(|at| &tokens[at]) else { return Owner::Unsaid };
    let is_year = |t: &Tok| t.kind == Kind::Number && t.norm.len() == 4;
    // A quotation, a footnote whose number stands in the text, an aside about a provision named before it.
    let quoted = matches!(before.norm.as_str(), "\"" | "“" | "„" | "«" | "‘");
    if quoted || before.kind == Kind::Number && !is_year(before) {
        return Owner::Open;
    }
    let mut at = start - 1;
    while at > 0
        && tokens[at].among(&["in", "particular", "including", "inter", "alia", "notably", "especially", "namely"])
    {
        at -= 1;
    }
    if tokens[at].kind == Kind::Comma && at > 0 {
        let earlier = &tokens[at - 1];
        let named = is_instrument(earlier) && earlier.upper
            || earlier.kind == Kind::Number
            || at + 1 < start && is_name(earlier);
        return if named { Owner::Open } else { Owner::Unsaid };
    }
    if (start.saturating_sub(4)..start)
        .any(|at| tokens[at].kind == Kind::Open && at > 0 && matches!(tokens[at - 1].kind, Kind::Number | Kind::Close))
    {
        return Owner::Open;
    }
    let opens = start == 1 || matches!(tokens[start - 2].kind, Kind::Stop | Kind::Semicolon | Kind::Colon);
    let name = before.kind == Kind::Word && before.upper && !before.function() && noun(before).is_none();
    let acronym = name && before.norm.len() >= 3 && !before.is(Class::V_BASE.with(Class::ADV).with(Class::V_S));
    let dated = is_year(before) && start > 1 && is_name(&tokens[start - 2]);
    if dated
        || is_instrument(before) && before.upper && !opens
        || acronym && !opens && !before.is(Class::SUB.with(Class::PREP))
    {
        Owner::Other
    } else {
        Owner::Unsaid
    }
}
