#![doc = include_str!("../../specs/checks/unread-clause.md")]

use super::{Asked, Candidate, Check, Exhaustion, Found, PlaceInText, Severity};
use crate::clauses::{Reading, Status, StopReason};
use crate::document::Document;
use crate::norms::{Cite, Norm};
use crate::query::solver::Solver;

/// An operative sentence that was not read in full.
pub const CHECK: Check = Check { name: "unread-clause", run };

fn run(asked: &Asked, _: &mut dyn Solver) -> Found {
    let mut found = Found::default();
    // A text in the notation has norms and no readings.
    let in_notation = |norm: &&&Norm| asked.documents.get(norm.cite.document).is_some_and(|(_, r)| r.is_empty());
    found.candidates.extend(asked.norms.iter().filter(in_notation).filter_map(|norm| with_hole(norm)));
    for (index, (document, readings)) in asked.documents.iter().enumerate() {
        for reading in readings.iter().filter(|r| r.operative && matches!(r.status, Status::Partly | Status::Unread)) {
            found.candidates.extend(candidate(index, document, reading));
        }
    }
    found
}

/// A norm that its own text says to have a hole.
fn with_hole(norm: &Norm) -> Option<Candidate> {
    let because = reason(norm.holes.first()?.reason);
    let message = format!("{} was read only in part: {because}", norm.cite.label);
    let place = PlaceInText { cite: norm.cite.clone(), role: "not read in full".to_owned() };
    Some(told(Severity::Note, message, place))
}

fn told(severity: Severity, message: String, place: PlaceInText) -> Candidate {
    Candidate {
        check: CHECK.name,
        severity,
        message,
        places: vec![place],
        exhaustion: Some(Exhaustion::Structure),
        story: vec![
            "what follows from these words was not examined: silence about this clause means nothing".to_owned(),
        ],
        advice: "write it in shorter sentences with one “shall” or “may” each".to_owned(),
        ..Candidate::default()
    }
}

fn candidate(index: usize, document: &Document, reading: &Reading) -> Option<Candidate> {
    let sentence = document.sentences.get(reading.sentence)?;
    let cite = |span| Cite { document: index, span, label: sentence.label.clone(), sentence: sentence.ordinal };
    let stop = reading.why.first();
    let words = stop.map_or("", |s| document.source.slice(s.span)).split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = reading.status == Status::Unread;
    let how = if whole { "could not be read" } else { "was read only in part" };
    let because = stop.map_or(String::new(), |s| format!(": {}", reason(s.reason)));
    let at = if words.is_empty() { String::new() } else { format!(" (“{words}”)") };
    let severity = if whole { Severity::Warning } else { Severity::Note };
    let place = PlaceInText { cite: cite(sentence.span), role: "not read in full".to_owned() };
    Some(told(severity, format!("{} {how}{because}{at}", sentence.label), place))
}

fn reason(reason: StopReason) -> &'static str {
    match reason {
        StopReason::NoPredicate => "no main verb that binds was found",
        StopReason::NoObject => "it is not said what the verb acts on",
        StopReason::UnknownVerb => "the verb is not known",
        StopReason::ModalLeftOver => "a second “shall” or “may” has no clause of its own",
        StopReason::Unplaced => "some words found no place",
        StopReason::AmbiguousCoordination => "an “and” or “or” can be read in two ways",
    }
}
