//! What a duty waits for, however the clause says it: everything comes down to a plain verb with adjuncts of time.
//!
//! "The evacuation of the harbour by Bel shall take place after …", "payment shall be made upon …", "subject to the
//! prior return of …", "when it has been built", "the duty of Bel to pay is suspended pending …" are rewritten before a
//! clause becomes a norm, so that the readers of time find one form.

use super::names::Names;
use super::nominal;
use super::phrase::{is_determiner, is_preposition};
use super::words::{Word, join, words};
use super::{Act, Agent, Noun, Restrictor};
use crate::clauses::{Clause, Modality, Phrase};
use crate::lexicon;

/// A clause with its waits among the adjuncts of time, and its verb where a noun stood for it.
pub fn settle(clause: &Clause, names: &Names) -> Clause {
    let mut out = clause.clone();
    nominal::nominal_duty(&mut out);
    if out.modality.is_none() {
        return clause.clone();
    }
    none_of(&mut out);
    super::fronted::settle(&mut out);
    super::compounds::settle(&mut out);
    super::states::settle(&mut out);
    nominal::conditional_on(&mut out);
    nominal::nominal_act(&mut out, names);
    nominal::light_verb(&mut out);
    super::idioms::settle(&mut out);
    super::heights::settle(&mut out);
    late_wait(&mut out);
    adjoining(&mut out);
    waits_among_conditions(&mut out, names);
    object_named_before(&mut out);
    years_told_once(&mut out);
    for phrase in &mut out.window {
        phrase.text = receipt_of_object(&pronouns_resolved(&phrase.text, out.object.as_ref()), out.object.as_ref());
    }
    out
}

/// "None of the Gulf States shall …" binds each of them.
fn none_of(clause: &mut Clause) {
    let Some(bearer) = clause.bearer.as_mut().filter(|_| clause.modality == Some(Modality::Prohibition)) else {
        return;
    };
    let list = words(&bearer.text);
    if let [none, of, rest @ ..] = list.as_slice()
        && none.any(&["none", "neither"])
        && of.is("of")
        && !rest.is_empty()
    {
        bearer.text = join(rest);
    }
}

/// "A Party that has received a notice of claim shall publish it", "where a Party has seized a ship, it shall release it":
/// the pronoun is what those words name last.
fn object_named_before(clause: &mut Clause) {
    let Some(object) = clause.object.as_ref().filter(|o| matches!(o.text.as_str(), "it" | "them")) else { return };
    let of_bearer = clause.bearer.iter().filter(|b| words(&b.text).iter().any(|w| w.any(&["which", "that", "who"])));
    let of_conditions = clause.conditions.iter().filter(|c| c.span.start < object.span.start);
    let found = of_bearer.chain(of_conditions).find_map(|phrase| {
        let list = words(&phrase.text);
        let at = list.iter().rposition(|w| w.any(&["a", "an", "any"])).filter(|at| *at > 1)?;
        Some(Phrase { text: join(&list[at..]), ..phrase.clone() })
    });
    if let Some(found) = found {
        clause.object = Some(found);
    }
}

/// "Following receipt", "from receipt of that notice": what is received is what the clause is about.
fn receipt_of_object(text: &str, object: Option<&Phrase>) -> String {
    let list = words(text);
    let Some(object) = object else { return text.to_owned() };
    let Some(at) = list.iter().rposition(|w| w.any(&["receipt", "delivery", "arrival", "publication", "submission"]))
    else {
        return text.to_owned();
    };
    let noun = words(&object.text);
    let head = noun.iter().position(|w| is_preposition(&w.lower)).unwrap_or(noun.len());
    let same = match &list[at + 1..] {
        [] => true,
        [of, that, rest @ ..] => {
            of.is("of")
                && that.any(&["that", "such", "the", "this", "said"])
                && rest.len() == 1
                && head > 0
                && rest[0].lower == noun[head - 1].lower
        }
        _ => false,
    };
    let plain = noun.iter().skip_while(|w| is_determiner(&w.lower)).cloned().collect::<Vec<_>>();
    if same && !plain.is_empty() && !object.text.contains(',') {
        format!("{} of the {}", join(&list[..=at]), join(&plain))
    } else {
        text.to_owned()
    }
}

/// "In the year 2032, no sooner than 1 September and no later than 1 June of that year": days of the year take the year
/// that the clause names.
fn years_told_once(clause: &mut Clause) {
    let texts = clause
        .window
        .iter()
        .chain(&clause.places)
        .chain(&clause.counterparty)
        .chain(&clause.object)
        .chain(&clause.manner);
    let Some(year) = texts.filter_map(|p| year_in(&words(&p.text))).next() else { return };
    let mut changed = false;
    for phrase in &mut clause.window {
        let with = with_year(&words(&phrase.text), &year);
        changed |= with != phrase.text;
        phrase.text = with;
    }
    let bare = |p: &Phrase| year_in(&words(&p.text)).is_some() && words(&p.text).len() <= 4;
    if changed {
        clause.window.retain(|p| !bare(p));
        for phrase in clause.counterparty.iter_mut().chain(&mut clause.object) {
            let list = words(&phrase.text);
            if let Some(at) =
                list.iter().position(|w| w.is("in")).filter(|at| *at > 0 && year_in(&list[*at..]).is_some())
            {
                phrase.text = join(&list[..at]);
            }
        }
    }
}

/// "In 2032", "in the year 2032".
fn year_in(list: &[Word]) -> Option<Word> {
    let at = list.iter().position(|w| w.is("in"))?;
    let year = list[at + 1..].iter().find(|w| !w.any(&["the", "year", "course", "of"]))?;
    super::calendar::year(year).map(|_| year.clone())
}

fn with_year(list: &[Word], year: &Word) -> String {
    let mut out: Vec<Word> = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let day = super::calendar::day_and_month(&list[at..]).filter(|_| !list[at].any(&["the", "day", "of", "date"]));
        let Some((_, _, used)) = day else {
            out.push(list[at].clone());
            at += 1;
            continue;
        };
        out.extend(list[at..at + used].iter().cloned());
        at += used;
        let rest = &list[at..];
        let same = matches!(rest, [of, that, y, ..] if of.is("of") && that.any(&["that", "the", "such"]) && y.any(&["year", "same", "said"]));
        let own = rest.iter().take(2).any(|w| super::calendar::year(w).is_some())
            || rest.iter().take(3).any(|w| w.any(&["each", "every", "following", "next"]));
        if same {
            at += 2 + rest[2..].iter().position(|w| w.is("year")).map_or(0, |n| n + 1);
        }
        if !own {
            out.push(year.clone());
        }
    }
    join(&out)
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
        // "Only after 1 August": a day, and no condition.
        let day = super::calendar::day_and_month(&words(&body)).is_some();
        if only_time && day && !form.contains(&"not") {
            clause.window.push(Phrase { text: format!("after {body}"), ..phrase });
            continue;
        }
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
pub fn without_prior(list: &[Word]) -> Vec<Word> {
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
        let list = words(text);
        let opens = |w: &Word| w.any(&["by", "of", "to", "between", "from", "at", "in", "on", "into"]);
        let how =
            list.get(1).is_some_and(|w| w.any(&["accordance", "conformity", "pursuance", "order", "respect", "case"]));
        list.first().is_some_and(opens) && !how
    };
    for phrase in &mut clause.window {
        if !names_an_act(&words(&phrase.text)) {
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

/// Whether a window turns on something done: "after the removal", "within ten days of the withdrawal", "on payment".
fn names_an_act(list: &[Word]) -> bool {
    let after_marker = || opening(list).is_some_and(|(_, used)| speaks_of_act(&list[used..]));
    let after_period = || {
        let from = |w: &Word| w.any(&["after", "of", "following", "from", "upon", "since"]);
        let start = (0..list.len().min(5)).find_map(|at| super::time::duration(&list[at..]).map(|(_, _, n)| at + n));
        let of_instrument = list.iter().any(|w| w.any(&["signature", "ratification", "force", "receipt", "date"]));
        start.is_some_and(|at| !of_instrument && list.get(at).is_some_and(from) && speaks_of_act(&list[at + 1..]))
    };
    list.first().is_some_and(|w| w.is("on")) || after_marker() || after_period()
}

/// Whether the words name something done, not a date or a period.
fn speaks_of_act(list: &[Word]) -> bool {
    perfect(list)
        || list
            .iter()
            .take_while(|w| !w.is("of"))
            .any(|w| lexicon::nominal_to_verb(&lexicon::lemma_noun(&w.lower)).is_some())
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

#[cfg(test)]
mod tests;
