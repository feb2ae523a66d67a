//! What became of a saved run, for people.

use super::words::{ALARM, STRONG, styled};
use crate::pipeline::Replayed;

/// A line for each finding that does not hold, what is wrong with the run as a whole, and the sum.
pub fn replayed(replayed: &Replayed) -> String {
    let mut out = String::new();
    for (id, what, how) in &replayed.findings {
        if let Err(why) = how {
            out.push_str(&format!("{} {what} [{id}]: {why}\n", styled(ALARM, "does not hold:")));
        }
    }
    for wrong in &replayed.whole {
        out.push_str(&format!("{} {wrong}\n", styled(ALARM, "does not hold:")));
    }
    let tried: u64 = replayed.findings.iter().filter_map(|(_, _, how)| how.as_ref().ok()).sum();
    let (all, good) = (replayed.findings.len(), replayed.findings.iter().filter(|(_, _, how)| how.is_ok()).count());
    let of = if all == 1 { "finding" } else { "findings" };
    let sum = format!("{good} of {all} {of} checked again without a solver hold");
    out.push_str(&format!("{} ({tried} acts and days tried)\n", styled(STRONG, &sum)));
    if let Some(program) = replayed.other_program.as_ref().filter(|_| !replayed.holds()) {
        out.push_str(&format!(
            "The run was saved by {program}, and this is another version, which may read otherwise.\n"
        ));
    }
    out
}
