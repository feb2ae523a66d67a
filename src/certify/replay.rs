//! Replays a candidate through the reference evaluator: what it claims must come out again, with no solver.

use std::collections::BTreeSet;

use super::{Lookup, structure};
use crate::checks::{Candidate, Exhaustion, Shown};
use crate::clauses::Modality;
use crate::evaluate::{self, Unshown};
use crate::model::theory::{Bearers, Deed, GroundNorm, Name, Situation, Theory};

/// How a candidate replayed: how many acts and days were tried, or what did not come out.
pub fn replay(lookup: &Lookup, index: &structure::Index, candidate: &Candidate) -> Result<u64, String> {
    let theory = lookup.theory;
    let structural = candidate.exhaustion.as_ref().is_some_and(Exhaustion::structural);
    if !structural {
        evaluate::admissible(theory, &candidate.situation)?;
    }
    for shown in &candidate.shown {
        behaviour(theory, &candidate.situation, shown)?;
    }
    match &candidate.exhaustion {
        Some(Exhaustion::Absent { labels }) => structure::absent(candidate, labels, lookup, index),
        Some(exhaustion) => exhausted(theory, &candidate.situation, exhaustion),
        None => Err("nothing is shown for it".to_owned()),
    }
}

fn norm<'t>(theory: &'t Theory, id: &Name) -> Result<&'t GroundNorm, String> {
    theory.norms.iter().find(|n| n.id == *id).ok_or_else(|| format!("there is no norm `{id}`"))
}

/// The behaviour breaches just the norms that it is said to breach.
fn behaviour(theory: &Theory, situation: &Situation, shown: &Shown) -> Result<(), String> {
    for deed in &shown.acts {
        evaluate::possible(theory, deed)?;
    }
    if matches!(shown.role.as_str(), "free" | "mirror") {
        // Their norms are looked at act by act, with the exception that they turn on.
        return Ok(());
    }
    for id in &shown.norms {
        let breached = evaluate::breached(theory, norm(theory, id)?, situation, &shown.acts);
        if breached != shown.breaches.contains(id) {
            return Err(format!(
                "`{id}` is {} by the behaviour shown",
                if breached { "breached" } else { "not breached" }
            ));
        }
    }
    Ok(())
}

fn exhausted(theory: &Theory, situation: &Situation, exhaustion: &Exhaustion) -> Result<u64, String> {
    match exhaustion {
        Exhaustion::NoDischarge { obligation, blockers } => {
            evaluate::no_discharge(theory, situation, obligation, blockers)
                .map_err(|why| format!("`{obligation}` can be discharged: {why:?}"))
        }
        Exhaustion::Ring { norms } if evaluate::ring(theory, situation, norms) => Ok(norms.len() as u64),
        Exhaustion::Ring { .. } => Err("one of the duties falls due".to_owned()),
        Exhaustion::Exception { freed, free, bound, mirror } => {
            exception(theory, situation, (freed, free), (bound, mirror))
        }
        Exhaustion::Flips { circumstance, norm: id, deed } => {
            flips(theory, situation, circumstance, norm(theory, id)?, deed)
        }
        Exhaustion::Permitted { permission, deed } => permitted(theory, situation, norm(theory, permission)?, deed),
        Exhaustion::NotAParty { norm: id, agent } => {
            norm(theory, id)?;
            let party = theory.agents.get(agent).is_some_and(|info| info.party);
            if party { Err(format!("{agent} is a party")) } else { Ok(1) }
        }
        Exhaustion::Mirror { norm: id, party } => mirror(theory, situation, norm(theory, id)?, party),
        // Looked up elsewhere.
        Exhaustion::Structure | Exhaustion::Absent { .. } => Ok(1),
        about_all => everywhere(theory, situation, about_all),
    }
}

/// A claim about all situations. Nothing is counted where there are more cases than can be gone through: the claim
/// rests on the solver then, and says so.
fn everywhere(theory: &Theory, situation: &Situation, claim: &Exhaustion) -> Result<u64, String> {
    let shown = match claim {
        Exhaustion::Every { of } => {
            let each = of.iter().map(|one| exhausted(theory, situation, one)).collect::<Result<Vec<_>, _>>()?;
            return Ok(if each.contains(&0) { 0 } else { each.iter().sum() });
        }
        Exhaustion::Never { norm, exception } => evaluate::never(theory, norm, *exception),
        Exhaustion::Closed { norm, axioms } => evaluate::closed(theory, norm, axioms, situation),
        Exhaustion::NothingLeft { norm, above } => evaluate::nothing_left(theory, norm, above),
        Exhaustion::Follows { norm, from } => evaluate::follows(theory, norm, from),
        Exhaustion::Optional { obligation, permission, deed } => {
            evaluate::optional(theory, situation, obligation, permission, deed)
        }
        _ => return Err("this is no claim about all situations".to_owned()),
    };
    match shown {
        Ok(count) => Ok(count),
        Err(Unshown::TooMany) => Ok(0),
        Err(Unshown::Refuted(why)) => Err(why),
    }
}

/// The permission covers the act.
fn permitted(theory: &Theory, situation: &Situation, q: &GroundNorm, deed: &Deed) -> Result<u64, String> {
    let covers = q.modality == Modality::Permission
        && evaluate::applies(q, situation)
        && evaluate::matches(theory, q, deed)
        && evaluate::in_period(q, situation, deed.day)
        && !evaluate::excepted(theory, q, situation, deed);
    if covers { Ok(1) } else { Err(format!("the act shown is not one that `{}` permits", q.id)) }
}

/// The one's act is covered and excepted, the other's is covered and not.
fn exception(
    theory: &Theory,
    situation: &Situation,
    free: (&Name, &Deed),
    bound: (&Name, &Deed),
) -> Result<u64, String> {
    let (x, y) = (norm(theory, free.0)?, norm(theory, bound.0)?);
    let covered = |n: &GroundNorm, deed: &Deed| evaluate::applies(n, situation) && evaluate::matches(theory, n, deed);
    if !covered(x, free.1) || !evaluate::excepted(theory, x, situation, free.1) {
        return Err(format!("the act shown is not one that an exception of `{}` takes", x.id));
    }
    if !covered(y, bound.1) || evaluate::excepted(theory, y, situation, bound.1) {
        return Err(format!("the act shown is not one that `{}` binds", y.id));
    }
    Ok(2)
}

/// With all else the same, the norm reaches the act or not as the circumstance is so or not.
fn flips(
    theory: &Theory,
    situation: &Situation,
    circumstance: &Name,
    n: &GroundNorm,
    deed: &Deed,
) -> Result<u64, String> {
    let reaches = |holds: bool| {
        let mut other = situation.clone();
        other.circumstances.insert(circumstance.clone(), holds);
        evaluate::applies(n, &other)
            && evaluate::matches(theory, n, deed)
            && !evaluate::excepted(theory, n, &other, deed)
    };
    if reaches(true) == reaches(false) {
        Err(format!("`{circumstance}` makes no difference to `{}`", n.id))
    } else {
        Ok(2)
    }
}

/// The other party, doing nothing, would breach the same duty if it were laid on it; and no norm of it demands as much.
fn mirror(theory: &Theory, situation: &Situation, n: &GroundNorm, party: &Name) -> Result<u64, String> {
    if !theory.agents.get(party).is_some_and(|info| info.party) {
        return Err(format!("{party} is no party"));
    }
    let bears = |m: &GroundNorm| match &m.bearers {
        Bearers::Everybody => true,
        Bearers::All(all) => all.iter().all(|bearer| bearer == party),
    };
    let same = |m: &&GroundNorm| {
        m.modality == n.modality && bears(m) && m.pattern == n.pattern && evaluate::applies(m, situation)
    };
    if let Some(counterpart) = theory.norms.iter().find(same) {
        return Err(format!("`{}` lays the same on {party}", counterpart.id));
    }
    if n.modality != Modality::Obligation {
        return Ok(1);
    }
    // Nothing has been breached before.
    let mut with_mirror = theory.clone();
    with_mirror.norms.retain(|m| m.on_breach_of.is_none());
    let bearers = Bearers::All(BTreeSet::from([party.clone()]));
    let (exceptions, after, on_breach_of) = (Vec::new(), Vec::new(), None);
    let laid = GroundNorm { id: "mirror".to_owned(), bearers, exceptions, after, on_breach_of, ..n.clone() };
    with_mirror.norms.push(laid.clone());
    let applies = evaluate::applies(&laid, situation);
    if !applies || evaluate::breached(&with_mirror, &laid, situation, &[]) {
        Ok(1)
    } else {
        Err("the mirrored duty is not breached by doing nothing".to_owned())
    }
}
