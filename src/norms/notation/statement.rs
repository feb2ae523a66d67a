//! The statement `norm`: who must, must not, may or need not do what, and all that goes with it.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::calendar::day_of_year;
use super::error::nearest;
use super::lexer::{
    RESERVED, Res, at_sign, gap, id, ident, integer, keyword, keywords, miss, name, need, peek, sign, stop, string, word,
};
use super::terms::{Reader, opens_quantity, quantity, taken};
use crate::clauses::{Force, Modality, Relation, Stop, StopReason};
use crate::norms::{Act, Bearer, Cite, Exception, Formula, Norm, Noun, Quantity, Season, Window};
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

/// What stands after the verb and its things.
#[derive(Default)]
struct Parts {
    act: Act,
    condition: Option<Formula>,
    exceptions: Vec<Exception>,
    who: Option<Noun>,
    window: Window,
    words: Option<Vec<String>>,
    after: Vec<(usize, String, Span)>,
    rank: Vec<(Relation, String)>,
    ranked: Vec<usize>,
    on_breach_of: Option<String>,
    holes: Vec<Stop>,
}

/// Every reason for a hole, with the word that the notation has for it.
pub const HOLES: [(&str, StopReason); 6] = [
    ("no-predicate", StopReason::NoPredicate),
    ("no-object", StopReason::NoObject),
    ("unknown-verb", StopReason::UnknownVerb),
    ("modal-left-over", StopReason::ModalLeftOver),
    ("unplaced", StopReason::Unplaced),
    ("ambiguous-coordination", StopReason::AmbiguousCoordination),
];

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
        let (i, id) = need("the id of the norm, such as `3.1`", id)(i)?;
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
        let (rest, _) = end(i)?;
        let cite = Cite { document, span: self.span(start, rest), label: label.unwrap_or_else(|| id.clone()), sentence };
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
            _ => named_bearers(i).map(|(rest, bearer)| (rest, plain(bearer))),
        }
    }

    /// A verb and its things.
    fn deed<'s>(&self, i: &'s str, act: &mut Act) -> Res<'s, ()> {
        let (i, kind) = need("a verb; one of several words in quotation marks", name)(i)?;
        act.kind = kind;
        self.things(i, act)
    }

    fn things<'s>(&self, i: &'s str, act: &mut Act) -> Res<'s, ()> {
        if !opens_noun(i) {
            return Ok((i, ()));
        }
        let (i, things) = self.nouns(i, false)?;
        act.thing = things;
        let Ok((i, operator)) = alt((sign("<="), sign(">="), sign("="))).parse(i) else { return Ok((i, ())) };
        let (i, number) = need("a whole number", integer)(i)?;
        let unit = act.thing.first().map(|n| n.head.clone()).unwrap_or_default();
        let least = (operator != "<=").then_some(number);
        act.quantity = Some(Quantity { unit, least, most: (operator != ">=").then_some(number) });
        Ok((i, ()))
    }

    /// `act = ["thing" nouns | NAME [nouns]] {act-part}`
    fn act<'s>(&self, i: &'s str, act: &mut Act) -> Res<'s, ()> {
        let (mut i, ()) = match peek(i) {
            Some("thing") => {
                let (rest, things) = need("a thing", |i| self.nouns(i, false))(keyword("thing")(i)?.0)?;
                act.thing = things;
                (rest, ())
            }
            Some(found) if RESERVED.contains(&found) => (i, ()),
            _ if at_sign(i, ")") => (i, ()),
            _ => self.deed(i, act)?,
        };
        while let (rest, true) = self.act_part(i, act)? {
            i = rest;
        }
        Ok((i, ()))
    }

    /// `act-part = ("in" | "at") nouns | "to" nouns | ("by" | "with" | "for") noun | quantity | season`
    fn act_part<'s>(&self, i: &'s str, act: &mut Act) -> Res<'s, bool> {
        let (start, _) = gap(i)?;
        let taken_twice = |full: bool| if full { twice(start) } else { Ok((start, ())) };
        let rest = match peek(i).unwrap_or_default() {
            "at" | "exactly" | "between" | "any" if opens_quantity(i) => {
                taken_twice(act.quantity.is_some())?;
                let (rest, found) = quantity(i)?;
                act.quantity = Some(found);
                rest
            }
            "in" | "at" => {
                taken_twice(!act.place.is_empty())?;
                let (rest, found) = need("a place", |i| self.nouns(i, false))(word(i)?.0)?;
                act.place = found;
                rest
            }
            "to" => {
                taken_twice(!act.to.is_empty())?;
                let (rest, found) = need("to whom", |i| self.nouns(i, true))(word(i)?.0)?;
                act.to = found;
                rest
            }
            "by" | "with" | "for" => {
                let (rest, found) = need("how, or what for", |i| self.noun(i, false))(word(i)?.0)?;
                act.manner.push(found);
                rest
            }
            "season" => {
                taken_twice(act.season.is_some())?;
                let days =
                    (need("a day of the year", day_of_year), need("`to`", keyword("to")), need("a day of the year", day_of_year));
                let (rest, season) = days.map(|(from, _, to)| Season { from, to }).parse(word(i)?.0)?;
                act.season = Some(season);
                rest
            }
            _ => return Ok((i, false)),
        };
        Ok((rest, true))
    }

    fn parts<'s>(&self, i: &'s str, parts: &mut Parts) -> Res<'s, ()> {
        let mut i = i;
        loop {
            let (rest, found) = self.act_part(i, &mut parts.act)?;
            let (rest, found) = if found { (rest, true) } else { self.condition_part(i, parts)? };
            let (rest, found) = if found { (rest, true) } else { self.time_part(i, parts)? };
            let (rest, found) = if found { (rest, true) } else { self.other_part(i, parts)? };
            if !found {
                return Ok((i, ()));
            }
            i = rest;
        }
    }

    /// `condition-part = "if" formula | "unless" formula`
    fn condition_part<'s>(&self, i: &'s str, parts: &mut Parts) -> Res<'s, bool> {
        let (start, _) = gap(i)?;
        let negative = match peek(i) {
            Some("if") => false,
            Some("unless") => true,
            _ => return Ok((i, false)),
        };
        let (rest, formula) = need("a condition", |i| self.formula(i))(word(i)?.0)?;
        let formula = if negative { Formula::Not(Box::new(formula)) } else { formula };
        parts.condition = Some(match parts.condition.take() {
            None => formula,
            Some(before) if negative => Formula::All(vec![before, formula]),
            Some(_) => return stop(start, "another part", "`if` stands twice; join the conditions with `and`"),
        });
        Ok((rest, true))
    }

    /// `time-part = "within" range | ("throughout" | "during") [range] | "from" instant | "until" instant | "after" "act" …`
    fn time_part<'s>(&self, i: &'s str, parts: &mut Parts) -> Res<'s, bool> {
        let (start, _) = gap(i)?;
        let rest = match peek(i).unwrap_or_default() {
            "within" => self.range(word(i)?.0, &mut parts.window)?.0,
            "from" | "until" => self.ends(i, &mut parts.window)?.0,
            "throughout" | "during" => {
                parts.window.throughout = true;
                let (rest, _) = word(i)?;
                match peek(rest) {
                    Some("from" | "until") => self.ends(rest, &mut parts.window)?.0,
                    Some("within") => self.range(word(rest)?.0, &mut parts.window)?.0,
                    _ if at_sign(rest, "[") => self.range(rest, &mut parts.window)?.0,
                    _ => rest,
                }
            }
            "after" => self.after(i, parts)?.0,
            _ => return Ok((i, false)),
        };
        parts.window.text.push(taken(start, rest).to_owned());
        Ok((rest, true))
    }

    /// `range = "[" instant "," instant "]"`
    fn range<'s>(&self, i: &'s str, window: &mut Window) -> Res<'s, ()> {
        if window.lo.is_some() || window.hi.is_some() {
            return twice(i);
        }
        let instant = |i| self.instant(i);
        let (i, _) = need("a period such as `[ef, ef + 45d]`", sign("["))(i)?;
        let (i, lo) = need("the first day", instant)(i)?;
        let (i, _) = need("`,`", sign(","))(i)?;
        let (i, hi) = need("the last day", instant)(i)?;
        let (i, _) = need("`]`", sign("]"))(i)?;
        (window.lo, window.hi) = (Some(lo), Some(hi));
        Ok((i, ()))
    }

    /// `from ef`, `until ef + 1y`
    fn ends<'s>(&self, i: &'s str, window: &mut Window) -> Res<'s, ()> {
        let (rest, which) = word(i)?;
        let end = if which == "from" { &mut window.lo } else { &mut window.hi };
        if end.is_some() {
            return twice(i);
        }
        let (rest, day) = need("a date or an event", |i| self.instant(i))(rest)?;
        *end = Some(day);
        Ok((rest, ()))
    }

    /// `"after" "act" (ID | "(" act ")")`
    fn after<'s>(&self, i: &'s str, parts: &mut Parts) -> Res<'s, ()> {
        let (i, ()) = need("`after act`, then the id of a norm or an act in brackets", keywords(&["after", "act"]))(i)?;
        let mut act = Act::default();
        let rest = if let Ok((inner, _)) = sign("(")(i) {
            let (rest, ()) = self.act(inner, &mut act)?;
            need("`)` or a part of the act", sign(")"))(rest)?.0
        } else {
            let (rest, of) = need("the id of a norm, or an act in brackets", id)(i)?;
            parts.after.push((parts.window.after.len(), of, self.span(i, rest)));
            rest
        };
        parts.window.after.push(act);
        Ok((rest, ()))
    }

    /// Exceptions, rank, what it is triggered by, holes, and the words of the window.
    fn other_part<'s>(&self, i: &'s str, parts: &mut Parts) -> Res<'s, bool> {
        let (start, _) = gap(i)?;
        let rest = match peek(i).unwrap_or_default() {
            "except" => {
                let (rest, exception) = self.exception(i)?;
                parts.exceptions.push(exception);
                rest
            }
            "notwithstanding" => parts.ranks(keyword("notwithstanding")(i)?.0, Relation::Notwithstanding)?.0,
            "subject" => parts.ranks(need("`subject to`", keywords(&["subject", "to"]))(i)?.0, Relation::SubjectTo)?.0,
            "without" => {
                let (rest, ()) = need("`without prejudice to`", keywords(&["without", "prejudice", "to"]))(i)?;
                parts.ranks(rest, Relation::WithoutPrejudiceTo)?.0
            }
            "on" => {
                let (rest, ()) = need("`on breach of`", keywords(&["on", "breach", "of"]))(i)?;
                let (rest, of) = need("the id of a norm", id)(rest)?;
                if parts.on_breach_of.replace(of).is_some() {
                    return twice(start);
                }
                rest
            }
            "hole" => {
                let (rest, reason) = hole(word(i)?.0)?;
                parts.holes.push(Stop { reason, span: self.span(start, rest) });
                rest
            }
            "words" => {
                let (mut rest, first) = need("a phrase in quotation marks", string)(word(i)?.0)?;
                let mut all = vec![first];
                while let Ok((after, more)) = string(rest) {
                    all.push(more);
                    rest = after;
                }
                parts.words = Some(all);
                rest
            }
            _ => return Ok((i, false)),
        };
        Ok((rest, true))
    }

    /// `exception = "except" [PHRASE] "(" act {"who" noun | condition-part} ")"`
    fn exception<'s>(&self, start: &'s str) -> Res<'s, Exception> {
        let (i, _) = keyword("except")(start)?;
        let (i, words) = opt(string).parse(i)?;
        let (inner, _) = need("what is excepted, in brackets", sign("("))(i)?;
        let mut parts = Parts::default();
        let (mut i, ()) = self.act(inner, &mut parts.act)?;
        loop {
            let (rest, found) = self.act_part(i, &mut parts.act)?;
            let (rest, found) = if found { (rest, true) } else { self.condition_part(i, &mut parts)? };
            i = match (found, peek(i)) {
                (true, _) => rest,
                (false, Some("who")) => {
                    let (rest, who) = need("whom the exception frees", |i| self.noun(i, false))(word(i)?.0)?;
                    if parts.who.replace(who).is_some() {
                        return twice(i);
                    }
                    rest
                }
                _ => break,
            };
        }
        let text = words.unwrap_or_else(|| taken(inner, i).trim_end().to_owned());
        let (rest, _) = need("`)`, `if`, `who` or a part of the act", sign(")"))(i)?;
        let condition = parts.condition.unwrap_or(Formula::True);
        Ok((rest, Exception { text, span: self.span(start, rest), act: parts.act, who: parts.who, condition }))
    }
}

impl Parts {
    /// One or more ids (`3.1`) or labels (`"Article 3"`).
    fn ranks<'s>(&mut self, i: &'s str, relation: Relation) -> Res<'s, ()> {
        let mut i = i;
        loop {
            let (start, _) = gap(i)?;
            let (rest, to) = need("the id of a norm, or a label in quotation marks", id)(start)?;
            if !start.starts_with(['"', '“']) {
                self.ranked.push(self.rank.len());
            }
            self.rank.push((relation, to));
            match sign(",")(rest) {
                Ok((after, _)) => i = after,
                Err(_) => return Ok((rest, ())),
            }
        }
    }

    fn into_draft(self, id: String, cite: Cite, modality: Modality, force: Force, bearer: Bearer) -> Draft {
        let window = Window { text: self.words.unwrap_or(self.window.text), ..self.window };
        let condition = self.condition.unwrap_or(Formula::True);
        let (act, exceptions, rank) = (self.act, self.exceptions, self.rank);
        let (on_breach_of, holes) = (self.on_breach_of, self.holes);
        let norm = Norm { id, cite, modality, force, bearer, act, condition, exceptions, window, rank, on_breach_of, holes };
        Draft { norm, after: self.after, ranked: self.ranked }
    }
}

fn twice<'s, T>(i: &'s str) -> Res<'s, T> {
    let (start, _) = gap(i)?;
    let found = peek(start).unwrap_or("this part");
    stop(start, "another part", format!("`{found}` stands twice in one statement; join alternatives with `|`"))
}

/// True if a thing, place or party may stand here.
fn opens_noun(i: &str) -> bool {
    match peek(i) {
        Some("each" | "some" | "the" | "not" | "self" | "other") => true,
        Some("any") => keywords(&["any", "party"])(i).is_ok(),
        Some(found) => !RESERVED.contains(&found),
        None => ["\"", "“", "{"].into_iter().any(|mark| at_sign(i, mark)),
    }
}

/// Names with commas, one norm for each; with `&` and `jointly` one norm for all.
fn named_bearers(i: &str) -> Res<'_, Bearer> {
    let (mut rest, first) = name(i)?;
    let mut names = vec![first];
    let mut joined = None;
    while let Ok((after, mark)) = alt((sign(","), sign("&"), keyword("and"))).parse(rest) {
        if mark != "," {
            joined.get_or_insert(rest);
        }
        let (next, more) = need("another bearer", name)(after)?;
        names.push(more);
        rest = next;
    }
    match (keyword("jointly")(rest), joined) {
        (Ok((rest, _)), _) => Ok((rest, Bearer::Jointly(names))),
        (Err(_), Some(place)) => {
            stop(place, "`,` or `jointly`", "write `A & B jointly` for one norm on both, `A, B` for one norm on each")
        }
        (Err(_), None) => Ok((rest, Bearer::Named(names))),
    }
}

/// `modal = ("shall" ["not"] | "may" | "need" "not" | "has" ["the"] "right" "to") ["as" force]`
fn modal(i: &str) -> Res<'_, (Modality, Force)> {
    let (start, _) = gap(i)?;
    let (i, (modality, usual)) = match peek(start) {
        Some("shall") => {
            let not = opt(keyword("not")).map(|not| if not.is_some() { Modality::Prohibition } else { Modality::Obligation });
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

fn hole(i: &str) -> Res<'_, StopReason> {
    let (rest, found) = need("what is missing, such as `no-object`", word)(i)?;
    match HOLES.iter().find(|(name, _)| *name == found) {
        Some((_, reason)) => Ok((rest, *reason)),
        None => {
            let names: Vec<&str> = HOLES.iter().map(|(name, _)| *name).collect();
            let near = nearest(found, names.iter().copied())
                .map_or_else(|| format!("one of {}", names.join(", ")), |n| format!("did you mean `{n}`?"));
            stop(i, "what is missing", near)
        }
    }
}

/// The `.` that ends a statement, and a complaint that helps where something else stands.
pub fn end(i: &str) -> Res<'_, &str> {
    let (start, _) = gap(i)?;
    if let Ok(done) = sign(".")(start) {
        return Ok(done);
    }
    let expected = "`.` at the end of the statement, or another part";
    let found = peek(start).unwrap_or_default();
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
        "from",
        "until",
        "after",
        "notwithstanding",
        "subject",
        "without",
        "on",
        "hole",
    ];
    if let Some(near) = nearest(found, PARTS.iter().copied()).filter(|_| !RESERVED.contains(&found)) {
        return stop(start, expected, format!("did you mean `{near}`?"));
    }
    let phrase = opens_noun(start) && !start.is_empty();
    let mend = if phrase {
        "write several words of one phrase with hyphens or in quotation marks"
    } else {
        "end the statement with `.`"
    };
    stop(start, expected, mend)
}
