//! Random norms and declarations, with every name that could trip the printer.

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::lines::own_id;
use super::super::parts::HOLES;
use super::super::{FactLine, NormsFile};
use super::normalise;
use crate::clauses::{Force, Modality, Relation, Stop};
use crate::norms::{
    Act, Agent, Anchor, Bearer, Circumstance, Cite, Controller, Declaration, Declared, Exception, Formula, Instant,
    Key, Norm, Noun, Quantifier, Quantity, Restrictor, Season, Unit, Window,
};
use crate::source::Span;

const NAMES: &[&str] = &[
    "Upland",
    "Uplnad",
    "Lowland",
    "X",
    "Y",
    "ef",
    "ef-45d",
    "entry into force",
    "party",
    "territory",
    "terr",
    "self",
    "other",
    "not",
    "in",
    "hand over",
    "",
    "a\"b",
    "a\\b",
    "a\nb",
    "int",
    "nature",
    "term",
    "date",
    "only",
    "figure",
    "day",
    "leave({0})",
    "{0} attacks {1}",
    "leave",
    "Article 5(2)(a)",
    "3.1",
    "5(2)#2",
    "-1",
    "#",
    ".",
    "x.",
    "é-ü",
    "the armed forces",
    "any ships",
    "other than ships",
    "includes",
    "controls",
    "contrlos",
    "place",
    "“”",
    "Norm",
    "\u{7}",
    "\u{feff}",
    "low",
    "lies",
    "has",
    "words",
    "May",
];

pub fn name() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(NAMES).prop_map(str::to_owned), 1 => "[a-z]{1,8}", 1 => "\\PC{0,8}"]
}

fn agent() -> impl Strategy<Value = Agent> {
    prop_oneof![Just(Agent::Me), Just(Agent::Other), Just(Agent::AnyParty), name().prop_map(Agent::Named)]
}

fn bound() -> impl Strategy<Value = Option<i64>> {
    option::of(prop_oneof![4 => -5..40_i64, 1 => any::<i64>(), 1 => Just(i64::MIN), 1 => Just(i64::MAX)])
}

fn restrictor() -> impl Strategy<Value = Restrictor> {
    let leaf = prop_oneof![
        name().prop_map(Restrictor::Word),
        agent().prop_map(Restrictor::Of),
        (name(), bound(), bound()).prop_map(|(unit, least, most)| Restrictor::Measured { unit, least, most }),
        (bound(), bound()).prop_map(|(from, to)| Restrictor::Dated { from, to }),
        name().prop_map(Restrictor::Opaque),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        (name(), name(), btree_set(inner, 0..3)).prop_map(|(preposition, head, restrictors)| {
            Restrictor::Phrase(preposition, Box::new(Key { head, restrictors }))
        })
    })
}

fn noun() -> impl Strategy<Value = Noun> {
    let quantifier = select(vec![Quantifier::Each, Quantifier::Some, Quantifier::Definite]);
    let parts = (name(), name(), btree_set(restrictor(), 0..3), quantifier, any::<bool>(), any::<bool>(), 0..4_u8);
    parts.prop_map(|(text, head, restrictors, quantifier, proper, negated, how)| match how {
        0 => Noun { quantifier, negated, ..normalise(&text) },
        1 => Noun { text: head.clone(), head, restrictors, quantifier, proper, negated },
        2 => Noun { text: head.clone(), head, restrictors: Default::default(), quantifier, proper: true, negated },
        _ => Noun { text, head, restrictors, quantifier, proper, negated },
    })
}

fn act() -> impl Strategy<Value = Act> {
    let quantity = (name(), bound(), bound()).prop_map(|(unit, least, most)| Quantity { unit, least, most });
    let season = (1..=366_u16, 1..=366_u16).prop_map(|(from, to)| Season { from, to });
    let slot = || vec(noun(), 0..3);
    let parts = (name(), slot(), slot(), slot(), slot(), option::of(quantity), option::of(season));
    parts.prop_map(|(kind, thing, place, to, manner, quantity, season)| Act {
        kind,
        thing,
        place,
        to,
        manner,
        quantity,
        season,
    })
}

fn circumstance() -> impl Strategy<Value = Circumstance> {
    let controller =
        prop_oneof![Just(Controller::Unknown), Just(Controller::Nature), agent().prop_map(Controller::Agent)];
    (name(), vec(agent(), 0..3), name(), controller, option::of(agent())).prop_map(
        |(name, about, text, controller, judge)| Circumstance {
            name,
            about,
            text,
            controller,
            judge,
            span: Span::default(),
        },
    )
}

fn formula() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        Just(Formula::True),
        circumstance().prop_map(Formula::Holds),
        (circumstance(), bound(), bound()).prop_map(|(what, least, most)| Formula::Measure { what, least, most }),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|f| Formula::Not(Box::new(f))),
            vec(inner.clone(), 0..3).prop_map(Formula::All),
            vec(inner, 0..3).prop_map(Formula::Any),
        ]
    })
}

fn instant() -> impl Strategy<Value = Instant> {
    let anchor = prop_oneof![
        (-10..3_652_100_i64).prop_map(Anchor::Day),
        any::<i64>().prop_map(Anchor::Day),
        circumstance().prop_map(Anchor::Event)
    ];
    let unit = select(vec![Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
    let number = prop_oneof![-9..90_i64, Just(i64::MIN), Just(i64::MAX)];
    (anchor, vec((number, unit), 0..3)).prop_map(|(anchor, plus)| Instant { anchor, plus })
}

fn window() -> impl Strategy<Value = Window> {
    let parts = (option::of(instant()), option::of(instant()), any::<bool>(), vec(act(), 0..2), vec(name(), 0..2));
    parts.prop_map(|(lo, hi, throughout, after, text)| Window { lo, hi, throughout, after, until: Vec::new(), text })
}

fn exception() -> impl Strategy<Value = Exception> {
    (name(), act(), any::<bool>(), option::of(noun()), formula()).prop_map(|(text, mut act, verb, who, condition)| {
        if !verb {
            act.kind.clear();
        }
        Exception { text, span: Span::default(), act, who, condition }
    })
}

fn bearer() -> impl Strategy<Value = Bearer> {
    prop_oneof![
        Just(Bearer::Each),
        vec(name(), 0..3).prop_map(Bearer::Named),
        vec(name(), 0..3).prop_map(Bearer::Jointly),
        noun().prop_map(Bearer::Class),
        Just(Bearer::Unstated),
    ]
}

fn cite() -> impl Strategy<Value = Cite> {
    (name(), option::of(0..9_u32)).prop_map(|(label, sentence)| Cite {
        document: 0,
        span: Span::default(),
        label,
        sentence,
    })
}

fn norm() -> impl Strategy<Value = Norm> {
    let modality = select(vec![Modality::Obligation, Modality::Prohibition, Modality::Permission, Modality::Exemption]);
    let force = select(vec![Force::Plain, Force::Leave, Force::Right]);
    let relation = select(vec![Relation::Notwithstanding, Relation::SubjectTo, Relation::WithoutPrejudiceTo]);
    let hole = select(HOLES.to_vec()).prop_map(|(_, reason)| Stop { reason, span: Span::default() });
    let who = (name(), cite(), modality, force, bearer());
    let rest = (vec((relation, name()), 0..3), option::of(name()), vec(hole, 0..2));
    let what = (act(), formula(), vec(exception(), 0..3), window());
    (who, what, rest).prop_map(
        |((id, cite, modality, force, bearer), (act, condition, exceptions, window), (rank, on_breach_of, holes))| {
            Norm { id, cite, modality, force, bearer, act, condition, exceptions, window, rank, on_breach_of, holes }
        },
    )
}

fn declaration() -> impl Strategy<Value = Declaration> {
    prop_oneof![
        (name(), vec(noun(), 0..3), any::<bool>()).prop_map(|(term, meaning, exhaustive)| Declaration::Term {
            term,
            meaning,
            exhaustive
        }),
        (circumstance(), instant()).prop_map(|(event, at)| Declaration::Dated { event, at }),
        (noun(), noun(), any::<bool>()).prop_map(|(inner, outer, only)| Declaration::Within { inner, outer, only }),
        (noun(), noun()).prop_map(|(narrower, broader)| Declaration::Kind { narrower, broader }),
        (agent(), noun()).prop_map(|(who, what)| Declaration::Alone { who, what }),
        (name(), btree_set(name(), 0..3), name(), bound(), bound())
            .prop_map(|(who, topic, unit, least, most)| Declaration::Figure { who, topic, unit, least, most }),
        (name(), noun(), any::<bool>()).prop_map(|(who, what, has)| Declaration::Has { who, what, has }),
    ]
}

pub fn declarations() -> impl Strategy<Value = Vec<Declared>> {
    vec((declaration(), cite(), name()).prop_map(|(what, cite, text)| Declared { what, cite, text }), 0..3)
}

/// Norms with an id each.
pub fn norms() -> impl Strategy<Value = Vec<Norm>> {
    vec(norm(), 0..4).prop_map(|mut norms| {
        let mut seen = std::collections::BTreeSet::new();
        norms.retain(|norm| seen.insert(norm.id.clone()));
        norms
    })
}

fn facts() -> impl Strategy<Value = Vec<FactLine>> {
    let relation = select(vec![
        "kind-of",
        "kind-of-act",
        "lies-in",
        "consists-of",
        "owner",
        "controls",
        "excludes",
        "contrlos",
        "norm",
        "has spaces",
    ]);
    let one = (relation, vec(name(), 0..4), option::of(name())).prop_map(|(relation, args, id)| FactLine {
        id: id.unwrap_or_else(|| own_id(relation, &args)),
        relation: relation.to_owned(),
        args,
        span: Span::default(),
    });
    vec(one, 0..4).prop_map(|mut facts| {
        let mut seen = std::collections::BTreeSet::new();
        facts.retain(|fact| seen.insert(fact.id.clone()));
        facts
    })
}

/// A file without lines for circumstances, which are made from the norms.
pub fn files() -> impl Strategy<Value = NormsFile> {
    let names = || vec(name().prop_map(|name| (name, Span::default())), 0..3);
    let parts = (option::of(name()), names(), names(), names(), facts(), declarations(), norms());
    parts.prop_map(|(title, parties, bodies, agents, facts, declarations, norms)| NormsFile {
        title,
        parties,
        bodies,
        agents,
        facts,
        declarations,
        norms,
        ..NormsFile::default()
    })
}
