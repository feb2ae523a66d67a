//! Clauses inside phrases: "the blockade of Port Essel has been lifted", "payment of the indemnity" → acts; and the
//! normal forms of circumstances and events.

use std::collections::BTreeSet;

use super::names::Names;
use super::phrase::{self, is_function_word, is_preposition, lemma, nouns};
use super::words::{Word, join};
use super::{Act, Agent, Noun, Restrictor};
use crate::lexicon;

/// The act that an event consists in, if its words name one that somebody does.
pub fn act_of_event(list: &[Word], names: &Names) -> Option<Act> {
    if speaks_of_instrument(list) {
        return None;
    }
    let list = super::provisions::without_provision(list);
    let (agent, list) = match super::idioms::without_agent(&list, names) {
        Some((agent, rest)) => (Some(agent), rest),
        None => (None, list),
    };
    let read = |list: &[Word]| finite(list, names).or_else(|| simple(list, names)).or_else(|| nominal(list, names));
    let whole = super::idioms::taken_out(&list).and_then(|(beside, rest)| {
        let act = read(&rest)?;
        beside.with(&act.kind).map(|kind| Act { kind, ..act })
    });
    let mut act = whole.or_else(|| read(&list))?;
    if let Some(agent) = agent {
        super::waits::of_subject(&mut act, &agent);
    }
    lighten(&mut act);
    let happens = matches!(
        act.kind.as_str(),
        "expire" | "elapse" | "enter" | "occur" | "lapse" | "pass" | "end" | "begin" | "be" | "have"
    );
    let named = |place: &Noun| place.head.starts_with(char::is_uppercase) || !place.restrictors.is_empty();
    let moves = matches!(
        act.kind.as_str(),
        "withdraw" | "depart" | "retreat" | "retire" | "arrive" | "return" | "land" | "embark" | "disembark"
    );
    let somewhere = moves && act.place.iter().any(named);
    (!happens && !(act.thing.is_empty() && act.to.is_empty() && !somewhere)).then_some(act)
}

/// Entry into force, signature, ratification, denunciation: events in the life of the instrument.
fn speaks_of_instrument(list: &[Word]) -> bool {
    list.iter().any(|w| {
        w.any(&["treaty", "agreement", "convention", "protocol", "force", "signature", "ratification", "instruments"])
    })
}

/// "X has been lifted", "the crews are released", "it has paid the indemnity".
fn finite(list: &[Word], names: &Names) -> Option<Act> {
    let aux = list.iter().position(|w| w.any(&["has", "have", "had", "is", "are", "was", "were", "shall"]))?;
    // "Any object which the offender has obtained comes …": that is said of the object, and is not what happens.
    if list[..aux].iter().skip(1).any(|w| w.any(&["which", "who", "that", "whom"])) {
        return None;
    }
    let mut at = aux + 1;
    let mut passive = list[aux].any(&["is", "are", "was", "were"]);
    while let Some(word) = list.get(at) {
        if word.any(&["been", "be", "being"]) {
            passive = true;
        } else if !(word.any(&["have", "not", "duly", "fully", "first"]) || word.lower.ends_with("ly")) {
            break;
        }
        at += 1;
    }
    let verb = list.get(at)?;
    if let Some(state) = completed_state(&verb.lower) {
        return Some(passive_act(state.to_owned(), &list[..aux], &list[at + 1..], names));
    }
    // A regular form of a verb that the lexicon does not have, after an auxiliary.
    let unknown = || verb.lower.strip_suffix("ed").filter(|stem| stem.len() > 2).map(str::to_owned);
    let lemma = lexicon::lemma_verb(&verb.lower).or_else(unknown)?;
    let (kind, used) = with_particle(lemma, &list[at + 1..]);
    let rest = &list[at + 1 + used..];
    if passive {
        return Some(passive_act(kind, &list[..aux], rest, names));
    }
    let mut act = active_act(kind, rest, names);
    if let Some(mention) = names.mention(list).filter(|m| m.agent != Agent::Me) {
        super::waits::of_subject(&mut act, &mention.agent);
    }
    Some(act)
}

/// "The other Party opens its files", "it pays the indemnity".
fn simple(list: &[Word], names: &Names) -> Option<Act> {
    let mention = names.mention(list).filter(|m| !list[m.len - 1].possessive)?;
    let (verb, rest) = list[mention.len..].split_first()?;
    let finite = lexicon::word(&verb.lower).class.any(lexicon::Class::V_S.with(lexicon::Class::V_PAST));
    let lemma = lexicon::lemma_verb(&verb.lower).filter(|_| finite && !verb.capital())?;
    let (kind, used) = with_particle(lemma, rest);
    let mut act = active_act(kind, &rest[used..], names);
    super::waits::of_subject(&mut act, &mention.agent);
    Some(act)
}

/// "Handed over": a particle belongs to its verb.
fn with_particle(lemma: String, rest: &[Word]) -> (String, usize) {
    if lemma == "make"
        && let Some(state) = rest.first().filter(|w| w.any(&["available", "public", "known"]))
    {
        return (format!("make {}", state.lower), 1);
    }
    match rest.first() {
        Some(word)
            if word.any(&PARTICLES)
                && (takes_particle(&lemma, &word.lower)
                    || !rest.get(1).is_some_and(|w| phrase::is_determiner(&w.lower))) =>
        {
            (format!("{lemma} {}", word.lower), 1)
        }
        _ => (lemma, 0),
    }
}

/// "Carry out the survey", "hand over the keys": the lexicon has the verb with its particle.
fn takes_particle(verb: &str, particle: &str) -> bool {
    lexicon::verb(verb).is_some_and(|v| v.frames.iter().any(|frame| frame.fixed.as_slice() == [particle]))
}

/// Particles that make another verb of a verb.
pub const PARTICLES: [&str; 9] = ["over", "out", "up", "down", "off", "back", "away", "forward", "aside"];

/// "The survey is complete": an adjective that says that an act was done.
fn completed_state(word: &str) -> Option<&'static str> {
    matches!(word, "complete" | "ready" | "finished").then_some("complete")
}

fn passive_act(kind: String, subject: &[Word], rest: &[Word], names: &Names) -> Act {
    let (subject, inner) = nominal_subject(&kind, subject, names);
    let mut act = Act { kind: inner.unwrap_or(kind), thing: subject, ..Act::default() };
    adjuncts(&mut act, rest, names);
    act
}

/// "The destruction of the mines has been completed" is the act of destroying the mines.
fn nominal_subject(kind: &str, subject: &[Word], names: &Names) -> (Vec<Noun>, Option<String>) {
    let thing = nouns(&join(subject), names).nouns;
    let light =
        matches!(kind, "complete" | "carry" | "effect" | "make" | "finish" | "conclude" | "accomplish" | "execute");
    match thing.as_slice() {
        [one] if light && one.head.starts_with("to ") => {
            let verb = one.head[3..].to_owned();
            (objects_of(one), Some(verb))
        }
        _ => (thing, None),
    }
}

fn active_act(kind: String, rest: &[Word], names: &Names) -> Act {
    let mut act = Act { kind, ..Act::default() };
    let end = object_end(rest);
    place_objects(&mut act, nouns(&join(&rest[..end]), names).nouns);
    adjuncts(&mut act, &rest[end..], names);
    act
}

/// "Payment of the indemnity (by X) (to Y)", "paying the indemnity".
fn nominal(list: &[Word], names: &Names) -> Option<Act> {
    let first = list.iter().find(|w| !phrase::is_determiner(&w.lower))?;
    if first.lower.ends_with("ing") && list.len() > 1 && !list.iter().any(|w| w.is("of")) {
        let at = list.iter().position(|w| w == first)?;
        let verb = lexicon::lemma_verb(&first.lower).filter(|v| v != "have");
        return verb.map(|kind| active_act(kind, &list[at + 1..], names));
    }
    let noun = phrase::one(&join(list), names)?;
    let verb = noun.head.strip_prefix("to ")?.to_owned();
    let mut act = Act { kind: verb, thing: objects_of(&noun), ..Act::default() };
    if act.kind == "complete" && act.thing.len() == 1 && act.thing[0].head.starts_with("to ") {
        act.kind = act.thing[0].head[3..].to_owned();
        act.thing = objects_of(&act.thing[0].clone());
    }
    for restrictor in &noun.restrictors {
        if let Restrictor::Phrase(preposition, key) = restrictor
            && preposition != "of"
            && preposition != "by"
        {
            let inner = from_key(key);
            match preposition.as_str() {
                "in" | "across" | "through" | "from" if key.head != phrase::PARTY => act.place.push(inner),
                "to" | "with" if key.head == phrase::PARTY => act.to.push(inner),
                _ => {}
            }
        }
    }
    Some(act)
}

/// What a verbal noun is done to: its "of" phrases and the words before it ("mine clearance").
pub fn objects_of(noun: &Noun) -> Vec<Noun> {
    noun.restrictors
        .iter()
        .filter_map(|r| match r {
            Restrictor::Phrase(preposition, key) if preposition == "of" => Some(from_key(key)),
            Restrictor::Word(word) if lexicon::noun_type(word).is_some() => Some(bare(word)),
            _ => None,
        })
        .collect()
}

fn bare(head: &str) -> Noun {
    let quantifier = super::Quantifier::Some;
    Noun {
        text: head.to_owned(),
        head: head.to_owned(),
        restrictors: BTreeSet::new(),
        quantifier,
        proper: false,
        negated: false,
    }
}

/// A noun from its normal form.
pub fn from_key(key: &super::Key) -> Noun {
    Noun { restrictors: key.restrictors.clone(), ..bare(&key.head) }
}

/// Verbs that only lend a verbal noun its tense: "carry out the survey" is to survey.
const LIGHT: [&str; 12] = [
    "complete",
    "finish",
    "carry out",
    "effect",
    "conduct",
    "perform",
    "execute",
    "accomplish",
    "undertake",
    "make",
    "proceed to",
    "engage in",
];

/// The act proper of a light verb with a verbal noun. "Effect the transfer to the other Party of technical data": what
/// stands after the recipient is what the act is done to.
pub fn lighten(act: &mut Act) {
    let [one] = act.thing.as_slice() else { return };
    let Some(verb) = one.head.strip_prefix("to ").filter(|_| LIGHT.contains(&act.kind.as_str())) else { return };
    let (verb, mut objects) = (verb.to_owned(), objects_of(one));
    if objects.is_empty() {
        for to in &mut act.to {
            let of = |r: &Restrictor| matches!(r, Restrictor::Phrase(p, _) if p == "of");
            objects.extend(to.restrictors.iter().filter(|r| of(r)).filter_map(|r| match r {
                Restrictor::Phrase(_, key) => Some(from_key(key)),
                _ => None,
            }));
            to.restrictors.retain(|r| !of(r));
            // "… data on its vessels": what follows belongs to the thing as well.
            if let Some(last) = objects.last_mut() {
                let (kept, moved) =
                    std::mem::take(&mut to.restrictors).into_iter().partition(|r| matches!(r, Restrictor::Of(_)));
                to.restrictors = kept;
                last.restrictors.extend::<BTreeSet<Restrictor>>(moved);
                if let Some((who, what)) = to.text.clone().split_once(" of ") {
                    who.clone_into(&mut to.text);
                    what.clone_into(&mut last.text);
                }
            }
        }
    }
    // "Exercises with more than 5,000 troops" are not "to exercise": what narrows the noun must not be lost.
    if objects.is_empty() {
        return;
    }
    let narrowing = |r: &&Restrictor| {
        !matches!(r, Restrictor::Phrase(p, _) if p == "of" || p == "by") && !matches!(r, Restrictor::Of(_))
    };
    let kept: BTreeSet<Restrictor> = one.restrictors.iter().filter(narrowing).cloned().collect();
    if !kept.is_empty() {
        act.manner.push(Noun { restrictors: kept, ..one.clone() });
    }
    act.kind = verb;
    act.thing = objects;
}

/// Objects that are parties are those to whom it is done: "inform the other Party of the outbreak".
pub fn place_objects(act: &mut Act, objects: Vec<Noun>) {
    for object in objects {
        if object.head != phrase::PARTY {
            act.thing.push(object);
            continue;
        }
        let topics = object.restrictors.iter().filter_map(|r| match r {
            Restrictor::Phrase(preposition, key)
                if matches!(preposition.as_str(), "of" | "about" | "in" | "concerning" | "with" | "from") =>
            {
                Some(from_key(key))
            }
            _ => None,
        });
        act.thing.extend(topics);
        let restrictors = object.restrictors.iter().filter(|r| matches!(r, Restrictor::Of(_))).cloned().collect();
        act.to.push(Noun { restrictors, ..object });
    }
}

/// Where an object ends: at a preposition that opens an adjunct ("of" stays with its noun).
fn object_end(list: &[Word]) -> usize {
    list.iter().position(|w| is_preposition(&w.lower) && !w.any(&["of", "for", "on"])).unwrap_or(list.len())
}

/// Places and recipients after the object.
fn adjuncts(act: &mut Act, list: &[Word], names: &Names) {
    let mut at = 0;
    while at < list.len() {
        let next =
            (at + 1..list.len()).find(|&i| is_preposition(&list[i].lower) && !list[i].is("of")).unwrap_or(list.len());
        let (first, body) = (&list[at], &list[at + 1..next]);
        let found = nouns(&join(body), names).nouns;
        let party = found.iter().any(|n| n.head == phrase::PARTY);
        match first.lower.as_str() {
            "in" | "on" | "at" | "within" | "from" if !party => act.place.extend(found),
            "to" | "with" if party => act.to.extend(found),
            _ => {}
        }
        at = next;
    }
}

/// The normal form of an event or circumstance: its content lemmas, with the parties it is about taken out as
/// `{0}`, `{1}` in the order of the text.
pub fn event_name(list: &[Word], names: &Names) -> (String, Vec<Agent>) {
    let mut about: Vec<Agent> = Vec::new();
    let mut content = BTreeSet::new();
    let mut at = 0;
    while at < list.len() {
        let word = &list[at];
        // "The Board has taken up its duties": those of the Board, not of whoever bears the norm.
        let own = word.any(&["its", "their"])
            && about.is_empty()
            && !content.is_empty()
            && list[..at].iter().any(|w| w.any(&["has", "have", "had"]));
        if own {
            at += 1;
            continue;
        }
        let (agent, len) = match names.mention(&list[at..]) {
            Some(mention) => (Some(mention.agent), mention.len),
            None if word.any(&["it", "its", "their", "they", "itself"]) => (Some(Agent::Me), 1),
            None => (None, 1),
        };
        if let Some(agent) = agent {
            let place = about.iter().position(|a| *a == agent).unwrap_or_else(|| {
                about.push(agent);
                about.len() - 1
            });
            content.insert(format!("{{{place}}}"));
        } else if !word.mark && !is_function_word(&word.lower) {
            content.insert(lemma(&word.lower));
        } else if word.any(&["not", "no", "never", "without"]) {
            content.insert("not".to_owned());
        }
        at += len;
    }
    (content.into_iter().collect::<Vec<_>>().join(" "), about)
}
