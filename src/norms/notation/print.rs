//! Norms and what goes with them → `.norms` text. The inverse of [`super::parse`] up to places.

use std::collections::BTreeMap;

use super::calendar::show_day_of_year;
use super::file::OPENING;
use super::formulas::default_text;
use super::lexer::{is_word, quote, show_id, show_name};
use super::lines::{mistaken, own_id};
use super::parts::HOLES;
use super::show::{Me, Show, bounded, circumstance_head, quantity};
use super::{By, CircumstanceKind, CircumstanceLine, Control, FactLine, Life, NormsFile, Who};
use crate::clauses::{Force, Modality, Relation};
use crate::norms::{
    Act, Agent, Anchor, Bearer, Circumstance, Cite, Controller, Declaration, Declared, Exception, Formula, Instant,
    Norm, Noun, Window,
};
use crate::source::Span;

/// A statement longer than this is broken before its parts.
const WIDTH: usize = 100;

/// Prints the norms and declarations of one document, with lines for the circumstances that they speak of.
///
/// `normalise` is the normaliser with which the text is to be read back: a phrase that it brings to its normal form
/// stands there in its own words, any other with its normal form beside them.
pub fn print(
    title: Option<&str>,
    parties: &[String],
    norms: &[Norm],
    declarations: &[Declared],
    normalise: &dyn Fn(&str) -> Noun,
) -> String {
    let file = NormsFile {
        title: title.map(str::to_owned),
        parties: parties.iter().map(|party| (party.clone(), Span::default())).collect(),
        circumstances: lines_for(norms, declarations),
        declarations: declarations.to_vec(),
        norms: norms.to_vec(),
        ..NormsFile::default()
    };
    print_file(&file, normalise)
}

/// Prints all that a file says.
pub fn print_file(file: &NormsFile, normalise: &dyn Fn(&str) -> Noun) -> String {
    let show = Show {
        normalise,
        parties: file.parties.iter().map(|(name, _)| name.as_str()).collect(),
        lines: file.circumstances.iter().map(|line| (line.name.as_str(), line)).collect(),
        agents: [&file.parties, &file.bodies, &file.agents]
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect(),
        labels: file.norms.iter().map(|norm| (norm.id.as_str(), norm.cite.label.as_str())).collect(),
    };
    let names = |sort: &str, all: &[(String, Span)]| {
        let names: Vec<String> = all.iter().map(|(name, _)| show_name(name)).collect();
        if names.is_empty() { Vec::new() } else { vec![format!("{sort} {}.", names.join(", "))] }
    };
    let title = file.title.iter().map(|title| format!("title {}.", quote(title)));
    let mut groups: Vec<Vec<String>> = vec![title.collect()];
    groups.push([names("party", &file.parties), names("body", &file.bodies), names("agent", &file.agents)].concat());
    groups.push(file.circumstances.iter().map(|line| show.circumstance_line(line)).collect());
    groups.push(file.facts.iter().map(fact).chain(file.assumptions.iter().map(assumption)).collect());
    groups.push(file.life.iter().map(|life| show.life(life)).collect());
    groups.push(show.provisions(&file.declarations, &file.norms));
    let groups: Vec<String> = groups.into_iter().filter(|g| !g.is_empty()).map(|g| g.join("\n") + "\n").collect();
    groups.join("\n")
}

/// An argument of a fact: bare words, or a phrase in quotation marks.
fn argument(text: &str) -> String {
    let bare = text.split(' ').all(is_word) && text != "includes";
    if bare { text.to_owned() } else { quote(text) }
}

fn relation(fact: &FactLine) -> String {
    let name = if is_word(&fact.relation) && mistaken(&fact.relation).is_none() {
        fact.relation.clone()
    } else {
        quote(&fact.relation)
    };
    format!("{name}({})", fact.args.iter().map(|arg| argument(arg)).collect::<Vec<_>>().join(", "))
}

/// A fact in its short form if its id is the one that it would get anyway.
fn fact(fact: &FactLine) -> String {
    let own = fact.id == own_id(&fact.relation, &fact.args);
    let sort = match fact.relation.as_str() {
        "lies-in" => "place",
        "kind-of-act" => "kind",
        "kind-of" => "thing",
        _ => "",
    };
    match fact.args.as_slice() {
        [a, b] if own && !sort.is_empty() && !a.contains(" includes") => {
            format!("{sort} {} < {}.", argument(a), argument(b))
        }
        _ if own && relation(fact).starts_with(&fact.relation) && !OPENING.contains(&fact.relation.as_str()) => {
            format!("{}.", relation(fact))
        }
        _ => format!("fact {}: {}.", show_name(&fact.id), relation(fact)),
    }
}

fn assumption(fact: &FactLine) -> String {
    format!("assume {}.", relation(fact))
}

fn cite(cite: &Cite, own: &str) -> String {
    let label = if cite.label == own { String::new() } else { format!(" @{}", quote(&cite.label)) };
    let sentence = cite.sentence.map(|n| format!(" sentence {n}")).unwrap_or_default();
    label + &sentence
}

fn modal(modality: Modality, force: Force) -> &'static str {
    match (modality, force) {
        (Modality::Obligation, Force::Plain) => "shall",
        (Modality::Obligation, Force::Leave) => "shall as leave",
        (Modality::Obligation, Force::Right) => "shall as right",
        (Modality::Prohibition, Force::Plain) => "shall not",
        (Modality::Prohibition, Force::Leave) => "shall not as leave",
        (Modality::Prohibition, Force::Right) => "shall not as right",
        (Modality::Permission, Force::Plain) => "may as plain",
        (Modality::Permission, Force::Leave) => "may",
        (Modality::Permission, Force::Right) => "has right to",
        (Modality::Exemption, Force::Plain) => "need not",
        (Modality::Exemption, Force::Leave) => "need not as leave",
        (Modality::Exemption, Force::Right) => "need not as right",
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A statement on one line, or with its parts on lines of their own.
fn laid_out(head: String, parts: &[String]) -> String {
    let length = head.chars().count() + parts.iter().map(|p| p.chars().count() + 1).sum::<usize>();
    let between = if length > WIDTH { "\n    " } else { " " };
    let rest: String = parts.iter().map(|part| format!("{between}{part}")).collect();
    format!("{head}{rest}.")
}

impl Show<'_> {
    /// Declarations and norms in the order of their places, so that what is read back stands in that order too.
    fn provisions(&self, declarations: &[Declared], norms: &[Norm]) -> Vec<String> {
        let mut out = Vec::new();
        let mut said = declarations.iter().peekable();
        for norm in norms {
            while let Some(declared) = said.next_if(|declared| declared.cite.span.start <= norm.cite.span.start) {
                out.push(self.says(declared));
            }
            out.push(self.norm(norm));
        }
        out.extend(said.map(|declared| self.says(declared)));
        out
    }

    /// `atom leave(X) "the words for it" : nature.`
    fn circumstance_line(&self, line: &CircumstanceLine) -> String {
        let sort = match line.kind {
            CircumstanceKind::Atom => "atom",
            CircumstanceKind::Event => "event",
            CircumstanceKind::Measure => "measure",
            CircumstanceKind::Stock => "stock",
        };
        let text = line.text.iter().map(|text| format!(" {}", quote(text)));
        let bound = |mark, bound: Option<i64>| bound.map(|n| format!(" {mark} {n}")).unwrap_or_default();
        let scale = if line.levels.is_empty() {
            let bounded = line.least.is_some() || line.most.is_some();
            bounded.then(|| format!("int{}{}", bound(">=", line.least), bound("<=", line.most)))
        } else {
            Some(line.levels.join(" < "))
        };
        let after: Vec<String> = self.control_of_line(&line.control, &line.params).into_iter().chain(scale).collect();
        let colon = if after.is_empty() { "" } else { " : " };
        format!(
            "{sort} {}{}{colon}{}.",
            circumstance_head(&line.name, &line.params),
            text.collect::<String>(),
            after.join(", ")
        )
    }

    fn norm(&self, norm: &Norm) -> String {
        let me = if norm.bearer == Bearer::Each { Me::Var } else { Me::Own };
        let (id, cite) = (show_id(&norm.id), cite(&norm.cite, &norm.id));
        let (bearer, modal) = (self.bearer(&norm.bearer), modal(norm.modality, norm.force));
        let deed = self.deed(&norm.act, me);
        let mut parts = self.act_parts(&norm.act, me);
        parts.extend(self.condition(&norm.condition, me));
        parts.extend(norm.exceptions.iter().map(|exception| self.exception(exception, me)));
        parts.extend(self.window(&norm.window, me));
        parts.extend(norm.rank.iter().map(|(relation, to)| self.rank(*relation, to)));
        parts.extend(norm.on_breach_of.iter().map(|of| format!("on breach of {}", show_id(of))));
        let hole = |stop: &crate::clauses::Stop| {
            HOLES.iter().find(|(_, reason)| *reason == stop.reason).map(|(name, _)| format!("hole {name}"))
        };
        parts.extend(norm.holes.iter().filter_map(hole));
        laid_out(format!("norm {id}{cite} {bearer}: {modal} {deed}"), &parts)
    }

    fn bearer(&self, bearer: &Bearer) -> String {
        let names =
            |names: &[String], mark: &str| names.iter().map(|n| self.agent_name(n)).collect::<Vec<_>>().join(mark);
        match bearer {
            Bearer::Each => "each X".to_owned(),
            Bearer::Named(all) if all.is_empty() => "nobody".to_owned(),
            Bearer::Named(all) => names(all, ", "),
            Bearer::Jointly(all) if all.is_empty() => "all jointly".to_owned(),
            Bearer::Jointly(all) => format!("{} jointly", names(all, " & ")),
            Bearer::Class(noun) => format!("class {}", self.noun(noun, Me::Own, false)),
            Bearer::Unstated => "unstated".to_owned(),
        }
    }

    /// Verb and things.
    fn deed(&self, act: &Act, me: Me) -> String {
        let things = self.nouns(&act.thing, me, false);
        format!("{}{}{things}", show_name(&act.kind), if things.is_empty() { "" } else { " " })
    }

    fn act_parts(&self, act: &Act, me: Me) -> Vec<String> {
        let mut parts = Vec::new();
        if !act.place.is_empty() {
            parts.push(format!("in {}", self.nouns(&act.place, me, false)));
        }
        if !act.to.is_empty() {
            parts.push(format!("to {}", self.nouns(&act.to, me, true)));
        }
        parts.extend(act.manner.iter().map(|noun| format!("by {}", self.noun(noun, me, false))));
        parts.extend(act.quantity.iter().map(quantity));
        parts.extend(act.season.map(|s| format!("season {} to {}", show_day_of_year(s.from), show_day_of_year(s.to))));
        parts
    }

    /// An act without bearer, in brackets.
    fn bare_act(&self, act: &Act, me: Me) -> Vec<String> {
        let deed = match (act.kind.is_empty(), act.thing.is_empty()) {
            (true, true) => None,
            (true, false) => Some(format!("thing {}", self.nouns(&act.thing, me, false))),
            (false, _) => Some(self.deed(act, me)),
        };
        deed.into_iter().chain(self.act_parts(act, me)).collect()
    }

    fn condition(&self, formula: &Formula, me: Me) -> Option<String> {
        (*formula != Formula::True).then(|| format!("if {}", self.formula(formula, me)))
    }

    fn exception(&self, exception: &Exception, me: Me) -> String {
        let mut parts = self.bare_act(&exception.act, me);
        parts.extend(exception.who.iter().map(|who| format!("who {}", self.noun(who, me, false))));
        parts.extend(self.condition(&exception.condition, me));
        let body = parts.join(" ");
        let shown = exception.text.is_empty() || squeezed(&exception.text) == squeezed(&body);
        let text = if shown { String::new() } else { format!(" {}", quote(&exception.text)) };
        format!("except{text} ({body})")
    }

    fn window(&self, window: &Window, me: Me) -> Vec<String> {
        let day = |instant: &Instant| self.instant(instant, me);
        let period = match (&window.lo, &window.hi) {
            (Some(lo), Some(hi)) => {
                format!("{}[{}, {}]", if window.throughout { "" } else { "within " }, day(lo), day(hi))
            }
            (Some(lo), None) => format!("from {}", day(lo)),
            (None, Some(hi)) => format!("until {}", day(hi)),
            (None, None) => String::new(),
        };
        let period = if window.throughout { format!("throughout {period}").trim_end().to_owned() } else { period };
        let mut parts: Vec<String> = Some(period).into_iter().filter(|p| !p.is_empty()).collect();
        parts.extend(window.after.iter().map(|act| format!("after act ({})", self.bare_act(act, me).join(" "))));
        let told = window.text.is_empty() || squeezed(&window.text.concat()) == squeezed(&parts.concat());
        if !told {
            let words: Vec<String> = window.text.iter().map(|text| quote(text)).collect();
            parts.push(format!("words {}", words.join(" ")));
        }
        parts
    }

    fn rank(&self, relation: Relation, to: &str) -> String {
        let relation = match relation {
            Relation::Notwithstanding => "notwithstanding",
            Relation::SubjectTo => "subject to",
            Relation::WithoutPrejudiceTo => "without prejudice to",
        };
        let read_as = self.labels.get(to).copied().unwrap_or(to);
        format!("{relation} {}", if read_as == to { show_id(to) } else { quote(to) })
    }

    fn life(&self, life: &Life) -> String {
        let day = |instant: &Instant| self.instant(instant, Me::Own);
        match (&life.from, &life.until) {
            (Some(from), Some(until)) => format!("life [{}, {}].", day(from), day(until)),
            (Some(from), None) => format!("life from {}.", day(from)),
            (None, Some(until)) => format!("life until {}.", day(until)),
            (None, None) => String::new(),
        }
    }

    fn says(&self, declared: &Declared) -> String {
        let what = self.declaration(&declared.what);
        let told = declared.text.is_empty() || squeezed(&declared.text) == squeezed(&what);
        let text = if told { String::new() } else { format!(" {}", quote(&declared.text)) };
        let head = format!("says{}{text}:", cite(&declared.cite, ""));
        laid_out(head, &[what])
    }

    fn declaration(&self, declaration: &Declaration) -> String {
        let noun = |noun: &Noun| self.noun(noun, Me::Own, false);
        match declaration {
            Declaration::Term { term, meaning, exhaustive } => {
                let how = if *exhaustive { "means" } else { "includes" };
                let meaning =
                    if meaning.is_empty() { "nothing".to_owned() } else { self.nouns(meaning, Me::Own, false) };
                format!("term {} {how} {meaning}", show_name(term))
            }
            Declaration::Dated { event, at } => {
                format!("date {} = {}", self.circumstance(event, Me::Own), self.instant(at, Me::Own))
            }
            Declaration::Within { inner, outer, only } => {
                let shown = noun(inner);
                let inner = if is_opening(&shown) { self.literal(inner, Me::Own) } else { shown };
                format!("{inner} lies {}in {}", if *only { "only " } else { "" }, noun(outer))
            }
            Declaration::Kind { narrower, broader } => {
                let shown = noun(narrower);
                let narrower = if is_opening(&shown) { self.literal(narrower, Me::Own) } else { shown };
                format!("{narrower} belongs to {}", noun(broader))
            }
            Declaration::Alone { who, what } => format!("only {} at {}", self.agent(who, Me::Own), noun(what)),
            Declaration::Figure { who, topic, unit, least, most } => {
                let topic: Vec<String> = topic.iter().map(|word| show_name(word)).collect();
                format!("figure {} {{{}}} {}", show_name(who), topic.join(", "), bounded(*least, *most, unit))
            }
            Declaration::Has { who, what, has } => {
                let who = if is_opening(&show_name(who)) { quote(who) } else { show_name(who) };
                format!("{who} {} {}", if *has { "has" } else { "lacks" }, noun(what))
            }
        }
    }
}

/// True if a text begins with a word that opens another declaration.
fn is_opening(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| ["term", "date", "only", "figure"].contains(&word))
}

/// Lines for the circumstances of some norms: who controls and judges them, and the words for them.
fn lines_for(norms: &[Norm], declarations: &[Declared]) -> Vec<CircumstanceLine> {
    let mut lines = BTreeMap::new();
    for norm in norms {
        of_formula(&norm.condition, &mut lines, 0);
        norm.exceptions.iter().for_each(|e| of_formula(&e.condition, &mut lines, 0));
        norm.window.lo.iter().chain(&norm.window.hi).for_each(|instant| of_instant(instant, &mut lines));
    }
    for declared in declarations {
        if let Declaration::Dated { event, at } = &declared.what {
            add(event, CircumstanceKind::Event, &mut lines);
            of_instant(at, &mut lines);
        }
    }
    let telling = |line: &CircumstanceLine| line.text.is_some() || line.control != Control::default();
    lines.into_values().filter(telling).collect()
}

type Lines = BTreeMap<String, CircumstanceLine>;

fn of_formula(formula: &Formula, lines: &mut Lines, depth: usize) {
    if depth > super::lexer::DEPTH {
        return;
    }
    match formula {
        Formula::True => {}
        Formula::Holds(circumstance) => add(circumstance, CircumstanceKind::Atom, lines),
        Formula::Not(inner) => of_formula(inner, lines, depth + 1),
        Formula::All(all) | Formula::Any(all) => all.iter().for_each(|inner| of_formula(inner, lines, depth + 1)),
        Formula::Measure { what, .. } => add(what, CircumstanceKind::Measure, lines),
    }
}

fn of_instant(instant: &Instant, lines: &mut Lines) {
    if let Anchor::Event(event) = &instant.anchor {
        add(event, CircumstanceKind::Event, lines);
    }
}

/// The line that gives a circumstance its words, controller and judge; the first use of a name wins.
fn add(circumstance: &Circumstance, kind: CircumstanceKind, lines: &mut Lines) {
    let Circumstance { name, about, text, controller, judge, .. } = circumstance;
    let who =
        |agent: &Agent| about.iter().position(|a| a == agent).map_or_else(|| Who::Agent(agent.clone()), Who::Argument);
    let by = match controller {
        Controller::Nature => By::Nature,
        Controller::Unknown => By::Unknown,
        Controller::Agent(agent) => By::Who(who(agent)),
    };
    let control = Control { by, judge: judge.as_ref().map(who) };
    let params = ["X", "Y", "Z"]
        .iter()
        .map(|p| (*p).to_owned())
        .chain((4..).map(|n| format!("P{n}")))
        .take(about.len())
        .collect();
    let text = Some(text.clone()).filter(|text| !text.is_empty() && *text != default_text(name, about));
    let span = circumstance.span;
    let line = CircumstanceLine {
        kind,
        name: name.clone(),
        params,
        text,
        control,
        least: None,
        most: None,
        levels: Vec::new(),
        span,
    };
    lines.entry(name.clone()).or_insert(line);
}
