//! `.norms` texts as treaties of their own, and as corrections of the readings of a treaty beside them.
//!
//! Comes in: a [`NormsFile`]. Goes out: what every draft comes to for the logic, facts of the run, and complaints.

use std::collections::BTreeSet;

use super::{InputError, Loaded, Sidecar};
use crate::clauses::{Modality, Reading, Status};
use crate::document::Document;
use crate::facts::{Fact, FactBase, RELATIONS};
use crate::nearest::nearest;
use crate::norms::names::Names;
use crate::norms::notation::{self, CircumstanceKind, FactLine, NormsFile};
use crate::norms::{
    Anchor, Bearer, Circumstance, Cite, Controller, Declaration, Declared, Draft, Instant, Norm, Noun, Quantifier,
    STATED, phrase, term_noun,
};
use crate::source::{Source, Span};

/// The normal form of a phrase, as readers of prose make it; words without any are their own head.
pub fn normalise(text: &str, names: &Names) -> Noun {
    phrase::one(text, names).unwrap_or_else(|| plain(text))
}

/// A name that is taken as it stands.
fn plain(text: &str) -> Noun {
    Noun { text: text.to_owned(), quantifier: Quantifier::Some, ..term_noun(text) }
}

/// Reads a `.norms` text that is a treaty of its own.
///
/// # Errors
/// Every fault of the text.
pub fn treaty(source: &Source) -> Result<NormsFile, Vec<InputError>> {
    // The phrases can be read only when the parties are known.
    let parties = parties(&with_names(source, &Names::default())?);
    let file = with_names(source, &Names::of_parties(&parties))?;
    let lost = file.norms.iter().find(|norm| needs_parties(norm)).filter(|_| parties.is_empty());
    match lost {
        None => Ok(file),
        Some(norm) => Err(vec![InputError::at(
            source,
            norm.cite.span,
            format!("norm `{}` binds nobody, for the text names no parties", norm.id),
            "say who concludes the treaty: `party A, B.`",
        )]),
    }
}

/// Reads a `.norms` text in which phrases speak of parties and terms by these names.
///
/// # Errors
/// Every fault of the text.
pub fn with_names(source: &Source, names: &Names) -> Result<NormsFile, Vec<InputError>> {
    notation::parse(source, 0, &|text| normalise(text, names)).map_err(|errors| {
        let fault = |error: notation::NotationError| {
            let message = format!("expected {}, found {}", error.expected, error.found);
            InputError::at(source, error.span, message, error.mend.unwrap_or_default())
        };
        errors.into_iter().map(fault).collect()
    })
}

fn needs_parties(norm: &Norm) -> bool {
    match &norm.bearer {
        Bearer::Each => true,
        Bearer::Named(list) | Bearer::Jointly(list) => !list.is_empty(),
        Bearer::Class(_) | Bearer::Unstated => false,
    }
}

/// Those who conclude the treaty.
pub fn parties(file: &NormsFile) -> Vec<String> {
    let named = file.parties.iter().map(|(name, _)| name);
    let stated = file.facts.iter().filter(|line| line.relation == "party").flat_map(|line| &line.args);
    let mut out: Vec<String> = Vec::new();
    for name in named.chain(stated) {
        if !out.contains(name) {
            out.push(name.clone());
        }
    }
    out
}

/// What a treaty in the notation comes to.
pub fn draft(file: &NormsFile, source: &Source, document: usize) -> Draft {
    let parties = parties(file);
    let mut out = Draft { names: Names::of_parties(&parties), parties, norms: file.norms.clone(), ..Draft::default() };
    out.declared = file.declarations.clone();
    out.norms.iter_mut().for_each(|norm| norm.cite.document = document);
    out.declared.iter_mut().for_each(|declared| declared.cite.document = document);
    finish(&mut out, file, source, document);
    out
}

/// What is done alike for a treaty in the notation and for one that a sidecar corrects; `document` is the number of
/// the text in the notation.
fn finish(out: &mut Draft, file: &NormsFile, source: &Source, document: usize) {
    if let Some(life) = &file.life {
        for window in out.norms.iter_mut().map(|norm| &mut norm.window) {
            window.lo = window.lo.take().or_else(|| life.from.clone());
            window.hi = window.hi.take().or_else(|| life.until.clone());
        }
    }
    out.norms.iter_mut().for_each(after_a_date);
    let labels: BTreeSet<String> = out.norms.iter().map(|norm| norm.cite.label.clone()).collect();
    let ids: Vec<(String, String)> = out.norms.iter().map(|n| (n.id.clone(), n.cite.label.clone())).collect();
    for (_, to) in out.norms.iter_mut().flat_map(|norm| &mut norm.rank) {
        let known = to == "*" || labels.iter().any(|label| label.starts_with(to.as_str()));
        if let Some((_, label)) = ids.iter().find(|(id, _)| id == to).filter(|_| !known) {
            to.clone_from(label);
        }
    }
    let alike = |a: &FactLine, b: &FactLine| a.relation == b.relation && a.args.first() == b.args.first();
    for line in &file.facts {
        let cite = Cite { document, span: line.span, label: format!("{STATED}{}", line.id), sentence: None };
        let text = source.slice(line.span).to_owned();
        let several = file.facts.iter().filter(|other| alike(other, line)).count() > 1;
        let said = declarations(line, several, &out.names);
        out.declared.extend(said.into_iter().map(|what| Declared { what, cite: cite.clone(), text: text.clone() }));
    }
    let measured = file.circumstances.iter().filter(|line| line.kind == CircumstanceKind::Measure);
    out.measures.extend(measured.map(|line| {
        let levels = i64::try_from(line.levels.len()).unwrap_or(i64::MAX);
        if levels > 0 {
            (line.name.clone(), Some(0), Some(levels - 1))
        } else {
            (line.name.clone(), line.least, line.most)
        }
    }));
}

/// What is forbidden or permitted after an act is so from the day on which it is done.
fn after_a_date(norm: &mut Norm) {
    let Some(act) = norm.window.after.first().filter(|_| norm.modality != Modality::Obligation) else { return };
    let words = [&act.thing, &act.place].into_iter().flatten().map(|noun| noun.head.as_str());
    let name = std::iter::once(act.kind.as_str()).chain(words).collect::<Vec<_>>().join(" ");
    let (text, span) = (norm.window.text.join("; "), norm.cite.span);
    let (about, controller, judge) = (Vec::new(), Controller::Unknown, None);
    let anchor = Anchor::Event(Circumstance { name, about, text, controller, judge, span });
    norm.window.lo.get_or_insert(Instant { anchor, plus: Vec::new() });
    norm.window.after.clear();
}

/// What a line about kinds, places and things declares; `several` if the place is said to lie in several.
fn declarations(line: &FactLine, several: bool, names: &Names) -> Vec<Declaration> {
    let noun = |text: &String| if text.contains(' ') { normalise(text, names) } else { plain(text) };
    let kind =
        |narrower: &String, broader: &String| Declaration::Kind { narrower: noun(narrower), broader: noun(broader) };
    match (line.relation.as_str(), line.args.as_slice()) {
        ("kind-of", [a, b]) => vec![kind(a, b)],
        ("lies-in", [a, b]) if several => vec![kind(a, b)],
        ("lies-in", [a, b]) => vec![Declaration::Within { inner: noun(a), outer: noun(b), only: false }],
        ("same-as", [a, b]) => vec![kind(a, b), kind(b, a)],
        ("consists-of", [whole, parts @ ..]) => {
            let (term, meaning) = (noun(whole).head, parts.iter().map(noun).collect());
            vec![Declaration::Term { term, meaning, exhaustive: true }]
        }
        _ => Vec::new(),
    }
}

/// Adds the lines that are facts of the run. Those that are declarations of the draft are none; see [`draft`].
pub fn add_facts(file: &NormsFile, source: &Source, base: &mut FactBase) {
    let declared = [&file.parties, &file.bodies, &file.agents].into_iter().flatten().map(|(name, _)| name.clone());
    let agents: BTreeSet<String> = declared.chain(parties(file)).collect();
    let known =
        |name: &str| ["state", "organisation", "alliance"].iter().any(|r| base.with(r, 0, name).next().is_some());
    let lines = [("organ", &file.bodies), ("agent", &file.agents)];
    let lines = lines.into_iter().flat_map(|(sort, all)| all.iter().map(move |(name, span)| (sort, name, *span)));
    let lines: Vec<_> = lines.filter(|(_, name, _)| !known(name)).collect();
    for (relation, name, span) in lines {
        add(
            base,
            source,
            FactLine {
                id: format!("{relation}-{name}"),
                relation: relation.to_owned(),
                args: vec![name.clone()],
                span,
            },
        );
    }
    for line in &file.facts {
        let words = |n: usize| line.args.get(n).cloned().unwrap_or_default();
        let (relation, args) = match line.relation.as_str() {
            "kind-of" | "lies-in" | "consists-of" | "party" => continue,
            "same-as" => ("same-act", line.args.clone()),
            "owner" => ("territory", line.args.clone()),
            "member-of" => ("member", line.args.clone()),
            "adjoins" => {
                let states = agents.contains(&words(0)) && agents.contains(&words(1));
                let medium = if line.args.len() > 2 { words(2) } else { "land".to_owned() };
                (if states { "borders" } else { "part-borders" }, vec![words(0), words(1), medium])
            }
            other => (other, line.args.clone()),
        };
        add(base, source, FactLine { relation: relation.to_owned(), args, ..line.clone() });
    }
}

/// Adds one fact, under the name that its line has.
fn add(base: &mut FactBase, source: &Source, line: FactLine) {
    let known = RELATIONS.iter().find(|it| it.name == line.relation && it.arguments.len() == line.args.len());
    let (relation, args) = match known {
        Some(known) => (known.name, line.args),
        None => ("stated", vec![source.slice(line.span).trim_end_matches('.').to_owned()]),
    };
    let fact = Fact {
        id: line.id,
        relation,
        args,
        source: format!("said in {}, line {}", source.name, source.position(line.span.start).line).into(),
        origin: source.name.clone().into(),
        from: None,
        until: None,
        disputed: false,
        note: None,
    };
    match base.get(&fact.id) {
        Some(other) if other.says_the_same(&fact) => {}
        Some(_) => base.insert(Fact { id: format!("{}-stated", fact.id), ..fact }),
        None => base.insert(fact),
    }
}

/// Lines that are read and that no check takes into account yet: what they are, and why.
pub fn unused(file: &NormsFile) -> Vec<String> {
    let assumed = file.assumptions.iter().map(|line| format!("`assume {}({})`", line.relation, line.args.join(", ")));
    let stocks = file.circumstances.iter().filter(|line| line.kind == CircumstanceKind::Stock);
    let stocks = stocks.map(|line| format!("`stock {}`", line.name));
    assumed.chain(stocks).map(|line| format!("{line} was read, but is not taken into account yet")).collect()
}

// ── Sidecars ─────────────────────────────────────────────────────────────────────────────────────────────

/// Reads the corrections beside a treaty, and gives each of their norms and declarations the label in full.
///
/// # Errors
/// Every fault of the text, and labels that the treaty does not have.
pub fn sidecar(
    source: Source,
    document: &Document,
    readings: &[Reading],
    names: &Names,
) -> Result<Sidecar, Vec<InputError>> {
    let mut file = with_names(&source, names)?;
    let places = places(document, readings);
    let mut errors = Vec::new();
    let cites = file.norms.iter_mut().map(|norm| &mut norm.cite);
    let said = file.declarations.iter_mut().map(|said| &mut said.cite).filter(|cite| !cite.label.is_empty());
    for cite in cites.chain(said) {
        let full = format!("Article {}", cite.label);
        match place_of(cite, &places) {
            Some(_) => {}
            None if place_of(&Cite { label: full.clone(), ..cite.clone() }, &places).is_some() => cite.label = full,
            None => errors.push(unknown_label(&source, document, cite, &places)),
        }
    }
    if errors.is_empty() { Ok(Sidecar { source, file }) } else { Err(errors) }
}

type PlaceOfLabel = (String, Option<u32>, Span);

/// Every label with its place, clauses before the sentences and units that hold them.
fn places(document: &Document, readings: &[Reading]) -> Vec<PlaceOfLabel> {
    let sentence = |reading: &Reading| document.sentences.get(reading.sentence).and_then(|s| s.ordinal);
    let clauses = readings.iter().flat_map(|r| r.clauses.iter().map(move |c| (c.label.clone(), sentence(r), c.span)));
    let sentences = document.sentences.iter().map(|s| (s.label.clone(), s.ordinal, s.span));
    let units = document.units_in_order().map(|unit| (unit.label.clone(), None, unit.span));
    clauses.chain(sentences).chain(units).filter(|(label, _, _)| !label.is_empty()).collect()
}

/// Where a provision stands: the very sentence if it is told, else the first of that label.
fn place_of(cite: &Cite, places: &[PlaceOfLabel]) -> Option<Span> {
    let there = || places.iter().filter(|(label, _, _)| *label == cite.label);
    let very = there().find(|(_, sentence, _)| cite.sentence.is_some() && *sentence == cite.sentence);
    very.or_else(|| there().next()).map(|(_, _, span)| *span)
}

fn unknown_label(source: &Source, document: &Document, cite: &Cite, places: &[PlaceOfLabel]) -> InputError {
    let known: BTreeSet<&str> = places.iter().map(|(label, _, _)| label.as_str()).collect();
    let full = format!("Article {}", cite.label);
    let near = [cite.label.as_str(), full.as_str()].into_iter().find_map(|label| {
        let found = nearest(label, known.iter().copied());
        (!found.is_empty()).then(|| found.into_iter().map(|near| format!("`{near}`")).collect::<Vec<_>>())
    });
    let treaty = &document.source.name;
    let mend = match near {
        Some(near) => format!("did you mean {}?", near.join(" or ")),
        None => format!("`servanda read {treaty} --format norms` prints every norm with its label"),
    };
    InputError::at(source, cite.span, format!("`{treaty}` has no provision `{}`", cite.label), mend)
}

/// Marks as read what a sidecar corrects; as read in part where the correction has a hole.
pub fn mark_corrected(document: &Document, readings: &mut [Reading], sidecar: &Sidecar) {
    let norms = |label: &str| sidecar.file.norms.iter().filter(|norm| norm.cite.label == label).collect::<Vec<_>>();
    for reading in readings {
        let own = document.sentences.get(reading.sentence).map_or(String::new(), |s| s.label.clone());
        let mut labels: BTreeSet<&str> = reading.clauses.iter().map(|clause| clause.label.as_str()).collect();
        if labels.is_empty() {
            labels.insert(&own);
        }
        let all: Vec<Vec<&Norm>> = labels.iter().map(|label| norms(label)).collect();
        if own.is_empty() || all.iter().any(Vec::is_empty) {
            continue;
        }
        let holes = all.iter().flatten().any(|norm| !norm.holes.is_empty());
        reading.operative = true;
        reading.status = if holes { Status::Partly } else { Status::Read };
        if !holes {
            reading.why.clear();
        }
    }
}

/// Puts the norms and declarations of the sidecar, if there is one, in the place of those that have their labels. The
/// treaty is the text number `document`, the sidecar number `beside`.
pub fn correct(out: &mut Draft, one: &Loaded, document: usize, beside: usize) {
    let Some(Sidecar { source, file }) = &one.sidecar else { return };
    let places = places(&one.document, &one.readings);
    let placed = |cite: &Cite| match place_of(cite, &places) {
        Some(span) => Cite { document, span, ..cite.clone() },
        None => Cite { document: beside, ..cite.clone() },
    };
    let labels: BTreeSet<&str> = file.norms.iter().map(|norm| norm.cite.label.as_str()).collect();
    out.norms.retain(|norm| !labels.contains(norm.cite.label.as_str()));
    let kept: BTreeSet<String> = out.norms.iter().map(|norm| norm.id.clone()).collect();
    for norm in &file.norms {
        let mut norm = Norm { cite: placed(&norm.cite), ..norm.clone() };
        while kept.contains(&norm.id) {
            norm.id.push_str("#corrected");
        }
        out.norms.push(norm);
    }
    out.norms.sort_by_key(|norm| norm.cite.span);
    let said: BTreeSet<&str> = file.declarations.iter().map(|said| said.cite.label.as_str()).collect();
    out.declared.retain(|declared| !said.contains(declared.cite.label.as_str()));
    out.declared.extend(file.declarations.iter().map(|said| Declared { cite: placed(&said.cite), ..said.clone() }));
    let parties = parties(file);
    if !parties.is_empty() {
        out.parties = parties;
    }
    finish(out, file, source, beside);
}

// ── Printing ─────────────────────────────────────────────────────────────────────────────────────────────

/// Any treaty in the notation, to be read back as a treaty of its own or beside the one that it was printed from.
pub fn print(one: &Loaded, draft: &Draft) -> String {
    if let Some(file) = &one.notation {
        return notation::print_file(file, &|text| normalise(text, &draft.names));
    }
    let alone = Names::of_parties(&draft.parties);
    // A phrase that is read in one way there and in another here has no words that could stand for it.
    let normalise = |text: &str| {
        let (here, there) = (normalise(text, &draft.names), normalise(text, &alone));
        if here == there { here } else { Noun { head: String::new(), ..there } }
    };
    let title = one.document.title.map(|span| one.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" "));
    let mut text = notation::print(title.as_deref(), &draft.parties, &draft.norms, &draft.declared, &normalise);
    for reading in one.readings.iter().filter(|reading| reading.operative && reading.status == Status::Unread) {
        let Some(sentence) = one.document.sentences.get(reading.sentence) else { continue };
        let words = one.source.slice(sentence.span).split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("\n# not read: {}: {words}\n", sentence.label));
    }
    text
}
