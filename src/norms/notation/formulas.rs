//! Circumstances, conditions and days reckoned from events.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while1;

use super::calendar::day;
use super::error::nearest_name;
use super::lexer::{
    DEPTH, Fault, Res, at_sign, expecting, gap, ident, integer, keyword, keywords, list, miss, need, peek, sign, stop,
    string,
};
use super::show::circumstance_head;
use super::terms::{Bounds, Reader, taken};
use super::{CircumstanceLine, Control, Who};
use crate::norms::{Agent, Anchor, Circumstance, Controller, Formula, Instant, Unit};
use crate::source::Span;

/// The name of the event that `ef` stands for.
pub const ENTRY_INTO_FORCE: &str = "entry into force";

/// `leave` with two parties is `leave({0}, {1})`, so that the parties stand in the name.
pub fn indexed(word: &str, parties: usize) -> String {
    if parties == 0 {
        return word.to_owned();
    }
    let places: Vec<String> = (0..parties).map(|n| format!("{{{n}}}")).collect();
    format!("{word}({})", places.join(", "))
}

/// For a name that is not declared, the declared one that it is perhaps meant to be: other brackets, or a slip of the pen.
pub fn confused<'l>(
    name: &str,
    lines: impl Iterator<Item = &'l CircumstanceLine> + Clone,
) -> Option<&'l CircumstanceLine> {
    let stem = |name: &'l str| name.split_once("({").map_or(name, |(stem, _)| stem);
    let own = name.split_once("({").map_or(name, |(stem, _)| stem);
    let near = nearest_name(own, lines.clone().map(|line| stem(&line.name)))?;
    lines.clone().find(|line| stem(&line.name) == near)
}

/// The words for a circumstance of which nothing better is known: its name with the parties put in.
pub fn default_text(name: &str, about: &[Agent]) -> String {
    let words = |agent: &Agent| match agent {
        Agent::Me => "X".to_owned(),
        Agent::Other => "other(X)".to_owned(),
        Agent::AnyParty => "any party".to_owned(),
        Agent::Named(name) => name.clone(),
    };
    let replace = |text: String, (n, agent): (usize, &Agent)| text.replace(&format!("{{{n}}}"), &words(agent));
    about.iter().enumerate().fold(name.to_owned(), replace)
}

impl Reader<'_> {
    /// `circumstance = (IDENT | PHRASE) ["(" [agent {"," agent}] ")"] ["[" control "]"]`
    pub fn circumstance<'s>(&self, i: &'s str) -> Res<'s, Circumstance> {
        let (start, _) = gap(i)?;
        let (rest, (bare, word)) =
            alt((ident.map(|word| (true, word.to_owned())), string.map(|text| (false, text)))).parse(start)?;
        let (rest, about) = self.arguments(rest)?;
        let name = match (bare, word.as_str()) {
            (true, "ef") if about.is_empty() => ENTRY_INTO_FORCE.to_owned(),
            (true, _) => indexed(&word, about.len()),
            (false, _) => word,
        };
        let head_end = rest;
        let (rest, own) = self.annotation(rest)?;
        let span = self.span(start, head_end);
        let line = self.known.circumstances.get(&name);
        let undeclared = bare && own.is_none() && line.is_none();
        if let Some(near) = undeclared.then(|| confused(&name, self.known.circumstances.values())).flatten() {
            let word = taken(start, head_end);
            let near = circumstance_head(&near.name, &near.params);
            return stop(
                start,
                "a declared circumstance",
                format!("did you mean `{near}`? If not, declare `{word}` by `atom` or `event`"),
            );
        }
        if let (None, Some(line)) = (&own, line)
            && line.params.len() != about.len()
        {
            let n = line.params.len();
            return stop(
                start,
                format!("`{}` with {n} in brackets", line.name),
                format!("it was declared with {n}, and stands here with {}", about.len()),
            );
        }
        let control = own.or_else(|| line.map(|l| l.control.clone())).unwrap_or_default();
        let text = line.and_then(|l| l.text.clone()).unwrap_or_else(|| default_text(&name, &about));
        let (controller, judge) = control.of(&about);
        Ok((rest, Circumstance { name, about, text, controller, judge, span }))
    }

    fn arguments<'s>(&self, i: &'s str) -> Res<'s, Vec<Agent>> {
        let Ok((inner, _)) = sign("(")(i) else { return Ok((i, Vec::new())) };
        if let Ok((rest, _)) = sign(")")(inner) {
            return Ok((rest, Vec::new()));
        }
        let (rest, about) = need("a party", list(",", "a party", |i| self.agent(i)))(inner)?;
        let (rest, _) = need("`)`", sign(")"))(rest)?;
        Ok((rest, about))
    }

    /// `[nature, judged by X]` after a circumstance.
    fn annotation<'s>(&self, i: &'s str) -> Res<'s, Option<Control>> {
        let Ok((inner, _)) = sign("[")(i) else { return Ok((i, None)) };
        let (rest, control) = self.control(inner, &[])?;
        let (rest, _) = need("`]`", sign("]"))(rest)?;
        Ok((rest, Some(control)))
    }

    /// `control = item {"," item}`, `item = "nature" | "unknown" | "judged" "by" agent | agent`
    pub fn control<'s>(&self, i: &'s str, params: &[String]) -> Res<'s, Control> {
        let mut control = Control::default();
        let (mut rest, ()) = self.control_item(i, params, &mut control)?;
        while let Ok((after, _)) = sign(",")(rest) {
            match self.control_item(after, params, &mut control) {
                Ok((next, ())) => rest = next,
                Err(nom::Err::Error(_)) => break,
                Err(other) => return Err(other),
            }
        }
        Ok((rest, control))
    }

    fn control_item<'s>(&self, i: &'s str, params: &[String], control: &mut Control) -> Res<'s, ()> {
        let (rest, controller) = match peek(i) {
            Some("judged") => {
                let (rest, ()) = need("`judged by`", keywords(&["judged", "by"]))(i)?;
                let (rest, judge) = need("who judges it", |i| self.who(i, params))(rest)?;
                control.judge = Some(judge);
                return Ok((rest, ()));
            }
            Some("nature") => (keyword("nature")(i)?.0, Control::NATURE),
            Some("unknown") => (keyword("unknown")(i)?.0, Control::UNKNOWN),
            _ if opens_scale(i) => return miss(i, "who controls it"),
            _ => {
                let (rest, who) = self.who(i, params)?;
                (rest, Control { by: super::By::Who(who), judge: None })
            }
        };
        control.by = controller.by;
        Ok((rest, ()))
    }

    fn who<'s>(&self, i: &'s str, params: &[String]) -> Res<'s, Who> {
        let place = ident(i).ok().and_then(|(rest, word)| Some((rest, params.iter().position(|p| p == word)?)));
        match place {
            Some((rest, n)) => Ok((rest, Who::Argument(n))),
            None => self.agent(i).map(|(rest, agent)| (rest, Who::Agent(agent))),
        }
    }

    /// The bytes from one rest of the text to a later one.
    pub fn span(&self, from: &str, rest: &str) -> Span {
        let from = gap(from).map_or(from, |(start, ())| start);
        let start = self.end.saturating_sub(from.len());
        Span::new(start, self.end.saturating_sub(rest.len()).max(start))
    }

    /// `formula = conjunction {"or" conjunction}`
    pub fn formula<'s>(&self, i: &'s str) -> Res<'s, Formula> {
        self.disjunction(i, 0)
    }

    fn disjunction<'s>(&self, i: &'s str, depth: usize) -> Res<'s, Formula> {
        let (rest, all) = joined("or", |i| self.conjunction(i, depth))(i)?;
        Ok((rest, single(all, Formula::Any)))
    }

    /// `conjunction = unary {"and" unary}`
    fn conjunction<'s>(&self, i: &'s str, depth: usize) -> Res<'s, Formula> {
        let (rest, all) = joined("and", |i| self.unary(i, depth))(i)?;
        Ok((rest, single(all, Formula::All)))
    }

    /// `unary = "not" unary | "(" formula ")" | ("all" | "any") "of" "(" [formula {"," formula}] ")" | "true" | comparison`
    fn unary<'s>(&self, i: &'s str, depth: usize) -> Res<'s, Formula> {
        if depth > DEPTH {
            return stop(i, "a simpler condition", format!("conditions can be nested {DEPTH} deep"));
        }
        if let Ok((inner, _)) = sign("(")(i) {
            let (rest, formula) = need("a condition", |i| self.disjunction(i, depth + 1))(inner)?;
            return need("`)`, `and` or `or`", sign(")")).map(|_| formula.clone()).parse(rest);
        }
        match peek(i) {
            Some("not") => {
                let (i, _) = keyword("not")(i)?;
                let (rest, inner) = need("a condition", |i| self.unary(i, depth + 1))(i)?;
                Ok((rest, Formula::Not(Box::new(inner))))
            }
            Some("true") => keyword("true").map(|_| Formula::True).parse(i),
            Some("all") => self.collected(i, "all", depth).map(|(rest, all)| (rest, Formula::All(all))),
            Some("any") => self.collected(i, "any", depth).map(|(rest, any)| (rest, Formula::Any(any))),
            _ => self.comparison(i),
        }
    }

    /// `all of (A, B)`; the only form for none and for one.
    fn collected<'s>(&self, i: &'s str, which: &'static str, depth: usize) -> Res<'s, Vec<Formula>> {
        let (i, _) = keyword(which)(i)?;
        let (i, _) = need("`of` and conditions in brackets", (keyword("of"), sign("(")))(i)?;
        if let Ok((rest, _)) = sign(")")(i) {
            return Ok((rest, Vec::new()));
        }
        let (i, all) = need("a condition", list(",", "a condition", |i| self.disjunction(i, depth + 1)))(i)?;
        let (i, _) = need("`)` or `,`", sign(")"))(i)?;
        Ok((i, all))
    }

    /// `comparison = circumstance [op value] | N "<=" circumstance "<=" N`
    fn comparison<'s>(&self, i: &'s str) -> Res<'s, Formula> {
        if let Ok((rest, least)) = integer(i) {
            let (rest, _) = need("`<=`", sign("<="))(rest)?;
            let (rest, what) = need("what is measured", |i| self.circumstance(i))(rest)?;
            let (rest, _) = need("`<=`", sign("<="))(rest)?;
            let (rest, most) = need("a whole number", integer)(rest)?;
            return Ok((rest, Formula::Measure { what, least: Some(least), most: Some(most) }));
        }
        let (rest, what) = expecting("a condition", self.circumstance(i))?;
        let mut operator = alt((sign("<="), sign(">="), sign("<"), sign(">"), sign("=")));
        let Ok((rest, operator)) = operator.parse(rest) else { return Ok((rest, Formula::Holds(what))) };
        if operator == "="
            && let Ok((rest, _)) = keyword("any")(rest)
        {
            return Ok((rest, Formula::Measure { what, least: None, most: None }));
        }
        let levels = self.known.circumstances.get(&what.name).map_or(&[][..], |line| &line.levels);
        let (after, value) = value(rest, levels)?;
        match bounds(operator, value) {
            Some((least, most)) => Ok((after, Formula::Measure { what, least, most })),
            None => stop(rest, "a smaller number", "numbers run from -9223372036854775808 to 9223372036854775807"),
        }
    }

    /// `instant = (day | circumstance) {("+" | "-") N unit}`
    pub fn instant<'s>(&self, i: &'s str) -> Res<'s, Instant> {
        let (i, anchor) = match day(i) {
            Ok((rest, number)) => (rest, Anchor::Day(number)),
            Err(nom::Err::Error(_)) => self.event(i)?,
            Err(other) => return Err(other),
        };
        let mut rest = i;
        let mut plus = Vec::new();
        while let Some(first) = ["+", "-"].into_iter().find(|mark| at_sign(rest, mark)) {
            let (after, step) = offset(rest, first)?;
            plus.push(step);
            rest = after;
        }
        Ok((rest, Instant { anchor, plus }))
    }

    fn event<'s>(&self, i: &'s str) -> Res<'s, Anchor> {
        let (start, _) = gap(i)?;
        if let Some((event, period)) = ident(start).ok().and_then(|(_, word)| glued(word)) {
            return stop(start, "spaces around `-`", format!("write `{event} - {period}`, for a hyphen joins words"));
        }
        let (rest, event) = expecting("a date or an event", self.circumstance(start))?;
        Ok((rest, Anchor::Event(event)))
    }
}

/// `ef-45d` is one word to the reader of words; it was not meant so.
pub fn glued(word: &str) -> Option<(&str, &str)> {
    let (event, period) = word.rsplit_once('-')?;
    let digits = period.trim_end_matches(|c: char| "hdwmy".contains(c));
    (digits.len() + 1 == period.len() && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.is_empty())
        .then_some((event, period))
}

/// True if `int` or `low < high` stands here.
fn opens_scale(i: &str) -> bool {
    peek(i) == Some("int") || (ident, sign("<")).parse(i).is_ok()
}

/// One or more, with a word between them.
fn joined<'s, T>(
    mark: &'static str,
    mut parser: impl FnMut(&'s str) -> Res<'s, T>,
) -> impl FnMut(&'s str) -> Res<'s, Vec<T>> {
    move |i| {
        let (mut rest, first) = parser(i)?;
        let mut all = vec![first];
        while let Ok((after, _)) = keyword(mark)(rest) {
            let (next, item) = need("a condition", &mut parser)(after)?;
            all.push(item);
            rest = next;
        }
        Ok((rest, all))
    }
}

/// One alone stands for itself.
fn single(mut all: Vec<Formula>, join: fn(Vec<Formula>) -> Formula) -> Formula {
    match all.pop() {
        Some(only) if all.is_empty() => only,
        last => {
            all.extend(last);
            join(all)
        }
    }
}

/// A number, or a level of the scale.
fn value<'s>(i: &'s str, levels: &[String]) -> Res<'s, i64> {
    let found = ident(i).ok().and_then(|(rest, word)| Some((rest, levels.iter().position(|l| l == word)?)));
    match found {
        Some((rest, n)) => Ok((rest, i64::try_from(n).unwrap_or(i64::MAX))),
        None if levels.is_empty() => need("a whole number", integer)(i),
        None => match integer(i) {
            Ok(done) => Ok(done),
            Err(_) => stop(i, "a level of its scale", format!("its levels are {}", levels.join(" < "))),
        },
    }
}

fn bounds(operator: &str, value: i64) -> Option<Bounds> {
    Some(match operator {
        "<=" => (None, Some(value)),
        ">=" => (Some(value), None),
        "<" => (None, Some(value.checked_sub(1)?)),
        ">" => (Some(value.checked_add(1)?), None),
        _ => (Some(value), Some(value)),
    })
}

/// `+ 45d`, `- 6m`
fn offset<'s>(i: &'s str, first: &'static str) -> Res<'s, (i64, Unit)> {
    let (i, _) = sign(first)(i)?;
    let (start, _) = gap(i)?;
    let (rest, digits) = match take_while1::<_, _, Fault<'_>>(|c: char| c.is_ascii_digit()).parse(start) {
        Ok(done) => done,
        Err(_) => return stop(start, "a period such as `45d`", "a period is a number with h, d, w, m or y"),
    };
    let Ok(number) = format!("{first}{digits}").parse() else {
        return stop(start, "a shorter period", "numbers run from -9223372036854775808 to 9223372036854775807");
    };
    let letters = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let unit = match &rest[..letters] {
        "h" | "hour" | "hours" => Unit::Hour,
        "d" | "day" | "days" => Unit::Day,
        "w" | "week" | "weeks" => Unit::Week,
        "m" | "month" | "months" => Unit::Month,
        "y" | "year" | "years" => Unit::Year,
        _ => return stop(rest, "a unit of time directly after the number", "units are h, d, w, m (months) and y"),
    };
    Ok((&rest[letters..], (number, unit)))
}

impl Control {
    /// Nobody brings it about.
    pub const NATURE: Self = Self { by: super::By::Nature, judge: None };
    /// The words do not tell.
    pub const UNKNOWN: Self = Self { by: super::By::Unknown, judge: None };

    /// Controller and judge of a circumstance that is about these parties.
    pub fn of(&self, about: &[Agent]) -> (Controller, Option<Agent>) {
        let agent = |who: &Who| match who {
            Who::Agent(agent) => Some(agent.clone()),
            Who::Argument(n) => about.get(*n).cloned(),
        };
        let controller = match &self.by {
            super::By::Nature => Controller::Nature,
            super::By::Unknown => Controller::Unknown,
            super::By::Who(who) => agent(who).map_or(Controller::Unknown, Controller::Agent),
        };
        (controller, self.judge.as_ref().and_then(agent))
    }
}

/// A declared circumstance must have as many parties as it is used with; used to tell whether it has.
pub fn fits(line: &CircumstanceLine, about: &[Agent]) -> bool {
    line.params.len() == about.len()
}
