//! Agents, nouns and quantities.

use std::collections::{BTreeMap, BTreeSet};

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::CircumstanceLine;
use super::calendar::day;
use super::error::nearest_name;
use super::lexer::{
    DEPTH, Res, at_sign, expecting, gap, ident, integer, keyword, keywords, list, miss, name, need, peek, sign, stop,
    string, word,
};
use crate::norms::phrase::PARTY;
use crate::norms::{Agent, Key, Noun, Quantifier, Quantity, Restrictor};

/// Head of `terr(X)`.
pub const TERRITORY: &str = "territory";

/// What the file declares, wherever in it that stands.
#[derive(Debug, Default)]
pub struct Known {
    /// Circumstances, events and measures by name.
    pub circumstances: BTreeMap<String, CircumstanceLine>,
    /// The parties.
    pub parties: BTreeSet<String>,
    /// Parties, bodies and other agents.
    pub agents: BTreeSet<String>,
}

/// What the parsers need besides the text.
#[derive(Clone, Copy)]
pub struct Reader<'c> {
    /// The byte at which the text that is being read ends.
    pub end: usize,
    /// From a phrase of prose to its normal form.
    pub normalise: &'c dyn Fn(&str) -> Noun,
    /// What the file declares.
    pub known: &'c Known,
    /// The name of the bearer in this norm: `X` after `each X`.
    pub var: Option<&'c str>,
    /// The only bearer of this norm, if it is named.
    pub alone: Option<&'c str>,
}

/// The noun for a party.
pub fn party(agent: Agent, text: &str) -> Noun {
    possessed(PARTY, agent, text)
}

/// The noun for a thing of a party.
pub fn possessed(head: &str, agent: Agent, text: &str) -> Noun {
    Noun { restrictors: BTreeSet::from([Restrictor::Of(agent)]), ..plain(head, text, false) }
}

/// A noun without restrictors, quantifier or complement.
pub fn plain(head: &str, text: &str, proper: bool) -> Noun {
    let quantifier = Quantifier::Some;
    Noun {
        text: text.to_owned(),
        head: head.to_owned(),
        restrictors: BTreeSet::new(),
        quantifier,
        proper,
        negated: false,
    }
}

/// `each`, `some`, `the`.
fn quantifier(i: &str) -> Res<'_, Quantifier> {
    let form = |wanted, meaning| keyword(wanted).map(move |_| meaning);
    alt((form("each", Quantifier::Each), form("some", Quantifier::Some), form("the", Quantifier::Definite))).parse(i)
}

/// The declared agent that an undeclared name was perhaps meant to be.
pub fn mistyped<'a>(name: &str, mut agents: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let near = nearest_name(name, agents.clone())?;
    if agents.any(|agent| agent == name) { None } else { Some(near) }
}

/// What was read between two rests of one text, without the white space around it.
pub fn taken<'s>(from: &'s str, rest: &'s str) -> &'s str {
    let from = gap(from).map_or(from, |(start, ())| start);
    from.get(..from.len().saturating_sub(rest.len())).unwrap_or_default()
}

impl Reader<'_> {
    /// `agent = "self" | "other" ["(" self ")"] | "any" "party" | NAME`
    pub fn agent<'s>(&self, i: &'s str) -> Res<'s, Agent> {
        match peek(i) {
            Some("self") => keyword("self").map(|_| Agent::Me).parse(i),
            Some("other") => self.other(i),
            Some("any" | "each") => {
                let quantifier = alt((keyword("any"), keyword("each")));
                (quantifier, keyword("party")).map(|_| Agent::AnyParty).parse(i)
            }
            Some(found) if self.var == Some(found) => word.map(|_| Agent::Me).parse(i),
            _ => self.agent_name(i).map(|(rest, name)| (rest, Agent::Named(name))),
        }
    }

    /// The name of an agent; a bare one that looks like a slip for a declared one is not let through.
    pub fn agent_name<'s>(&self, i: &'s str) -> Res<'s, String> {
        let (start, _) = gap(i)?;
        let (rest, found) = expecting("a party or body", name(start))?;
        let bare = ident(start).is_ok();
        match mistyped(&found, self.known.agents.iter().map(String::as_str)).filter(|_| bare) {
            Some(near) => {
                let mend = format!("did you mean `{near}`? If not, declare `{found}` by `agent {found}.`");
                stop(start, "a declared party, body or agent", mend)
            }
            None => Ok((rest, found)),
        }
    }

    /// `other`, `other(X)`
    fn other<'s>(&self, i: &'s str) -> Res<'s, Agent> {
        let (i, _) = keyword("other")(i)?;
        let Ok((inner, _)) = sign("(")(i) else { return Ok((i, Agent::Other)) };
        let (rest, of) = need("the bearer", name_or_self)(inner)?;
        if of != "self" && self.var != Some(&of) && self.alone != Some(&of) {
            let bearer = self.var.or(self.alone).unwrap_or("self");
            return stop(
                inner,
                "the bearer of this norm",
                format!("write `other({bearer})`; other parties are written by name"),
            );
        }
        need("`)`", sign(")")).map(|_| Agent::Other).parse(rest)
    }

    /// `nouns = noun {"|" noun}`
    pub fn nouns<'s>(&self, i: &'s str, to: bool) -> Res<'s, Vec<Noun>> {
        list("|", "a thing, place or party after `|`", |i| self.noun(i, to))(i)
    }

    /// `noun = ["each" | "some" | "the"] ["not"] core`; `to` tells that a declared party means that party.
    pub fn noun<'s>(&self, i: &'s str, to: bool) -> Res<'s, Noun> {
        let (start, _) = gap(i)?;
        let (i, quantifier) = opt(quantifier).parse(start)?;
        let (i, not) = opt(keyword("not")).parse(i)?;
        let prefixed = quantifier.is_some() || not.is_some();
        let (rest, mut noun) =
            if prefixed { need("a thing, place or party", |i| self.core(i, to))(i)? } else { self.core(i, to)? };
        noun.quantifier = quantifier.unwrap_or(noun.quantifier);
        noun.negated ^= not.is_some();
        Ok((rest, noun))
    }

    /// `core = PHRASE [literal] | literal | agent | "terr" "(" agent ")" | IDENT ["of" agent]`
    fn core<'s>(&self, i: &'s str, to: bool) -> Res<'s, Noun> {
        let (start, _) = gap(i)?;
        if at_sign(start, "{") {
            return self.literal(start, None);
        }
        if let Some(phrase) = quoted(start)? {
            let (rest, text) = phrase;
            return if at_sign(rest, "{") {
                self.literal(rest, Some(text))
            } else {
                Ok((rest, (self.normalise)(&text)))
            };
        }
        let agent = match peek(start) {
            Some("self" | "other") => true,
            Some("any") => keywords(&["any", "party"])(start).is_ok(),
            Some(found) => self.var == Some(found),
            None => false,
        };
        if agent {
            let (rest, agent) = self.agent(start)?;
            return Ok((rest, party(agent, taken(start, rest))));
        }
        if let Ok((rest, _)) = (keyword("terr"), sign("(")).parse(start) {
            let (rest, agent) = need("whose territory it is", |i| self.agent(i))(rest)?;
            let (rest, _) = need("`)`", sign(")"))(rest)?;
            return Ok((rest, possessed(TERRITORY, agent, taken(start, rest))));
        }
        self.named(start, to)
    }

    fn named<'s>(&self, start: &'s str, to: bool) -> Res<'s, Noun> {
        let (rest, head) = ident(start)?;
        if let Ok((inner, _)) = keyword("of")(rest) {
            let (rest, agent) = need("whose it is", |i| self.agent(i))(inner)?;
            return Ok((rest, possessed(head, agent, taken(start, rest))));
        }
        if head == PARTY {
            return Ok((rest, party(Agent::AnyParty, head)));
        }
        if to && self.known.parties.contains(head) {
            return Ok((rest, party(Agent::Named(head.to_owned()), head)));
        }
        if to {
            self.agent_name(start)?;
        }
        Ok((rest, plain(head, head, true)))
    }

    /// `literal = "{" ["name"] NAME [":" restrictor {"," restrictor}] "}"`
    fn literal<'s>(&self, i: &'s str, text: Option<String>) -> Res<'s, Noun> {
        let (i, _) = sign("{")(i)?;
        let (i, proper) = opt(keyword("name")).parse(i)?;
        let (rest, key) = self.key_rest(i, 0)?;
        let text = text.unwrap_or_else(|| key.head.clone());
        let noun = Noun { restrictors: key.restrictors, ..plain(&key.head, &text, proper.is_some()) };
        Ok((rest, noun))
    }

    /// A key after its opening brace.
    fn key_rest<'s>(&self, i: &'s str, depth: usize) -> Res<'s, Key> {
        if depth > DEPTH {
            return stop(i, "fewer braces", format!("phrases can be nested {DEPTH} deep"));
        }
        let (i, head) = need("the head of the phrase", name)(i)?;
        let (i, restrictors) = match sign(":")(i) {
            Ok((i, _)) => need("a restrictor", list(",", "a restrictor", |i| self.restrictor(i, depth)))(i)?,
            Err(_) => (i, Vec::new()),
        };
        let (i, _) = need("`}` or a restrictor after `:` or `,`", sign("}"))(i)?;
        Ok((i, Key { head, restrictors: restrictors.into_iter().collect() }))
    }

    /// `restrictor = (WORD | PHRASE) key | "of" agent | quantity | dated | "opaque" PHRASE | NAME`
    fn restrictor<'s>(&self, i: &'s str, depth: usize) -> Res<'s, Restrictor> {
        let preposition = alt((word.map(str::to_owned), string));
        if let Ok((rest, (preposition, _))) = (preposition, sign("{")).parse(i) {
            let (rest, key) = self.key_rest(rest, depth + 1)?;
            return Ok((rest, Restrictor::Phrase(preposition, Box::new(key))));
        }
        match peek(i) {
            Some("of") => {
                let (i, _) = keyword("of")(i)?;
                need("a party, or `{…}`", |i| self.agent(i)).map(Restrictor::Of).parse(i)
            }
            Some("opaque") => {
                let (i, _) = keyword("opaque")(i)?;
                need("a phrase in quotation marks", string).map(Restrictor::Opaque).parse(i)
            }
            Some("dated") => dated(i),
            Some("at" | "exactly" | "between" | "any") => {
                quantity.map(|q| Restrictor::Measured { unit: q.unit, least: q.least, most: q.most }).parse(i)
            }
            _ => name.map(Restrictor::Word).parse(i),
        }
    }
}

/// A phrase in quotation marks, if one opens here.
fn quoted(i: &str) -> Result<Option<(&str, String)>, nom::Err<super::lexer::Fault<'_>>> {
    match string(i) {
        Ok(done) => Ok(Some(done)),
        Err(nom::Err::Error(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn name_or_self(i: &str) -> Res<'_, String> {
    alt((keyword("self").map(str::to_owned), name)).parse(i)
}

/// `dated = "dated" ("[" day "," day "]" | "from" day | "until" day | "any")`
fn dated(i: &str) -> Res<'_, Restrictor> {
    let (i, _) = keyword("dated")(i)?;
    let both = (sign("["), need("a date", day), need("`,`", sign(",")), need("a date", day), need("`]`", sign("]")));
    let mut form = alt((
        both.map(|(_, from, _, to, _)| (Some(from), Some(to))),
        (keyword("from"), need("a date", day)).map(|(_, from)| (Some(from), None)),
        (keyword("until"), need("a date", day)).map(|(_, to)| (None, Some(to))),
        keyword("any").map(|_| (None, None)),
    ));
    need("`[`, `from`, `until` or `any`", |i| form.parse(i)).map(|(from, to)| Restrictor::Dated { from, to }).parse(i)
}

/// `quantity = bounds NAME`
pub fn quantity(i: &str) -> Res<'_, Quantity> {
    let (i, (least, most)) = bounds(i)?;
    need("the unit", name).map(|unit| Quantity { unit, least, most }).parse(i)
}

/// Least and most.
pub type Bounds = (Option<i64>, Option<i64>);

/// `bounds = "at" "least" N | "at" "most" N | "exactly" N | "between" N "and" N | "any" "number" "of"`
pub fn bounds(i: &str) -> Res<'_, Bounds> {
    let number = || need("a whole number", integer);
    match peek(i) {
        Some("at") => {
            let (i, _) = keyword("at")(i)?;
            let least = (keyword("least"), number()).map(|(_, n)| (Some(n), None));
            let most = (keyword("most"), number()).map(|(_, n)| (None, Some(n)));
            alt((least, most)).parse(i)
        }
        Some("exactly") => (keyword("exactly"), number()).map(|(_, n)| (Some(n), Some(n))).parse(i),
        Some("between") => {
            let and = need("`and`", keyword("and"));
            (keyword("between"), number(), and, number()).map(|(_, a, _, b)| (Some(a), Some(b))).parse(i)
        }
        Some("any") => keywords(&["any", "number", "of"]).map(|()| (None, None)).parse(i),
        _ => miss(i, "a quantity such as `at least 3`"),
    }
}

/// True if `at least`, `exactly` and the like stand here.
pub fn opens_quantity(i: &str) -> bool {
    !matches!(bounds(i), Err(nom::Err::Error(_)))
}
