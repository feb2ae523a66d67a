//! A saved run: its findings checked again, by the evaluator alone, against the texts that they were found in.
//!
//! Comes in: what a file says that was found, and the theory of the texts as they are now. Goes out: how many acts and days
//! were tried, or what is not as the file says. What no evaluator can judge (the words of a message, the advice, how grave
//! a defect is said to be) is under the file's seal, which `render` puts on and looks at.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Certificate, DECLARES, DocumentReport, Lookup, NamedFact, QuotedClause, Witness, fingerprint, named, of_norms,
    quoted, replay, structure,
};
use crate::checks::{CHECKS, Candidate, Exhaustion, PlaceInText, Severity, Shown};
use crate::model::theory::{Ground, Situation};
use crate::norms::Cite;
use crate::source::{Source, Span};

/// What a run read, so that another can read the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Name and version of the program, which has the facts that are built in.
    pub program: String,
    /// The day whose facts counted; none is today's world.
    pub as_of: Option<String>,
    /// Every file that was read: treaties in the order given, each with its corrections, then facts.
    pub texts: Vec<TextRead>,
}

/// A file that a run read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRead {
    /// Its path, as it was given.
    pub path: String,
    /// What it was read as.
    pub role: Role,
    /// The digest of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A treaty that was examined.
    Treaty,
    /// A treaty that others were held against.
    Against,
    /// Corrections of the readings of the treaty before it.
    Corrections,
    /// Facts.
    Facts,
}

/// A run as a file tells it.
#[derive(Clone, Debug)]
pub struct Saved {
    /// What was read.
    pub run: Run,
    /// The documents as they were told of.
    pub documents: Vec<DocumentReport>,
    /// What was found.
    pub findings: Vec<SavedFinding>,
    /// Whether the file as a whole is as it was written.
    pub sealed: bool,
}

/// A finding as a file tells it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names are those of the JSON contract, and those of a finding")]
pub struct SavedFinding {
    pub id: String,
    pub check: String,
    pub severity: Severity,
    pub conditional: bool,
    pub message: String,
    pub clauses: Vec<QuotedClause>,
    pub parties: Vec<String>,
    pub favours: Vec<String>,
    pub witness: Option<Witness>,
    pub certificate: Option<Certificate>,
    pub facts: Vec<NamedFact>,
    pub assumptions: Vec<SavedAssumption>,
    pub story: Vec<String>,
    pub advice: String,
    /// What the file's seal on it is.
    pub seal: String,
    /// Whether it is the seal of what stands here.
    #[serde(skip)]
    pub sealed: bool,
}

/// An assumption as a file tells it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names are those of the JSON contract")]
pub struct SavedAssumption {
    pub kind: String,
    pub text: String,
    pub between: Vec<String>,
}

/// Checks a finding again: that its witness and its certificate replay, and that the texts and facts say what it quotes.
///
/// # Errors
/// The first thing that is not as the finding says.
pub fn again(finding: &SavedFinding, lookup: &Lookup) -> Result<u64, String> {
    let certificate = finding.certificate.as_ref().ok_or("it has no certificate")?;
    let exhaustion = certificate.none.as_ref().ok_or("its certificate shows nothing")?;
    let check = CHECKS.iter().find(|check| check.name == finding.check);
    let check = check.ok_or_else(|| format!("there is no check `{}`", finding.check))?.name;
    let (situation, shown) = witness(finding, exhaustion)?;
    let candidate = Candidate {
        check,
        norms: certificate.core.clone(),
        places: places(finding, lookup),
        exhaustion: Some(exhaustion.clone()),
        situation,
        shown,
        ..Candidate::default()
    };
    let count = replay::replay(lookup, &structure::Index::default(), &candidate)?;
    if count != certificate.count {
        return Err(format!("{count} acts and days were tried, and the certificate says {}", certificate.count));
    }
    form(&candidate, exhaustion)?;
    grave(finding, exhaustion)?;
    quotes(finding, &candidate, lookup)?;
    facts(finding, lookup)?;
    people(finding, lookup)?;
    if finding.id.split('-').next() != Some(&fingerprint(check, &finding.clauses, &finding.parties)) {
        return Err("its id is not that of its check, clauses and parties".to_owned());
    }
    Ok(count)
}

/// Where the clauses of a finding stand.
fn places(finding: &SavedFinding, lookup: &Lookup) -> Vec<PlaceInText> {
    let place = |clause: &QuotedClause| {
        let document = lookup.sources.iter().position(|source| source.name == clause.document)?;
        let span = Span::new(clause.start, clause.end);
        let cite = Cite { document, span, label: clause.label.clone(), sentence: clause.sentence };
        Some(PlaceInText { cite, role: clause.role.clone() })
    };
    finding.clauses.iter().filter_map(place).collect()
}

/// What is shown; a claim about the text alone has no situation.
fn witness(finding: &SavedFinding, exhaustion: &Exhaustion) -> Result<(Situation, Vec<Shown>), String> {
    match &finding.witness {
        None if exhaustion.structural() => Ok(Default::default()),
        None => Err("it has no witness".to_owned()),
        Some(_) if exhaustion.structural() => Err("it has a witness, and nothing that it could show".to_owned()),
        Some(witness) => Ok((witness.situation.clone(), witness.behaviours.clone())),
    }
}

/// The core is what the proof speaks of, and what is shown is what the proof needs.
fn form(c: &Candidate, exhaustion: &Exhaustion) -> Result<(), String> {
    let sorted = |ids: Vec<&String>| -> Vec<String> {
        let mut ids: Vec<String> = ids.into_iter().cloned().collect();
        ids.sort();
        ids
    };
    let core = sorted(c.norms.iter().collect());
    let speaks_of = |ids: Vec<&String>| {
        if sorted(ids) == core { Ok(()) } else { Err("its core is not what its proof speaks of".to_owned()) }
    };
    let shows = |role: &str, norm, deed| {
        let alone = |s: &Shown| s.norms == std::slice::from_ref(norm) && s.acts == std::slice::from_ref(deed);
        c.shown.iter().any(|s| s.role == role && s.breaches.is_empty() && alone(s))
    };
    let needs = |there: bool, what: &str| if there { Ok(()) } else { Err(format!("it does not show {what}")) };
    let roles: &[&str] = match exhaustion {
        Exhaustion::NoDischarge { .. } => &["without"],
        Exhaustion::Ring { .. } | Exhaustion::Mirror { .. } => &["complies"],
        Exhaustion::Exception { .. } => &["free", "mirror"],
        Exhaustion::Permitted { .. } => &["breached"],
        Exhaustion::NothingLeft { .. } => &["complies"],
        Exhaustion::Every { of } if of.iter().all(|one| matches!(one, Exhaustion::NothingLeft { .. })) => &["complies"],
        _ => &[],
    };
    needs(c.shown.iter().all(|s| roles.contains(&s.role.as_str())), "what its proof needs alone")?;
    match exhaustion {
        Exhaustion::NoDischarge { obligation, blockers } => {
            speaks_of(blockers.iter().chain([obligation]).collect())?;
            // Each behaviour keeps all but one of the core; of a duty owed throughout not all of them are told.
            let all_but_one = |s: &Shown| {
                let kept = sorted(s.norms.iter().collect());
                let without = |id: &String| sorted(c.norms.iter().filter(|other| *other != id).collect()) == kept;
                s.breaches.is_empty() && c.norms.iter().any(without)
            };
            let idle =
                |s: &Shown| s.acts.is_empty() && sorted(s.norms.iter().collect()) == sorted(blockers.iter().collect());
            needs(c.shown.iter().all(all_but_one), "all but one of its core being kept")?;
            needs(blockers.is_empty() || c.shown.iter().any(idle), "that all but the duty can be kept")
        }
        Exhaustion::Ring { norms } => {
            speaks_of(norms.iter().collect())?;
            let idle = |s: &Shown| s.acts.is_empty() && s.breaches.is_empty() && s.norms == *norms;
            needs(c.shown.iter().any(idle), "that nobody is in breach who waits")
        }
        Exhaustion::Exception { freed, free, bound, mirror } => {
            speaks_of(vec![freed])?;
            let both = shows("free", freed, free) && shows("mirror", bound, mirror) && c.shown.len() == 2;
            needs(both, "the two acts of its proof")
        }
        Exhaustion::Permitted { permission, deed } => {
            let forbidden = |s: &&Shown| !s.breaches.is_empty() && s.acts == std::slice::from_ref(deed);
            let breached: Vec<&String> = c.shown.iter().filter(forbidden).flat_map(|s| &s.breaches).collect();
            speaks_of([permission].into_iter().chain(breached).collect())
        }
        Exhaustion::Flips { norm, .. } | Exhaustion::NotAParty { norm, .. } | Exhaustion::Mirror { norm, .. } => {
            speaks_of(vec![norm])
        }
        about_all => speaks_of(about(about_all).into_iter().collect()),
    }
}

/// The norms that a claim about all situations speaks of, each once.
fn about(claim: &Exhaustion) -> BTreeSet<&String> {
    match claim {
        Exhaustion::Never { norm, .. } | Exhaustion::Closed { norm, .. } => BTreeSet::from([norm]),
        Exhaustion::NothingLeft { norm, above: others } | Exhaustion::Follows { norm, from: others } => {
            others.iter().chain([norm]).collect()
        }
        Exhaustion::Optional { obligation, permission, .. } => BTreeSet::from([obligation, permission]),
        Exhaustion::Every { of } => of.iter().flat_map(about).collect(),
        _ => BTreeSet::new(),
    }
}

/// The severity is one that this proof can have.
fn grave(finding: &SavedFinding, exhaustion: &Exhaustion) -> Result<(), String> {
    use Severity::{Error, Note, Warning};
    let before: &[Severity] = match exhaustion {
        Exhaustion::Ring { .. } => &[Error],
        Exhaustion::NoDischarge { .. } => &[Error, Warning],
        Exhaustion::Exception { .. } => &[Warning],
        Exhaustion::Flips { .. } | Exhaustion::NotAParty { .. } => &[Warning, Note],
        Exhaustion::Mirror { .. } => &[Note],
        Exhaustion::Never { .. } | Exhaustion::Closed { .. } => &[Warning],
        Exhaustion::NothingLeft { .. } => &[Error],
        Exhaustion::Follows { .. } => &[Note],
        Exhaustion::Optional { .. } => &[Warning, Note],
        Exhaustion::Every { of } => return of.iter().try_for_each(|one| grave(finding, one)),
        Exhaustion::Permitted { .. } | Exhaustion::Structure | Exhaustion::Absent { .. } => &[Error, Warning, Note],
    };
    let lowered = |s: &Severity| if finding.conditional { s.lower() } else { *s };
    if finding.conditional == finding.assumptions.is_empty() {
        return Err("it is conditional if it has assumptions, and else it is not".to_owned());
    }
    if before.iter().any(|s| lowered(s) == finding.severity) {
        Ok(())
    } else {
        Err("what it proves is not of that severity".to_owned())
    }
}

/// What is quoted stands in the texts, and every norm of the core is quoted.
fn quotes(finding: &SavedFinding, c: &Candidate, lookup: &Lookup) -> Result<(), String> {
    let of_norms = quoted(of_norms(c, lookup.theory), lookup);
    // A clause may be quoted for what it declares, which is looked at below.
    let there = |q: &&QuotedClause| {
        finding
            .clauses
            .iter()
            .any(|own| own == *q || *own == QuotedClause { role: DECLARES.to_owned(), ..(*q).clone() })
    };
    if let Some(missing) = of_norms.iter().find(|q| !there(q)) {
        return Err(format!("{} is not quoted as it stands in `{}`", missing.label, missing.document));
    }
    for clause in finding.clauses.iter().filter(|clause| !of_norms.contains(clause)) {
        let wrong = || format!("{} is not quoted as it stands in `{}`", clause.label, clause.document);
        let index = lookup.sources.iter().position(|s| s.name == clause.document).ok_or_else(wrong)?;
        let stands = stands(clause, lookup.sources[index]);
        let span = Span::new(clause.start, clause.end);
        let cite = Cite { document: index, span, label: clause.label.clone(), sentence: clause.sentence };
        let declared = clause.role == DECLARES && lookup.theory.declared.iter().any(|d| d.cite == cite);
        // What a finding on the text alone quotes has no norm, nor has an exception that another clause states.
        if !stands || !(declared || c.norms.is_empty() || clause.role == "states the exception") {
            return Err(wrong());
        }
    }
    Ok(())
}

fn stands(clause: &QuotedClause, source: &Source) -> bool {
    let place = source.position(clause.start.min(source.text.len()));
    source.text.get(clause.start..clause.end) == Some(clause.text.as_str())
        && (place.line, place.column) == (clause.line, clause.column)
}

/// Every fact that is named is one, in the same words and from the same source.
fn facts(finding: &SavedFinding, lookup: &Lookup) -> Result<(), String> {
    let declared = || (0..lookup.theory.declared.len()).filter_map(|i| named(&Ground::Declared(i), lookup));
    let is_one = |fact: &NamedFact| {
        named(&Ground::Fact(fact.id.clone()), lookup).as_ref() == Some(fact) || declared().any(|other| other == *fact)
    };
    match finding.facts.iter().find(|fact| !is_one(fact)) {
        Some(fact) => Err(format!("there is no fact `{}` that says so", fact.id)),
        None => Ok(()),
    }
}

/// Whoever is named as concerned or favoured is known.
fn people(finding: &SavedFinding, lookup: &Lookup) -> Result<(), String> {
    let known = |name: &&String| lookup.theory.agents.contains_key(*name);
    match finding.parties.iter().chain(&finding.favours).find(|name| !known(name)) {
        Some(name) => Err(format!("nobody is called `{name}`")),
        None => Ok(()),
    }
}
