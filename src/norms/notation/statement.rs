//! The statement `norm`: who must, must not, may or need not; and how a statement ends.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::error::nearest;
use super::lexer::{
    RESERVED, Res, gap, id, ident, integer, keyword, keywords, miss, need, peek, sign, stop, string, word,
};
use super::parts::{Parts, opens_noun};
use super::terms::{Reader, taken};
use crate::clauses::{Force, Modality};
use crate::norms::{Bearer, Cite, Formula, Norm, Window};
use crate::source::Span;

/// A norm with the ids in it that are still to be looked up.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The norm.
    pub norm: Norm,
    /// `after act 9`: the index in [`Window::after`], the id, and where it stands.
    pub after: Vec<(usize, String, Span)>,
    /// Entries of [`Norm::rank`] that are ids rather than labels.
    pub ranked: Vec<usize>,
}

/// A bearer, and what it is called in its norm.
struct Borne {
    bearer: Bearer,
    var: Option<String>,
}

/// `cite = ["@" PHRASE] ["sentence" N]`
pub fn cite(i: &str) -> Res<'_, (Option<String>, Option<u32>)> {
    let label = |i| match sign("@")(i) {
        Ok((i, _)) => need("the label in quotation marks", string).map(Some).parse(i),
        Err(_) => Ok((i, None)),
    };
    let (i, label) = label(i)?;
    let Ok((start, _)) = keyword("sentence")(i) else { return Ok((i, (label, None))) };
    let (rest, number) = need("the number of the sentence", integer)(start)?;
    match u32::try_from(number) {
        Ok(number) => Ok((rest, (label, Some(number)))),
        Err(_) => stop(start, "the number of the sentence", "sentences are numbered from 1"),
    }
}

impl Reader<'_> {
    /// `norm = "norm" ID cite bearer ":" modal NAME [nouns] {part} "."`
    pub fn norm<'s>(&self, start: &'s str, document: usize) -> Res<'s, Draft> {
        let (i, _) = keyword("norm")(start)?;
        let (i, id) = match id(i) {
            Err(nom::Err::Error(_)) => stop(
                i,
                "the id of the norm",
                "write `norm 3.1 …`; an id with spaces or open brackets goes in quotation marks",
            )?,
            other => other?,
        };
        let (i, (label, sentence)) = cite(i)?;
        let (i, borne) = need("a bearer: `each X`, names, `class …` or `unstated`", |i| self.bearer(i))(i)?;
        let (i, _) = need("`:` after the bearer", sign(":"))(i)?;
        let alone = match &borne.bearer {
            Bearer::Named(names) | Bearer::Jointly(names) if names.len() == 1 => names.first().map(String::as_str),
            _ => None,
        };
        let inner = Reader { var: borne.var.as_deref(), alone, ..*self };
        let (i, (modality, force)) = modal(i)?;
        let mut parts = Parts::default();
        let (i, ()) = inner.deed(i, &mut parts.act)?;
        let (i, ()) = inner.parts(i, &mut parts)?;
        let (rest, _) = end_of(start, i)?;
        let cite =
            Cite { document, span: self.span(start, rest), label: label.unwrap_or_else(|| id.clone()), sentence };
        Ok((rest, parts.into_draft(id, cite, modality, force, borne.bearer)))
    }

    /// `bearer = "each" [IDENT] | "unstated" | "nobody" | "all" "jointly" | "class" noun | NAME {"," NAME} ["jointly"]`
    fn bearer<'s>(&self, i: &'s str) -> Res<'s, Borne> {
        let plain = |bearer| Borne { bearer, var: None };
        match peek(i) {
            Some("each") => {
                let (i, _) = keyword("each")(i)?;
                opt(ident).map(|var: Option<&str>| Borne { bearer: Bearer::Each, var: var.map(str::to_owned) }).parse(i)
            }
            Some("unstated") => keyword("unstated").map(|_| plain(Bearer::Unstated)).parse(i),
            Some("nobody") => keyword("nobody").map(|_| plain(Bearer::Named(Vec::new()))).parse(i),
            Some("all") => {
                let (i, _) = keyword("all")(i)?;
                need("`jointly`", keyword("jointly")).map(|_| plain(Bearer::Jointly(Vec::new()))).parse(i)
            }
            Some("class") => {
                let (i, _) = keyword("class")(i)?;
                need("the class", |i| self.noun(i, false)).map(|n| plain(Bearer::Class(n))).parse(i)
            }
            _ => self.named_bearers(i).map(|(rest, bearer)| (rest, plain(bearer))),
        }
    }

    /// Names with commas, one norm for each; with `&` and `jointly` one norm for all.
    fn named_bearers<'s>(&self, i: &'s str) -> Res<'s, Bearer> {
        let (mut rest, first) = self.agent_name(i)?;
        let mut names = vec![first];
        let mut joined = None;
        while let Ok((after, mark)) = alt((sign(","), sign("&"), keyword("and"))).parse(rest) {
            if mark != "," {
                joined.get_or_insert(rest);
            }
            let (next, more) = need("another bearer", |i| self.agent_name(i))(after)?;
            names.push(more);
            rest = next;
        }
        match (keyword("jointly")(rest), joined) {
            (Ok((rest, _)), _) => Ok((rest, Bearer::Jointly(names))),
            (Err(_), Some(place)) => stop(
                place,
                "`,` or `jointly`",
                "write `A & B jointly` for one norm on both, `A, B` for one norm on each",
            ),
            (Err(_), None) => Ok((rest, Bearer::Named(names))),
        }
    }
}

impl Parts {
    fn into_draft(self, id: String, cite: Cite, modality: Modality, force: Force, bearer: Bearer) -> Draft {
        let window = Window { text: self.words.unwrap_or(self.window.text), ..self.window };
        let condition = self.condition.unwrap_or(Formula::True);
        let (act, exceptions, rank) = (self.act, self.exceptions, self.rank);
        let (on_breach_of, holes) = (self.on_breach_of, self.holes);
        let norm =
            Norm { id, cite, modality, force, bearer, act, condition, exceptions, window, rank, on_breach_of, holes };
        Draft { norm, after: self.after, ranked: self.ranked }
    }
}

/// `modal = ("shall" ["not"] | "may" | "need" "not" | "has" ["the"] "right" "to") ["as" force]`
fn modal(i: &str) -> Res<'_, (Modality, Force)> {
    let (start, _) = gap(i)?;
    let (i, (modality, usual)) = match peek(start) {
        Some("shall") => {
            let not =
                opt(keyword("not")).map(|not| if not.is_some() { Modality::Prohibition } else { Modality::Obligation });
            (keyword("shall"), not).map(|(_, modality)| (modality, Force::Plain)).parse(start)?
        }
        Some("may") => {
            let (i, _) = keyword("may")(start)?;
            if keyword("not")(i).is_ok() {
                return stop(
                    start,
                    "`shall not` or `need not`",
                    "`may not` has two readings: write `shall not` (it is forbidden) or `need not` (it is no duty)",
                );
            }
            (i, (Modality::Permission, Force::Leave))
        }
        Some("need") => {
            let (i, ()) = need("`need not`", keywords(&["need", "not"]))(start)?;
            (i, (Modality::Exemption, Force::Plain))
        }
        Some("has") => {
            let (i, _) = keyword("has")(start)?;
            let (i, _) = opt(keyword("the")).parse(i)?;
            let (i, ()) = need("`right to`", keywords(&["right", "to"]))(i)?;
            (i, (Modality::Permission, Force::Right))
        }
        _ => {
            need("`shall`, `shall not`, `may`, `need not` or `has right to`", |i| miss::<()>(i, "a modal"))(start)?;
            (start, (Modality::Obligation, Force::Plain))
        }
    };
    let Ok((i, _)) = keyword("as")(i) else { return Ok((i, (modality, usual))) };
    let (rest, found) = need("`plain`, `leave` or `right`", word)(i)?;
    match found {
        "plain" => Ok((rest, (modality, Force::Plain))),
        "leave" => Ok((rest, (modality, Force::Leave))),
        "right" => Ok((rest, (modality, Force::Right))),
        _ => stop(
            i,
            "`plain`, `leave` or `right`",
            "after `as` stands how the norm binds; a verb of that name goes in quotation marks",
        ),
    }
}

/// Words that open a part of a norm, and others that are mistyped like them.
const PARTS: &[&str] = &[
    "in",
    "to",
    "by",
    "with",
    "for",
    "season",
    "if",
    "unless",
    "except",
    "within",
    "throughout",
    "during",
    "from",
    "until",
    "after",
    "between",
    "exactly",
    "least",
    "most",
    "notwithstanding",
    "subject",
    "without",
    "on",
    "hole",
];

/// The `.` that ends a statement.
pub fn end(i: &str) -> Res<'_, &str> {
    end_of("", i)
}

/// The `.` that ends a statement which begins at `start`; else a complaint that helps where something else stands.
fn end_of<'s>(start: &'s str, i: &'s str) -> Res<'s, &'s str> {
    let (here, _) = gap(i)?;
    if let Ok(done) = sign(".")(here) {
        return Ok(done);
    }
    let expected = "`.` at the end of the statement, or another part";
    let before = taken(start, here).split_whitespace().next_back().unwrap_or_default();
    let near = |word: &str| nearest(word, PARTS.iter().copied()).filter(|near| *near != word);
    if let Some(near) = peek(here).filter(|found| !RESERVED.contains(found)).and_then(near) {
        return stop(here, expected, format!("did you mean `{near}`?"));
    }
    if let Some(near) = near(before).filter(|_| !here.is_empty()) {
        return stop(here, expected, format!("did you mean `{near}` by `{before}`?"));
    }
    let phrase = opens_noun(here) && !here.is_empty();
    let mend = if phrase {
        "write several words of one phrase with hyphens or in quotation marks"
    } else {
        "end the statement with `.`"
    };
    stop(here, expected, mend)
}
