//! Looks up again, in documents and readings, what checks without a solver claim.
//!
//! Comes in: a candidate, and the documents that its places stand in. Goes out: how much was looked at, or what was
//! found after all. It knows nothing of how the checks looked.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::Lookup;
use crate::checks::Candidate;

/// What was looked up of the documents, once for all candidates.
#[derive(Default)]
pub struct Index {
    labels: OnceCell<Vec<HashSet<String>>>,
}

/// The indices of the documents that a candidate's places stand in.
fn documents(candidate: &Candidate) -> Vec<usize> {
    let mut indices: Vec<usize> = candidate.places.iter().map(|place| place.cite.document).collect();
    indices.dedup();
    indices
}

/// A label without regard to white space and capitals.
fn plain(label: &str) -> String {
    label.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// No unit of the document has one of these labels.
pub fn absent(candidate: &Candidate, labels: &[String], lookup: &Lookup, index: &Index) -> Result<u64, String> {
    let all = index.labels.get_or_init(|| {
        let of =
            |document: &crate::document::Document| document.units_in_order().map(|unit| plain(&unit.label)).collect();
        lookup.documents.iter().map(|(document, _)| of(document)).collect()
    });
    let mut tried = 0;
    for there in documents(candidate).into_iter().filter_map(|document| all.get(document)) {
        tried += there.len() as u64;
        if let Some(label) = labels.iter().find(|label| there.contains(&plain(label))) {
            return Err(format!("there is a unit with the label `{label}`"));
        }
    }
    Ok(tried)
}
