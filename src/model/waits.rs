//! What follows from two norms together about the time of one: a duty waits for what ends its prohibition; a duty that
//! falls due at once falls due in the season of its trigger.

use super::dates::{ENTRY, SIGNATURE};
use super::theory::{Bearers, CircumstanceInfo, Condition, ControlledBy, Extent, GroundNorm, Name, Pattern, Theory};
use crate::clauses::Modality;
use crate::norms::{Season, Slot};

/// A duty is "at once" if it is to be performed within this many days of its trigger; within them no season is waited out.
const AT_ONCE: i64 = 45;

/// "Shall dredge the channel, but not until the barges have been raised": who owes what is forbidden until an act is
/// done, waits for that act.
pub fn until(out: &mut Theory, until: &[(Name, Vec<Pattern>)]) {
    for (id, acts) in until {
        let Some(p) = out.norms.iter().find(|n| n.id == *id).cloned() else { continue };
        let waiting: Vec<usize> = (0..out.norms.len()).filter(|&i| barred(out, &out.norms[i], &p)).collect();
        for index in waiting {
            out.norms[index].after.extend(acts.iter().cloned());
        }
    }
}

/// Whether everything that discharges a duty falls under a prohibition of the same bearer.
fn barred(out: &Theory, o: &GroundNorm, p: &GroundNorm) -> bool {
    let bearer = match (&p.bearers, &o.bearers) {
        (Bearers::Everybody, _) => true,
        (Bearers::All(p), Bearers::All(o)) => p.is_subset(o),
        (Bearers::All(_), Bearers::Everybody) => false,
    };
    o.modality == Modality::Obligation && bearer && below(out, &o.pattern, &p.pattern) && p.pattern.quantity.is_empty()
}

/// Whether a pattern lies below another in every slot.
fn below(out: &Theory, inner: &Pattern, outer: &Pattern) -> bool {
    outer.slots.iter().all(|(slot, wide)| match (inner.slots.get(slot), wide) {
        (_, Extent::Any) => true,
        (Some(Extent::Of(from)), Extent::Of(to)) => {
            let Some(taxonomy) = out.taxonomies.get(slot) else { return false };
            from.iter().all(|a| to.iter().any(|b| taxonomy.is_below(a, b)))
        }
        (given, _) => given == Some(wide),
    })
}

/// What is complete once it has been made: whoever owes the making brings the completion about.
const MAKING: [&str; 32] = [
    "build",
    "construct",
    "erect",
    "complete",
    "finish",
    "make",
    "dig",
    "lay",
    "install",
    "dredge",
    "repair",
    "restore",
    "rebuild",
    "excavate",
    "equip",
    "prepare",
    "draw up",
    "carry out",
    "execute",
    "perform",
    "conclude",
    "clear",
    "demolish",
    "print",
    "compile",
    "survey",
    "fit out",
    "lengthen",
    "deepen",
    "widen",
    "cut",
    "drill",
];
/// What is received has been given, sent or paid.
const GIVING: [&str; 36] = [
    "pay",
    "deliver",
    "hand over",
    "give",
    "give back",
    "return",
    "transfer",
    "send",
    "supply",
    "furnish",
    "remit",
    "transmit",
    "submit",
    "communicate",
    "provide",
    "surrender",
    "cede",
    "repay",
    "refund",
    "hand back",
    "forward",
    "restore",
    "grant",
    "ship",
    "pay out",
    "pay over",
    "disburse",
    "advance",
    "lend",
    "hand in",
    "lodge",
    "deposit",
    "dispatch",
    "give up",
    "restitute",
    "post",
];

/// Acts of completion and receipt are brought about by other acts: whoever waits for "completion of the mole" waits for
/// those who build it, whoever waits for "receipt of the price" for those who pay it.
pub fn brought_about(out: &mut Theory) {
    let Some(kinds) = out.taxonomies.get(&Slot::Kind).map(|t| t.nodes.keys().cloned().collect::<Vec<Name>>()) else {
        return;
    };
    for wait in out.norms.iter_mut().flat_map(|n| &mut n.after) {
        let Some(Extent::Of(names)) = wait.slots.get_mut(&Slot::Kind) else { continue };
        let is = |list: &[&str]| names.iter().any(|n| list.contains(&n.as_str()));
        let by: &[&str] = if is(&["complete", "finish", "conclude"]) {
            &MAKING
        } else if is(&["receive", "obtain", "arrive"]) {
            &GIVING
        } else {
            continue;
        };
        names.extend(kinds.iter().filter(|k| by.contains(&k.as_str())).cloned());
        names.sort();
        names.dedup();
    }
}

/// A duty that is triggered and to be performed at once is owed in the season in which the trigger falls: for each
/// season in which a prohibition bars its act, the case that the trigger falls in it is a norm of its own.
pub fn seasons(out: &mut Theory) {
    let mut added = Vec::new();
    for o in
        out.norms.iter().filter(|o| o.modality == Modality::Obligation && o.pattern.season.is_none() && at_once(out, o))
    {
        let mut barred: Vec<Season> = out
            .norms
            .iter()
            .filter(|p| p.modality == Modality::Prohibition && meets_kind(out, o, p))
            .filter_map(|p| p.pattern.season)
            .collect();
        barred.sort_by_key(|s| (s.from, s.to));
        barred.dedup();
        added.extend(barred.into_iter().map(|season| in_season(o, season)));
    }
    for (norm, circumstance) in added {
        let info = CircumstanceInfo {
            text: circumstance.clone(),
            controlled_by: ControlledBy::Nature,
            judge: None,
            known: None,
        };
        out.circumstances.entry(circumstance).or_insert(info);
        out.norms.push(norm);
    }
}

fn at_once(out: &Theory, o: &GroundNorm) -> bool {
    let scale = if out.in_hours { 24 } else { 1 };
    let triggered = o.condition != Condition::True;
    triggered
        && o.period.hi.as_ref().is_some_and(|hi| {
            let of_event =
                hi.terms.len() == 1 && hi.terms.keys().all(|n| n != ENTRY && n != SIGNATURE && !n.ends_with(" months"));
            of_event && (0..=AT_ONCE * scale).contains(&hi.constant)
        })
}

fn meets_kind(out: &Theory, o: &GroundNorm, p: &GroundNorm) -> bool {
    let without_season = Pattern { season: None, ..p.pattern.clone() };
    barred(out, o, &GroundNorm { pattern: without_season, ..p.clone() })
}

fn in_season(o: &GroundNorm, season: Season) -> (GroundNorm, Name) {
    let circumstance = format!("this happens between the {} and the {} of the year", day(season.from), day(season.to));
    let mut norm = o.clone();
    norm.id = format!("{} in season {}-{}", o.id, season.from, season.to);
    norm.pattern.season = Some(season);
    norm.condition = Condition::All(vec![o.condition.clone(), Condition::Holds(circumstance.clone())]);
    (norm, circumstance)
}

fn day(number: u16) -> String {
    format!("{number}th day")
}
