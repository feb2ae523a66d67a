//! Verbs of several words that do not stand side by side, and verbs that only let an act be done.
//!
//! "Set the crews at liberty", "give it back", "shall give no pilot a licence", "cause the mines to be swept" are
//! rewritten into plain verbs before a clause becomes a norm.

use super::phrase::is_preposition;
use super::words::{Word, join, starts_with, words};
use crate::clauses::{Clause, Modality, Phrase, Voice};
use crate::lexicon;

/// Verbs, the words that make another verb of them wherever they stand, and that verb.
type Compound = (&'static [&'static str], &'static [&'static str], &'static str);

const COMPOUNDS: [Compound; 25] = [
    (&["set", "put"], &["at", "liberty"], "release"),
    (&["set", "leave"], &["free"], "release"),
    (&["keep", "hold", "retain", "place", "take", "put"], &["in", "custody"], "detain"),
    (&["keep", "hold", "retain", "place", "put"], &["in", "detention"], "detain"),
    (&["keep", "hold", "retain"], &["in", "captivity"], "detain"),
    (&["keep", "hold", "retain"], &["in", "internment"], "detain"),
    (&["keep", "hold", "retain", "put", "place"], &["in", "prison"], "imprison"),
    (&["keep", "hold", "retain", "take"], &["prisoner"], "detain"),
    (&["keep", "hold", "retain", "take"], &["as", "prisoners", "of", "war"], "detain"),
    (&["keep", "place", "put"], &["under", "arrest"], "detain"),
    (&["keep", "hold"], &["secret"], "keep secret"),
    (&["keep", "hold"], &["confidential"], "keep secret"),
    (&["keep", "leave"], &["in", "place"], "keep"),
    (&["keep", "leave"], &["in", "being"], "keep"),
    (&["put"], &["to", "death"], "kill"),
    (&["put", "send"], &["to", "the", "bottom"], "sink"),
    (&["make"], &["public"], "publish"),
    (&["make"], &["known"], "disclose"),
    (&["take", "carry"], &["away"], "remove"),
    (&["set", "put"], &["on", "fire"], "burn"),
    (&["set"], &["fire", "to"], "burn"),
    (&["lay"], &["open"], "open"),
    (&["throw"], &["open"], "open"),
    (&["let"], &["in"], "admit"),
    (&["cut", "hew"], &["down"], "fell"),
];

/// Particles that may stand after the object of their verb.
const PARTICLES: [&str; 7] = ["back", "over", "up", "away", "out", "down", "off"];

/// Rewrites a clause so that its verb stands in one place.
pub fn settle(clause: &mut Clause) {
    causative(clause);
    negative_object(clause);
    particle(clause);
    compound(clause);
    with_oneself(clause);
    remaining(clause);
    across_a_frontier(clause);
}

/// "Cause the mines to be swept" is to sweep them, whoever does it for one.
fn causative(clause: &mut Clause) {
    let (Some(object), Some(inner)) = (&clause.object, &clause.complement) else { return };
    if !matches!(clause.verb_phrase.as_str(), "cause" | "get") || inner.span.start <= object.span.start {
        return;
    }
    let list = words(&inner.text);
    let [to, be, verb, rest @ ..] = list.as_slice() else { return };
    let Some(lemma) = lexicon::lemma_verb(&verb.lower).filter(|_| to.is("to") && be.is("be")) else { return };
    let Some(text) = object.text.strip_suffix(inner.text.as_str()) else { return };
    let (object, inner) = (Phrase { text: text.trim().to_owned(), ..object.clone() }, inner.clone());
    for adjunct in adjuncts(rest) {
        let phrase = Phrase { text: join(adjunct), ..inner.clone() };
        match adjunct.first() {
            Some(first) if first.any(&["in", "on", "at", "within", "near"]) => clause.places.push(phrase),
            Some(first) if first.is("to") && clause.counterparty.is_none() => clause.counterparty = Some(phrase),
            _ => clause.manner.push(phrase),
        }
    }
    clause.object = Some(object);
    clause.complement = None;
    clause.verb.clone_from(&lemma);
    clause.verb_phrase = lemma;
}

/// The phrases of some words, each opened by a preposition; "of" stays with its noun.
fn adjuncts(list: &[Word]) -> Vec<&[Word]> {
    let opens = |i: usize| is_preposition(&list[i].lower) && !list[i].is("of");
    let starts: Vec<usize> = (0..list.len()).filter(|&i| opens(i)).collect();
    starts.iter().enumerate().map(|(n, &at)| &list[at..starts.get(n + 1).copied().unwrap_or(list.len())]).collect()
}

/// "Shall grant no pilot a licence", "shall levy no dues" forbids.
fn negative_object(clause: &mut Clause) {
    let Some(object) = clause.object.as_mut().filter(|_| clause.modality == Some(Modality::Obligation)) else { return };
    let list = words(&object.text);
    let denies = list.first().is_some_and(|w| w.is("no"))
        && !list.get(1).is_some_and(|w| w.any(&["more", "less", "fewer", "later", "longer", "earlier", "one"]));
    if denies && clause.verb != "be" && clause.voice == Voice::Active {
        object.text = format!("any {}", join(&list[1..]));
        clause.modality = Some(Modality::Prohibition);
    }
}

/// "Give it back", "hand the prisoners over": the particle belongs to the verb.
fn particle(clause: &mut Clause) {
    let Some(object) = clause.object.as_mut().filter(|_| clause.verb_phrase == clause.verb) else { return };
    let list = words(&object.text);
    let Some((last, before)) = list.split_last().filter(|(last, before)| last.any(&PARTICLES) && !before.is_empty())
    else {
        return;
    };
    if lexicon::verb(&clause.verb).is_some_and(|verb| verb.frames.iter().any(|f| f.fixed == [last.lower.as_str()])) {
        object.text = join(before);
        clause.verb_phrase = format!("{} {}", clause.verb, last.lower);
    }
}

/// "Keep the officers in custody", "set at liberty all members of the crew".
fn compound(clause: &mut Clause) {
    let verb = clause.verb.clone();
    let made = COMPOUNDS.iter().filter(|(verbs, ..)| verbs.contains(&verb.as_str())).find(|(_, form, _)| {
        let whole = format!("{verb} {}", form.join(" "));
        clause.verb_phrase == whole || take_out(clause, form)
    });
    if let Some((_, _, kind)) = made {
        (*kind).clone_into(&mut clause.verb_phrase);
    }
}

/// Takes the words out of the slot that they open or end; false if they stand nowhere.
fn take_out(clause: &mut Clause, form: &[&str]) -> bool {
    let opens = |phrase: &Phrase| {
        let list = words(&phrase.text);
        starts_with(&list, form)
            && list.get(form.len()).is_none_or(|w| w.mark || w.is("of") || is_preposition(&w.lower))
    };
    for list in [&mut clause.manner, &mut clause.places] {
        if let Some(at) = list.iter().position(opens) {
            list.remove(at);
            return true;
        }
    }
    if clause.complement.as_ref().is_some_and(opens) {
        let inner = clause.complement.take();
        if let (Some(object), Some(inner)) = (clause.object.as_mut(), inner)
            && let Some(text) = object.text.strip_suffix(inner.text.as_str())
        {
            object.text = text.trim().to_owned();
        }
        return true;
    }
    let Some(object) = clause.object.as_mut() else { return false };
    let list = words(&object.text);
    if starts_with(&list, form) && list.len() > form.len() {
        object.text = join(&list[form.len()..]);
        return true;
    }
    let end = list.len().saturating_sub(form.len());
    if end > 0 && starts_with(&list[end..], form) {
        object.text = join(&list[..end]);
        return true;
    }
    false
}

/// "Bring into a State", "take out of its territory": across its frontier.
fn across_a_frontier(clause: &mut Clause) {
    if !matches!(clause.verb_phrase.as_str(), "bring" | "carry" | "take" | "convey" | "send" | "bring in" | "introduce")
    {
        return;
    }
    let crossing = |p: &Phrase| {
        let list = words(&p.text);
        let land = list
            .iter()
            .any(|w| w.any(&["territory", "country", "state", "party", "territories", "countries", "states"]));
        match list.as_slice() {
            [into, ..] if into.is("into") && land => Some("import"),
            [out, of, ..] if out.is("out") && of.is("of") && land => Some("export"),
            _ => None,
        }
    };
    let all = clause.places.iter().chain(&clause.manner).chain(&clause.counterparty);
    if let Some(kind) = all.clone().find_map(crossing) {
        kind.clone_into(&mut clause.verb_phrase);
    }
}

/// "Remain in the fortress": the place is what is not left.
fn remaining(clause: &mut Clause) {
    if !matches!(clause.verb_phrase.as_str(), "remain" | "stay") || clause.object.is_some() || clause.modality.is_none()
    {
        return;
    }
    let inside = |p: &Phrase| words(&p.text).first().is_some_and(|w| w.any(&["in", "at", "on", "within", "inside"]));
    if let Some(at) = clause.places.iter().position(inside) {
        let place = clause.places.remove(at);
        clause.object = Some(Phrase { text: join(&words(&place.text)[1..]), ..place });
        "remain in".clone_into(&mut clause.verb_phrase);
    }
}

/// "Bring with him": what one carries on oneself goes to nobody else.
fn with_oneself(clause: &mut Clause) {
    let oneself = |p: &Phrase| {
        let list = words(&p.text);
        list.last().is_some_and(|w| w.any(&["him", "her", "them", "it", "himself", "herself", "themselves", "itself"]))
            && list.len() <= 2
    };
    if matches!(clause.verb.as_str(), "bring" | "take" | "carry") {
        clause.counterparty = clause.counterparty.take().filter(|p| !oneself(p));
        clause.manner.retain(|p| !oneself(p));
    }
}
