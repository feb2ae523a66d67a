//! Days: instants in words → sums of dates and durations, and what every calendar makes true of them.

use std::collections::BTreeSet;

use super::nodes::Roles;
use super::theory::{Axiom, Day, Ground, Name, NumberInfo, Period, Theory};
use crate::norms::{Anchor, Circumstance, Declaration, Declared, Draft, Instant, Unit, Window};

/// The name of the date on which the instrument enters into force.
pub const ENTRY: &str = "entry into force";
/// The name of the date on which the instrument is signed.
pub const SIGNATURE: &str = "signature";

/// True if some period of the drafts is told in hours; days are then counted in hours.
pub fn speak_of_hours(drafts: &[Draft]) -> bool {
    let in_hours = |i: &Instant| i.plus.iter().any(|(n, u)| *u == Unit::Hour && n % 24 != 0);
    drafts.iter().flat_map(|d| &d.norms).any(|n| n.window.lo.iter().chain(&n.window.hi).any(in_hours))
}

/// The period of a window, in one instance.
pub fn period(out: &mut Theory, window: &Window, roles: &Roles) -> Period {
    let mut day = |i: &Option<Instant>| i.as_ref().map(|i| instant(out, i, roles));
    let (lo, hi) = (day(&window.lo), day(&window.hi));
    // Every norm is there from the entry into force on: saying so bounds nothing.
    let from_entry =
        lo.as_ref().is_some_and(|d| d.constant == 0 && d.terms.len() == 1 && d.terms.get(ENTRY) == Some(&1));
    let kept = !from_entry || hi.is_some();
    Period { lo: lo.filter(|_| kept), hi }
}

/// An instant as a sum.
pub fn instant(out: &mut Theory, instant: &Instant, roles: &Roles) -> Day {
    let scale = if out.in_hours { 24 } else { 1 };
    let mut day = Day::default();
    match &instant.anchor {
        Anchor::Day(number) => day.constant = number * scale,
        Anchor::Event(event) => {
            let name = event_name(out, event, roles);
            day.terms.insert(name, 1);
        }
    }
    for (count, unit) in &instant.plus {
        match unit {
            Unit::Hour if out.in_hours => day.constant += count,
            Unit::Hour => day.constant += count / 24,
            Unit::Day => day.constant += count * scale,
            Unit::Week => day.constant += 7 * count * scale,
            Unit::Month | Unit::Year => months(out, &mut day, *count, *unit, scale),
        }
    }
    day
}

/// Months differ in length: a named duration with bounds, the same for the same number of months.
fn months(out: &mut Theory, day: &mut Day, count: i64, unit: Unit, scale: i64) {
    let months = if unit == Unit::Year { 12 * count.abs() } else { count.abs() };
    let name = format!("{months} months");
    // `specs/logic.md` §9: 28n ≤ n months ≤ 31n; 365n ≤ n years ≤ 366n.
    let (least, most) =
        if months % 12 == 0 { (365 * (months / 12), 366 * (months / 12)) } else { (28 * months, 31 * months) };
    let text = if months % 12 == 0 { format!("{} years", months / 12) } else { name.clone() };
    out.numbers.entry(name.clone()).or_insert(NumberInfo {
        text,
        least: Some(least * scale),
        most: Some(most * scale),
    });
    *day.terms.entry(name).or_insert(0) += count.signum();
}

/// Registers an event and gives its name.
pub fn event_name(out: &mut Theory, event: &Circumstance, roles: &Roles) -> Name {
    let name = super::ground::circumstance_name(event, roles);
    let text = if event.text.is_empty() { name.clone() } else { event.text.clone() };
    out.numbers.entry(name.clone()).or_insert(NumberInfo { text, least: Some(0), most: None });
    name
}

/// What is true of dates in every admissible situation: signature before entry into force, that before other
/// events; what the draft itself fixes; longer periods are longer.
pub fn axioms(out: &mut Theory, declared: &[Declared]) {
    let roles = Roles { me: None, other: None, parties: Vec::new() };
    let number = |text: &str| NumberInfo { text: text.to_owned(), least: Some(0), most: None };
    // The entry into force first: what it is reckoned from is known then.
    for entry in [true, false] {
        for (index, one) in declared.iter().enumerate() {
            let Declaration::Dated { event, at } = &one.what else { continue };
            let name = super::ground::circumstance_name(event, &roles);
            if (name == ENTRY) != entry || !(entry || out.numbers.contains_key(&name)) {
                continue;
            }
            let name = event_name(out, event, &roles);
            let mut sum = instant(out, at, &roles);
            *sum.terms.entry(name).or_insert(0) -= 1;
            push_equal(out, &sum, index);
        }
    }
    out.numbers.entry(ENTRY.to_owned()).or_insert_with(|| number("the entry into force"));
    out.numbers.entry(SIGNATURE.to_owned()).or_insert_with(|| number("the signature"));
    push_at_most(out, SIGNATURE, ENTRY, 0);
    let durations = durations(out);
    // What the entry into force is reckoned from comes before it; every other event after it.
    let sources: BTreeSet<Name> = out.axioms.iter().flat_map(|a| a.at_most_zero.terms.keys().cloned()).collect();
    let events: Vec<Name> = out
        .numbers
        .keys()
        .filter(|n| {
            !sources.contains(*n)
                && *n != ENTRY
                && *n != SIGNATURE
                && !is_measure(n)
                && !durations.iter().any(|(d, _)| d == *n)
        })
        .cloned()
        .collect();
    for event in events {
        push_at_most(out, ENTRY, &event, 0);
    }
    let scale = if out.in_hours { 24 } else { 1 };
    for pair in durations.windows(2) {
        let gap = (pair[1].1 - pair[0].1) * 28 * scale;
        push_at_most(out, &pair[0].0.clone(), &pair[1].0.clone(), gap);
    }
}

/// True for the name of a measured circumstance: "level lake [metre]".
pub fn is_measure(name: &str) -> bool {
    name.ends_with(']')
}

fn durations(out: &Theory) -> Vec<(Name, i64)> {
    let months =
        |name: &Name| name.strip_suffix(" months").and_then(|n| n.parse::<i64>().ok()).map(|n| (name.clone(), n));
    let mut list: Vec<(Name, i64)> = out.numbers.keys().filter_map(months).collect();
    list.sort_by_key(|(_, n)| *n);
    list
}

/// `earlier + gap ≤ later`.
fn push_at_most(out: &mut Theory, earlier: &str, later: &str, gap: i64) {
    let terms = [(earlier.to_owned(), 1), (later.to_owned(), -1)].into_iter().collect();
    let id = format!("{earlier} before {later}");
    out.axioms.push(Axiom { id, at_most_zero: Day { terms, constant: gap }, ground: Ground::Words });
}

/// `sum = 0`, as two inequalities that rest on one declaration.
fn push_equal(out: &mut Theory, sum: &Day, declared: usize) {
    let negated = Day { terms: sum.terms.iter().map(|(n, c)| (n.clone(), -c)).collect(), constant: -sum.constant };
    let taken: BTreeSet<Name> = out.axioms.iter().map(|a| a.id.clone()).collect();
    for (side, at_most_zero) in [("at the latest", sum.clone()), ("at the earliest", negated)] {
        let id = format!("declared {declared} {side}");
        if !taken.contains(&id) {
            out.axioms.push(Axiom { id, at_most_zero, ground: Ground::Declared(declared) });
        }
    }
}
