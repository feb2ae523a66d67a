//! Findings for people.

use crate::certify::Report;
use crate::pipeline::CheckOptions;

/// Everything that a run of `check` says.
pub fn report(report: &Report, options: &CheckOptions, skipped: usize) -> String {
    let _ = (options, skipped);
    let mut text = String::new();
    for document in &report.documents {
        let of = &document.coverage;
        text.push_str(&format!(
            "{}: {} sentences, {} operative, {} read, {} partly, {} unread\n",
            document.path, of.sentences, of.operative, of.read, of.partly, of.unread
        ));
    }
    text
}
