//! What lies in the hands of those who are no party: "the place fixed by the Council of the Union", "a line to be traced by
//! officers of the Grand Duchy of Orn", "after the Empire of Qar has withdrawn", "under the protection of the Kingdom of Ost".

use super::conditions::named;
use super::names::{Names, is_form_of_state};
use super::words::{Word, starts_with, words};
use crate::clauses::Phrase;

/// The past participles of what is settled for others.
const SETTLED: [&str; 20] = [
    "fixed",
    "set",
    "decided",
    "approved",
    "designated",
    "chosen",
    "appointed",
    "prescribed",
    "selected",
    "authorised",
    "authorized",
    "allotted",
    "assigned",
    "determined",
    "specified",
    "recommended",
    "nominated",
    "allocated",
    "granted",
    "indicated",
];

/// What a State does or gives, so that others can go on with it.
const GIVEN: [&str; 16] = [
    "traced",
    "drawn",
    "marked",
    "staked",
    "surveyed",
    "furnished",
    "supplied",
    "provided",
    "lent",
    "certified",
    "sanctioned",
    "endorsed",
    "confirmed",
    "countersigned",
    "guaranteed",
    "laid",
];

/// "The place fixed by a decision of the Council of the Telegraph Union": the body that settles it, by its name.
pub fn decided_by(list: &[Word], names: &Names) -> Option<String> {
    by_one_who(list, names, &|w| w.any(&SETTLED))
        .or_else(|| state_that_gives(list, names))
        .or_else(|| which_it_settles(list, names))
}

/// "VERBed by …": the name of who does it, if it is no party.
fn by_one_who(list: &[Word], names: &Names, verb: &dyn Fn(&Word) -> bool) -> Option<String> {
    let at = list.iter().position(verb)?;
    let by = at + 1 + list[at + 1..].iter().take(3).position(|w| w.is("by"))?;
    name_in(&list[by + 1..], names)
}

/// "A decision of the Council of the Union", "officers of the Grand Duchy of Orn": the words for what it does, or who acts
/// for it, stand before the name.
fn name_in(list: &[Word], names: &Names) -> Option<String> {
    let mut rest = list;
    if let Some(of) = rest.iter().take(6).position(|w| w.is("of")).filter(|of| rest[..*of].iter().all(|w| !w.capital()))
    {
        rest = &rest[of + 1..];
    }
    if names.mention(rest).is_some() { None } else { named(rest) }
}

/// True for "Emirate of Qar" and "Government of the Emirate of Qar".
pub fn is_state(name: &str) -> bool {
    let formal =
        name.split(' ').any(|part| part.starts_with(char::is_uppercase) && is_form_of_state(&part.to_lowercase()));
    let ruler = name.split(' ').next().is_some_and(|first| RULERS.contains(&first));
    (formal || ruler) && name.contains(" of ")
}

/// Those who reign over a State.
const RULERS: [&str; 14] = [
    "King",
    "Queen",
    "Emperor",
    "Empress",
    "Sultan",
    "Emir",
    "Duke",
    "Prince",
    "Tsar",
    "Khan",
    "Doge",
    "Shah",
    "Regent",
    "President",
];

/// "Drawings to be made by engineers of the Kingdom of Ost", "a ship provided by the Kingdom of Ost".
fn state_that_gives(list: &[Word], names: &Names) -> Option<String> {
    let to_be = list.windows(2).position(|pair| pair[0].is("to") && pair[1].is("be"));
    let future = to_be.and_then(|at| {
        by_one_who(&list[at..], names, &|w| w.lower.ends_with("ed") || super::phrase::is_past_participle(&w.lower))
    });
    future.or_else(|| by_one_who(list, names, &|w| w.any(&GIVEN))).filter(|name| is_state(name))
}

/// "The tolls which the Government of the Republic of Ost has fixed".
fn which_it_settles(list: &[Word], names: &Names) -> Option<String> {
    let at = list.iter().position(|w| w.any(&["which", "that", "whom"]))?;
    let rest = &list[at + 1..];
    if names.mention(rest).is_some() {
        return None;
    }
    let skip = usize::from(rest.first().is_some_and(|w| w.is("the")));
    let name = rest.get(skip).filter(|w| w.capital()).and_then(|_| named(rest))?;
    let verb = rest.iter().position(|w| w.any(&["has", "have", "shall", "may", "will"]))?;
    let settles = rest[verb..].iter().take(4).any(|w| {
        w.any(&SETTLED)
            || w.any(&GIVEN)
            || w.any(&[
                "fix",
                "set",
                "choose",
                "decide",
                "approve",
                "designate",
                "prescribe",
                "determine",
                "draw",
                "trace",
                "appoint",
            ])
    });
    let party = (0..verb).any(|i| names.mention(&rest[i..]).is_some());
    (settles && !party && is_state(&name)).then_some(name)
}

/// "Under the protection of troops of the Kingdom of Ost", "through the good offices of the Emirate of Qar": what a State
/// that is no party has to give.
pub fn under_another(list: &[Word], names: &Names) -> Option<String> {
    const HELP: [&str; 24] = [
        "supervision",
        "control",
        "direction",
        "protection",
        "command",
        "escort",
        "guarantee",
        "auspices",
        "help",
        "aid",
        "assistance",
        "cooperation",
        "co-operation",
        "participation",
        "collaboration",
        "mediation",
        "offices",
        "intermediary",
        "concurrence",
        "surveillance",
        "guidance",
        "support",
        "loan",
        "subsidy",
    ];
    let opens = list.first().is_some_and(|w| w.any(&["under", "with", "through", "by", "from", "on"]));
    let at = list.iter().take(5).position(|w| w.any(&HELP)).filter(|_| opens)?;
    let of = at + 1 + list[at + 1..].iter().take(1).position(|w| w.any(&["of", "from"]))?;
    name_in(&list[of + 1..], names).filter(|name| is_state(name))
}

/// "As soon as the Emirate of Qar has agreed", "after the Empire of Zand has withdrawn its fleet": it may never do so.
pub fn done_by_another(list: &[Word], names: &Names) -> bool {
    const FORMS: [&[&str]; 5] = [&["as", "soon", "as"], &["once"], &["when"], &["only", "after"], &["after"]];
    const AGREES: [&str; 7] = ["agreed", "consented", "approved", "agrees", "consents", "approves", "permitted"];
    let Some(form) = FORMS.iter().find(|form| starts_with(list, form)) else { return false };
    let rest = &list[form.len()..];
    let skip = usize::from(rest.first().is_some_and(|w| w.is("the")));
    let another = rest.get(skip).is_some_and(Word::capital) && names.mention(rest).is_none();
    another && (rest.iter().any(|w| w.any(&AGREES)) || awaited(list, names).is_some())
}

/// The State, no party, whose doing something is waited for: "after the Empire of Zand has withdrawn its fleet".
pub fn awaited(list: &[Word], names: &Names) -> Option<String> {
    const FORMS: [&[&str]; 4] = [&["as", "soon", "as"], &["once"], &["only", "after"], &["after"]];
    let form = FORMS.iter().find(|form| starts_with(list, form))?;
    let rest = &list[form.len()..];
    let verb = rest.iter().take(10).position(|w| w.any(&["has", "have", "shall"]))?;
    let party = names.mention(rest).is_some();
    named(&rest[..verb]).filter(|name| !party && is_state(name))
}

/// "At the place fixed by the Council of the Union": what another settles, as a condition.
pub fn decision(phrase: &Phrase, names: &Names) -> Option<Phrase> {
    let list = words(&phrase.text);
    decided_by(&list, names).or_else(|| under_another(&list, names)).map(|_| phrase.clone())
}

/// What is acted on is not a means: "the reports furnished by the Kingdom of Ost" are there; tolls that it has fixed, or
/// is to fix, may never be.
pub fn open_decision(object: &Phrase, names: &Names) -> Option<Phrase> {
    let list = words(&object.text);
    let settles = list.iter().any(|w| w.any(&["shall", "may", "will"])) && which_it_settles(&list, names).is_some();
    let given = !settles
        && !list.iter().any(|w| w.any(&SETTLED))
        && !list.windows(2).any(|pair| pair[0].is("to") && pair[1].is("be"));
    if given { None } else { decision(object, names) }
}
