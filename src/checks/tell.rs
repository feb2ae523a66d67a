//! Words for people: acts, situations and days as findings tell them.

use std::collections::BTreeSet;

use super::Asked;
use crate::clauses::Modality;
use crate::model::theory::{Deed, Ground, GroundNorm, Name, Situation, Theory};
use crate::norms::Slot;
use crate::query::term::Model;
use crate::query::words::names_in;

/// "Article 5", "Article 5, second sentence".
pub fn label(theory: &Theory, clause: usize) -> String {
    let cite = &theory.clauses[clause].cite;
    let name = if cite.label.is_empty() { "the text".to_owned() } else { cite.label.clone() };
    match cite.sentence {
        None => name,
        Some(n) => format!("{name}, {} sentence", ordinal(n)),
    }
}

fn ordinal(n: u32) -> String {
    match n {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        _ => format!("{n}th"),
    }
}

/// "Article 2", "Articles 2 and 4".
pub fn labels(theory: &Theory, clauses: &[usize]) -> String {
    list(&clauses.iter().map(|&c| label(theory, c)).collect::<Vec<_>>())
}

/// "a", "a and b", "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A node's name as people read it: the verb of a verbal noun without its brackets.
pub fn plain(name: &str) -> String {
    name.replace(['[', ']'], "")
}

/// The act that a norm speaks of, in its own words: "keep at least 200 sheep in the Upper Commons".
pub fn act(asked: &Asked, norm: &GroundNorm) -> String {
    let act = &asked.text_of(norm).act;
    let mut out = act.kind.clone();
    let words =
        |nouns: &[crate::norms::Noun]| list(&nouns.iter().map(|n| n.text.trim().to_owned()).collect::<Vec<_>>());
    if !act.thing.is_empty() {
        out.push_str(&format!(" {}", words(&act.thing)));
    }
    if !act.to.is_empty() {
        out.push_str(&format!(" (towards {})", words(&act.to)));
    }
    if !act.place.is_empty() {
        out.push_str(&format!(" in {}", words(&act.place)));
    }
    out
}

/// An act that was done: "Valdor: keep sheep, in Upper Commons".
pub fn deed(deed: &Deed) -> String {
    let leaf = |slot: Slot| deed.leaves.get(&slot).filter(|l| *l != crate::query::cells::UNNAMED).map(|l| plain(l));
    let actors = list(&deed.actors.iter().cloned().collect::<Vec<_>>());
    let mut out = format!(
        "{}: {}",
        if actors.is_empty() { "someone" } else { &actors },
        leaf(Slot::Kind).unwrap_or_else(|| "act".to_owned())
    );
    for (slot, before) in [(Slot::Thing, " "), (Slot::To, ", towards "), (Slot::Place, ", in "), (Slot::Manner, ", ")] {
        if let Some(leaf) = leaf(slot) {
            out.push_str(before);
            out.push_str(&leaf);
        }
    }
    for (unit, amount) in &deed.quantity {
        out.push_str(&format!(", {amount} {unit}"));
    }
    out
}

/// Who bears a norm.
pub fn bearer(norm: &GroundNorm) -> String {
    match &norm.bearers {
        crate::model::theory::Bearers::Everybody => "everybody".to_owned(),
        crate::model::theory::Bearers::All(all) => list(&all.iter().cloned().collect::<Vec<_>>()),
    }
}

/// What a clause contributes: "obliges Valdor".
pub fn role(norm: &GroundNorm) -> String {
    let verb = match norm.modality {
        Modality::Obligation => "obliges",
        Modality::Prohibition => "forbids",
        Modality::Permission => "permits",
        Modality::Exemption => "exempts",
    };
    match &norm.bearers {
        crate::model::theory::Bearers::Everybody => format!("{verb} it"),
        _ => format!("{verb} {}", bearer(norm)),
    }
}

/// The situation of a model: every circumstance and number of the theory.
pub fn situation(theory: &Theory, model: &Model) -> Situation {
    Situation {
        circumstances: theory.circumstances.keys().map(|n| (n.clone(), model.flag(n))).collect(),
        numbers: theory.numbers.keys().map(|n| (n.clone(), model.number(n))).collect(),
    }
}

/// The circumstances and dates that matter to some norms, in words.
pub fn suppositions(theory: &Theory, norms: &[&GroundNorm], situation: &Situation) -> Vec<String> {
    let (mut flags, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for norm in norms {
        names_in(&norm.condition, &mut flags, &mut numbers);
        norm.exceptions.iter().for_each(|e| names_in(&e.condition, &mut flags, &mut numbers));
        numbers.extend(norm.period.lo.iter().chain(&norm.period.hi).flat_map(|d| d.terms.keys().cloned()));
    }
    let mut out = Vec::new();
    for flag in &flags {
        let holds = situation.circumstances.get(flag).copied().unwrap_or_default();
        let text = theory.circumstances.get(flag).map_or(flag.as_str(), |c| c.text.as_str());
        out.push(if holds {
            format!("suppose that it is so: “{text}”")
        } else {
            format!("suppose that it is not so: “{text}”")
        });
    }
    let unit = if theory.in_hours { "hour" } else { "day" };
    let dates: Vec<String> = numbers
        .iter()
        .filter_map(|n| theory.numbers.get(n).map(|info| (n, info)))
        .map(|(n, info)| {
            let value = situation.numbers.get(n).copied().unwrap_or_default();
            if n.ends_with(" months") {
                format!("{} last {value} {unit}s", info.text)
            } else if n.ends_with(']') {
                format!("{}: {value}", info.text)
            } else {
                format!("{} falls on {unit} {value}", info.text)
            }
        })
        .collect();
    out.extend(if dates.is_empty() { None } else { Some(format!("say that {}", list(&dates))) });
    out
}

/// The clauses of some norms, sorted by place, each once.
pub fn clauses(norms: &[&GroundNorm]) -> Vec<usize> {
    let set: BTreeSet<usize> = norms.iter().map(|n| n.clause).collect();
    set.into_iter().collect()
}

/// The parties among the bearers of some norms.
pub fn parties(theory: &Theory, norms: &[&GroundNorm]) -> Vec<Name> {
    let mut out = BTreeSet::new();
    for norm in norms {
        if let crate::model::theory::Bearers::All(all) = &norm.bearers {
            for bearer in all {
                let info = theory.agents.get(bearer);
                let party =
                    if info.is_some_and(|i| i.party) { Some(bearer.clone()) } else { info.and_then(|i| i.of.clone()) };
                out.extend(party.filter(|p| theory.agents.get(p).is_some_and(|i| i.party)));
            }
        }
    }
    out.into_iter().collect()
}

/// Why acts that one norm speaks of fall under another: facts and definitions along the way.
pub fn grounds(theory: &Theory, narrow: &GroundNorm, broad: &GroundNorm) -> Vec<Ground> {
    let mut out = BTreeSet::new();
    for (slot, wide) in &broad.pattern.slots {
        let (Some(crate::model::theory::Extent::Of(from)), crate::model::theory::Extent::Of(to)) =
            (narrow.pattern.slots.get(slot), wide)
        else {
            continue;
        };
        let Some(taxonomy) = theory.taxonomies.get(slot) else { continue };
        for a in from {
            let up = to.iter().find_map(|b| taxonomy.path(a, b));
            let down = || to.iter().find_map(|b| taxonomy.path(b, a));
            out.extend(up.or_else(down).into_iter().flatten().filter(|g| *g != Ground::Words));
        }
    }
    out.into_iter().collect()
}

/// Declarations among some grounds, and those that axioms rest on.
pub fn declarations(theory: &Theory, grounds: &[Ground], axioms: &[Name]) -> Vec<usize> {
    let of_axioms = theory.axioms.iter().filter(|a| axioms.contains(&a.id)).map(|a| &a.ground);
    let set: BTreeSet<usize> = grounds
        .iter()
        .chain(of_axioms)
        .filter_map(|g| if let Ground::Declared(i) = g { Some(*i) } else { None })
        .collect();
    set.into_iter().collect()
}

/// A sentence in which States that take an article have it: "binds United States" → "binds the United States".
pub fn with_articles(text: &str, names: &[Name]) -> String {
    let takes_article = |name: &&Name| {
        let first = name.split(' ').next().unwrap_or_default();
        matches!(
            first,
            "United" | "Netherlands" | "Philippines" | "Bahamas" | "Gambia" | "Maldives" | "Comoros" | "Seychelles"
        ) || ["Republic", "Islands", "Federation", "Kingdom"].iter().any(|word| name.ends_with(word))
    };
    let mut out = text.to_owned();
    for name in names.iter().filter(takes_article) {
        let bare = format!("the {name}");
        out = out.replace(&bare, "\u{1}").replace(name.as_str(), "\u{1}").replace('\u{1}', &bare);
    }
    out
}
