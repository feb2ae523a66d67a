//! How a finding was proved, for `--verbose`: here, and only here, the words of the logic are used.

use crate::certify::Finding;
use crate::checks::{Exhaustion, Shown};
use crate::model::theory::Deed;

/// The situation, the behaviours in it, and why nothing else is possible.
pub fn lines(finding: &Finding) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(witness) = finding.witness() {
        let circumstances = witness.situation.circumstances.iter();
        let circumstances = circumstances.map(|(name, holds)| format!("{name}: {}", if *holds { "yes" } else { "no" }));
        let numbers = witness.situation.numbers.iter().map(|(name, value)| format!("{name} = {value}"));
        let all: Vec<String> = circumstances.chain(numbers).collect();
        if !all.is_empty() {
            lines.push(format!("situation: {}", all.join("; ")));
        }
        lines.extend(witness.behaviours.iter().map(behaviour));
    }
    if let Some(certificate) = finding.certificate() {
        if !certificate.core.is_empty() {
            lines.push(format!("norms: {}", certificate.core.join(", ")));
        }
        lines.extend(certificate.none.as_ref().map(exhaustion));
        if certificate.count > 0 {
            lines.push(format!("checked without the solver: {} acts and days", certificate.count));
        } else if certificate.none.as_ref().is_some_and(Exhaustion::is_about_all) {
            lines.push("rests on the solver: there are too many cases to go through them one by one".to_owned());
        }
    }
    lines
}

fn behaviour(shown: &Shown) -> String {
    let note = if shown.note.is_empty() { String::new() } else { format!(" ({})", shown.note) };
    let acts = match shown.acts.as_slice() {
        [] => "nothing is done".to_owned(),
        acts => acts.iter().map(deed).collect::<Vec<_>>().join("; "),
    };
    let breaches = match shown.breaches.as_slice() {
        [] => "no breach".to_owned(),
        some => format!("breach of {}", some.join(", ")),
    };
    format!("{}{note}: {acts}; {breaches}", shown.role)
}

fn deed(deed: &Deed) -> String {
    let who = deed.actors.iter().cloned().collect::<Vec<_>>().join(" and ");
    let what = deed.leaves.values().filter(|leaf| *leaf != "*").cloned().collect::<Vec<_>>().join(", ");
    let much: String = deed.quantity.iter().map(|(unit, number)| format!(", {number} {unit}")).collect();
    format!("day {}: {who}: {what}{much}", deed.day)
}

fn exhaustion(none: &Exhaustion) -> String {
    match none {
        Exhaustion::NoDischarge { obligation, blockers } if blockers.is_empty() => {
            format!("no act and no day is left on which {obligation} could be discharged")
        }
        Exhaustion::NoDischarge { obligation, blockers } => {
            format!("every act that discharges {obligation} is forbidden by {}", blockers.join(" or "))
        }
        Exhaustion::Ring { norms } => format!("each waits for the next: {}", norms.join(" → ")),
        Exhaustion::Exception { freed, free, bound, mirror } => {
            format!("{freed} excepts: {}; {bound} does not except: {}", deed(free), deed(mirror))
        }
        Exhaustion::Flips { circumstance, norm, .. } => {
            format!("{norm} bears on the act or not with “{circumstance}” alone")
        }
        Exhaustion::Permitted { permission, .. } => format!("{permission} permits the act shown, which is forbidden"),
        Exhaustion::NotAParty { norm, agent } => format!("{norm} rests on {agent}, which is no party"),
        Exhaustion::Mirror { norm, party } => {
            format!("{party} may breach {norm}, were it laid on it, and keep all that binds it")
        }
        Exhaustion::Absent { labels } => format!("no unit is called {}", labels.join(" or ")),
        Exhaustion::Never { norm, exception: None } => format!("{norm} applies in no situation"),
        Exhaustion::Never { norm, exception: Some(at) } => {
            format!("exception {} of {norm} takes no act in any situation", at + 1)
        }
        Exhaustion::Closed { norm, axioms } => {
            let rows: String = axioms.iter().map(|id| format!("; {id}")).collect();
            format!("the period of {norm} ends before it begins{rows}")
        }
        Exhaustion::NothingLeft { norm, above } => {
            let own = std::iter::once("its exceptions".to_owned());
            format!(
                "every act of {norm} is taken by {}",
                own.chain(above.iter().cloned()).collect::<Vec<_>>().join(" or ")
            )
        }
        Exhaustion::Follows { norm, from } => format!("whoever keeps {} keeps {norm}", from.join(" and ")),
        Exhaustion::Optional { obligation, permission, .. } => {
            format!("the act shown discharges {obligation}, and {permission} permits it")
        }
        Exhaustion::Every { of } => of.iter().map(exhaustion).collect::<Vec<_>>().join("; "),
        Exhaustion::Structure => "looked up in the text again".to_owned(),
    }
}
