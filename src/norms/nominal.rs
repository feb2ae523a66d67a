//! Duties and acts that stand as nouns: "the evacuation of the harbour by Bel shall take place after …" and the like come
//! down to a plain verb.

use super::names::Names;
use super::phrase::is_preposition;
use super::waits::without_prior;
use super::words::{Word, join, words};
use crate::clauses::{Clause, Modality, Phrase, Voice};
use crate::lexicon;

/// "The duty of Bel to pay the price is suspended until …", "… shall arise only upon …": the duty itself, with its wait.
pub fn nominal_duty(clause: &mut Clause) {
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
pub fn conditional_on(clause: &mut Clause) {
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
pub fn nominal_act(clause: &mut Clause, names: &Names) {
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
    let Some((verb, object, by)) = asked_for(&subject.text).or_else(|| act_noun(&subject.text)) else { return };
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

/// "An application for revision" applies for it, and applies nothing.
fn asked_for(text: &str) -> Option<(String, Option<String>, Option<String>)> {
    let list = words(text);
    let end = list.iter().position(|w| is_preposition(&w.lower)).filter(|&end| list[end].is("for"))?;
    let noun = list[..end].last().filter(|w| w.any(&["application", "applications"]))?;
    let verb = lexicon::nominal_to_verb(&lexicon::lemma_noun(&noun.lower))?;
    Some((format!("{verb} for"), Some(join(&list[end + 1..])), None))
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
pub fn light_verb(clause: &mut Clause) {
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
