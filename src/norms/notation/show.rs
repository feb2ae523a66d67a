//! Terms, circumstances and conditions → text that the parser reads back as the same.

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::show_day;
use super::formulas::{ENTRY_INTO_FORCE, confused, fits, glued, indexed};
use super::lexer::{DEPTH, is_bare, is_word, quote, show_name};
use super::terms::{mistyped, plain};
use super::{By, CircumstanceLine, Control, Who};
use crate::norms::phrase::PARTY;
use crate::norms::{
    Agent, Anchor, Circumstance, Controller, Formula, Instant, Key, Noun, Quantifier, Quantity, Restrictor, Unit,
};

/// What stands for a part that is nested deeper than the parser goes.
const TOO_DEEP: &str = "nested too deeply to be printed";

/// What the printer needs besides the value.
pub struct Show<'c> {
    /// From a phrase of prose to its normal form.
    pub normalise: &'c dyn Fn(&str) -> Noun,
    /// The parties.
    pub parties: BTreeSet<&'c str>,
    /// The declared circumstances by name.
    pub lines: BTreeMap<&'c str, &'c CircumstanceLine>,
    /// Parties, bodies and other agents.
    pub agents: BTreeSet<&'c str>,
    /// The label of each norm by its id.
    pub labels: BTreeMap<&'c str, &'c str>,
}

/// What the bearer is called: `X` after `each X`, else `self`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Me {
    /// `X`, `other(X)`.
    Var,
    /// `self`, `other`.
    Own,
}

/// A quantity: `at least 3 sheep`.
pub fn quantity(quantity: &Quantity) -> String {
    bounded(quantity.least, quantity.most, &quantity.unit)
}

/// Bounds with a unit.
pub fn bounded(least: Option<i64>, most: Option<i64>, unit: &str) -> String {
    let unit = show_name(unit);
    match (least, most) {
        (Some(a), Some(b)) if a == b => format!("exactly {a} {unit}"),
        (Some(a), Some(b)) => format!("between {a} and {b} {unit}"),
        (Some(a), None) => format!("at least {a} {unit}"),
        (None, Some(b)) => format!("at most {b} {unit}"),
        (None, None) => format!("any number of {unit}"),
    }
}

/// True if two nouns are the same in every respect but their words.
fn same(a: &Noun, b: &Noun) -> bool {
    a.head == b.head && a.restrictors == b.restrictors && a.proper == b.proper
}

/// `each not …` as far as `noun` differs from what its core alone would be read as.
fn prefixed(noun: &Noun, core: &Noun, text: &str) -> String {
    let quantifier = match noun.quantifier {
        same if same == core.quantifier => "",
        Quantifier::Each => "each ",
        Quantifier::Some => "some ",
        Quantifier::Definite => "the ",
    };
    let not = if noun.negated == core.negated { "" } else { "not " };
    format!("{quantifier}{not}{text}")
}

/// A text in the notation with one name for the bearer.
fn without_bearer(text: &str) -> String {
    text.replace("other(X)", "other").replace("other(self)", "other").replace("self", "X")
}

impl Show<'_> {
    /// The name of an agent, in quotation marks if the reader would take it for a slip.
    pub fn agent_name(&self, name: &str) -> String {
        if mistyped(name, self.agents.iter().copied()).is_some() { quote(name) } else { show_name(name) }
    }

    /// An agent.
    pub fn agent(&self, agent: &Agent, me: Me) -> String {
        match (agent, me) {
            (Agent::Me, Me::Var) => "X".to_owned(),
            (Agent::Me, Me::Own) => "self".to_owned(),
            (Agent::Other, Me::Var) => "other(X)".to_owned(),
            (Agent::Other, Me::Own) => "other".to_owned(),
            (Agent::AnyParty, _) => "any party".to_owned(),
            (Agent::Named(name), Me::Var) if name == "X" => quote(name),
            (Agent::Named(name), _) => self.agent_name(name),
        }
    }

    /// Controller and judge of a circumstance: `nature, judged by X`.
    fn control(&self, controller: &Controller, judge: Option<&Agent>, me: Me) -> String {
        let by = match controller {
            Controller::Nature => Some("nature".to_owned()),
            Controller::Unknown => judge.is_none().then(|| "unknown".to_owned()),
            Controller::Agent(Agent::Named(name)) if name == "int" => Some(quote(name)),
            Controller::Agent(agent) => Some(self.agent(agent, me)),
        };
        let judge = judge.map(|judge| format!("judged by {}", self.agent(judge, me)));
        by.into_iter().chain(judge).collect::<Vec<_>>().join(", ")
    }

    /// Alternatives: `mines | torpedoes`.
    pub fn nouns(&self, nouns: &[Noun], me: Me, to: bool) -> String {
        nouns.iter().map(|noun| self.noun(noun, me, to)).collect::<Vec<_>>().join(" | ")
    }

    /// The shortest form that is read back as this noun; words of prose rather than their normal form.
    pub fn noun(&self, noun: &Noun, me: Me, to: bool) -> String {
        let base = plain(&noun.head, &noun.head, noun.proper);
        let bare = self.bare(noun, me, to);
        if noun.text == noun.head
            && let Some(bare) = &bare
        {
            return prefixed(noun, &base, bare);
        }
        let phrase = (self.normalise)(&noun.text);
        if !noun.text.is_empty() && same(&phrase, noun) {
            return prefixed(noun, &phrase, &quote(&noun.text));
        }
        let own_words = |bare: &String| noun.text.is_empty() || without_bearer(&noun.text) == without_bearer(bare);
        prefixed(noun, &base, &bare.filter(own_words).unwrap_or_else(|| self.literal(noun, me)))
    }

    /// `Reserve`, `X`, `other(X)`, `territory of X`.
    fn bare(&self, noun: &Noun, me: Me, to: bool) -> Option<String> {
        let agent = to
            && (self.parties.contains(noun.head.as_str())
                || mistyped(&noun.head, self.agents.iter().copied()).is_some());
        let taken = agent || (me == Me::Var && noun.head == "X") || noun.head == PARTY;
        let mut restrictors = noun.restrictors.iter();
        match (restrictors.next(), restrictors.next()) {
            (None, _) => (noun.proper && !taken && is_bare(&noun.head)).then(|| noun.head.clone()),
            (Some(Restrictor::Of(agent)), None) if !noun.proper => match agent {
                Agent::Named(name)
                    if noun.head == PARTY
                        && to
                        && self.parties.contains(name.as_str())
                        && self.agent(agent, me) == *name =>
                {
                    Some(name.clone())
                }
                Agent::Me | Agent::Other | Agent::AnyParty if noun.head == PARTY => Some(self.agent(agent, me)),
                _ => {
                    let usable = is_bare(&noun.head) && !(me == Me::Var && noun.head == "X");
                    usable.then(|| format!("{} of {}", noun.head, self.agent(agent, me)))
                }
            },
            _ => None,
        }
    }

    /// `"the territories of the Parties"{territory: of any party}`
    pub fn literal(&self, noun: &Noun, me: Me) -> String {
        let text = if noun.text.is_empty() || noun.text == noun.head { String::new() } else { quote(&noun.text) };
        let name = if noun.proper { "name " } else { "" };
        format!("{text}{{{name}{}}}", self.key_body(&noun.head, &noun.restrictors, me, 0))
    }

    /// A circumstance: `leave(X)`, `"an earthquake strikes {0}"(other(X))`, with `[…]` where its declaration says otherwise.
    pub fn circumstance(&self, circumstance: &Circumstance, me: Me) -> String {
        let about: Vec<String> = circumstance.about.iter().map(|agent| self.agent(agent, me)).collect();
        let head = circumstance_head(&circumstance.name, &about);
        let line = self.lines.get(circumstance.name.as_str()).copied();
        let confused = line.is_none() && confused(&circumstance.name, self.lines.values().copied()).is_some();
        let head = if confused { format!("{}{}", quote(&circumstance.name), bracketed(&about)) } else { head };
        let usual = line.map(|line| line.control.of(&circumstance.about)).unwrap_or((Controller::Unknown, None));
        let fits = line.is_none_or(|line| fits(line, &circumstance.about));
        if fits && usual.0 == circumstance.controller && usual.1 == circumstance.judge {
            return head;
        }
        format!("{head} [{}]", self.control(&circumstance.controller, circumstance.judge.as_ref(), me))
    }

    /// A condition.
    pub fn formula(&self, formula: &Formula, me: Me) -> String {
        self.formula_at(formula, me, 0)
    }

    fn formula_at(&self, formula: &Formula, me: Me, depth: usize) -> String {
        if depth > DEPTH {
            return quote(TOO_DEEP);
        }
        let operand = |inner: &Formula| {
            let text = self.formula_at(inner, me, depth + 1);
            let joined = matches!(inner, Formula::All(all) | Formula::Any(all) if all.len() > 1);
            if joined { format!("({text})") } else { text }
        };
        let collected = |all: &[Formula], mark: &str, short: &str| match all {
            [] | [_] => {
                format!(
                    "{short} of ({})",
                    all.iter().map(|inner| self.formula_at(inner, me, depth + 1)).collect::<String>()
                )
            }
            _ => all.iter().map(operand).collect::<Vec<_>>().join(mark),
        };
        match formula {
            Formula::True => "true".to_owned(),
            Formula::Holds(circumstance) => self.circumstance(circumstance, me),
            Formula::Not(inner) => format!("not {}", operand(inner)),
            Formula::All(all) => collected(all, " and ", "all"),
            Formula::Any(any) => collected(any, " or ", "any"),
            Formula::Measure { what, least, most } => {
                let levels = self.lines.get(what.name.as_str()).map_or(&[][..], |line| &line.levels);
                let level = |n: i64| {
                    usize::try_from(n).ok().and_then(|n| levels.get(n).cloned()).unwrap_or_else(|| n.to_string())
                };
                let what = self.circumstance(what, me);
                match (*least, *most) {
                    (Some(a), Some(b)) if a == b => format!("{what} = {}", level(a)),
                    (Some(a), Some(b)) => format!("{a} <= {what} <= {b}"),
                    (Some(a), None) => format!("{what} >= {}", level(a)),
                    (None, Some(b)) => format!("{what} <= {}", level(b)),
                    (None, None) => format!("{what} = any"),
                }
            }
        }
    }

    /// A day reckoned from an anchor: `ef + 45d`.
    pub fn instant(&self, instant: &Instant, me: Me) -> String {
        let mut out = match &instant.anchor {
            Anchor::Day(day) => show_day(*day),
            Anchor::Event(event) => self.circumstance(event, me),
        };
        for (number, unit) in &instant.plus {
            let unit = match unit {
                Unit::Hour => 'h',
                Unit::Day => 'd',
                Unit::Week => 'w',
                Unit::Month => 'm',
                Unit::Year => 'y',
            };
            let mark = if *number < 0 { '-' } else { '+' };
            out.push_str(&format!(" {mark} {}{unit}", number.unsigned_abs()));
        }
        out
    }
}

fn bracketed(about: &[String]) -> String {
    if about.is_empty() { String::new() } else { format!("({})", about.join(", ")) }
}

/// The name of a circumstance with what stands in its brackets.
pub fn circumstance_head(name: &str, about: &[String]) -> String {
    let brackets = bracketed(about);
    if name == ENTRY_INTO_FORCE && about.is_empty() {
        return "ef".to_owned();
    }
    let word = name.split_once('(').map_or(name, |(word, _)| word);
    let usable = is_bare(word) && glued(word).is_none() && !(word == "ef" && about.is_empty());
    if usable && name == indexed(word, about.len()) {
        format!("{word}{brackets}")
    } else {
        format!("{}{brackets}", quote(name))
    }
}

impl Show<'_> {
    /// What stands in the braces of a phrase.
    fn key_body(&self, head: &str, restrictors: &BTreeSet<Restrictor>, me: Me, depth: usize) -> String {
        if depth > DEPTH {
            return quote(TOO_DEEP);
        }
        let restrictors: Vec<String> = restrictors.iter().map(|r| self.restrictor(r, me, depth)).collect();
        let colon = if restrictors.is_empty() { "" } else { ": " };
        format!("{}{colon}{}", show_name(head), restrictors.join(", "))
    }

    fn restrictor(&self, restrictor: &Restrictor, me: Me, depth: usize) -> String {
        match restrictor {
            Restrictor::Word(word) => show_name(word),
            Restrictor::Phrase(preposition, key) => {
                let Key { head, restrictors } = &**key;
                let preposition = if is_word(preposition) { preposition.clone() } else { quote(preposition) };
                format!("{preposition} {{{}}}", self.key_body(head, restrictors, me, depth + 1))
            }
            Restrictor::Of(agent) => format!("of {}", self.agent(agent, me)),
            Restrictor::Measured { unit, least, most } => bounded(*least, *most, unit),
            Restrictor::Dated { from, to } => match (from, to) {
                (Some(from), Some(to)) => format!("dated [{}, {}]", show_day(*from), show_day(*to)),
                (Some(from), None) => format!("dated from {}", show_day(*from)),
                (None, Some(to)) => format!("dated until {}", show_day(*to)),
                (None, None) => "dated any".to_owned(),
            },
            Restrictor::Opaque(words) => format!("opaque {}", quote(words)),
        }
    }

    /// What stands after the colon of a declared circumstance.
    pub fn control_of_line(&self, control: &Control, params: &[String]) -> Option<String> {
        let who = |who: &Who| match who {
            Who::Argument(n) => params.get(*n).cloned().unwrap_or_else(|| "unknown".to_owned()),
            Who::Agent(Agent::Named(name)) if params.contains(name) || name == "int" => quote(name),
            Who::Agent(agent) => self.agent(agent, Me::Own),
        };
        let by = match &control.by {
            By::Nature => Some("nature".to_owned()),
            By::Unknown => None,
            By::Who(by) => Some(who(by)),
        };
        let judge = control.judge.as_ref().map(|judge| format!("judged by {}", who(judge)));
        let all: Vec<String> = by.into_iter().chain(judge).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}
