#![doc = include_str!("../../specs/checks/duty-made-optional.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{dated, to_the_letter};
use super::{Asked, Candidate, Check, Exhaustion, Found, Severity, tell};
use crate::clauses::{Force, Modality};
use crate::model::theory::{Bearers, Extent, GroundNorm, Name, Pattern};
use crate::norms::Slot;
use crate::query::situation::situation;
use crate::query::solver::{Answer, Solver, Undecided};
use crate::query::term::{Sum, Term};

/// What one clause demands, another leaves to the same party's choice.
pub const CHECK: Check = Check { name: "duty-made-optional", run };

fn run(asked: &Asked, solver: &mut dyn Solver) -> Found {
    let theory = asked.words.theory;
    let mut found = Found::default();
    let mut groups: BTreeMap<(usize, usize), Candidate> = BTreeMap::new();
    let leaves = Leaves::new(asked);
    for o in theory.norms.iter().filter(|o| is_duty(asked, o)) {
        for q in leaves.near(asked, o).filter(|q| leaves_open(asked, o, q)) {
            solver.comment(&format!(
                "{} demands, {} leaves it open: is there such an act?",
                asked.words.named(o),
                asked.words.named(q)
            ));
            match choice(asked, solver, o, q) {
                Ok(Some(candidate)) => {
                    let entry = groups.entry((o.clause, q.clause)).or_insert_with(|| candidate.clone());
                    let parties: BTreeSet<Name> = entry.parties.iter().chain(&candidate.parties).cloned().collect();
                    entry.parties = parties.into_iter().collect();
                }
                Ok(None) => {}
                Err(why) => found.undecided.push((vec![o.id.clone(), q.id.clone()], why.to_string())),
            }
        }
    }
    found.candidates = groups.into_values().collect();
    found
}

/// A duty of the text itself, read in full and owed without any wait or breach before it.
fn is_duty(asked: &Asked, o: &GroundNorm) -> bool {
    o.modality == Modality::Obligation
        && asked.text_of(o).modality == Modality::Obligation
        && !o.partly
        && o.after.is_empty()
        && o.on_breach_of.is_none()
}

/// Permissions by bearer and kind of act, so that a duty meets those only that may speak of its act.
struct Leaves<'a> {
    by_bearer: BTreeMap<&'a Name, Vec<&'a GroundNorm>>,
    by_kind: BTreeMap<(&'a Name, &'a Name), Vec<&'a GroundNorm>>,
}

impl<'a> Leaves<'a> {
    fn new(asked: &Asked<'a>) -> Self {
        let mut out = Self { by_bearer: BTreeMap::new(), by_kind: BTreeMap::new() };
        let permissions = asked.words.theory.norms.iter().filter(|q| q.modality == Modality::Permission);
        for q in permissions.filter(|q| q.force != Force::Right && !q.partly) {
            let Some(who) = bearer(q) else { continue };
            out.by_bearer.entry(who).or_default().push(q);
            for kind in kinds(asked, q).into_iter().flatten() {
                out.by_kind.entry((who, kind)).or_default().push(q);
            }
        }
        out
    }

    /// Permissions of the bearers of a duty that speak of kinds of act of which the duty speaks.
    fn near(&self, asked: &Asked<'a>, o: &'a GroundNorm) -> impl Iterator<Item = &'a GroundNorm> {
        let mut out: BTreeMap<&Name, &GroundNorm> = BTreeMap::new();
        if let Some(who) = bearer(o) {
            let found = match kinds(asked, o) {
                Some(kinds) => kinds.into_iter().filter_map(|kind| self.by_kind.get(&(who, kind))).flatten().collect(),
                None => self.by_bearer.get(who).into_iter().flatten().collect::<Vec<_>>(),
            };
            out.extend(found.into_iter().map(|q| (&q.id, *q)));
        }
        out.into_values()
    }
}

/// The first of those who bear a norm.
fn bearer(norm: &GroundNorm) -> Option<&Name> {
    if let Bearers::All(who) = &norm.bearers { who.first() } else { None }
}

/// The kinds of act that a norm names, with those below them; `None` if it names none.
fn kinds<'a>(asked: &Asked<'a>, norm: &'a GroundNorm) -> Option<Vec<&'a Name>> {
    match norm.pattern.slots.get(&Slot::Kind) {
        Some(extent @ Extent::Of(_)) => Some(asked.words.leaves.admitted(Slot::Kind, extent).collect()),
        _ => None,
    }
}

/// Another clause with the same bearers, no rank between the two; and the leave is no wider than the duty, nor narrower
/// where the bearer may choose how to discharge it.
fn leaves_open(asked: &Asked, o: &GroundNorm, q: &GroundNorm) -> bool {
    let words = asked.words;
    q.clause != o.clause
        && q.bearers == o.bearers
        && q.after.is_empty()
        && q.on_breach_of.is_none()
        && !words.outranks(q, o)
        && !words.outranks(o, q)
        && inside(asked, &q.pattern, &o.pattern)
        && (!o.each.is_empty() || inside(asked, &o.pattern, &q.pattern))
        && !lifts_a_ban(asked, q)
        && (asked.text_of(q).window.text == asked.text_of(o).window.text || [o, q].into_iter().all(|n| dated(asked, n)))
        && [o, q].into_iter().all(|n| to_the_letter(asked, n))
}

/// Whether a leave is there to lift a prohibition: then it is needed whether or not the act is owed.
fn lifts_a_ban(asked: &Asked, q: &GroundNorm) -> bool {
    let words = asked.words;
    let lifted = |p: &GroundNorm| {
        p.modality == Modality::Prohibition && words.outranks(q, p) && words.leaves.meet(&q.pattern, &p.pattern)
    };
    words.theory.norms.iter().any(lifted)
}

/// Whether the acts of one pattern are acts of another, numbers and seasons apart.
fn inside(asked: &Asked, a: &Pattern, b: &Pattern) -> bool {
    let bare = |p: &Pattern| Pattern { slots: p.slots.clone(), ..Pattern::default() };
    asked.words.leaves.within(&bare(a), &bare(b))
}

/// An act that is owed and left open at once; `None` too where the duty does not apply whenever the leave does: a duty
/// for a special case is no defect.
fn choice(
    asked: &Asked,
    solver: &mut dyn Solver,
    o: &GroundNorm,
    q: &GroundNorm,
) -> Result<Option<Candidate>, Undecided> {
    let words = asked.words;
    solver.push();
    solver.assert(&Term::all([words.applies(q), Term::not(words.applies(o))]));
    let wider = solver.check(&[]);
    solver.pop();
    match wider {
        Answer::Sat(_) => return Ok(None),
        Answer::Unsat(_) => {}
        Answer::Unknown(why) => return Err(Undecided::Unknown(why)),
    }
    let patterns: Vec<&Pattern> =
        [o, q].into_iter().flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern])).collect();
    let too_many = || Undecided::Unknown("there are too many kinds of acts to tell apart".to_owned());
    let cells = words.leaves.cells(&q.pattern, &patterns).ok_or_else(too_many)?;
    let day = Sum::of("day");
    for cell in cells.iter().filter(|c| words.leaves.contains(&o.pattern, c)) {
        let both = Term::all([o, q].into_iter().flat_map(|n| [words.reaches(n, cell), words.in_period(n, &day)]));
        solver.push();
        solver.assert(&both);
        let model = situation(words, solver, asked.axioms, &[&both], &[], &["day".to_owned()]);
        solver.pop();
        if let Some(model) = model? {
            let deed = cell.deed(words.actors(o), model.number("day"));
            let exhaustion = Exhaustion::Optional { obligation: o.id.clone(), permission: q.id.clone(), deed };
            return Ok(Some(Candidate {
                situation: tell::situation(words.theory, &model),
                exhaustion: Some(exhaustion),
                ..told(asked, o, q)
            }));
        }
    }
    Ok(None)
}

fn told(asked: &Asked, o: &GroundNorm, q: &GroundNorm) -> Candidate {
    let theory = asked.words.theory;
    let (demands, leaves) = (tell::label(theory, o.clause), tell::label(theory, q.clause));
    let same = inside(asked, &o.pattern, &q.pattern);
    let grounds = tell::grounds(theory, q, o);
    let who = tell::bearer(o);
    Candidate {
        check: CHECK.name,
        severity: if same { Severity::Warning } else { Severity::Note },
        message: format!(
            "{demands} obliges {who} to {}, and {leaves} leaves it to {who} whether to",
            tell::act(asked, o)
        ),
        norms: vec![o.id.clone(), q.id.clone()],
        declared: tell::declarations(theory, &grounds, &[]),
        parties: tell::parties(theory, &[o, q]),
        grounds,
        story: vec![format!(
            "who does not act breaks {demands}, and will cite {leaves}; neither says that it yields to the other"
        )],
        advice: format!(
            "write “shall” or “may” in both, or say which prevails: “Notwithstanding {demands}, …” in {leaves}"
        ),
        ..Candidate::default()
    }
}
