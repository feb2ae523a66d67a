//! All the readings of a document → its norms and what it declares.

use std::collections::BTreeMap;

use super::names::Names;
use super::{Anchor, Cite, Declaration, Declared, Instant, Norm, assemble, carve_outs, declared, derived};
use crate::clauses::{Clause, DefinedBy, Modality, Phrase, Reading, SentenceKind, Voice};
use crate::document::{Document, Party, Place, Sentence};

/// The label of a declaration that a `.norms` text states as a fact begins with this; its id follows.
pub const STATED: &str = "fact ";

/// What a document comes to for the logic.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Canonical short names of the parties, in the order of the text.
    pub parties: Vec<String>,
    /// Every norm, in the order of the text.
    pub norms: Vec<Norm>,
    /// What the document itself says to be so.
    pub declared: Vec<Declared>,
    /// Names of parties and terms.
    pub names: Names,
    /// Measures with the least and the greatest value that they can have; parties stand in the name as `{0}`, `{1}`.
    pub measures: Vec<(String, Option<i64>, Option<i64>)>,
}

/// What a document calls its parties and its terms.
pub fn names_of(document: &Document, readings: &[Reading], canonical: &dyn Fn(&Party) -> String) -> Names {
    let mut names = Names::of(document, canonical);
    for definition in readings.iter().flat_map(|r| &r.definitions) {
        names.define(&definition.term);
        if let Some(season) = super::calendar::season(&super::words::words(&definition.meaning.text)) {
            names.define_season(&definition.term, season);
        }
    }
    names
}

/// Reads the clauses of a document into norms. `canonical` gives the short name by which facts know a party.
pub fn draft(document: &Document, readings: &[Reading], index: usize, canonical: &dyn Fn(&Party) -> String) -> Draft {
    let names = names_of(document, readings, canonical);
    let mut out = Draft { parties: names.parties().map(str::to_owned).collect(), ..Draft::default() };
    let mut ids = BTreeMap::new();
    let definitions: Vec<_> = readings.iter().flat_map(|reading| &reading.definitions).collect();
    let bodies = derived::bodies(&definitions);
    let mut stocks = Vec::new();
    let mut spoken_of = None;
    let mut pointed = super::anaphora::Spoken::default();
    for reading in readings {
        let Some(sentence) = document.sentences.get(reading.sentence) else { continue };
        let cite = |clause: &Clause| Cite {
            document: index,
            span: clause.span,
            label: clause.label.clone(),
            sentence: sentence.ordinal,
        };
        let whole: &str = &document.source.text;
        let clauses = with_subject_before(&reading.clauses, &mut spoken_of, &names);
        for clause in &joint_bans(resolved(&clauses, &names), whole) {
            let clause = &carve_outs::mended(clause, whole, &names);
            if let Some(carved) = carve_outs::carve_out(clause, whole, &names) {
                carved.apply(&mut out.norms, &clause.label);
                continue;
            }
            let id = unique(&mut ids, clause, sentence.ordinal);
            let mut norms = assemble::norms(clause, cite(clause), &id, &names);
            norms.iter_mut().for_each(|norm| pointed.settle(norm));
            if let Some(what) = super::events::dated(clause, &norms, &names) {
                let text = document.source.slice(sentence.span).to_owned();
                out.declared.push(Declared { what, cite: cite(clause), text });
            }
            let further: Vec<Norm> =
                norms.iter().flat_map(|norm| derived::derived(norm, clause, &bodies, &names)).collect();
            out.norms.extend(norms);
            out.norms.extend(further);
            if let Some(what) = declared::entry(clause, &names) {
                let text = document.source.slice(sentence.span).to_owned();
                out.declared.push(Declared { what, cite: cite(clause), text });
            }
        }
        declare(&mut out, document, reading, index, &names);
        if states(document, reading) {
            let text = document.source.slice(sentence.span);
            stocks.extend(super::stocks::stocks(text, reading.sentence, &names));
        }
    }
    for (sentence, what) in super::stocks::missing(&stocks) {
        let sentence = &document.sentences[sentence];
        let text = document.source.slice(sentence.span).to_owned();
        out.declared.push(Declared { what, cite: cite_of(sentence, index), text });
    }
    rename_unions(&mut out.declared);
    periods_laid_down(&mut out.norms);
    out.names = names;
    out
}

/// "No Party shall apply a duty and at the same time maintain a quota": neither is forbidden but beside the other.
fn joint_bans(mut clauses: Vec<Clause>, text: &str) -> Vec<Clause> {
    let bans: Vec<usize> = (0..clauses.len()).filter(|&i| clauses[i].modality == Some(Modality::Prohibition)).collect();
    let between = |a: &Clause, b: &Clause| text.get(a.verb_span.end..b.verb_span.start).unwrap_or_default();
    let beside = |a: &usize, b: &usize| between(&clauses[*a], &clauses[*b]).contains("and at the same time");
    let joint: Vec<usize> =
        bans.iter().filter(|i| bans.iter().any(|j| beside(i, j) || beside(j, i))).copied().collect();
    for i in joint {
        let span = clauses[i].span;
        let text = "if both are done at the same time".to_owned();
        clauses[i].conditions.push(Phrase { text, span, rule: "at the same time" });
    }
    clauses
}

/// "The Republic of Tarnia shall … It shall …": the subject of the sentence before in the same provision. "The talks shall
/// be concluded soon, but in no case shall they go on for …": the subject of the clause before, if that is no party.
fn with_subject_before(clauses: &[Clause], spoken_of: &mut Option<(String, Phrase)>, names: &Names) -> Vec<Clause> {
    let says = |phrase: &Phrase, words: &[&str]| words.contains(&phrase.text.to_lowercase().as_str());
    let mut out: Vec<Clause> = Vec::new();
    for clause in clauses {
        let mut clause = clause.clone();
        let passive =
            out.last().filter(|before| before.voice == Voice::Passive).and_then(|before| before.object.as_ref());
        let thing = passive.filter(|object| names.mention(&super::words::words(&object.text)).is_none());
        let before = spoken_of.as_ref().filter(|(label, _)| *label == clause.label).map(|(_, phrase)| phrase);
        if let Some(bearer) = clause.bearer.as_mut() {
            let found = match thing {
                Some(thing) if says(bearer, &["it", "they"]) => Some(thing),
                _ => before.filter(|_| says(bearer, &["it"])),
            };
            if let Some(found) = found {
                bearer.text.clone_from(&found.text);
            }
        }
        out.push(clause);
    }
    *spoken_of = out.first().filter(|clause| clause.voice == Voice::Active).and_then(|clause| {
        let bearer = clause.bearer.clone().filter(|phrase| !says(phrase, &["it"]))?;
        Some((clause.label.clone(), bearer))
    });
    out
}

/// "Before the period laid down in Article 5 has expired": the end of the window that Article 5 gives.
fn periods_laid_down(norms: &mut [Norm]) {
    let ends: Vec<(String, Instant)> =
        norms.iter().filter_map(|norm| Some((norm.cite.label.clone(), norm.window.hi.clone()?))).collect();
    for instant in norms.iter_mut().flat_map(|norm| norm.window.lo.iter_mut().chain(&mut norm.window.hi)) {
        let Anchor::Event(event) = &instant.anchor else { continue };
        let Some(article) = article_of_period(&event.text) else { continue };
        let under =
            |label: &str| label.strip_prefix(&article).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let mut laid_down = ends.iter().filter(|(label, _)| under(label));
        if let (Some((_, end)), None) = (laid_down.next(), laid_down.next()) {
            instant.anchor = end.anchor.clone();
            let own = std::mem::replace(&mut instant.plus, end.plus.clone());
            instant.plus.extend(own);
        }
    }
}

/// "The period for appeal laid down in Article 5 has expired" → "Article 5".
fn article_of_period(text: &str) -> Option<String> {
    let list = super::words::words(text);
    let period = list.iter().any(|w| w.any(&["period", "term", "time-limit", "delay"]));
    let over =
        list.iter().any(|w| w.any(&["expired", "elapsed", "ended", "expiry", "expiration", "end", "expires", "lapse"]));
    let at = list.iter().position(|w| w.is("article"))?;
    (period && over).then(|| Some(format!("Article {}", list.get(at + 1)?.text))).flatten()
}

/// "The Orm Narrows, hereinafter “the Narrows”, consist of A and B": what consists of A and B is what the text calls by
/// the short name from there on.
fn rename_unions(declared: &mut [Declared]) {
    let short: Vec<(String, String)> = declared
        .iter()
        .filter_map(|one| match &one.what {
            Declaration::Term { term, meaning, .. } => match meaning.as_slice() {
                [noun] if noun.proper && noun.restrictors.is_empty() => Some((noun.head.clone(), term.clone())),
                _ => None,
            },
            _ => None,
        })
        .collect();
    for one in declared {
        if let Declaration::Term { term, meaning, .. } = &mut one.what
            && meaning.len() > 1
            && let Some((_, name)) = short.iter().find(|(long, _)| long == term)
        {
            name.clone_into(term);
        }
    }
}

/// Objects that are pronouns take the object of the clause before: "shall dredge the channel, but shall not dredge it until …".
fn resolved(clauses: &[Clause], names: &Names) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    for clause in clauses {
        let mut clause = clause.clone();
        let pronoun = clause.object.as_ref().is_some_and(|o| matches!(o.text.to_lowercase().as_str(), "it" | "them"));
        if pronoun && let Some(before) = out.iter().rev().find_map(|c| c.object.clone()) {
            clause.object = Some(before);
        }
        place_named_before(&mut clause, &out);
        out.push(super::waits::settle(&clause, names));
    }
    out
}

/// "The troops now in the fort shall remain therein", "…, and no tests shall be held there": the place that the same
/// sentence named before.
fn place_named_before(clause: &mut Clause, earlier: &[Clause]) {
    let says_there = |p: &Phrase| {
        matches!(
            p.text.to_lowercase().as_str(),
            "therein" | "thereon" | "there" | "in it" | "in them" | "on it" | "on them" | "within it" | "within them"
        )
    };
    let Some(word) = clause.manner.iter().chain(&clause.places).find(|p| says_there(p)).cloned() else { return };
    let of_bearer = clause.bearer.as_ref().and_then(|b| {
        let list = super::words::words(&b.text);
        let at = list.iter().rposition(|w| w.any(&["in", "on", "at", "within"]))?;
        Some(super::words::join(&list[at..]))
    });
    let of_place = || earlier.iter().rev().find_map(|c| c.places.last()).map(|p| p.text.clone());
    let of_object = || {
        let object = earlier.iter().rev().find_map(|c| c.object.as_ref())?;
        Some(format!("in {}", object.text))
    };
    let Some(text) = of_bearer.or_else(of_place).or_else(of_object) else { return };
    clause.manner.retain(|p| !says_there(p));
    clause.places.retain(|p| !says_there(p));
    clause.places.push(Phrase { text, ..word });
}

/// Definitions, and statements of fact in the body of the treaty.
fn declare(out: &mut Draft, document: &Document, reading: &Reading, index: usize, names: &Names) {
    let sentence = &document.sentences[reading.sentence];
    let cite = cite_of(sentence, index);
    let text =
        antecedent(document, reading, super::words::join(&super::words::words(document.source.slice(sentence.span))));
    let mut add = |what, label: &str| {
        let cite = Cite { label: label.to_owned(), ..cite.clone() };
        out.declared.push(Declared { what, cite, text: document.source.slice(sentence.span).to_owned() });
    };
    for definition in &reading.definitions {
        for what in declared::of_definition(definition, names) {
            add(what, &definition.label);
        }
    }
    let states = states(document, reading);
    let mixed = reading.kind == SentenceKind::Norm && sentence.place == Place::Body;
    let stated = match (states, mixed) {
        // "The fleet of A comprises ninety trawlers, the largest of which …" says more than what it defines.
        _ if reading.definitions.iter().any(|d| d.by != DefinedBy::ConsistsOf) => Vec::new(),
        (true, _) if !reading.definitions.is_empty() => declared::of_stock(&text, names),
        (true, _) => declared::of_statement(&text, names),
        (_, true) => declared::of_mixed(&text, names),
        _ => Vec::new(),
    };
    for what in stated {
        add(what, &sentence.label);
    }
}

/// Whether a sentence of the body says what is so, and binds nobody.
fn states(document: &Document, reading: &Reading) -> bool {
    let stated = matches!(reading.kind, SentenceKind::Statement | SentenceKind::Constitutive);
    stated && document.sentences[reading.sentence].place == Place::Body
}

fn cite_of(sentence: &Sentence, index: usize) -> Cite {
    Cite { document: index, span: sentence.span, label: sentence.label.clone(), sentence: sentence.ordinal }
}

/// "Lorn Abbey stands in it": the last word, a pronoun, is what the sentence before in the same unit speaks of.
fn antecedent(document: &Document, reading: &Reading, text: String) -> String {
    let Some(before) = reading.sentence.checked_sub(1).and_then(|i| document.sentences.get(i)) else { return text };
    let Some(stem) = text.strip_suffix(" it") else { return text };
    if before.label != document.sentences[reading.sentence].label {
        return text;
    }
    let list = super::words::words(document.source.slice(before.span));
    let end = list.iter().position(|w| {
        w.any(&["is", "are", "lies", "lie", "means", "extends", "has", "consists", "comprises", "shall"])
    });
    end.filter(|&e| e > 0).map_or(text.clone(), |e| format!("{stem} {}", super::words::join(&list[..e])))
}

/// "Article 5(2)(a)" → "5(2)(a)"; a second norm of one clause gets "#2".
fn unique(ids: &mut BTreeMap<String, usize>, clause: &Clause, ordinal: Option<u32>) -> String {
    let short = clause.label.strip_prefix("Article ").unwrap_or(&clause.label).replace("Article ", "");
    let base = match ordinal {
        Some(n) => format!("{short}/{n}"),
        None => short,
    };
    let count = ids.entry(base.clone()).or_insert(0);
    *count += 1;
    if *count == 1 { base } else { format!("{base}#{count}") }
}
