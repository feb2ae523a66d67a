//! What a duty waits for, however the clause says it: everything comes down to a plain verb with adjuncts of time.
//!
//! "The evacuation of the harbour by Bel shall take place after …", "payment shall be made upon …", "subject to the
//! prior return of …", "when it has been built", "the duty of Bel to pay is suspended pending …" are rewritten before a
//! clause becomes a norm, so that the readers of time find one form.

use super::names::Names;
use super::phrase::{is_determiner, is_preposition};
use super::words::{Word, join, words};
use super::{Act, Agent, Noun, Restrictor};
use crate::clauses::{Clause, Modality, Phrase, Voice};
use crate::lexicon;

/// A clause with its waits among the adjuncts of time, and its verb where a noun stood for it.
pub fn settle(clause: &Clause, names: &Names) -> Clause {
    let mut out = clause.clone();
    nominal_duty(&mut out);
    if out.modality.is_none() {
        return clause.clone();
    }
    conditional_on(&mut out);
    nominal_act(&mut out, names);
    light_verb(&mut out);
    late_wait(&mut out);
    adjoining(&mut out);
    waits_among_conditions(&mut out, names);
    for phrase in &mut out.window {
        phrase.text = pronouns_resolved(&phrase.text, out.object.as_ref());
    }
    out
}

/// Words that open what must have been done before.
const OPENING: [&[&str]; 26] = [
    &["only", "after"],
    &["only", "once"],
    &["only", "when"],
    &["only", "upon"],
    &["only", "on"],
    &["only", "following"],
    &["only", "as", "soon", "as"],
    &["not", "until"],
    &["not", "before"],
    &["no", "sooner", "than"],
    &["not", "earlier", "than"],
    &["as", "soon", "as"],
    &["immediately", "after"],
    &["immediately", "upon"],
    &["subsequent", "to"],
    &["subsequently", "to"],
    &["after"],
    &["following"],
    &["upon"],
    &["once"],
    &["when"],
    &["where"],
    &["if"],
    &["provided", "that"],
    &["on", "condition", "that"],
    &["subject", "to"],
];

/// The marker at the front, without "but", "and", "except": its words, and how many stand there in all.
fn opening(list: &[Word]) -> Option<(&'static [&'static str], usize)> {
    let lead =
        list.iter().take_while(|w| w.mark || w.any(&["but", "and", "then", "except", "otherwise", "than"])).count();
    let rest = &list[lead..];
    let form = OPENING.iter().find(|form| form.iter().zip(rest).filter(|(f, w)| w.is(f)).count() == form.len())?;
    Some((form, lead + form.len()))
}

/// Whether the words say that something has been done: "the guns have been removed", "the survey is complete".
fn perfect(list: &[Word]) -> bool {
    let auxiliary = list.iter().position(|w| w.any(&["has", "have", "is", "are", "was", "were"]));
    auxiliary.is_some_and(|at| {
        let done = |w: &Word| {
            w.any(&["complete", "ready"]) || super::phrase::is_past_participle(&w.lower) || w.lower.ends_with("ed")
        };
        list[at + 1..].iter().take(4).any(done) && !list[at + 1..].iter().take(2).any(|w| w.is("not"))
    })
}

/// Conditions that are waits in substance join the adjuncts of time. What only time brings ("after", "once") leaves the
/// conditions; "if", "when" and "provided that" stay there too, for they may never come.
fn waits_among_conditions(clause: &mut Clause, names: &Names) {
    if clause.modality != Some(Modality::Obligation) {
        return;
    }
    let mut kept = Vec::new();
    for phrase in std::mem::take(&mut clause.conditions) {
        let list = words(&phrase.text);
        let Some((form, used)) = opening(&list) else {
            kept.push(phrase);
            continue;
        };
        let body = pronouns_resolved(&join(&list[used..]), clause.object.as_ref());
        let only_time =
            !matches!(form[0], "when" | "where" | "if" | "provided" | "subject") && !form.contains(&"condition");
        let prior = form[0] == "subject" && words(&body).iter().take(3).any(|w| w.any(&["prior", "previous"]));
        let waits = super::acts::act_of_event(&without_prior(&words(&body)), names).is_some();
        if waits && (only_time || prior || (form[0] != "subject" && perfect(&words(&body)))) {
            let text = format!("after {}", join(&without_prior(&words(&body))));
            clause.window.push(Phrase { text, ..phrase.clone() });
        }
        if !(only_time && waits) {
            kept.push(phrase);
        }
    }
    clause.conditions = kept;
}

/// "The prior return", "has first been returned", "previously": words that say no more than that it comes before.
fn without_prior(list: &[Word]) -> Vec<Word> {
    list.iter()
        .filter(|w| {
            !w.any(&["prior", "previous", "previously", "first", "already", "beforehand"]) || after_ordinal(list, w)
        })
        .cloned()
        .collect()
}

/// "The first instalment" is an ordinal: it stands before its noun and after an article.
fn after_ordinal(list: &[Word], word: &Word) -> bool {
    let at = list.iter().position(|w| std::ptr::eq(w, word)).unwrap_or_default();
    word.is("first") && at > 0 && is_determiner(&list[at - 1].lower)
}

/// "When it has been built", "after the other has opened its own": what the pronoun stands for is the clause's object.
fn pronouns_resolved(text: &str, object: Option<&Phrase>) -> String {
    let Some(object) = object else { return text.to_owned() };
    let list = words(text);
    let pronoun = list.iter().position(|w| w.any(&["it", "they", "these", "those"]));
    if let Some(at) = pronoun
        && at <= 3
        && list.get(at + 1).is_some_and(|w| w.any(&["has", "have", "is", "are"]))
        && list[at + 1..].iter().take(3).any(|w| w.any(&["been", "is", "are"]))
        && perfect(&list[at..])
    {
        return format!("{} {} {}", join(&list[..at]), object.text, join(&list[at + 1..])).trim().to_owned();
    }
    match list.as_slice() {
        [rest @ .., its, own] if own.is("own") && its.any(&["its", "their"]) => {
            let noun = words(&object.text);
            let skip = noun.iter().take_while(|w| is_determiner(&w.lower) || w.any(&["its", "their", "own"])).count();
            format!("{} {} {}", join(rest), its.text, join(&noun[skip..]))
        }
        _ => text.to_owned(),
    }
}

/// "Pay the price on connection of the cable to the grid": words of time at the end of an object, and all that follows
/// them, say when.
fn late_wait(clause: &mut Clause) {
    let Some(object) = clause.object.clone() else { return };
    let list = words(&object.text);
    if list.last().is_some_and(|w| w.is("only")) && list.len() > 1 {
        clause.object = Some(Phrase { text: join(&list[..list.len() - 1]), ..object });
        return;
    }
    let Some(at) = (1..list.len()).find(|&at| opens_wait(&list, at)) else { return };
    let text = join(&list[at..]);
    let from = object.span.start + object.text.find(&list[at].text).unwrap_or(object.text.len());
    clause.object = Some(Phrase { text: join(&list[..at]), ..object.clone() });
    let span = crate::source::Span { start: from, end: object.span.end };
    clause.window.push(Phrase { text, span, rule: object.rule });
}

/// "On completion of", "after the removal of", "once", "when … has been …" inside an object.
fn opens_wait(list: &[Word], at: usize) -> bool {
    let rest = &list[at..];
    let nominal = |from: usize| {
        let noun =
            rest[from.min(rest.len())..].iter().find(|w| !is_determiner(&w.lower) && !w.any(&["prior", "previous"]));
        noun.is_some_and(|w| lexicon::nominal_to_verb(&lexicon::lemma_noun(&w.lower)).is_some())
            && rest.iter().any(|w| w.is("of"))
    };
    match rest[0].lower.as_str() {
        "on" => nominal(1) && !rest.get(1).is_some_and(|w| is_determiner(&w.lower)),
        "after" | "following" | "upon" => nominal(1) || perfect(rest),
        "once" | "when" => perfect(rest),
        _ => false,
    }
}

/// "Following the evacuation of the citadel" + "by Austria": what adjoins a wait belongs to it, not to the act.
fn adjoining(clause: &mut Clause) {
    let after_verb = clause.verb_span;
    let takes = |text: &str| {
        words(text).first().is_some_and(|w| w.any(&["by", "of", "to", "between", "from", "at", "in", "on", "into"]))
    };
    for phrase in &mut clause.window {
        let list = words(&phrase.text);
        if opening(&list).is_none_or(|(_, used)| !speaks_of_act(&list[used..]))
            && !list.first().is_some_and(|w| w.is("on"))
        {
            continue;
        }
        let mut take = |list: &mut Vec<Phrase>| {
            let near = |p: &Phrase| (phrase.span.end..=phrase.span.end + 2).contains(&p.span.start) && takes(&p.text);
            if let Some(at) = list.iter().position(near) {
                let found = list.remove(at);
                phrase.text.push(' ');
                phrase.text.push_str(&found.text);
                phrase.span.end = found.span.end;
            }
        };
        take(&mut clause.manner);
        take(&mut clause.places);
        let mut to: Vec<Phrase> = clause.counterparty.take().into_iter().collect();
        // The counterparty's span may leave its preposition out.
        if let Some(one) = to.first().filter(|p| {
            phrase.span.start > after_verb.end && (phrase.span.end..=phrase.span.end + 4).contains(&p.span.start)
        }) {
            phrase.text.push_str(if takes(&one.text) { " " } else { " to " });
            phrase.text.push_str(&one.text);
            to.clear();
        }
        clause.counterparty = to.pop();
    }
}

/// Whether the words name something done, not a date or a period.
fn speaks_of_act(list: &[Word]) -> bool {
    perfect(list)
        || list
            .iter()
            .take_while(|w| !w.is("of"))
            .any(|w| lexicon::nominal_to_verb(&lexicon::lemma_noun(&w.lower)).is_some())
}

/// "The duty of Bel to pay the price is suspended until …", "… shall arise only upon …": the duty itself, with its wait.
fn nominal_duty(clause: &mut Clause) {
    let subject = clause.bearer.as_ref().or(clause.object.as_ref()).cloned();
    let Some(subject) = subject else { return };
    let list = words(&subject.text);
    let noun = list.iter().position(|w| w.any(&["duty", "obligation"])).filter(|at| *at <= 1);
    let to = list.iter().position(|w| w.is("to"));
    let (Some(noun), Some(to)) = (noun, to) else { return };
    let of = &list[noun + 1..to];
    let verb = list.get(to + 1).and_then(|w| lexicon::lemma_verb(&w.lower));
    let (Some(verb), true) = (verb, of.first().is_some_and(|w| w.is("of")) && of.len() > 1) else { return };
    let suspended = matches!(clause.verb.as_str(), "suspend" | "defer" | "postpone" | "stay");
    let arises = matches!(
        clause.verb.as_str(),
        "arise" | "begin" | "commence" | "start" | "fall" | "become" | "accrue" | "exist"
    );
    if !(suspended || arises) {
        return;
    }
    for phrase in &mut clause.window {
        let words = words(&phrase.text);
        if words.first().is_some_and(|w| w.any(&["pending", "until"])) {
            phrase.text = format!("after {}", join(&words[1..]));
        }
    }
    let sentence = |w: &Word| w.any(&["shall", "may", "will"]);
    clause.window.retain(|p| !words(&p.text).iter().any(sentence));
    clause.modality = Some(Modality::Obligation);
    clause.voice = Voice::Active;
    clause.bearer = Some(Phrase { text: join(&of[1..]), ..subject.clone() });
    clause.object = (list.len() > to + 2).then(|| Phrase { text: join(&list[to + 2..]), ..subject });
    clause.complement = None;
    clause.verb_phrase.clone_from(&verb);
    clause.verb = verb;
}

/// "The withdrawal of the garrison shall be conditional upon the removal of the guns": not until then.
fn conditional_on(clause: &mut Clause) {
    let Some(object) =
        clause.object.clone().filter(|_| clause.verb == "be" && clause.modality == Some(Modality::Obligation))
    else {
        return;
    };
    let list = words(&object.text);
    let turns = list.first().is_some_and(|w| w.any(&["conditional", "contingent", "dependent", "conditioned"]));
    if !turns || list.len() < 3 {
        return;
    }
    let mut text = format!("until {}", join(&without_prior(&list[2..])));
    for phrase in clause.manner.drain(..).chain(clause.places.drain(..)) {
        text = format!("{text} {}", phrase.text);
    }
    clause.modality = Some(Modality::Prohibition);
    clause.window.push(Phrase { text, ..object.clone() });
    clause.object = None;
    clause.verb = "take".to_owned();
    clause.verb_phrase = "take place".to_owned();
}

/// "The evacuation of the harbour by Bel shall take place after …", "payment of the price shall be made by Bel".
fn nominal_act(clause: &mut Clause, names: &Names) {
    let happens =
        matches!(clause.verb.as_str(), "occur" | "happen" | "begin" | "commence" | "start" | "proceed" | "follow")
            || clause.verb_phrase == "take place";
    let effects = clause.voice == Voice::Passive
        && matches!(
            clause.verb.as_str(),
            "make" | "effect" | "carry" | "perform" | "execute" | "complete" | "accomplish" | "begin" | "undertake"
        );
    let subject = if effects { clause.object.clone() } else { clause.bearer.clone().filter(|_| happens) };
    let Some(subject) = subject else { return };
    let Some((verb, object, by)) = act_noun(&subject.text) else { return };
    if clause.verb == "follow" {
        let Some(wait) = clause.object.take() else { return };
        clause.window.push(Phrase { text: format!("after {}", wait.text), ..wait });
    }
    clause.object = object.map(|text| Phrase { text, ..subject.clone() });
    clause.complement = None;
    clause.verb_phrase.clone_from(&verb);
    clause.verb = verb;
    if happens {
        let known = by.filter(|text| names.mention(&words(text)).is_some());
        clause.bearer = known.map(|text| Phrase { text, ..subject });
        clause.voice = if clause.bearer.is_some() { Voice::Active } else { Voice::Passive };
    }
}

/// The verb of an action noun with what it is done to and by whom.
fn act_noun(text: &str) -> Option<(String, Option<String>, Option<String>)> {
    let list = words(text);
    let end = list.iter().position(|w| is_preposition(&w.lower)).unwrap_or(list.len());
    let noun = list[..end].last()?;
    let verb = lexicon::nominal_to_verb(&lexicon::lemma_noun(&noun.lower))?.to_owned();
    let by = list.iter().rposition(|w| w.is("by"));
    let stop = by.unwrap_or(list.len());
    let object = (end + 1 < stop && list[end].is("of")).then(|| join(&list[end + 1..stop]));
    Some((verb, object, by.map(|at| join(&list[at + 1..]))))
}

/// "Carry out the survey of the reef" is to survey the reef; "set the hostages free" is to set free the hostages.
fn light_verb(clause: &mut Clause) {
    let Some(object) = clause.object.clone() else { return };
    let list = words(&object.text);
    if clause.verb == "set"
        && let [rest @ .., free] = list.as_slice()
        && free.is("free")
        && !rest.is_empty()
    {
        clause.object = Some(Phrase { text: join(rest), ..object });
        clause.verb_phrase = "set free".to_owned();
        return;
    }
    let light = matches!(clause.verb_phrase.as_str(), "carry out" | "effect" | "perform" | "execute" | "accomplish");
    if light && let Some((verb, Some(inner), None)) = act_noun(&object.text) {
        clause.object = Some(Phrase { text: inner, ..object });
        clause.complement = None;
        clause.verb_phrase.clone_from(&verb);
        clause.verb = verb;
    }
}

/// In "the other Party has opened its files" the files are the other's: the subject of the words is whom "its" means.
pub fn of_subject(act: &mut Act, subject: &Agent) {
    let own = |noun: &mut Noun| {
        if noun.restrictors.remove(&Restrictor::Of(Agent::Me)) {
            noun.restrictors.insert(Restrictor::Of(subject.clone()));
        }
    };
    act.thing.iter_mut().chain(&mut act.place).chain(&mut act.to).for_each(own);
}
