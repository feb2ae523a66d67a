//! The parts of a norm after its modal: the act, when and until when, what is excepted, rank, and what is missing.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::calendar::day_of_year;
use super::error::nearest;
use super::lexer::{
    RESERVED, Res, at_sign, gap, id, integer, keyword, keywords, name, need, peek, sign, stop, string, word,
};
use super::terms::{Reader, opens_quantity, quantity, taken};
use crate::clauses::{Relation, Stop, StopReason};
use crate::norms::{Act, Exception, Formula, Noun, Quantity, Season, Window};
use crate::source::Span;

/// What stands after the verb and its things.
#[derive(Default)]
pub struct Parts {
    pub act: Act,
    pub condition: Option<Formula>,
    pub exceptions: Vec<Exception>,
    pub who: Option<Noun>,
    pub window: Window,
    pub words: Option<Vec<String>>,
    pub after: Vec<(usize, String, Span)>,
    pub rank: Vec<(Relation, String)>,
    pub ranked: Vec<usize>,
    pub on_breach_of: Option<String>,
    pub holes: Vec<Stop>,
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

impl Reader<'_> {
    /// A verb and its things.
    pub fn deed<'s>(&self, i: &'s str, act: &mut Act) -> Res<'s, ()> {
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
                let days = (
                    need("a day of the year", day_of_year),
                    need("`to`", keyword("to")),
                    need("a day of the year", day_of_year),
                );
                let (rest, season) = days.map(|(from, _, to)| Season { from, to }).parse(word(i)?.0)?;
                act.season = Some(season);
                rest
            }
            _ => return Ok((i, false)),
        };
        Ok((rest, true))
    }

    pub fn parts<'s>(&self, i: &'s str, parts: &mut Parts) -> Res<'s, ()> {
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
                self.breached_by(rest)?.0
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

    /// `on breach of 3.1 by X` says no more than `on breach of 3.1`: who breached it is the bearer. A phrase in quotation
    /// marks that is no agent's name, or one spelt out, is how the thing is done.
    fn breached_by<'s>(&self, i: &'s str) -> Res<'s, ()> {
        let Ok((by, _)) = keyword("by")(i) else { return Ok((i, ())) };
        let phrase = string(by).is_ok_and(|(_, name)| !self.known.agents.contains(&name)) || sign("{")(by).is_ok();
        match self.agent(by) {
            Ok((rest, crate::norms::Agent::Me)) => Ok((rest, ())),
            _ if phrase => Ok((i, ())),
            _ => {
                let mend = "the bearer answers for its own breach; how a thing is done stands before `on breach of`";
                stop(by, "the bearer of this norm", mend)
            }
        }
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
}

fn twice<'s, T>(i: &'s str) -> Res<'s, T> {
    let (start, _) = gap(i)?;
    let found = peek(start).unwrap_or("this part");
    stop(start, "another part", format!("`{found}` stands twice in one statement; join alternatives with `|`"))
}

/// True if a thing, place or party may stand here.
pub fn opens_noun(i: &str) -> bool {
    match peek(i) {
        Some("each" | "some" | "the" | "not" | "self" | "other") => true,
        Some("any") => keywords(&["any", "party"])(i).is_ok(),
        Some(found) => !RESERVED.contains(&found),
        None => ["\"", "“", "{"].into_iter().any(|mark| at_sign(i, mark)),
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
