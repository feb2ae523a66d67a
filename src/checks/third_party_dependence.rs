#![doc = include_str!("../../specs/checks/third-party-dependence.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::self_judging_condition::{circumstances, flip};
use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, tell};
use crate::clauses::Modality;
use crate::model::theory::{Bearers, ControlledBy, GroundNorm, Name};
use crate::model::{is_state_like, is_work_on_the_spot, serves_a_state};
use crate::norms::words::words;
use crate::norms::{Act, Noun, Restrictor, named, of_phrase};
use crate::query::solver::Solver;

/// A duty whose performance lies in the hands of one who is no party, or that is laid on one.
pub const CHECK: Check = Check { name: "third-party-dependence", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let theory = asked.words.theory;
    let mut found = Found::default();
    let mut groups: BTreeMap<usize, Candidate> = BTreeMap::new();
    for norm in theory.norms.iter().filter(|n| n.modality != Modality::Exemption) {
        if let Some(agent) = outsider(asked, norm) {
            groups.entry(norm.clause).or_insert_with(|| laid_on(asked, norm, &agent));
        }
        if let Some((body, words)) = decides(asked, norm).or_else(|| on_soil_of(asked, norm)) {
            groups.entry(norm.clause).or_insert_with(|| in_hands_of(asked, norm, &body, &words));
        }
        for name in circumstances(norm) {
            let ControlledBy::Outsider(who) = &theory.circumstances[&name].controlled_by else { continue };
            solver.comment(&format!("{}: does it matter whether “{name}”?", asked.words.named(norm)));
            match flip(asked, solver, norm, &name) {
                Ok(Some((cell, model))) => {
                    let deed = cell.deed(asked.words.actors(norm), 0);
                    let flips = Exhaustion::Flips { circumstance: name.clone(), norm: norm.id.clone(), deed };
                    let candidate = Candidate {
                        situation: tell::situation(theory, &model),
                        exhaustion: Some(flips),
                        ..by_leave_of(asked, norm, who, &name)
                    };
                    groups.entry(norm.clause).or_insert(candidate);
                }
                Ok(None) => {}
                Err(why) => found.undecided.push((vec![norm.id.clone()], why.to_string())),
            }
        }
    }
    found.candidates = groups.into_values().collect();
    found
}

/// A State or organisation that bears the norm and is no party; organs, persons and things belong to the parties.
fn outsider(asked: &Asked, norm: &GroundNorm) -> Option<Name> {
    let Bearers::All(all) = &norm.bearers else { return None };
    let stands_apart = |b: &&Name| {
        asked.words.theory.agents.get(*b).is_some_and(|info| !info.party && info.of.is_none()) && !made_here(asked, b)
    };
    all.iter().find(stands_apart).cloned()
}

/// Whether the instrument itself sets a body up: "a Union of the Lakes is hereby established".
fn made_here(asked: &Asked, body: &str) -> bool {
    const MAKES: [&str; 8] =
        ["established", "establish", "set up", "founded", "created", "formed", "constituted", "there shall be"];
    let in_sentence = |text: &str| text.contains(body) && MAKES.iter().any(|makes| text.to_lowercase().contains(makes));
    let in_document = |document: &crate::document::Document| {
        document.sentences.iter().any(|sentence| in_sentence(document.source.slice(sentence.span)))
    };
    asked.documents.iter().any(|(document, _)| in_document(document))
}

/// Kinds of duty that are discharged by what another does.
const RESULTS: [&str; 16] = [
    "see to it that",
    "see that",
    "prevent",
    "deny",
    "ensure",
    "obtain",
    "secure",
    "procure",
    "bring about",
    "cause",
    "guarantee",
    "achieve",
    "persuade",
    "induce",
    "oblige",
    "compel",
];

/// A body, no party, whose doing is what the duty is about, and the words that say so.
fn decides(asked: &Asked, norm: &GroundNorm) -> Option<(Name, String)> {
    let act = &asked.text_of(norm).act;
    if norm.modality != Modality::Obligation || !RESULTS.contains(&act.kind.as_str()) {
        return None;
    }
    let parties = asked.parties();
    act.thing.iter().chain(&act.to).chain(&act.manner).find_map(|noun| {
        let gone = |body: &String| asked.facts.with("former-state", 0, body).next().is_some();
        let known = asked.facts.bodies_named_in(&noun.text).into_iter().find(|b| !parties.contains(b) && !gone(b));
        Some((known.or_else(|| doer(asked, noun)).or_else(|| moved(asked, act, noun))?, noun.text.clone()))
    })
}

/// Work on the soil of a State that is no party, which it may refuse: "lay a cable across the territory of the Empire".
fn on_soil_of(asked: &Asked, norm: &GroundNorm) -> Option<(Name, String)> {
    const SOIL: [&str; 8] = ["territory", "soil", "land", "province", "port", "harbour", "coast", "water"];
    let act = &asked.text_of(norm).act;
    let works =
        is_work_on_the_spot(&act.kind) || matches!(act.kind.as_str(), "carry" | "convey" | "transport" | "march");
    if norm.modality != Modality::Obligation || !works {
        return None;
    }
    act.place.iter().filter(|noun| SOIL.contains(&noun.head.as_str()) && !noun.negated).find_map(|noun| {
        let of = &of_phrase(&noun.restrictors)?.head;
        let outside = crate::norms::is_state(of) && !asked.words.theory.agents.contains_key(of);
        outside.then(|| (of.clone(), noun.text.clone()))
    })
}

/// "Persuade the Kingdom of Ost to sign", "ensure that the Empire recognises", "recognition by the Empire": the State, no
/// party, that is to be moved.
fn moved(asked: &Asked, act: &Act, noun: &Noun) -> Option<Name> {
    let list = words(&noun.text);
    let that = match list.first() {
        Some(first) if first.is("that") => named(&list[1..]),
        _ if act.kind.ends_with(" that") => named(&list),
        _ => None,
    };
    let by_another =
        act.thing.first().is_some_and(|thing| thing.head.starts_with("to ") || GIVEN.contains(&thing.head.as_str()));
    let moves = match act.kind.as_str() {
        "persuade" | "induce" | "cause" | "oblige" | "compel" => true,
        "prevent" | "deny" => false,
        _ => by_another,
    };
    // "Cause the forces of the Empire of Ost to leave": those in its service leave if it says so.
    let served = || of_phrase(&noun.restrictors).map(|key| key.head.clone());
    let serves = serves_a_state(&noun.head);
    let who = that.or_else(|| moves.then(|| if serves { served() } else { Some(noun.head.clone()) }).flatten())?;
    (is_state_like(&who) && act.kind != "prevent" && !asked.words.theory.agents.contains_key(&who)).then_some(who)
}

/// Things that somebody gives or withholds.
const GIVEN: [&str; 8] =
    ["consent", "assent", "approval", "accession", "leave", "permission", "recognition", "signature"];

/// "The accession of the Republic of Zell": the State, no party, whose act is to be brought about.
fn doer(asked: &Asked, noun: &Noun) -> Option<Name> {
    let an_act = noun.head.starts_with("to ") || GIVEN.contains(&noun.head.as_str());
    let of = noun.restrictors.iter().filter_map(|r| match r {
        Restrictor::Phrase(preposition, key) if matches!(preposition.as_str(), "of" | "by" | "from") => Some(&key.head),
        _ => None,
    });
    let outside = |name: &&String| is_state_like(name) && !asked.words.theory.agents.contains_key(*name);
    of.filter(|_| an_act).find(outside).cloned()
}

fn severity(norm: &GroundNorm) -> Severity {
    if norm.modality == Modality::Permission { Severity::Note } else { Severity::Warning }
}

fn base(asked: &Asked, norm: &GroundNorm) -> Candidate {
    let parties = tell::parties(asked.words.theory, &[norm]);
    Candidate {
        check: CHECK.name,
        severity: severity(norm),
        norms: vec![norm.id.clone()],
        parties,
        ..Candidate::default()
    }
}

fn laid_on(asked: &Asked, norm: &GroundNorm, agent: &Name) -> Candidate {
    let label = tell::label(asked.words.theory, norm.clause);
    Candidate {
        message: format!("{label} lays a duty on {agent}, which is no party to this instrument"),
        exhaustion: Some(Exhaustion::NotAParty { norm: norm.id.clone(), agent: agent.clone() }),
        story: vec![format!(
            "a treaty creates neither obligations nor rights for a third State without its consent (Vienna Convention on the Law of Treaties, article 34): nothing binds {agent} to {}",
            tell::act(asked, norm)
        )],
        advice: format!("lay the duty on the parties (“shall not … within {agent}”), or make {agent} a party"),
        ..base(asked, norm)
    }
}

fn in_hands_of(asked: &Asked, norm: &GroundNorm, body: &Name, words: &str) -> Candidate {
    let label = tell::label(asked.words.theory, norm.clause);
    let bearer = tell::bearer(norm);
    let rule = asked.facts.with("decides", 0, body).next();
    let mut story = vec![format!("“{words}” is for {body} to decide, and {body} is no party")];
    if let Some(fact) = rule.filter(|f| f.args.get(2).is_some_and(|r| r == "unanimity")) {
        story.push(format!(
            "{body} decides by unanimity: one member can block a decision, and none can bring one about"
        ));
        let _ = fact;
    }
    Candidate {
        message: format!("what {label} demands of {bearer} is in the hands of {body}, which is no party"),
        exhaustion: Some(Exhaustion::NotAParty { norm: norm.id.clone(), agent: body.clone() }),
        grounds: rule.map(|f| crate::model::theory::Ground::Fact(f.id.clone())).into_iter().collect(),
        story,
        advice: format!("ask for what {bearer} can do by itself: to vote, to propose, to refuse its consent"),
        ..base(asked, norm)
    }
}

fn by_leave_of(asked: &Asked, norm: &GroundNorm, who: &Name, circumstance: &str) -> Candidate {
    let theory = asked.words.theory;
    let label = tell::label(theory, norm.clause);
    let text = &theory.circumstances[circumstance].text;
    let whom: BTreeSet<Name> = [who.clone()].into();
    Candidate {
        message: format!("whether {label} can be performed depends on {who}, which is no party: “{text}”"),
        story: vec![format!(
            "if {} refuses, {} cannot do what the clause says, and nothing in this instrument binds it to agree",
            tell::list(&whom.into_iter().collect::<Vec<_>>()),
            tell::bearer(norm)
        )],
        advice: format!("say what follows if {who} does not agree, or choose a way that needs no leave"),
        ..base(asked, norm)
    }
}
