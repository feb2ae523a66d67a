//! Findings made by hand, for tests of what shows them. Nothing here is certified, so nothing here leaves tests.

use super::{Certificate, Coverage, DocumentReport, Finding, NamedFact, QuotedClause, Report, Run, Undecided, Witness};
use crate::checks::{Exhaustion, Severity, Shown};
use crate::model::theory::{Assumption, Deed, Situation};
use crate::norms::Slot;
use crate::source::Encoding;

/// A report on documents of which `(read, partly, unread)` sentences are operative.
pub(crate) fn report(documents: &[(&str, [usize; 3])], findings: Vec<Finding>) -> Report {
    let documents = documents.iter().map(|&(path, [read, partly, unread])| DocumentReport {
        path: path.to_owned(),
        title: Some("Treaty on the Salt Marshes".to_owned()),
        parties: vec!["Tarnia".to_owned(), "Velle".to_owned()],
        encoding: Encoding::Utf8,
        notices: Vec::new(),
        coverage: Coverage {
            sentences: read + partly + unread + 4,
            operative: read + partly + unread,
            read,
            partly,
            unread,
        },
    });
    Report { schema: 1, documents: documents.collect(), findings, undecided: Vec::new(), run: Run::default() }
}

fn clause(document: &str, label: &str, line: usize, role: &str, text: &str) -> QuotedClause {
    QuotedClause {
        document: document.to_owned(),
        label: label.to_owned(),
        sentence: None,
        text: text.to_owned(),
        start: 100 * line,
        end: 100 * line + text.len(),
        line,
        column: 4,
        role: role.to_owned(),
    }
}

fn finding(check: &'static str, severity: Severity, message: &str, clauses: Vec<QuotedClause>) -> Finding {
    Finding {
        id: format!("0f{:02x}", message.len()),
        check,
        severity,
        conditional: false,
        message: message.to_owned(),
        clauses,
        parties: vec!["Tarnia".to_owned(), "Velle".to_owned()],
        favours: Vec::new(),
        witness: None,
        certificate: None,
        facts: Vec::new(),
        assumptions: Vec::new(),
        story: Vec::new(),
        advice: String::new(),
    }
}

fn fact(id: &str, text: &str) -> NamedFact {
    let (source, origin) = ("Atlas of the Marshes, 1998".to_owned(), "base".to_owned());
    NamedFact { id: id.to_owned(), text: text.to_owned(), source, origin, disputed: false }
}

fn shown(role: &str, actor: &str, place: &str, breaches: &[&str]) -> Shown {
    let leaves = [(Slot::Kind, "quarter".to_owned()), (Slot::Place, place.to_owned())].into();
    let acts = vec![Deed { actors: [actor.to_owned()].into(), leaves, ..Deed::default() }];
    let breaches = breaches.iter().map(|&id| id.to_owned()).collect();
    Shown { role: role.to_owned(), note: String::new(), norms: vec![format!("3@{actor}")], breaches, acts }
}

/// Holds without any assumption: a witness, facts, a mirror image.
pub(crate) fn robust() -> Finding {
    let clauses = vec![clause(
        "marshes.txt",
        "Article 3",
        21,
        "frees Tarnia in the Low Dyke, an island of its own, and binds Velle, which has no island at all, in the High Dyke",
        "Neither Party shall quarter troops within ten miles of the frontier, with the exception of troops that are\n\
         quartered on the islands of that Party.",
    )];
    let message = "the exception in Article 3 frees Tarnia at a frontier where it binds Velle";
    Finding {
        favours: vec!["Tarnia".to_owned()],
        witness: Some(Witness {
            situation: Situation {
                circumstances: [("alarm".to_owned(), true)].into(),
                numbers: [("entry".to_owned(), 0)].into(),
            },
            behaviours: vec![
                shown("free", "Tarnia", "Low Dyke", &[]),
                shown("mirror", "Velle", "High Dyke", &["3@Velle"]),
            ],
        }),
        certificate: Some(Certificate { core: vec!["3@Tarnia".into(), "3@Velle".into()], none: None, count: 0 }),
        facts: vec![
            fact("low-dyke-in-tarnia", "The Low Dyke is an island of Tarnia"),
            fact("velle-inland", "Velle has no islands"),
        ],
        story: vec![
            "Tarnia quarters troops on the Low Dyke, an island of its own: excepted, so allowed.".to_owned(),
            "Velle quarters troops across the same frontier, where it has no islands: not excepted, so forbidden."
                .to_owned(),
        ],
        advice: "name the areas instead, or except the land of either Party up to a stated distance".to_owned(),
        ..finding("asymmetric-exception", Severity::Warning, message, clauses)
    }
}

/// Two documents, each with a clause; nothing complies with both.
pub(crate) fn of_two_documents() -> Finding {
    let clauses = vec![
        clause(
            "marshes.txt",
            "Article 5(2)",
            40,
            "obliges Tarnia",
            "Tarnia shall open the sluice at Quell within 30 days.",
        ),
        clause(
            "older/dykes.txt",
            "Article II",
            9,
            "forbids it to Tarnia",
            "Tarnia shall keep the sluice at Quell closed.",
        ),
    ];
    let message = "Article 5(2) obliges Tarnia to what Article II of the earlier treaty forbids it";
    let none = Exhaustion::NoDischarge { obligation: "5(2)@Tarnia".into(), blockers: vec!["II@Tarnia".into()] };
    Finding {
        certificate: Some(Certificate {
            core: vec!["5(2)@Tarnia".into(), "II@Tarnia".into()],
            none: Some(none),
            count: 31,
        }),
        story: vec!["Whatever Tarnia does with the sluice within the 30 days, it breaks one of the two.".to_owned()],
        advice: "say in Article 5(2) that it prevails over the earlier treaty".to_owned(),
        ..finding("contradiction", Severity::Error, message, clauses)
    }
}

/// Holds under an assumption only.
pub(crate) fn conditional() -> Finding {
    let clauses = vec![
        clause("marshes.txt", "Article 6", 50, "permits", "Each Party may moor patrol boats in the Sound."),
        clause("marshes.txt", "Article 7", 54, "forbids", "Neither Party shall moor armed vessels in the Sound."),
    ];
    let assumption = Assumption {
        kind: "overlap",
        text: "some patrol boats are armed vessels".to_owned(),
        between: vec!["patrol boat".to_owned(), "armed vessel".to_owned()],
    };
    let message = "Article 6 permits what Article 7 forbids, if some patrol boats are armed vessels";
    let plain = finding("permission-conflict", Severity::Warning, message, clauses);
    Finding { conditional: true, assumptions: vec![assumption], ..plain }
}

/// Turns on a few words of its clause, which its message quotes.
pub(crate) fn turning_on_words() -> Finding {
    let text = "Each Party shall open its sluices to the inspectors of the other Party on the day on which they ask for \
                it, unless in its\nown judgment the state of the tide forbids it.";
    let clauses = vec![clause("marshes.txt", "Article 8", 60, "obliges Tarnia", text)];
    let message = "whether the duty of Article 8 applies turns on what the very party that it binds thinks: “unless in \
                   its own judgment the state of the tide forbids it”";
    finding("self-judging-condition", Severity::Warning, message, clauses)
}

/// A note.
pub(crate) fn note() -> Finding {
    let clauses =
        vec![clause("marshes.txt", "Article 9", 70, "binds Velle only", "Velle shall pay for the upkeep of the dyke.")];
    finding("one-sided-obligation", Severity::Note, "Article 9 binds Velle and not Tarnia", clauses)
}

/// A question that got no answer.
pub(crate) fn undecided() -> Undecided {
    let clauses = vec!["Article 5".to_owned(), "Article 8".to_owned()];
    let why = "the two were still being compared when the time allowed had passed".to_owned();
    Undecided { check: "contradiction", clauses, why }
}
