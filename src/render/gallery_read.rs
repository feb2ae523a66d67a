//! Readings made by hand, through both formats: read in full, in part, not at all, a definition, a recital.

use super::{ReadFormat, read};
use crate::clauses::{
    BearerStatus, Clause, DefinedBy, Definition, Force, Modality, Phrase, Rank, Reading, Reference, Relation,
    SentenceKind, Standing, Status, Stop, StopReason, Voice,
};
use crate::document::{Document, Party, Place, Sentence, Unit, UnitKind};
use crate::facts::FactBase;
use crate::pipeline::{Form, Loaded};
use crate::source::{Source, Span};

const TEXT: &str = "Treaty on Buoys\n\nDesiring peace,\n\nArticle 1\n\n\"Buoy\" means a float.\n\nArticle 2\n\n\
    Subject to Article 1, each Party shall hand over\nits buoys to the other Party in the Sound within 30 days, unless \
    it is winter.\n\nArticle 3\n\nNo buoy shall be moved so to speak.\n\nBuoys as before.\n";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn phrase(words: &str, rule: &'static str) -> Phrase {
    Phrase { text: words.split_whitespace().collect::<Vec<_>>().join(" "), span: span(words), rule }
}

fn clause(label: &str, words: &str, modality: Modality, verb: &str) -> Clause {
    Clause {
        label: label.to_owned(),
        span: span(words),
        modality: Some(modality),
        force: Force::Plain,
        negated: false,
        voice: Voice::Active,
        bearer: None,
        bearer_status: BearerStatus::Unstated,
        verb: verb.split(' ').next().unwrap_or_default().to_owned(),
        verb_phrase: verb.to_owned(),
        verb_span: span(words),
        object: None,
        complement: None,
        counterparty: None,
        places: Vec::new(),
        manner: Vec::new(),
        purpose: Vec::new(),
        conditions: Vec::new(),
        exceptions: Vec::new(),
        window: Vec::new(),
        quantity: None,
        rank: Vec::new(),
        power: None,
        holes: Vec::new(),
    }
}

fn duty() -> Clause {
    let words = "Subject to Article 1, each Party shall hand over\nits buoys to the other Party in the Sound within 30 \
                 days, unless it is winter.";
    let rank = Rank {
        relation: Relation::SubjectTo,
        to: Phrase { text: "Article 1".into(), span: span("Article 1, each"), rule: "rank" },
        to_label: Some("Article 1".to_owned()),
    };
    Clause {
        bearer: Some(phrase("each Party", "subject")),
        bearer_status: BearerStatus::Stated,
        object: Some(phrase("its buoys", "object")),
        counterparty: Some(phrase("the other Party", "counterparty")),
        places: vec![phrase("in the Sound", "place")],
        window: vec![phrase("within 30 days", "deadline")],
        exceptions: vec![phrase("unless it is winter", "unless")],
        rank: vec![rank],
        ..clause("Article 2", words, Modality::Obligation, "hand over")
    }
}

fn sentence(label: &str, place: Place, words: &str) -> Sentence {
    Sentence { label: label.to_owned(), ordinal: None, place, span: span(words), parts: Vec::new() }
}

fn reading(sentence: usize, kind: SentenceKind, status: Status, clauses: Vec<Clause>) -> Reading {
    let operative = kind == SentenceKind::Norm;
    let (why, definitions, references) = Default::default();
    Reading { sentence, kind, operative, status, why, clauses, definitions, references }
}

pub fn loaded() -> Loaded {
    let source = Source::new("buoys.txt", TEXT);
    let body = Place::Body;
    let sentences = vec![
        sentence("", Place::Title, "Treaty on Buoys"),
        sentence("", Place::Preamble, "Desiring peace,"),
        sentence("Article 1", body, "\"Buoy\" means a float."),
        Sentence { span: duty().span, ..sentence("Article 2", body, "Subject") },
        Sentence { ordinal: Some(1), ..sentence("Article 3", body, "No buoy shall be moved so to speak.") },
        Sentence { ordinal: Some(2), ..sentence("Article 3", body, "Buoys as before.") },
    ];
    let moved = Clause {
        object: Some(phrase("buoy shall", "passive subject")),
        voice: Voice::Passive,
        holes: vec![Stop { reason: StopReason::Unplaced, span: span("so to speak") }],
        ..clause("Article 3", "No buoy shall be moved so to speak.", Modality::Prohibition, "move")
    };
    let definition = Definition {
        term: "Buoy".to_owned(),
        meaning: phrase("a float", "means"),
        by: DefinedBy::Means,
        label: "Article 1".to_owned(),
        span: span("\"Buoy\" means a float."),
    };
    let reference = Reference {
        text: "Article 1".to_owned(),
        span: span("Article 1, each"),
        standing: Standing::Found("Article 1".to_owned()),
    };
    let norm = SentenceKind::Norm;
    let readings = vec![
        reading(0, SentenceKind::Heading, Status::NotOperative, Vec::new()),
        reading(1, SentenceKind::Preamble, Status::NotOperative, Vec::new()),
        Reading { definitions: vec![definition], ..reading(2, SentenceKind::Definition, Status::NotOperative, vec![]) },
        Reading { references: vec![reference], ..reading(3, norm, Status::Read, vec![duty()]) },
        reading(4, norm, Status::Partly, vec![moved]),
        Reading {
            why: vec![Stop { reason: StopReason::NoPredicate, span: span("Buoys as before") }],
            ..reading(5, norm, Status::Unread, Vec::new())
        },
    ];
    let unit = |label: &str, words: &str| Unit {
        label: label.to_owned(),
        kind: UnitKind::Article,
        heading: None,
        span: span(words),
        children: Vec::new(),
    };
    let units = vec![unit("Article 1", "Article 1\n\n\"Buoy\" means a float.")];
    let party =
        |name: &str| Party { name: name.to_owned(), short: name.to_owned(), roles: vec![], span: Span::default() };
    let (title, collective) = (Some(span("Treaty on Buoys")), Vec::new());
    let parties = vec![party("Tarnia"), party("Velle")];
    let document = Document { source: source.clone(), title, parties, collective, units, sentences };
    Loaded { source, form: Form::Prose, document, readings, notation: None, sidecar: None, against: false }
}

#[test]
fn a_reading_for_people_says_who_does_what_and_what_was_not_read() {
    let text = read(ReadFormat::Human, &[loaded()], &FactBase::default(), false);
    insta::assert_snapshot!(anstream::adapter::strip_str(&text).to_string());
}

#[test]
fn the_rules_of_the_grammar_are_named_to_those_who_ask() {
    let text =
        anstream::adapter::strip_str(&read(ReadFormat::Human, &[loaded()], &FactBase::default(), true)).to_string();
    assert!(text.contains("unless it is winter [unless]"), "{text}");
}

#[test]
fn a_reading_for_programs_has_every_slot() {
    insta::assert_snapshot!(read(ReadFormat::Json, &[loaded()], &FactBase::default(), false));
}
