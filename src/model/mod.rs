//! Norms + facts → theory: norms laid on each party, phrases as nodes of a taxonomy, circumstances and dates.
//!
//! Comes in: [`crate::norms`] and [`crate::facts`]. Goes out: a [`Theory`], the value that the reference
//! evaluator and the solver's encoding both start from. Decides which phrases are the same, a kind of one
//! another, or apart, and on what ground. Knows no solver.

mod dates;
mod ground;
mod impossible;
mod lacks;
mod members;
mod nodes;
mod opposites;
mod places;
pub mod theory;
mod thesaurus;
mod waits;
mod waters;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use crate::clauses::Relation;
use crate::facts::FactBase;
use crate::norms::names::Names;
use crate::norms::{Cite, Declared, Draft, Norm, Slot};

use ground::{Grounded, Grounding};
use nodes::{Gathered, Roles};
use theory::{AgentInfo, ClauseInfo, ControlledBy, Name, Theory};
use thesaurus::Thesaurus;

pub use dates::{ENTRY, SIGNATURE};
pub use waters::is_work_on_the_spot;
pub use world::{canonical_party, is_state_like, serves_a_state};

/// Parties that are laid every norm on, at most: with more, these and no others stand for all (`specs/logic.md` §1.5).
const REPRESENTATIVES: usize = 12;

/// Makes the theory of some drafts; `text` gives the words of a clause.
pub fn theory(drafts: &[Draft], facts: &FactBase, text: &dyn Fn(&Cite) -> String) -> Theory {
    let declared: Vec<Declared> = drafts.iter().flat_map(|d| d.declared.iter().cloned()).collect();
    let parties: Vec<Name> = drafts
        .iter()
        .flat_map(|d| d.parties.iter().cloned())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .take(REPRESENTATIVES)
        .collect();
    // An instrument open to all is decided for two parties that stand for any (`specs/logic.md` §1.5).
    let parties = if parties.is_empty() { vec!["one Party".to_owned(), "the other Party".to_owned()] } else { parties };
    let mut out = Theory { in_hours: dates::speak_of_hours(drafts), ..Theory::default() };
    for party in &parties {
        out.agents.insert(party.clone(), AgentInfo { party: true, of: None, above: Vec::new() });
    }
    out.declared = declared.iter().map(|d| ClauseInfo { cite: d.cite.clone(), text: d.text.clone() }).collect();
    let norms: Vec<&Norm> = drafts.iter().flat_map(|d| &d.norms).collect();
    collect_clauses(&mut out, &norms, text);
    let thesaurus = Thesaurus::new(facts, &declared);
    let world = world::World::new(facts, &declared, &parties);
    let mut grounding = Grounding::new(out, &world, parties);
    for (index, norm) in norms.iter().enumerate() {
        grounding.add(index, norm);
    }
    let Grounded { theory: mut out, mut gathered, agents, until } = grounding.finish();
    declared_nodes(&mut gathered, &declared);
    places::map_nodes(&mut gathered, &world);
    for (slot, nodes) in &gathered {
        let mut taxonomy = nodes.taxonomy(*slot, &thesaurus);
        places::shape(&mut taxonomy, nodes, *slot, &declared, &world);
        out.taxonomies.insert(*slot, taxonomy);
    }
    for (class, node) in agents.taxonomy(Slot::Thing, &thesaurus).nodes {
        if let Some(info) = out.agents.get_mut(&class) {
            info.above = node.above.into_iter().map(|(name, _)| name).collect();
        }
    }
    opposites::nodes(&mut out, &world, &thesaurus);
    opposites::one_after_another(&mut out);
    out.map = world.map(&out);
    places::presume_exceptions(&mut out, &gathered, &world);
    dates::axioms(&mut out, &declared);
    ranks(&mut out, &norms);
    triggers(&mut out);
    scales(&mut out, drafts, &world);
    organs(&mut out, facts);
    waits::until(&mut out, &until);
    waits::brought_about(&mut out);
    waits::seasons(&mut out);
    out.norms.sort_by(|a, b| (a.clause, &a.id).cmp(&(b.clause, &b.id)));
    out
}

/// The noun that a defined term is.
fn term_noun(term: &str) -> crate::norms::Noun {
    crate::norms::term_noun(term)
}

/// One clause for each label and sentence, sorted by place.
fn collect_clauses(out: &mut Theory, norms: &[&Norm], text: &dyn Fn(&Cite) -> String) {
    let mut found: BTreeMap<(usize, String, Option<u32>), Cite> = BTreeMap::new();
    for norm in norms {
        let key = clause_key(&norm.cite);
        found.entry(key).and_modify(|c| c.span = c.span.join(norm.cite.span)).or_insert_with(|| norm.cite.clone());
    }
    let mut cites: Vec<Cite> = found.into_values().collect();
    cites.sort();
    out.clauses = cites.into_iter().map(|cite| ClauseInfo { text: text(&cite), cite }).collect();
}

/// What makes two norms one clause.
fn clause_key(cite: &Cite) -> (usize, String, Option<u32>) {
    (cite.document, cite.label.clone(), cite.sentence)
}

/// Parts of a term that "means f, g and h" are nodes wherever the term is.
fn declared_nodes(gathered: &mut BTreeMap<Slot, Gathered>, declared: &[Declared]) {
    for one in declared {
        let crate::norms::Declaration::Term { term, meaning, .. } = &one.what else { continue };
        let term = term_noun(term);
        for (slot, nodes) in gathered.iter_mut().filter(|(s, _)| **s != Slot::Kind) {
            if meaning.len() > 1 && nodes.nodes_with_head(&term.head) {
                nodes.add(&term, *slot);
                for part in meaning {
                    nodes.add(part, *slot);
                }
            }
        }
    }
}

/// `≻` on clauses: from the words about rank, by label.
fn ranks(out: &mut Theory, norms: &[&Norm]) {
    let index: BTreeMap<(usize, String, Option<u32>), usize> =
        out.clauses.iter().enumerate().map(|(i, c)| (clause_key(&c.cite), i)).collect();
    for norm in norms {
        let Some(&own) = index.get(&clause_key(&norm.cite)) else { continue };
        for (relation, label) in &norm.rank {
            for (other, clause) in out.clauses.iter().enumerate() {
                let there = clause.cite.document == norm.cite.document && under(&clause.cite.label, label);
                if !there || other == own {
                    continue;
                }
                out.outranks.insert(match relation {
                    Relation::Notwithstanding => (own, other),
                    Relation::SubjectTo | Relation::WithoutPrejudiceTo => (other, own),
                });
            }
        }
    }
}

/// "On breach of 3": of the instance of norm 3 that binds the same bearer, else the other, else of the first.
fn triggers(out: &mut Theory) {
    let ids: Vec<String> = out.norms.iter().map(|norm| norm.id.clone()).collect();
    for norm in &mut out.norms {
        let Some(of) = &norm.on_breach_of else { continue };
        let tag = norm.id.rsplit_once('@').map_or("", |(_, tag)| tag);
        let instance = |tag: &str| ids.iter().find(|id| **id == format!("{of}@{tag}"));
        let first = || ids.iter().find(|id| id.rsplit_once('@').is_some_and(|(id, _)| id == of));
        let found = instance(tag).or_else(|| norm.other.as_deref().and_then(instance)).or_else(first);
        norm.on_breach_of = found.or(Some(of)).cloned();
    }
}

/// The least and the greatest value that a draft gives a measure.
fn scales(out: &mut Theory, drafts: &[Draft], world: &world::World) {
    for (template, least, most) in drafts.iter().flat_map(|draft| &draft.measures) {
        for (name, info) in &mut out.numbers {
            if world.is_about(name, template) {
                (info.least, info.most) = (*least, *most);
            }
        }
    }
}

/// Agents that a party controls belong to it; what they bring about, it brings about.
fn organs(out: &mut Theory, facts: &FactBase) {
    let parties: BTreeSet<Name> =
        out.agents.iter().filter(|(_, info)| info.party).map(|(name, _)| name.clone()).collect();
    let owner =
        |name: &str| facts.with("controls", 1, name).find(|f| parties.contains(&f.args[0])).map(|f| f.args[0].clone());
    for (name, info) in out.agents.iter_mut().filter(|(_, info)| !info.party && info.of.is_none()) {
        let organ = || facts.with("organ", 0, name).next().map(|_| "the instrument".to_owned());
        info.of = owner(name).or_else(organ);
    }
    for info in out.circumstances.values_mut() {
        if let ControlledBy::Outsider(who) = &info.controlled_by
            && let Some(party) = owner(who)
        {
            info.controlled_by = ControlledBy::Party(party);
        }
    }
}

/// True if a label is that of a provision or of a part of it; "this Treaty" holds every label.
fn under(label: &str, provision: &str) -> bool {
    provision == "*" || label == provision || label.strip_prefix(provision).is_some_and(|rest| rest.starts_with('('))
}

/// Names of a theory that has no document: parties by name.
pub fn names_of(parties: &[String]) -> Names {
    Names::of_parties(parties)
}

/// Roles of an instance, for the files of this folder.
fn roles(me: Option<&Name>, other: Option<&Name>, parties: &[Name]) -> Roles {
    Roles { me: me.cloned(), other: other.cloned(), parties: parties.to_vec() }
}
