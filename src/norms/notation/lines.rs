//! Every statement but `norm`: parties, kinds and places, circumstances, facts, and what the draft declares.

use std::collections::BTreeSet;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::multi::many1;

use super::formulas::{ENTRY_INTO_FORCE, indexed};
use super::lexer::{
    Res, at_sign, gap, ident, integer, keyword, keywords, list, miss, name, need, peek, sign, stop, string, word,
};
use super::statement::{cite, end};
use super::terms::{Reader, bounds, taken};
use super::{CircumstanceKind, CircumstanceLine, Control, Life};
use crate::norms::{Cite, Declaration, Declared};
use crate::source::Span;

/// The relations of the logic and of the built-in facts; others are let through unless they look like a slip for one of these.
pub const RELATIONS: &[&str] = &[
    "adjoins",
    "alliance",
    "borders",
    "class",
    "coast",
    "consists-of",
    "controls",
    "decides",
    "excludes",
    "formed-part-of",
    "former-state",
    "kind-of",
    "kind-of-act",
    "lake-shore",
    "landlocked",
    "lies-in",
    "member",
    "named",
    "nationality",
    "opposite-act",
    "organisation",
    "owner",
    "part-borders",
    "part-of-sea",
    "permanent-member",
    "port",
    "port-on",
    "range",
    "region",
    "riparian",
    "same-act",
    "same-thing",
    "state",
    "successor",
    "territory",
];

/// What `assume` may assume.
const ASSUMPTIONS: &[&str] = &["sub", "ov"];

/// A fact before it has an id.
type Loose = (Option<String>, String, Vec<String>, Span);

/// A name of one or more bare words, or a phrase in quotation marks.
fn words(i: &str) -> Res<'_, String> {
    alt((string, many1(word).map(|all: Vec<&str>| all.join(" ")))).parse(i)
}

/// The id that a fact gets when it has none: `barge-kind-of-vessel`.
pub fn own_id(relation: &str, args: &[String]) -> String {
    let (first, rest) = args.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let all = [first, relation].into_iter().chain(rest.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    let letters = all.chars().flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { '-' });
    letters.collect::<String>().split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The relation that was perhaps meant by a name that is close to it.
pub fn mistaken(relation: &str) -> Option<&'static str> {
    super::error::nearest(relation, RELATIONS.iter().copied())
        .filter(|near| *near != relation && !ASSUMPTIONS.contains(&relation))
}

impl Reader<'_> {
    /// `title = "title" PHRASE "."`
    pub fn title<'s>(&self, i: &'s str) -> Res<'s, String> {
        let (i, _) = keyword("title")(i)?;
        let (i, title) = need("the title in quotation marks", string)(i)?;
        end(i).map(|(rest, _)| (rest, title))
    }

    /// `party = ("party" | "body" | "agent") NAME {"," NAME} "."`
    pub fn agents<'s>(&self, i: &'s str) -> Res<'s, Vec<(String, Span)>> {
        let (i, _) = word(i)?;
        let one = |i| name(i).map(|(rest, name)| (rest, (name, self.span(i, rest))));
        let (i, all) = need("a name; one of several words in quotation marks", list(",", "a name", one))(i)?;
        end(i).map(|(rest, _)| (rest, all))
    }

    /// `taxonomy = ("place" | "kind" | "thing") WORDS ("<" WORDS | "=" WORDS {"|" WORDS} | "includes" WORDS {"|" WORDS}) "."`
    pub fn taxonomy<'s>(&self, start: &'s str) -> Res<'s, Vec<Loose>> {
        let (i, sort) = word(start)?;
        let below = match sort {
            "place" => "lies-in",
            "kind" => "kind-of-act",
            _ => "kind-of",
        };
        let (i, whole) = need("a name", until_includes)(i)?;
        let parts = || need("a name", list("|", "a name after `|`", words));
        let made = |rest, relation: &str, args: Vec<String>| (None, relation.to_owned(), args, self.span(start, rest));
        let (i, facts) = if let Ok((i, _)) = sign("<")(i) {
            let (i, outer) = need("a name", words)(i)?;
            (i, vec![made(i, below, vec![whole, outer])])
        } else if let Ok((i, _)) = sign("=")(i) {
            let (i, parts) = parts()(i)?;
            (i, vec![made(i, "consists-of", std::iter::once(whole).chain(parts).collect())])
        } else if let Ok((i, _)) = keyword("includes")(i) {
            let (i, parts) = parts()(i)?;
            let facts = parts.into_iter().map(|part| made(i, below, vec![part, whole.clone()])).collect();
            (i, facts)
        } else {
            let mend = "write `A < B` (A is or lies within B), `A = B | C` (nothing else) or `A includes B | C`";
            return stop(i, "`<`, `=` or `includes`", mend);
        };
        end(i).map(|(rest, _)| (rest, facts))
    }

    /// `fact = ["fact" IDENT ":"] relation "."`, `relation = IDENT "(" WORDS {"," WORDS} ")" ["=" WORDS]`
    pub fn fact<'s>(&self, start: &'s str) -> Res<'s, Loose> {
        let (i, id) = match keyword("fact")(start) {
            Ok((i, _)) => {
                let (i, id) = need("the id of the fact", name)(i)?;
                (need("`:`", sign(":"))(i)?.0, Some(id))
            }
            Err(_) => (start, None),
        };
        let (i, (relation, args)) = self.relation(i)?;
        end(i).map(|(rest, _)| (rest, (id, relation, args, self.span(start, rest))))
    }

    fn relation<'s>(&self, i: &'s str) -> Res<'s, (String, Vec<String>)> {
        let (start, _) = gap(i)?;
        let (i, relation) = need("a relation such as `controls(A, B)`", alt((word.map(str::to_owned), string)))(start)?;
        let (i, _) = need("`(`", sign("("))(i)?;
        let (i, mut args) = match sign(")")(i) {
            Ok((i, _)) => (i, Vec::new()),
            Err(_) => {
                let (i, args) = need("a name", list(",", "a name", words))(i)?;
                (need("`)` or `,`", sign(")"))(i)?.0, args)
            }
        };
        if let Some(near) = mistaken(&relation).filter(|_| word(start).is_ok()) {
            let mend = format!("did you mean `{near}`? A relation of your own with that name goes in quotation marks");
            return stop(start, "a relation", mend);
        }
        let Ok((i, _)) = sign("=")(i) else { return Ok((i, (relation, args))) };
        let (i, value) = need("a name", words)(i)?;
        args.push(value);
        Ok((i, (relation, args)))
    }

    /// `assume = "assume" ("sub" | "ov") "(" WORDS "," WORDS ")" "."`
    pub fn assume<'s>(&self, start: &'s str) -> Res<'s, Loose> {
        let (i, _) = keyword("assume")(start)?;
        let (rest, (relation, args)) = self.relation(i)?;
        if !ASSUMPTIONS.contains(&relation.as_str()) || args.len() != 2 {
            return stop(i, "`sub(A, B)` or `ov(A, B)`", "`sub`: each A is a B; `ov`: some A is a B");
        }
        end(rest).map(|(rest, _)| (rest, (None, relation, args, self.span(start, rest))))
    }

    /// `life = "life" ("[" instant "," instant "]" | "from" instant | "until" instant) "."`
    pub fn life<'s>(&self, start: &'s str) -> Res<'s, Life> {
        let (i, _) = keyword("life")(start)?;
        let instant = || need("a date or an event", |i| self.instant(i));
        let both = (sign("["), instant(), need("`,`", sign(",")), instant(), need("`]`", sign("]")));
        let mut form = alt((
            both.map(|(_, from, _, until, _)| (Some(from), Some(until))),
            (keyword("from"), instant()).map(|(_, from)| (Some(from), None)),
            (keyword("until"), instant()).map(|(_, until)| (None, Some(until))),
        ));
        let (i, (from, until)) = need("`[ef, …]`, `from` or `until`", |i| form.parse(i))(i)?;
        end(i).map(|(rest, _)| (rest, Life { from, until, span: self.span(start, rest) }))
    }

    /// `circumstances = ("atom" | "event" | "measure" | "stock") template {"," template} [":" control ["," scale]] "."`
    pub fn circumstances<'s>(&self, start: &'s str) -> Res<'s, Vec<CircumstanceLine>> {
        let (i, sort) = word(start)?;
        let kind = match sort {
            "event" => CircumstanceKind::Event,
            "measure" => CircumstanceKind::Measure,
            "stock" => CircumstanceKind::Stock,
            _ => CircumstanceKind::Atom,
        };
        let (mut i, mut lines) =
            need("the name of a circumstance", list(",", "a name", |i| self.template(i, kind)))(i)?;
        if let Ok((after, _)) = sign(":")(i) {
            for line in &mut lines {
                i = self.described(after, line)?.0;
            }
        }
        end(i).map(|(rest, _)| (rest, lines))
    }

    /// `template = (IDENT | PHRASE) ["(" IDENT {"," IDENT} ")"] [PHRASE]`: the name, what it is about, and the words for it.
    fn template<'s>(&self, i: &'s str, kind: CircumstanceKind) -> Res<'s, CircumstanceLine> {
        let (start, _) = gap(i)?;
        let bare = ident(start).is_ok();
        let (i, head) = alt((ident.map(str::to_owned), string)).parse(start)?;
        let (i, params) = match sign("(")(i) {
            Ok((i, _)) => {
                let (i, params) = need("a name such as `X`", list(",", "a name", ident))(i)?;
                (need("`)` or `,`", sign(")"))(i)?.0, params)
            }
            Err(_) => (i, Vec::new()),
        };
        let params: Vec<String> = params.into_iter().map(str::to_owned).collect();
        let (rest, text) = opt(string).parse(i)?;
        let name = match (bare, head.as_str()) {
            (true, "ef") if params.is_empty() => ENTRY_INTO_FORCE.to_owned(),
            (true, _) => indexed(&head, params.len()),
            (false, _) => head,
        };
        let span = self.span(start, i);
        let control = Control::default();
        Ok((
            rest,
            CircumstanceLine { kind, name, params, text, control, least: None, most: None, levels: Vec::new(), span },
        ))
    }

    /// What stands after the colon: who brings it about, who judges it, and its scale.
    fn described<'s>(&self, i: &'s str, line: &mut CircumstanceLine) -> Res<'s, ()> {
        if let Ok((rest, ())) = self.scale(i, line) {
            return Ok((rest, ()));
        }
        let (i, control) = need("`nature`, a party or body, or `judged by …`", |i| self.control(i, &line.params))(i)?;
        line.control = control;
        match sign(",")(i) {
            Ok((i, _)) => need("`int` or levels such as `low < high`", |i| self.scale(i, line))(i),
            Err(_) => Ok((i, ())),
        }
    }

    /// `scale = "int" [">=" N] ["<=" N] | IDENT "<" IDENT {"<" IDENT}`
    fn scale<'s>(&self, i: &'s str, line: &mut CircumstanceLine) -> Res<'s, ()> {
        if let Ok((mut i, _)) = keyword("int")(i) {
            for (mark, end) in [(">=", &mut line.least), ("<=", &mut line.most)] {
                if let Ok((rest, _)) = sign(mark)(i) {
                    let (rest, number) = need("a whole number", integer)(rest)?;
                    *end = Some(number);
                    i = rest;
                }
            }
            return Ok((i, ()));
        }
        let (rest, levels) = list("<", "a level", ident)(i)?;
        if levels.len() < 2 {
            return miss(i, "`int` or levels such as `low < high`");
        }
        line.levels = levels.into_iter().map(str::to_owned).collect();
        Ok((rest, ()))
    }

    /// `says = "says" cite [PHRASE] ":" declaration "."`
    pub fn says<'s>(&self, start: &'s str, document: usize) -> Res<'s, Declared> {
        let (i, _) = keyword("says")(start)?;
        let (i, (label, sentence)) = cite(i)?;
        let (i, text) = opt(string).parse(i)?;
        let (from, _) = need("`:`", sign(":"))(i)?;
        let (i, what) = self.declaration(from)?;
        let text = text.unwrap_or_else(|| taken(from, i).to_owned());
        let (rest, _) = end(i)?;
        let cite = Cite { document, span: self.span(start, rest), label: label.unwrap_or_default(), sentence };
        Ok((rest, Declared { what, cite, text }))
    }

    fn declaration<'s>(&self, i: &'s str) -> Res<'s, Declaration> {
        match peek(i) {
            Some("term") => self.term(i),
            Some("date") => {
                let (i, _) = keyword("date")(i)?;
                let (i, event) = need("an event", |i| self.circumstance(i))(i)?;
                let (i, _) = need("`=`", sign("="))(i)?;
                need("a date", |i| self.instant(i)).map(|at| Declaration::Dated { event: event.clone(), at }).parse(i)
            }
            Some("only") => {
                let (i, _) = keyword("only")(i)?;
                let (i, who) = need("who", |i| self.agent(i))(i)?;
                let (i, _) = need("`at`", keyword("at"))(i)?;
                need("where, or what", |i| self.noun(i, false))
                    .map(|what| Declaration::Alone { who: who.clone(), what })
                    .parse(i)
            }
            Some("figure") => self.figure(i),
            _ => self.has_or_lies(i),
        }
    }

    /// `term = "term" PHRASE ("means" | "includes") nouns`
    fn term<'s>(&self, i: &'s str) -> Res<'s, Declaration> {
        let (i, _) = keyword("term")(i)?;
        let (i, term) = need("the term", name)(i)?;
        let (i, how) = need("`means` or `includes`", alt((keyword("means"), keyword("includes"))))(i)?;
        let exhaustive = how == "means";
        let (i, meaning) = match keyword("nothing")(i) {
            Ok((i, _)) => (i, Vec::new()),
            Err(_) => need("what it stands for", |i| self.nouns(i, false))(i)?,
        };
        Ok((i, Declaration::Term { term, meaning, exhaustive }))
    }

    /// `figure = "figure" NAME "{" [NAME {"," NAME}] "}" bounds NAME`
    fn figure<'s>(&self, i: &'s str) -> Res<'s, Declaration> {
        let (i, _) = keyword("figure")(i)?;
        let (i, who) = need("whose figure it is", name)(i)?;
        let (i, _) = need("what it is about, in braces", sign("{"))(i)?;
        let (i, topic) = if at_sign(i, "}") { (i, Vec::new()) } else { need("a word", list(",", "a word", name))(i)? };
        let (i, _) = need("`}` or `,`", sign("}"))(i)?;
        let (i, (least, most)) = need("a quantity such as `at most 3`", bounds)(i)?;
        let (i, unit) = need("the unit", name)(i)?;
        let topic: BTreeSet<String> = topic.into_iter().collect();
        Ok((i, Declaration::Figure { who, topic, unit, least, most }))
    }

    /// `NAME ("has" | "lacks") noun`, `noun "lies" ["only"] "in" noun`, `noun "belongs to" noun`
    fn has_or_lies<'s>(&self, i: &'s str) -> Res<'s, Declaration> {
        if let Ok((rest, (who, verb))) = (name, alt((keyword("has"), keyword("lacks")))).parse(i) {
            let (rest, what) = need("what it has", |i| self.noun(i, false))(rest)?;
            return Ok((rest, Declaration::Has { who, what, has: verb == "has" }));
        }
        let (i, inner) =
            need("`term`, `date`, `only`, `figure`, `A has B`, `A lacks B` or `A lies in B`", |i| self.noun(i, false))(
                i,
            )?;
        if let Ok((i, ())) = keywords(&["belongs", "to"])(i) {
            let (i, broader) = need("what it is a kind of", |i| self.noun(i, false))(i)?;
            return Ok((i, Declaration::Kind { narrower: inner, broader }));
        }
        let (i, _) = need("`lies`, `belongs`, `has` or `lacks`", keyword("lies"))(i)?;
        let (i, only) = opt(keyword("only")).parse(i)?;
        let (i, ()) = need("`in`", keywords(&["in"]))(i)?;
        let (i, outer) = need("where it lies", |i| self.noun(i, false))(i)?;
        Ok((i, Declaration::Within { inner, outer, only: only.is_some() }))
    }
}

/// A name that ends before `includes`.
fn until_includes(i: &str) -> Res<'_, String> {
    if let Ok(done) = string(i) {
        return Ok(done);
    }
    let not_includes = nom::combinator::verify(word, |w: &str| w != "includes");
    many1(not_includes).map(|all: Vec<&str>| all.join(" ")).parse(i)
}
