//! One clause → its norms: every slot read, relative parties resolved, quantities and waits put where the logic has them.

use super::acts::{PARTICLES, lighten, place_objects};
use super::adjuncts::adjuncts;
use super::bearers::{Bearing, bearing};
use super::conditions::condition;
use super::exceptions::exception;
use super::lasting;
use super::manner::{assent, manner, without_preposition};
use super::names::{Names, is_form_of_state};
use super::opinions::judge;
use super::phrase::nouns;
use super::quantity;
use super::time::{self, Context, entry_into_force, times};
use super::words::words;
use super::{
    Act, Agent, Anchor, Bearer, Circumstance, Cite, Exception, Formula, Instant, Norm, Noun, Quantity, Restrictor,
};
use crate::clauses::{Clause, Force, Modality, Phrase, Voice};

/// The norms of one clause; none if it has no modality.
pub fn norms(clause: &Clause, cite: Cite, id: &str, names: &Names) -> Vec<Norm> {
    let Some(stated) = clause.modality else { return Vec::new() };
    let modality = if restricts(clause) { Modality::Permission } else { stated };
    let by = agent_in_manner(clause, names);
    let bearer = clause.bearer.as_ref().or(by.as_ref());
    let bearing = bearing(bearer.map(|b| b.text.as_str()), bearer.map_or(clause.span, |b| b.span), names);
    let (conditions, only) = conditions(clause, &bearing, names);
    let mut exceptions: Vec<Exception> = clause.exceptions.iter().map(|e| exception(&e.text, e.span, names)).collect();
    let context = Context { names, default: trigger(&conditions) };
    let mut adjuncts = adjuncts(&clause.window);
    adjuncts.extend(clause.object.as_ref().and_then(|o| late_time(&o.text).1));
    let (mut act, mut dropped) = act(clause, by.as_ref(), names);
    if modality == Modality::Obligation && lasting::lasts(&act.kind) {
        adjuncts.iter_mut().for_each(|text| *text = lasting::without_least(text));
    }
    let lasts = lasting::lasts(&act.kind);
    let over = adjuncts.iter().find_map(|text| lasting::overlong(text, &context));
    let mut times = times(&adjuncts, &context);
    if let Some(over) = over.filter(|_| modality == Modality::Prohibition && lasts) {
        (times.window.lo, times.duration) = (Some(over), None);
    }
    let whole = times.window.lo.is_some() && times.window.hi.is_some() && times.window.lo != times.window.hi;
    times.window.throughout |= modality == Modality::Obligation && lasts && whole;
    exceptions.iter_mut().for_each(|e| place_of_rule(e, &act));
    act.season = times.season;
    if act.quantity.is_none() {
        act.quantity = times.duration.take();
    }
    act.manner.extend(times.opaque.iter().filter_map(|text| super::phrase::one(&without_preposition(text), names)));
    let mut norm = Norm {
        id: id.to_owned(),
        cite,
        modality,
        force: clause.force,
        bearer: joint(bearing.bearer.clone(), clause),
        act,
        condition: conjunction(conditions),
        exceptions,
        window: std::mem::take(&mut times.window),
        rank: clause.rank.iter().filter_map(|r| r.to_label.clone().map(|to| (r.relation, to))).collect(),
        on_breach_of: None,
        holes: clause.holes.clone(),
    };
    super::measured::bound_by_subject(&mut norm, clause, names);
    super::measured::cap(&mut norm);
    if bearing.is_other {
        any_party_is_other(&mut norm);
    }
    if modality == Modality::Obligation {
        norm.window.after.append(&mut times.due_after);
        waits_for_others(&mut norm);
        if let Some((lo, hi)) = super::series::last_of_too_many(clause) {
            (norm.window.lo, norm.window.hi) = (Some(lo), Some(hi));
        }
    } else {
        waits_become_dates(&mut norm);
    }
    dropped.append(&mut times.unread);
    super::guard::narrow_by_what_was_dropped(&mut norm, &dropped, names);
    super::guard::keep_what_was_lost(&mut norm);
    super::states::with_opposites(with_only(norm, only))
}

/// Nobody waits for the very act that is owed; such a wait was read wrongly.
fn waits_for_others(norm: &mut Norm) {
    let of_somebody = |noun: &Noun| noun.restrictors.iter().any(|r| matches!(r, Restrictor::Of(_)));
    let (kind, thing) = (&norm.act.kind, &norm.act.thing);
    norm.window.after.retain(|wait| {
        wait.kind != *kind
            || !thing.is_empty() && wait.thing != *thing
            || wait.thing.iter().chain(&wait.place).any(of_somebody)
    });
}

/// "A Party shall apply a levy only after an inquiry": no Party owes a levy; it may apply one, and not otherwise.
fn restricts(clause: &Clause) -> bool {
    let opens = |phrase: &Phrase, with: &[&str]| words(&phrase.text).first().is_some_and(|w| w.any(with));
    let adjuncts = clause.window.iter().chain(&clause.conditions).chain(&clause.manner).chain(&clause.purpose);
    clause.modality == Some(Modality::Obligation)
        && adjuncts.into_iter().any(|phrase| opens(phrase, &["only", "solely"]))
        && clause.object.iter().any(|object| opens(object, &["a", "an", "any"]))
        && clause.bearer.iter().any(|bearer| opens(bearer, &["a", "an", "any", "each", "every"]))
}

/// "May … only if C": a permission if C, and a prohibition of the rest.
fn with_only(norm: Norm, only: bool) -> Vec<Norm> {
    if !only || norm.modality != Modality::Permission {
        return vec![norm];
    }
    let mut rest = norm.clone();
    rest.id.push_str("-otherwise");
    rest.modality = Modality::Prohibition;
    rest.force = Force::Plain;
    rest.condition = Formula::Not(Box::new(norm.condition.clone()));
    vec![norm, rest]
}

fn conjunction(mut list: Vec<Formula>) -> Formula {
    list.retain(|f| *f != Formula::True);
    match list.len() {
        0 => Formula::True,
        1 => list.remove(0),
        _ => Formula::All(list),
    }
}

fn joint(bearer: Bearer, clause: &Clause) -> Bearer {
    let jointly = clause
        .manner
        .iter()
        .any(|m| matches!(m.text.to_lowercase().as_str(), "jointly" | "together" | "by common accord" | "in common"));
    match bearer {
        Bearer::Each if jointly => Bearer::Jointly(Vec::new()),
        Bearer::Named(list) if jointly => Bearer::Jointly(list),
        other => other,
    }
}

/// All conditions of a clause, those of its bearer and of its judged scope included; and whether one is "only if".
fn conditions(clause: &Clause, bearing: &Bearing, names: &Names) -> (Vec<Formula>, bool) {
    let mut only = false;
    let mut list = vec![bearing.condition.clone()];
    for phrase in &clause.conditions {
        let read = condition(&phrase.text, phrase.span, names);
        only |= read.only;
        list.push(read.formula);
    }
    for phrase in clause.manner.iter().chain(&clause.purpose).filter(|m| assent(&m.text)) {
        list.push(condition(&phrase.text, phrase.span, names).formula);
    }
    let scope = clause.places.iter().chain(&clause.manner).chain(&clause.purpose).chain(&clause.object);
    for phrase in scope {
        if judge(&words(&phrase.text), names).is_some() {
            list.push(condition(&phrase.text, phrase.span, names).formula);
        }
    }
    (list, only)
}

/// The event that starts "within 48 hours" where the words do not say which: the condition's, else entry into force.
fn trigger(conditions: &[Formula]) -> Circumstance {
    let found = conditions.iter().find_map(|f| match f {
        Formula::Holds(c) | Formula::Measure { what: c, .. } => Some(c.clone()),
        _ => None,
    });
    found.unwrap_or_else(entry_into_force)
}

/// The act of a clause whose agent, if it stands among the manners, is `by`; and the adjuncts that it does not have.
fn act(clause: &Clause, by: Option<&Phrase>, names: &Names) -> (Act, Vec<String>) {
    let mut act = Act { kind: kind(clause), ..Act::default() };
    let object = if clause.verb_phrase == clause.verb {
        clause.object.as_ref()
    } else {
        clause.complement.as_ref().or(clause.object.as_ref())
    };
    // "Take account of the weather", "held guilty of an offence": words beside the object that are not part of it.
    let beside = clause.complement.as_ref().zip(clause.object.as_ref());
    let beside = beside.filter(|(inner, object)| {
        clause.verb_phrase == clause.verb
            && (inner.span.start >= object.span.end || inner.span.end <= object.span.start)
    });
    if let Some(object) = object {
        let (text, _) = late_time(&object.text);
        let parsed = nouns(&without_judged_relative(&text, names), names);
        act.quantity = parsed.quantity;
        place_objects(&mut act, parsed.nouns);
    }
    // A number within the object ("persons under eighteen years") describes it and does not bound the act.
    let inside =
        |q: &Phrase| clause.object.as_ref().is_some_and(|o| o.text.contains(&q.text) && !opens_with(&o.text, &q.text));
    if let Some(phrase) = clause.quantity.as_ref().filter(|q| !inside(q))
        && let Some(found) = quantity::quantity(&phrase.text)
    {
        act.quantity = Some(prefer(act.quantity.take(), found));
    }
    for place in clause.places.iter().filter(|p| judge(&words(&p.text), names).is_none()) {
        let towards = words(&place.text).first().is_some_and(|w| w.any(&["to", "into", "onto", "towards"]));
        let found = place_nouns(place, names);
        let towards = towards || from_whom(&act.kind, &place.text, &found);
        if towards { act.to.extend(found) } else { narrow(&mut act.place, found) }
    }
    if let Some(to) = &clause.counterparty {
        let found = nouns(&without_preposition(&to.text), names).nouns;
        act.to.extend(found);
    }
    let mut dropped = Vec::new();
    // What a rule is for stands before it ("In order that …, no Party shall"), what an act is for behind the verb.
    let purposes = clause.purpose.iter().map(|p| (p, p.span.start <= clause.verb_span.start));
    let adjuncts = clause.manner.iter().map(|m| (m, false)).chain(purposes);
    for (phrase, of_rule) in adjuncts.filter(|(m, _)| !assent(&m.text) && by.is_none_or(|b| b.span != m.span)) {
        match manner(phrase, names) {
            Some(noun) => act.manner.push(noun),
            None if !of_rule && judge(&words(&phrase.text), names).is_none() => dropped.push(phrase.text.clone()),
            None => {}
        }
    }
    act.manner.extend(beside.and_then(|(inner, _)| super::phrase::one(&without_preposition(&inner.text), names)));
    lighten(&mut act);
    settle_places(&mut act);
    super::heights::narrow(&mut act, clause);
    (act, dropped)
}

/// "Shall not tax goods on its lines, with the exception of lines which …": what is excepted is where the act is done.
fn place_of_rule(exception: &mut Exception, act: &Act) {
    let here =
        |noun: &Noun| act.place.iter().any(|p| p.head == noun.head) && !act.thing.iter().any(|t| t.head == noun.head);
    if !exception.act.thing.is_empty() && exception.act.place.is_empty() && exception.act.thing.iter().all(here) {
        exception.act.place = std::mem::take(&mut exception.act.thing);
    }
}

/// "At the air base at Torran": each further place narrows the one before.
fn narrow(places: &mut Vec<Noun>, further: Vec<Noun>) {
    match (places.is_empty(), further.as_slice()) {
        (true, _) => places.extend(further),
        (false, [one]) => {
            for place in places {
                place.restrictors.insert(Restrictor::Phrase("in".to_owned(), Box::new(super::phrase::key(one))));
            }
        }
        _ => {}
    }
}

/// "By the Joint Station" in a passive without a bearer: a name after "by" is its agent.
fn agent_in_manner(clause: &Clause, names: &Names) -> Option<Phrase> {
    if clause.voice == crate::clauses::Voice::Active || clause.bearer.is_some() {
        return None;
    }
    clause.manner.iter().find_map(|m| {
        let text = m.text.strip_prefix("by ").or_else(|| m.text.strip_prefix("By "))?;
        let list = words(text);
        let named = names.mention(&list).is_some() || list.iter().take(2).any(super::words::Word::capital);
        named.then(|| Phrase { text: text.to_owned(), ..m.clone() })
    })
}

/// "Move any grave in the cemetery": where the thing is, is where the act is done, unless the clause says another place.
fn settle_places(act: &mut Act) {
    if !act.place.is_empty() {
        return;
    }
    for noun in &mut act.thing {
        let plain = !noun.restrictors.iter().any(|r| matches!(r, Restrictor::Opaque(_)));
        let found = noun
            .restrictors
            .iter()
            .find(|r| matches!(r, Restrictor::Phrase(p, key) if p == "in" && names_a_place(&key.head)))
            .cloned();
        if let (true, Some(Restrictor::Phrase(preposition, key))) = (plain, found) {
            act.place.push(super::acts::from_key(&key));
            noun.restrictors.remove(&Restrictor::Phrase(preposition, key));
        }
    }
}

fn names_a_place(head: &str) -> bool {
    let last = head.rsplit(' ').next().unwrap_or(head);
    head.starts_with(char::is_uppercase)
        || crate::lexicon::noun_type(&crate::lexicon::lemma_noun(last)) == Some(crate::lexicon::NounType::Place)
        || matches!(last, "school" | "schools" | "hospital" | "hospitals" | "university" | "prison" | "court")
        || head == "territory"
}

/// True if a text begins with some words, articles and words for amounts aside.
fn opens_with(text: &str, start: &str) -> bool {
    let list = words(text);
    let skip = list
        .iter()
        .take_while(|w| w.any(&["a", "an", "the", "sum", "total", "quantity", "number", "amount", "of"]))
        .count();
    let wanted = words(start);
    list[skip..].iter().zip(&wanted).take_while(|(a, b)| a.lower == b.lower).count() == wanted.len()
        || text.starts_with(start)
}

/// A unit of measure says more than a count of the noun.
fn prefer(of_object: Option<Quantity>, of_slot: Quantity) -> Quantity {
    match of_object {
        Some(object) if object.least.is_some() && object.most.is_some() && object.least != object.most => object,
        Some(object) if of_slot.unit.is_empty() || (object.least, object.most) == (of_slot.least, of_slot.most) => {
            object
        }
        Some(object) if !object.unit.is_empty() => Quantity { unit: object.unit, ..of_slot },
        _ => of_slot,
    }
}

/// "Import pepper from any third country", "from the Republic of X": with whom, and not where.
fn from_whom(kind: &str, place: &str, found: &[Noun]) -> bool {
    let trade = matches!(kind, "import" | "buy" | "purchase" | "acquire" | "obtain" | "receive" | "accept" | "borrow");
    let state = |n: &Noun| {
        let form = n.text.trim_start_matches("the ").split_once(" of ").map(|(form, _)| form.to_lowercase());
        matches!(n.head.as_str(), "country" | "state" | "State") || form.is_some_and(|f| is_form_of_state(&f))
    };
    trade && place.starts_with("from ") && found.iter().all(state)
}

/// Verbs whose form is also that of another verb, told apart by their use: one fells trees (to fall takes no object), and
/// the construction of a railway is its being built.
fn other_verb(clause: &Clause) -> Option<&'static str> {
    let object = clause.object.as_ref().filter(|o| !o.text.is_empty())?;
    let opens = words(&object.text).first().is_some_and(|w| super::phrase::is_preposition(&w.lower));
    match (clause.verb_phrase.as_str(), clause.voice) {
        ("fall", _) if !opens => Some("fell"),
        ("construe", Voice::Nominal) => Some("construct"),
        _ => None,
    }
}

/// The verb in normal form: its first word, with a particle or as a fixed phrase.
fn kind(clause: &Clause) -> String {
    if let Some(verb) = other_verb(clause) {
        return verb.to_owned();
    }
    let phrase: Vec<&str> = clause.verb_phrase.split_whitespace().collect();
    match phrase.as_slice() {
        [] => clause.verb.clone(),
        [one] => (*one).to_owned(),
        [first, second, ..] if PARTICLES.contains(second) => format!("{first} {second}"),
        ["remain" | "stay", "in"] => clause.verb_phrase.clone(),
        [first, second] if super::phrase::is_preposition(second) => (*first).to_owned(),
        _ => clause.verb_phrase.clone(),
    }
}

/// "The crews interned at Dray upon payment of the indemnity": words of time at the end of an object bound the act, not
/// what is within it.
fn late_time(text: &str) -> (String, Option<String>) {
    const OPENING: [&[&str]; 7] = [
        &["upon"],
        &["as", "soon", "as"],
        &["not", "later", "than"],
        &["no", "later", "than"],
        &["until"],
        &["once"],
        &["at", "the", "latest"],
    ];
    let list = words(text);
    let opens = |at: usize| {
        OPENING.iter().any(|form| form.iter().enumerate().all(|(i, word)| list.get(at + i).is_some_and(|w| w.is(word))))
    };
    match (1..list.len()).find(|&at| opens(at)) {
        Some(at) if list.len() > at + 1 => (super::words::join(&list[..at]), Some(super::words::join(&list[at..]))),
        _ => (text.to_owned(), None),
    }
}

/// "Such measures as it deems necessary": the judged part is a condition, the noun stays.
fn without_judged_relative(text: &str, names: &Names) -> String {
    let list = words(text);
    if judge(&list, names).is_none() {
        return text.to_owned();
    }
    let cut =
        list.iter().position(|w| w.any(&["as", "which", "that", "where", "whenever", "when"])).unwrap_or(list.len());
    super::words::join(&list[..cut])
}

fn place_nouns(phrase: &Phrase, names: &Names) -> Vec<Noun> {
    let list = words(&phrase.text);
    let outside =
        list.first().is_some_and(|w| w.any(&["outside", "beyond"])) || list.iter().take(2).any(|w| w.is("other"));
    let mut found = nouns(&without_preposition(&phrase.text), names).nouns;
    for noun in &mut found {
        noun.negated = outside;
    }
    found
}

/// Where the bearer is "the other Party", "a Party" in the same clause is the one that it is other than.
fn any_party_is_other(norm: &mut Norm) {
    norm.condition = map_agents(std::mem::replace(&mut norm.condition, Formula::True));
    for noun in norm.act.place.iter_mut().chain(&mut norm.act.thing).chain(&mut norm.act.to) {
        noun.restrictors = noun
            .restrictors
            .iter()
            .cloned()
            .map(|r| if r == Restrictor::Of(Agent::AnyParty) { Restrictor::Of(Agent::Other) } else { r })
            .collect();
    }
    for instant in norm.window.lo.iter_mut().chain(&mut norm.window.hi) {
        if let Anchor::Event(event) = &mut instant.anchor {
            about_other(event);
        }
    }
}

fn about_other(c: &mut Circumstance) {
    for agent in &mut c.about {
        if *agent == Agent::AnyParty {
            *agent = Agent::Other;
        }
    }
}

fn map_agents(formula: Formula) -> Formula {
    match formula {
        Formula::Holds(mut c) => {
            about_other(&mut c);
            Formula::Holds(c)
        }
        Formula::Not(f) => Formula::Not(Box::new(map_agents(*f))),
        Formula::All(list) => Formula::All(list.into_iter().map(map_agents).collect()),
        Formula::Any(list) => Formula::Any(list.into_iter().map(map_agents).collect()),
        other => other,
    }
}

/// "After the withdrawal … no Party shall": an act that bounds what is not owed is a date.
fn waits_become_dates(norm: &mut Norm) {
    if norm.window.after.is_empty() || norm.window.lo.is_some() {
        return;
    }
    let text = norm.window.text.join(" ");
    let list = words(&text);
    let (name, about) = super::acts::event_name(&list, &Names::default());
    let event =
        Circumstance { name, about, text, controller: super::Controller::Unknown, judge: None, span: norm.cite.span };
    norm.window.lo = Some(Instant { anchor: Anchor::Event(event), plus: Vec::new() });
    norm.window.after.clear();
}

/// The adjuncts of time of a clause that binds nobody ("shall enter into force on the ninetieth day after …").
pub fn declared_time(clause: &Clause, names: &Names) -> Option<Instant> {
    let context = Context { names, default: time::signature() };
    let adjuncts = adjuncts(&clause.window);
    let window = times(&adjuncts, &context).window;
    window.lo.filter(|lo| window.hi.as_ref().is_none_or(|hi| hi == lo))
}
