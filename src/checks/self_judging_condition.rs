#![doc = include_str!("../../specs/checks/self-judging-condition.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, tell};
use crate::clauses::Modality;
use crate::model::theory::{GroundNorm, Name, Pattern};
use crate::query::cells::Cell;
use crate::query::situation::situation;
use crate::query::solver::{Solver, Undecided};
use crate::query::term::{Model, Term};
use crate::query::words::{names_in, with_flag};

/// A duty, right or exception that turns on what a party thinks.
pub const CHECK: Check = Check { name: "self-judging-condition", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let theory = asked.words.theory;
    let mut found = Found::default();
    let mut groups: BTreeMap<usize, Candidate> = BTreeMap::new();
    for norm in &theory.norms {
        for circumstance in judged(asked, norm) {
            solver.comment(&format!("{}: does it matter whether “{circumstance}”?", asked.words.named(norm)));
            match flip(asked, solver, norm, &circumstance) {
                Ok(Some((cell, model))) => {
                    let candidate = told(asked, norm, &circumstance, &cell, &model);
                    let entry = groups.entry(norm.clause).or_insert_with(|| candidate.clone());
                    let parties: BTreeSet<Name> = entry.parties.iter().chain(&candidate.parties).cloned().collect();
                    entry.parties = parties.into_iter().collect();
                }
                Ok(None) => {}
                Err(why) => found.undecided.push((vec![norm.id.clone()], why.to_string())),
            }
        }
    }
    found.candidates = groups.into_values().collect();
    found
}

/// Circumstances of a norm that a party judges.
fn judged(asked: &Asked, norm: &GroundNorm) -> Vec<Name> {
    circumstances(norm)
        .into_iter()
        .filter(|name| {
            let judge = asked.words.theory.circumstances.get(name).and_then(|c| c.judge.as_ref());
            judge.is_some_and(|judge| asked.words.theory.agents.get(judge).is_some_and(|info| info.party))
        })
        .collect()
}

/// All circumstances in the condition and the exceptions of a norm.
pub fn circumstances(norm: &GroundNorm) -> BTreeSet<Name> {
    let (mut flags, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    names_in(&norm.condition, &mut flags, &mut numbers);
    norm.exceptions.iter().for_each(|e| names_in(&e.condition, &mut flags, &mut numbers));
    flags
}

/// A situation and an act on which the norm bears or not as one circumstance alone is so or not.
pub fn flip(
    asked: &Asked,
    solver: &mut dyn Solver,
    norm: &GroundNorm,
    circumstance: &str,
) -> Result<Option<(Cell, Model)>, Undecided> {
    let words = asked.words;
    let patterns: Vec<&Pattern> = norm.exceptions.iter().map(|e| &e.pattern).collect();
    let cells = words
        .leaves
        .cells(&norm.pattern, &patterns)
        .ok_or_else(|| Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned()))?;
    for cell in cells {
        let reach = words.reaches(norm, &cell);
        let (with, without) = (with_flag(&reach, circumstance, true), with_flag(&reach, circumstance, false));
        let differs =
            Term::any([Term::all([with.clone(), Term::not(without.clone())]), Term::all([without, Term::not(with)])]);
        solver.push();
        solver.assert(&differs);
        let model = situation(words, solver, asked.axioms, &[&differs], &[], &[]);
        solver.pop();
        if let Some(model) = model? {
            return Ok(Some((cell, model)));
        }
    }
    Ok(None)
}

fn told(asked: &Asked, norm: &GroundNorm, circumstance: &str, cell: &Cell, model: &Model) -> Candidate {
    let theory = asked.words.theory;
    let info = &theory.circumstances[circumstance];
    let judge = info.judge.clone().unwrap_or_default();
    let label = tell::label(theory, norm.clause);
    let own = tell::parties(theory, &[norm]).contains(&judge);
    let duty = matches!(norm.modality, Modality::Obligation | Modality::Prohibition)
        && !is_duty_to_tell(&asked.text_of(norm).act.kind);
    let what = if duty { "the duty" } else { "what it allows" };
    let who = if own { "the very party that it binds" } else { "another party" };
    let deed = cell.deed(asked.words.actors(norm), 0);
    Candidate {
        check: CHECK.name,
        severity: if duty { Severity::Warning } else { Severity::Note },
        message: format!("whether {what} of {label} applies turns on what {who} thinks: “{}”", info.text),
        norms: vec![norm.id.clone()],
        parties: tell::parties(theory, &[norm])
            .into_iter()
            .chain([judge.clone()])
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        favours: vec![judge.clone()],
        situation: tell::situation(theory, model),
        exhaustion: Some(Exhaustion::Flips {
            circumstance: circumstance.to_owned(),
            norm: norm.id.clone(),
            deed: deed.clone(),
        }),
        story: vec![format!(
            "the same act ({}) falls under the clause or not, as {judge} sees it, with all else the same",
            tell::deed(&deed)
        )],
        advice: "name facts that a third person can establish, or say who decides when the parties differ".to_owned(),
        ..Candidate::default()
    }
}

/// A duty to notify, report or consult is not a main duty (`specs/logic.md`).
pub fn is_duty_to_tell(kind: &str) -> bool {
    matches!(kind, "notify" | "inform" | "report" | "consult" | "communicate" | "advise" | "exchange")
}
