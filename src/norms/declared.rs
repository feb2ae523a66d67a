//! What a draft says to be so, outside its duties: definitions, entry into force, where things lie, who has what.

use std::collections::BTreeSet;

use super::assemble::declared_time;
use super::figures::figures;
use super::names::Names;
use super::phrase::{self, nouns};
use super::time::entry_into_force;
use super::words::{Word, join, words};
use super::{Agent, Declaration, Noun};
use crate::clauses::{Clause, DefinedBy, Definition};

/// What a definition declares.
pub fn of_definition(definition: &Definition, names: &Names) -> Vec<Declaration> {
    let collective = names.mention(&words(&format!("the {}", definition.term))).is_some();
    if collective {
        return Vec::new();
    }
    // The term itself means nothing within its own meaning: "the Dam" means the dam at Keld.
    let meaning = nouns(&definition.meaning.text, &names.without(&definition.term)).nouns;
    if meaning.is_empty() {
        return Vec::new();
    }
    match definition.by {
        DefinedBy::Includes => {
            let broader = term_noun(&definition.term);
            meaning.into_iter().map(|narrower| Declaration::Kind { narrower, broader: broader.clone() }).collect()
        }
        by => {
            // "A measure described in paragraph 1": which measures these are stands elsewhere.
            let elsewhere = super::provisions::refers_to_provision(&words(&definition.meaning.text));
            let exhaustive =
                !elsewhere && matches!(by, DefinedBy::Means | DefinedBy::ConsistsOf | DefinedBy::ShortName);
            vec![Declaration::Term { term: definition.term.clone(), meaning, exhaustive }]
        }
    }
}

/// The noun that a defined term is.
pub fn term_noun(term: &str) -> Noun {
    let head = words(term).into_iter().filter(|w| !w.is("the")).map(|w| w.text).collect::<Vec<_>>().join(" ");
    Noun {
        text: term.to_owned(),
        head,
        restrictors: BTreeSet::new(),
        quantifier: super::Quantifier::Definite,
        proper: true,
        negated: false,
    }
}

/// Entry into force, if this clause fixes its day.
pub fn entry(clause: &Clause, names: &Names) -> Option<Declaration> {
    // "Articles 4 and 5 of this Agreement shall enter into force …" fixes another day.
    let part = |w: &Word| {
        w.any(&[
            "article",
            "articles",
            "paragraph",
            "paragraphs",
            "section",
            "chapter",
            "annex",
            "amendment",
            "amendments",
        ])
    };
    let about_instrument = clause.bearer.as_ref().is_some_and(|b| {
        let list = words(&b.text);
        !list.iter().any(part)
            && list.iter().any(|w| {
                w.any(&[
                    "agreement",
                    "treaty",
                    "convention",
                    "protocol",
                    "it",
                    "pact",
                    "charter",
                    "accord",
                    "memorandum",
                    "arrangement",
                ])
            })
    });
    let enters = clause.verb_phrase.contains("force")
        || clause.object.as_ref().is_some_and(|o| o.text.to_lowercase().contains("force"));
    let starts = matches!(clause.verb.as_str(), "enter" | "come" | "be" | "take");
    if !(about_instrument && enters && starts) {
        return None;
    }
    declared_time(clause, names).map(|at| Declaration::Dated { event: entry_into_force(), at })
}

/// What a sentence that states a fact declares.
pub fn of_statement(text: &str, names: &Names) -> Vec<Declaration> {
    let list = words(text);
    let mut out = Vec::new();
    let parts: Vec<&[Word]> = list.split(|w| w.mark && w.text == ";").collect();
    for part in parts.iter().filter(|part| super::stocks::plain(part)) {
        let members = membership(part, names);
        out.extend(if members.is_empty() { location(part, names) } else { members });
        out.extend(composition(part, names));
        out.extend(possession(part, names));
        out.extend(absence(part, names));
    }
    out.extend(super::stocks::denials(text, names));
    out.extend(told_figures(&list, names));
    out
}

/// What a sentence that says what something is made up of states beside: figures, and what there is none of.
pub fn of_stock(text: &str, names: &Names) -> Vec<Declaration> {
    let mut out = super::stocks::denials(text, names);
    out.extend(told_figures(&words(text), names));
    out
}

/// Figures are told over a whole sentence. One that speaks of articles and terms tells none; "on the date of signature of
/// this Treaty" is a date.
fn told_figures(list: &[Word], names: &Names) -> Vec<Declaration> {
    let own = |w: &Word| w.any(&["agreement", "convention", "treaty", "protocol"]);
    let told: Vec<Word> = list.iter().filter(|w| !own(w)).cloned().collect();
    let plain = told.split(|w| w.mark && w.text == ";").all(super::stocks::plain);
    if plain { figures(list, names) } else { Vec::new() }
}

/// What a sentence states beside its duties: "The Isle lies wholly in the territory of A; each may cut peat in its own only".
pub fn of_mixed(text: &str, names: &Names) -> Vec<Declaration> {
    let list = words(text);
    let parts: Vec<&[Word]> = list.split(|w| w.mark && w.text == ";").collect();
    let stated =
        |part: &&&[Word]| !part.iter().any(|w| w.any(&["shall", "may", "must", "will", "undertakes", "undertake"]));
    let stated: Vec<String> =
        if parts.len() > 1 { parts.iter().filter(stated).map(|p| join(p)).collect() } else { Vec::new() };
    stated.iter().flat_map(|part| of_statement(part, names)).collect()
}

/// "Of the Parties only Vosk belongs to the League of Southern Ports": who is in it, and who is not.
fn membership(list: &[Word], names: &Names) -> Vec<Declaration> {
    let belongs = list.iter().position(|w| w.any(&["belongs", "belong", "belonged"]));
    let member = || list.iter().position(|w| w.any(&["member", "members"]));
    let Some(at) = belongs.or_else(member) else { return Vec::new() };
    let Some(body) = list.get(at + 2..).filter(|_| list[at + 1].any(&["to", "of"])) else { return Vec::new() };
    let Some(what) = phrase::one(&join(body), names).filter(|n| n.proper) else { return Vec::new() };
    let subject = &list[..at];
    let said = |form: &[&str]| subject.iter().any(|w| w.any(form));
    let named = named_in(subject, names);
    let all: Vec<String> = names.parties().map(str::to_owned).collect();
    let has = !said(&["not", "no", "neither", "never"]);
    let one = |who: &String, has: bool| Declaration::Has { who: who.clone(), what: what.clone(), has };
    if named.is_empty() {
        let of_all = (0..subject.len()).any(|i| names.mention(&subject[i..]).is_some());
        return if of_all { all.iter().map(|who| one(who, has)).collect() } else { Vec::new() };
    }
    let only = said(&["only", "alone"]);
    let others = all.iter().filter(|who| only && !named.contains(who)).map(|who| one(who, !has));
    named.iter().map(|who| one(who, has)).chain(others).collect()
}

/// The parties that words name.
fn named_in(list: &[Word], names: &Names) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let mention = names.mention(&list[at..]);
        if let Some(Agent::Named(name)) = mention.as_ref().map(|m| &m.agent)
            && !out.contains(name)
        {
            out.push(name.clone());
        }
        at += mention.map_or(1, |m| m.len);
    }
    out
}

/// "Mount Ferrow lies partly in the territory of A and partly in that of B"; "Orr Bay is part of the Firth".
fn location(list: &[Word], names: &Names) -> Vec<Declaration> {
    let verb = list.iter().position(|w| {
        w.any(&[
            "lies", "lie", "situated", "located", "forms", "form", "part", "belongs", "belong", "stands", "stand",
            "runs",
        ])
    });
    let Some(verb) = verb.filter(|_| !list.iter().any(|w| w.any(&["not", "neither", "no"]))) else { return Vec::new() };
    let subject_end = list[..verb].iter().position(|w| w.any(&["is", "are"])).unwrap_or(verb);
    // "The Isle, in the Marshes, lies …": what stands between commas is said of it as well.
    let name_end = list[..subject_end].iter().position(|w| w.mark).unwrap_or(subject_end);
    let Some(inner) = phrase::one(&join(&list[..name_end]), names) else { return Vec::new() };
    let only = list.iter().any(|w| w.any(&["wholly", "entirely", "exclusively", "only", "solely"]))
        && !list.iter().any(|w| w.is("partly"));
    let mut out = Vec::new();
    let mut territory = false;
    let mut at = if name_end < subject_end { name_end + 1 } else { verb + 1 };
    while at < list.len() {
        let opens = list[at].any(&["in", "within", "of", "on", "to", "inside"])
            && (at == verb + 1 || !list[at].is("of") || list[at - 1].any(&["part"]));
        if !opens {
            at += 1;
            continue;
        }
        let end = (at + 1..list.len())
            .find(|&i| list[i].mark || list[i].any(&["and", "which", "where", "but", "in", "within"]))
            .unwrap_or(list.len());
        let body = &list[at + 1..end];
        if let Some(outer) = outer_place(body, territory, names) {
            territory |= outer.head == "territory";
            out.push(Declaration::Within { inner: inner.clone(), outer, only });
        }
        at = end;
    }
    out.extend(alone(list, &inner, names));
    out
}

/// "In the territory of A", "in that of B" (the territory again), "in Orr Bay".
fn outer_place(body: &[Word], territory: bool, names: &Names) -> Option<Noun> {
    let repeated = body.first().is_some_and(|w| w.is("that")) && territory;
    if !repeated {
        return phrase::one(&join(body), names)
            .filter(|n| !n.head.is_empty() && n.head != phrase::PARTY)
            .or_else(|| soil_of(body, names));
    }
    let of = body.iter().position(|w| w.is("of"))? + 1;
    phrase::one(&format!("the territory of {}", join(&body[of..])), names)
}

/// A party's name as a place is its territory.
fn soil_of(body: &[Word], names: &Names) -> Option<Noun> {
    names.mention(body)?;
    phrase::one(&format!("the territory of {}", join(body)), names)
}

/// "Which alone may quarry there".
fn alone(list: &[Word], what: &Noun, names: &Names) -> Option<Declaration> {
    let at = list.iter().position(|w| w.any(&["alone", "exclusively"]))?;
    let relative = list[..at].iter().rposition(|w| w.any(&["which", "who"]))?;
    let who =
        (0..relative).rev().find_map(|i| names.mention(&list[i..]).filter(|m| matches!(m.agent, Agent::Named(_))))?;
    Some(Declaration::Alone { who: who.agent, what: what.clone() })
}

/// "The Reserve consists of the Marsh and the Dunes", "the Straits comprise …".
fn composition(list: &[Word], names: &Names) -> Vec<Declaration> {
    let Some(verb) =
        list.iter().position(|w| w.any(&["consists", "consist", "comprises", "comprise", "includes", "include"]))
    else {
        return Vec::new();
    };
    let of = usize::from(list.get(verb + 1).is_some_and(|w| w.is("of")));
    let Some(whole) = phrase::one(&join(&list[..verb]), names) else { return Vec::new() };
    let parts = nouns(&join(&list[verb + 1 + of..]), names).nouns;
    if list[verb].any(&["includes", "include"]) {
        return parts.into_iter().map(|narrower| Declaration::Kind { narrower, broader: whole.clone() }).collect();
    }
    vec![Declaration::Term { term: whole.text.clone(), meaning: parts, exhaustive: true }]
}

/// "The only seaport of Norrmark is Cold Haven"; "Tarnia has no sea coast".
fn possession(list: &[Word], names: &Names) -> Vec<Declaration> {
    let Some(at) = list
        .iter()
        .position(|w| w.any(&["has", "have", "possesses", "possess", "owns", "maintains", "operates", "keeps"]))
    else {
        return Vec::new();
    };
    let who = named_in(&list[..at], names);
    let end = (at + 1..list.len())
        .find(|&i| list[i].mark || list[i].any(&["which", "since", "while", "whereas", "and", "but"]))
        .unwrap_or(list.len());
    let body = &list[at + 1..end];
    let has = !body.first().is_some_and(|w| w.any(&["no", "neither", "none"]));
    let found = nouns(&join(body), names).nouns;
    found
        .into_iter()
        .filter(|n| !n.head.is_empty())
        .flat_map(|what| who.iter().map(move |who| Declaration::Has { who: who.clone(), what: what.clone(), has }))
        .collect()
}

/// "No ship of Brough flies the flag of Marn": of the party there is no ship which does.
fn absence(list: &[Word], names: &Names) -> Option<Declaration> {
    let rest = list.first().filter(|w| w.any(&["no", "none"])).map(|_| &list[1..])?;
    let who = subject_party(rest, names)?;
    let verb = rest.iter().enumerate().skip(1).position(|(i, w)| {
        let after_noun = !names.mention(&rest[i..]).is_some_and(|_| true) && !super::phrase::is_preposition(&w.lower);
        after_noun
            && crate::lexicon::word(&w.lower).class.any(crate::lexicon::Class::V_S.with(crate::lexicon::Class::V_PAST))
            && !w.capital()
    })? + 1;
    let text = format!("{} which {}", join(&rest[..verb]), join(&rest[verb..]));
    let what = phrase::one(&text, names)?;
    Some(Declaration::Has { who, what, has: false })
}

fn subject_party(list: &[Word], names: &Names) -> Option<String> {
    (0..list.len()).find_map(|i| match names.mention(&list[i..])?.agent {
        Agent::Named(name) => Some(name),
        _ => None,
    })
}
