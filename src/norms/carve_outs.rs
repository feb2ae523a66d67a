//! Clauses mended before they are read into norms: exceptions that another clause states ("this duty does not extend to …",
//! "ports on the Bay are excepted") or that an adjunct cuts in two, and circumstances that stand where time or place does.

use super::exceptions::{exception, is_bare_marker};
use super::names::Names;
use super::opinions::judge;
use super::outsiders::{decision, done_by_another, open_decision};
use super::words::{Word, join, words};
use super::{Exception, Norm};
use crate::clauses::{Clause, Modality, Phrase, Voice};

/// An exception that a clause states by itself, and what it is taken from.
pub struct CarveOut {
    /// What is taken out.
    pub exception: Exception,
    /// The provision that it is taken from, by its label; the clause before, if the words name none.
    pub from: Option<String>,
}

/// Verbs by which a rule is said not to reach something.
const REACH: [&str; 11] =
    ["apply", "extend", "cover", "include", "bind", "affect", "concern", "relate", "refer", "hold", "run"];

/// Nouns for a provision, or for what it lays down.
const PROVISION: [&str; 22] = [
    "duty",
    "obligation",
    "prohibition",
    "rule",
    "provision",
    "provisions",
    "restriction",
    "undertaking",
    "ban",
    "requirement",
    "limitation",
    "commitment",
    "sentence",
    "paragraph",
    "article",
    "foregoing",
    "preceding",
    "clause",
    "stipulation",
    "obligations",
    "above",
    "limit",
];

/// Reads a clause that takes something out of another.
pub fn carve_out(clause: &Clause, source: &str, names: &Names) -> Option<CarveOut> {
    let (body, about) = not_reaching(clause, source).or_else(|| excepted(clause, source))?;
    let text = format!("except {}", join(&words(&body)));
    let exception = exception(&text, clause.span, names);
    Some(CarveOut { exception, from: provision(&words(&about), &clause.label) })
}

/// "This duty does not extend to fences on …": what the rule does not reach, and the words for the rule.
fn not_reaching(clause: &Clause, source: &str) -> Option<(String, String)> {
    let about = clause.bearer.as_ref()?.text.clone();
    let list = words(&about);
    let speaks = list.iter().any(|w| w.any(&PROVISION)) || list.len() == 1 && list[0].is("it");
    let before = words(source.get(clause.span.start..clause.verb_span.start)?);
    let nothing = list.first().is_some_and(|w| w.is("nothing"));
    let negated =
        clause.negated || nothing || before.iter().any(|w| w.any(&["not", "never"])) || after_not(source, clause);
    let binding = |p: &Phrase| words(&p.text).first().is_some_and(|w| w.any(&["binding", "applicable"]));
    let not_binding = clause.verb == "be" && clause.object.as_ref().is_some_and(binding);
    if !speaks || !negated || !not_binding && !REACH.contains(&clause.verb.as_str()) {
        return None;
    }
    let rest = words(up_to_semicolon(source.get(clause.verb_span.end..clause.span.end)?));
    let used = rest.iter().take_while(|w| w.mark || w.any(&["not", "binding", "applicable"])).count();
    let rest = &rest[used..];
    const LINKS: [&[&str]; 10] = [
        &["on"],
        &["in", "relation", "to"],
        &["in", "respect", "of"],
        &["with", "respect", "to"],
        &["with", "regard", "to"],
        &["as", "regards"],
        &["upon"],
        &["for"],
        &["to"],
        &["over", "to"],
    ];
    let opens = |form: &&&[&str]| form.iter().enumerate().all(|(i, word)| rest.get(i).is_some_and(|w| w.is(word)));
    let link = LINKS.iter().find(opens).map_or(0, |form| form.len());
    (rest.len() > link).then(|| (join(&rest[link..]), about))
}

/// "Ports on the Bay of Dorn are excepted (from this rule)": what is excepted, and the words for the rule.
fn excepted(clause: &Clause, source: &str) -> Option<(String, String)> {
    let passive = clause.voice == Voice::Passive && matches!(clause.verb.as_str(), "except" | "exempt" | "exclude");
    let exempt =
        |p: &Phrase| words(&p.text).first().is_some_and(|w| w.any(&["exempt", "excepted", "excluded", "exempted"]));
    let copula = clause.verb == "be" && clause.object.as_ref().is_some_and(exempt);
    let rest = join(&words(up_to_semicolon(source.get(clause.verb_span.end..clause.span.end)?)));
    let tail = words(&rest);
    let of_rule = tail.iter().any(|w| w.any(&PROVISION));
    let alone = tail.iter().all(|w| w.mark || w.any(&["exempt", "excepted", "excluded", "exempted"]));
    if !(passive || copula) || !(of_rule || alone) {
        return None;
    }
    let subject = if passive { clause.object.as_ref().or(clause.bearer.as_ref()) } else { clause.bearer.as_ref() }?;
    let end = clause.verb_span.start.max(subject.span.end);
    let list = words(source.get(subject.span.start..end)?);
    let aux = |w: &Word| w.mark || w.any(&["are", "is", "be", "shall", "hereby", "being", "were", "was"]);
    let kept = list.len() - list.iter().rev().take_while(|w| aux(w)).count();
    (kept > 0).then(|| (join(&list[..kept]), rest))
}

/// "Is not binding on": the "not" after a copula.
fn after_not(source: &str, clause: &Clause) -> bool {
    let after = source.get(clause.verb_span.end..clause.span.end).unwrap_or_default();
    clause.verb == "be" && words(after).first().is_some_and(|w| w.is("not"))
}

fn up_to_semicolon(text: &str) -> &str {
    text.split([';']).next().unwrap_or(text)
}

/// The label of the provision that words name: "paragraph 1", "Article 3", "this Article".
fn provision(about: &[Word], own: &str) -> Option<String> {
    let article = own.split('(').next().unwrap_or(own);
    let number = |noun: &str| {
        let at = about.iter().position(|w| w.is(noun))?;
        about.get(at + 1).filter(|w| w.text.starts_with(|c: char| c.is_ascii_digit() || "IVXL".contains(c)))
    };
    if let Some(n) = number("article") {
        return Some(format!("Article {}", n.text));
    }
    if let Some(n) = number("paragraph") {
        return Some(format!("{article}({})", n.text));
    }
    let this = about.iter().zip(about.iter().skip(1)).any(|(a, b)| a.is("this") && b.is("article"));
    this.then(|| article.to_owned())
}

impl CarveOut {
    /// Takes what it says out of the norms that it speaks of; `label` is where it stands itself.
    pub fn apply(&self, norms: &mut [Norm], label: &str) {
        let article = label.split('(').next().unwrap_or(label).to_owned();
        let under = |norm: &Norm, provision: &str| {
            norm.cite.label == provision || norm.cite.label.starts_with(&format!("{provision}("))
        };
        let reached: Vec<usize> = match &self.from {
            Some(provision) => (0..norms.len()).filter(|&i| under(&norms[i], provision)).collect(),
            None => {
                let Some(last) = norms.last().filter(|n| under(n, &article)) else { return };
                let (label, sentence) = (last.cite.label.clone(), last.cite.sentence);
                (0..norms.len())
                    .filter(|&i| norms[i].cite.label == label && norms[i].cite.sentence == sentence)
                    .collect()
            }
        };
        for at in reached {
            if matches!(norms[at].modality, Modality::Obligation | Modality::Prohibition) {
                norms[at].exceptions.push(self.exception.clone());
            }
        }
    }
}

/// A clause with every circumstance among its conditions, and every exception whole.
pub fn mended(clause: &Clause, source: &str, names: &Names) -> Clause {
    let mut out = clause.clone();
    whole_exceptions(&mut out, source);
    postposed_exceptions(&mut out, source);
    // As the text has it, since a pronoun may have been put for what it stands for.
    let said = |p: &Phrase| source.get(p.span.range()).map_or_else(|| p.text.clone(), |text| join(&words(text)));
    for phrase in std::mem::take(&mut out.window) {
        let text = said(&phrase);
        if is_circumstance(&words(&text), names) {
            out.conditions.push(Phrase { text, ..phrase });
        } else {
            out.window.push(phrase);
        }
    }
    let slots = out.places.iter().chain(&out.manner).chain(&out.purpose);
    let object = out.object.as_ref().and_then(|object| open_decision(object, names));
    let decided: Vec<Phrase> = slots.filter_map(|phrase| decision(phrase, names)).chain(object).collect();
    out.conditions.extend(decided);
    out
}

/// "Once it is satisfied that …", "by leave of the Sultanate": no time, though it stands where time does.
fn is_circumstance(list: &[Word], names: &Names) -> bool {
    let leave = list.first().is_some_and(|w| w.any(&["by", "with", "at", "upon", "on"]))
        && list.iter().take(4).any(|w| w.any(&["leave", "consent", "permission", "request", "licence", "assent"]))
        && !list.iter().any(|w| w.any(&["after", "receipt", "days", "months", "date"]));
    leave || done_by_another(list, names) || judge(list, names).is_some()
}

/// "Except, during August, a Party that …": the reader of clauses stops at the comma; the exception goes on to the end.
fn whole_exceptions(clause: &mut Clause, source: &str) {
    let cut_off = |p: &Phrase| {
        let after = source.get(p.span.end..clause.span.end).unwrap_or_default();
        let list = words(&p.text);
        // "Except to the extent permitted to members": the participle is not the rule's.
        let extent = list.last().is_some_and(|w| w.is("extent")) && !after.trim_start().starts_with(',');
        is_bare_marker(&list) && after.trim_start().starts_with(',') || extent && !after.trim().is_empty()
    };
    let Some(at) = clause.exceptions.iter().position(cut_off) else { return };
    let from = clause.exceptions[at].span.start;
    let rest = up_to_semicolon(source.get(from..clause.span.end).unwrap_or_default());
    clause.exceptions[at].text = join(&words(rest)).trim_end_matches('.').to_owned();
    clause.exceptions[at].span.end = from + rest.len();
    let before = |p: &Phrase| p.span.start < from;
    for list in
        [&mut clause.places, &mut clause.manner, &mut clause.purpose, &mut clause.window, &mut clause.conditions]
    {
        list.retain(before);
    }
    for slot in [&mut clause.object, &mut clause.complement, &mut clause.counterparty] {
        *slot = slot.take().filter(before);
        if let Some(phrase) = slot.as_mut().filter(|p| p.span.end > from) {
            phrase.text = join(&words(source.get(phrase.span.start..from).unwrap_or_default()));
            phrase.span.end = from;
        }
    }
}

/// "Into its rivers, the Elbe excepted", "its coins, gold coins apart": what stands behind the last comma is an exception.
fn postposed_exceptions(clause: &mut Clause, source: &str) {
    let mut found = Vec::new();
    let slots = [&mut clause.object, &mut clause.complement, &mut clause.counterparty].into_iter().flatten();
    for phrase in slots.chain(&mut clause.places).chain(&mut clause.manner) {
        let Some(text) = source.get(phrase.span.range()) else { continue };
        let Some((kept, rest)) = text.rsplit_once(',') else { continue };
        let tail = words(rest);
        let opens = tail.first().is_some_and(|w| !super::phrase::is_preposition(&w.lower));
        if !opens || tail.len() < 2 || !tail.last().is_some_and(|w| w.any(&["excepted", "excluded", "apart", "aside"]))
        {
            continue;
        }
        let mut span = phrase.span;
        span.start = phrase.span.start + kept.len() + 1;
        let marks = tail
            .iter()
            .rev()
            .take_while(|w| w.any(&["excepted", "excluded", "apart", "aside", "being", "only", "alone"]));
        let kept_words = tail.len() - marks.count();
        found.push(Phrase { text: format!("except {}", join(&tail[..kept_words])), span, ..phrase.clone() });
        phrase.span.end = phrase.span.start + kept.len();
        phrase.text = join(&words(kept));
    }
    clause.exceptions.extend(found);
}
