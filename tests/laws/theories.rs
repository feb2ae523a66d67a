//! Small random theories, and the conflicts in them by brute force.
//!
//! The brute force knows nothing of test days, of taxonomies, or of the evaluator's own exhaustion: it goes through
//! every situation, every act on every day, and every set of prohibitions. Of acts that no norm and no exception tells
//! apart, as the evaluator sees them one by one, it takes one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use servanda::clauses::{Force, Modality};
use servanda::evaluate;
use servanda::model::theory::{
    Axiom, Bearers, Condition, Day, Deed, Except, Extent, Ground, GroundNorm, Name, Node, Pattern, Period, Situation,
    Taxonomy, Theory,
};
use servanda::norms::{Season, Slot};

use crate::build;

/// Every day on which anything can begin or end in a generated theory, with room on both sides.
pub const DAYS: RangeInclusive<i64> = -1..=9;

/// The days of the year on which a generated season can begin or end.
const SEASON_ENDS: [u16; 4] = [1, 60, 300, 366];

/// Whether norms may wait for acts and be triggered by breaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coupling {
    /// They may.
    Coupled,
    /// L2 holds: a minimal core is one obligation and some prohibitions.
    Uncoupled,
}

/// Theories of two parties, two to five norms, and taxonomies of three to five kinds, things and places.
pub fn theories(coupling: Coupling) -> impl Strategy<Value = Theory> {
    let circumstances = prop::bool::weighted(0.15);
    let random = vec((any::<Index>(), any::<Index>()), 0..3);
    let world = (nodes("k"), nodes("t"), nodes("p"), circumstances, prop::bool::weighted(0.3), random);
    (world, 2..=5usize).prop_flat_map(move |((kinds, things, places, exclusive, ordered, random), count)| {
        let taxonomies: BTreeMap<Slot, Taxonomy> =
            [(Slot::Kind, kinds), (Slot::Thing, things), (Slot::Place, places)].into();
        let norms = vec(norm(taxonomies.clone()), count);
        let near = vec(prop::option::weighted(0.8, any::<u16>()), count);
        let coupled = vec(prop::option::weighted(0.12, (any::<Index>(), any::<bool>())), count);
        let aimed = vec(any::<(Index, u8)>(), count);
        let plans = (norms, near, coupled, aimed);
        let random = random.clone();
        plans.prop_map(move |(mut norms, near, couplings, aimed)| {
            bring_near(&mut norms, &near);
            // One clause each, now and then the clause of the norm before.
            let mut clause = 0;
            for (i, (norm, same)) in norms.iter_mut().enumerate() {
                clause += usize::from(i > 0 && !*same);
                norm.id = format!("n{i}");
                norm.clause = clause;
                norm.source = i;
            }
            let mut norms: Vec<GroundNorm> = norms.into_iter().map(|(norm, _)| norm).collect();
            if coupling == Coupling::Coupled {
                couple(&mut norms, &couplings);
            }
            let order = Axiom {
                id: "ef ≤ ev".to_owned(),
                at_most_zero: Day { terms: [("ef".to_owned(), 1), ("ev".to_owned(), -1)].into(), constant: 0 },
                ground: Ground::Words,
            };
            Theory {
                agents: [("A", true, &["State"] as &[&str]), ("B", true, &["State"]), ("State", false, &[])]
                    .map(|(name, party, above)| (name.to_owned(), build::agent(party, above)))
                    .into(),
                taxonomies: taxonomies.clone(),
                circumstances: ["c0", "c1"].map(|c| (c.to_owned(), build::circumstance(c))).into(),
                numbers: [("ef", 1), ("ev", 2), ("m", 2)]
                    .map(|(n, most)| (n.to_owned(), build::number(n, 0, most)))
                    .into(),
                axioms: if ordered { vec![order] } else { Vec::new() },
                exclusive: if exclusive { vec![["c0".to_owned(), "c1".to_owned()].into()] } else { Vec::new() },
                clauses: build::clauses(clause + 1),
                outranks: ranks(&norms, &random, &aimed),
                norms,
                ..Theory::default()
            }
        })
    })
}

/// Makes of the first norm a duty, of the second a prohibition, and of some norms what is nearly about the first's
/// acts: as it is, most theories would have no conflict.
fn bring_near(norms: &mut [(GroundNorm, bool)], near: &[Option<u16>]) {
    if near[0].is_some() {
        norms[0].0.modality = Modality::Obligation;
        norms[0].0.bearers = build::bearers(&["A"]);
    }
    let first = norms[0].0.clone();
    for ((norm, same_clause), near) in norms.iter_mut().zip(near).skip(1) {
        let Some(bits) = near else { continue };
        if bits & 0b11 != 0 && norm.modality == Modality::Obligation {
            norm.modality = Modality::Prohibition;
            norm.each.clear();
            norm.throughout = false;
        }
        if bits & 0b1_0000_0100 != 0 {
            norm.pattern = Pattern { season: norm.pattern.season, ..first.pattern.clone() };
        }
        for (i, slot) in
            [Slot::Kind, Slot::Thing, Slot::Place].iter().enumerate().filter(|(i, _)| bits >> (i + 3) & 1 == 1)
        {
            // Now and then said in so many words rather than left out.
            let said = i == 2 && norm.pattern.slots.contains_key(slot);
            norm.pattern.slots.remove(slot);
            norm.pattern.slots.extend(said.then_some((*slot, Extent::Any)));
        }
        if bits & 0b100_0000 != 0 {
            norm.period = Period::default();
        }
        if norm.bearers == build::bearers(&["B"]) {
            norm.bearers = build::bearers(&["A"]);
        }
        norm.each.retain(|slot| matches!(norm.pattern.slots.get(slot), Some(Extent::Of(_))));
        norm.throughout &= norm.period.lo.is_some() && norm.period.hi.is_some();
        if bits & 0b110_0000_0000 != 0 {
            norm.exceptions.clear();
        }
        *same_clause &= bits & 0b1000_0000 != 0;
    }
    if let (true, Some(bits)) = (norms.len() > 2, near[0]) {
        split(norms, bits);
    }
}

/// Lays the second norm, now and then, on two prohibitions: here and elsewhere, before and after, less and more.
fn split(norms: &mut [(GroundNorm, bool)], bits: u16) {
    let whole = Pattern { slots: norms[0].0.pattern.slots.clone(), ..Pattern::default() };
    let parts = &mut norms[1..3];
    if bits & 0b111 > 3 {
        return;
    }
    for (norm, _) in parts.iter_mut() {
        norm.modality = Modality::Prohibition;
        norm.bearers = build::bearers(&["A"]);
        norm.pattern = whole.clone();
        norm.each.clear();
        norm.throughout = false;
    }
    let k = i64::from(bits >> 3 & 0b11);
    let day = |k: i64| Some(if bits & 0b10_0000 == 0 { build::after("ef", k) } else { build::fixed(k) });
    match bits & 0b11 {
        0 | 1 => {
            let slot = if bits & 1 == 0 { Slot::Place } else { Slot::Thing };
            let node = format!("{}{}", if bits & 1 == 0 { "p" } else { "t" }, k.min(2));
            parts[0].0.pattern.slots.insert(slot, Extent::Of(vec![node.clone()]));
            parts[1].0.pattern.slots.insert(slot, Extent::Not(vec![node]));
        }
        2 => {
            parts[0].0.period = Period { lo: None, hi: day(k) };
            parts[1].0.period = Period { lo: day(k + 1), hi: None };
        }
        _ => {
            let unit = "ton".to_owned();
            norms[0].0.pattern.quantity.entry(unit.clone()).or_insert((Some(0), None));
            norms[1].0.pattern.quantity.insert(unit.clone(), (None, Some(k)));
            norms[2].0.pattern.quantity.insert(unit, (Some(k + 1), None));
        }
    }
}

/// Ranks at random, and more often than not one from a permission to a prohibition or a duty.
fn ranks(norms: &[GroundNorm], random: &[(Index, Index)], aimed: &[(Index, u8)]) -> BTreeSet<(usize, usize)> {
    let random = random.iter().map(|(q, p)| (q.get(norms).clause, p.get(norms).clause));
    let permissions =
        norms.iter().zip(aimed).filter(|(q, (_, wish))| q.modality == Modality::Permission && wish % 4 > 0);
    let aimed = permissions.filter_map(|(q, (which, wish))| {
        let wanted = if matches!(wish % 8, 1 | 2 | 5) { Modality::Obligation } else { Modality::Prohibition };
        let over: Vec<&GroundNorm> = norms.iter().filter(|p| p.modality == wanted && p.clause != q.clause).collect();
        (!over.is_empty()).then(|| (q.clause, which.get(&over).clause))
    });
    random.chain(aimed).collect()
}

fn couple(norms: &mut [GroundNorm], couplings: &[Option<(Index, bool)>]) {
    for (i, coupling) in couplings.iter().enumerate() {
        let Some((other, waits)) = coupling else { continue };
        let other = other.index(norms.len());
        if *waits {
            norms[i].after = vec![norms[other].pattern.clone()];
        } else if other != i {
            norms[i].on_breach_of = Some(norms[other].id.clone());
        }
    }
}

/// Three to five nodes, each perhaps below earlier ones; some consist of what is below them, few are empty or equal.
fn nodes(letter: &'static str) -> impl Strategy<Value = Taxonomy> {
    let node = (0..8u8, prop::bool::weighted(0.3), prop::bool::weighted(0.04));
    (vec(node, 3..=5), prop::bool::weighted(0.04)).prop_map(move |(plan, ring)| {
        let name = |i: usize| format!("{letter}{i}");
        let mut taxonomy = Taxonomy::default();
        for (i, (parents, _, empty)) in plan.iter().enumerate() {
            let above = (0..i.min(3)).filter(|j| parents >> j & 1 == 1).map(|j| (name(j), Ground::Words)).collect();
            let empty = empty.then_some(Ground::Words);
            taxonomy.nodes.insert(name(i), Node { above, empty, ..Node::default() });
        }
        for (i, (_, consists, _)) in plan.iter().enumerate() {
            let below =
                |(other, node): (&Name, &Node)| node.above.iter().any(|(up, _)| *up == name(i)).then(|| other.clone());
            let parts: Vec<Name> = taxonomy.nodes.iter().filter_map(below).collect();
            if let (true, false, Some(node)) = (*consists, parts.is_empty(), taxonomy.nodes.get_mut(&name(i))) {
                node.parts = Some((parts, Ground::Words));
            }
        }
        if let (true, Some(first)) = (ring, taxonomy.nodes.get_mut(&name(0))) {
            first.above.push((name(1), Ground::Words));
            if let Some(second) = taxonomy.nodes.get_mut(&name(1)) {
                second.above.push((name(0), Ground::Words));
            }
        }
        taxonomy
    })
}

/// A norm without id and clause, and whether it stands in the clause of the one before.
fn norm(taxonomies: BTreeMap<Slot, Taxonomy>) -> impl Strategy<Value = (GroundNorm, bool)> {
    let modality = prop_oneof![
        35 => Just(Modality::Obligation),
        42 => Just(Modality::Prohibition),
        15 => Just(Modality::Permission),
        10 => Just(Modality::Exemption),
    ];
    modality.prop_flat_map(move |modality| {
        let bearers = prop_oneof![
            10 => Just(build::bearers(&["A"])),
            3 => Just(build::bearers(&["B"])),
            1 => Just(build::bearers(&["A", "B"])),
            2 => Just(if modality == Modality::Prohibition { Bearers::Everybody } else { build::bearers(&["A"]) }),
            2 => Just(if modality == Modality::Obligation { build::bearers(&["A"]) } else { build::bearers(&["State"]) }),
        ];
        let owed = (prop::bool::weighted(0.25), prop::bool::weighted(0.25), prop::bool::weighted(0.3));
        let parts = (pattern(&taxonomies, modality), condition(), prop::option::weighted(0.4, exception(&taxonomies)), period(modality));
        (bearers, owed, parts, prop::bool::weighted(0.1)).prop_map(move |(bearers, owed, parts, same_clause)| {
            let (pattern, condition, exceptions, period) = parts;
            let obligation = modality == Modality::Obligation;
            let named = |slot: &Slot| matches!(pattern.slots.get(slot), Some(Extent::Of(_)));
            let each = [(Slot::Thing, owed.0), (Slot::Place, owed.1)].into_iter().filter(|(_, each)| obligation && *each);
            let norm = GroundNorm {
                id: Name::new(),
                clause: 0,
                source: 0,
                modality,
                force: Force::Plain,
                bearers,
                other: None,
                each: each.map(|(slot, _)| slot).filter(named).collect(),
                pattern,
                condition,
                exceptions: exceptions.into_iter().collect(),
                throughout: obligation && owed.2 && period.lo.is_some() && period.hi.is_some(),
                period,
                after: Vec::new(),
                on_breach_of: None,
                partly: false,
            };
            (norm, same_clause)
        })
    })
}

/// Wide for prohibitions and permissions, rather narrow for duties, so that duties get into trouble.
fn pattern(taxonomies: &BTreeMap<Slot, Taxonomy>, modality: Modality) -> impl Strategy<Value = Pattern> + use<> {
    let wide = modality != Modality::Obligation;
    let slot = |slot: Slot, mentioned: f64| {
        prop::option::weighted(mentioned, extent(&taxonomies[&slot], wide)).prop_map(move |e| e.map(|e| (slot, e)))
    };
    let others = if wide { 0.35 } else { 0.55 };
    let slots = (slot(Slot::Kind, 0.9), slot(Slot::Thing, others), slot(Slot::Place, others));
    let bound = || prop::option::weighted(0.7, 0..6i64);
    let season = prop::option::weighted(0.06, season());
    (slots, prop::option::weighted(0.12, (bound(), bound())), season).prop_map(|(slots, quantity, season)| Pattern {
        slots: [slots.0, slots.1, slots.2].into_iter().flatten().collect(),
        quantity: quantity.into_iter().map(|bounds| ("ton".to_owned(), bounds)).collect(),
        season,
    })
}

fn season() -> impl Strategy<Value = Season> {
    let end = || prop::sample::select(SEASON_ENDS.to_vec());
    (end(), end()).prop_map(|(from, to)| Season { from, to })
}

fn extent(taxonomy: &Taxonomy, wide: bool) -> impl Strategy<Value = Extent> + use<> {
    let names: Vec<Name> = taxonomy.nodes.keys().cloned().collect();
    let first = names[..2].to_vec();
    let one = move || prop_oneof![if wide { 3 } else { 1 } => prop::sample::select(first.clone()), 2 => prop::sample::select(names.clone())];
    prop_oneof![
        8 => vec(one(), 1..=2).prop_map(Extent::Of),
        1 => one().prop_map(|n| Extent::Not(vec![n])),
        1 => Just(Extent::Any),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let circumstance = || prop::sample::select(vec!["c0", "c1"]).prop_map(build::if_);
    let number = (prop::sample::select(vec!["m", "ev"]), prop::option::of(0..3i64), prop::option::of(0..3i64))
        .prop_map(|(name, least, most)| Condition::Within(name.to_owned(), least, most));
    let simple = prop_oneof![
        4 => circumstance(),
        3 => circumstance().prop_map(|c| Condition::Not(Box::new(c))),
        1 => number,
    ];
    let simple = simple.boxed();
    prop_oneof![
        8 => Just(Condition::True),
        4 => simple.clone(),
        1 => vec(simple.clone(), 0..=2).prop_map(Condition::All),
        1 => vec(simple, 0..=2).prop_map(Condition::Any),
    ]
}

fn exception(taxonomies: &BTreeMap<Slot, Taxonomy>) -> impl Strategy<Value = Except> + use<> {
    let slot = |slot: Slot| extent(&taxonomies[&slot], false).prop_map(move |e| build_pattern(slot, e));
    let ton = (prop::option::of(0..6i64), prop::option::of(0..6i64))
        .prop_map(|bounds| Pattern { quantity: [("ton".to_owned(), bounds)].into(), ..Pattern::default() });
    let pattern = prop_oneof![
        1 => Just(Pattern::default()),
        2 => slot(Slot::Kind),
        2 => slot(Slot::Thing),
        3 => slot(Slot::Place),
        1 => ton,
    ];
    (pattern, condition()).prop_map(|(pattern, condition)| Except { text: "except".to_owned(), pattern, condition })
}

fn build_pattern(slot: Slot, extent: Extent) -> Pattern {
    Pattern { slots: [(slot, extent)].into(), ..Pattern::default() }
}

/// Bounded by `ef` or `ev` or fixed days for most duties; often open for the rest.
fn period(modality: Modality) -> impl Strategy<Value = Period> {
    let base = |k: RangeInclusive<i64>| {
        (prop::sample::select(vec!["", "ef", "ef", "ev"]), k).prop_map(|(base, k)| match base {
            "" => build::fixed(k),
            date => build::after(date, k),
        })
    };
    let given = if modality == Modality::Obligation { 0.85 } else { 0.3 };
    (prop::option::weighted(given, base(0..=3)), prop::option::weighted(given, base(2..=6)))
        .prop_map(|(lo, hi)| Period { lo, hi })
}

/// How many cases a law is tried on: `PROPTEST_CASES` if it is set, else these few.
pub fn cases(few: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(few), failure_persistence: None, ..ProptestConfig::default() }
}

// ── Situations and behaviours ────────────────────────────────────────────────────────────────────────────

/// Every admissible situation, of the circumstances and numbers that the norms and axioms speak of; the others are
/// false, and their least.
pub fn situations(theory: &Theory) -> Vec<Situation> {
    let spoken = names_spoken_of(theory);
    let least = |(name, info): (&Name, &servanda::model::theory::NumberInfo)| (name.clone(), info.least.unwrap_or(0));
    let first = Situation { numbers: theory.numbers.iter().map(least).collect(), ..Situation::default() };
    let mut all = vec![first];
    for name in theory.circumstances.keys().filter(|c| spoken.contains(*c)) {
        let set = |s: &Situation, holds: bool| {
            let mut s = s.clone();
            s.circumstances.insert(name.clone(), holds);
            s
        };
        all = all.iter().flat_map(|s| [false, true].map(|holds| set(s, holds))).collect();
    }
    for (name, info) in theory.numbers.iter().filter(|(n, _)| spoken.contains(*n)) {
        let set = |s: &Situation, value: i64| {
            let mut s = s.clone();
            s.numbers.insert(name.clone(), value);
            s
        };
        let values = info.least.unwrap_or(0)..=info.most.unwrap_or(0);
        all = all.iter().flat_map(|s| values.clone().map(move |value| set(s, value))).collect();
    }
    all.retain(|s| evaluate::admissible(theory, s).is_ok());
    all
}

fn names_spoken_of(theory: &Theory) -> BTreeSet<Name> {
    fn in_condition(condition: &Condition, names: &mut BTreeSet<Name>) {
        match condition {
            Condition::True => {}
            Condition::Holds(name) | Condition::Within(name, ..) => _ = names.insert(name.clone()),
            Condition::Not(inner) => in_condition(inner, names),
            Condition::All(all) | Condition::Any(all) => all.iter().for_each(|c| in_condition(c, names)),
        }
    }
    let mut names = BTreeSet::new();
    for norm in &theory.norms {
        in_condition(&norm.condition, &mut names);
        norm.exceptions.iter().for_each(|e| in_condition(&e.condition, &mut names));
        let days = norm.period.lo.iter().chain(&norm.period.hi);
        names.extend(days.flat_map(|day| day.terms.keys().cloned()));
    }
    names.extend(theory.axioms.iter().flat_map(|axiom| axiom.at_most_zero.terms.keys().cloned()));
    names
}

/// One act, as choices that a theory makes real.
#[derive(Clone, Debug)]
pub struct DeedPlan {
    like: Index,
    leaves: [Index; 3],
    stray: bool,
    ton: Option<i64>,
    season: Index,
    day: i64,
}

/// Plans of up to so many acts.
pub fn deed_plans(most: usize) -> impl Strategy<Value = Vec<DeedPlan>> {
    let leaves = [any::<Index>(), any::<Index>(), any::<Index>()];
    let plan = (any::<Index>(), leaves, prop::bool::weighted(0.15), prop::option::of(-1..8i64), any::<Index>(), DAYS);
    let plan =
        plan.prop_map(|(like, leaves, stray, ton, season, day)| DeedPlan { like, leaves, stray, ton, season, day });
    vec(plan, 0..=most)
}

/// Acts in the manner of some norm each (its actors and leaves), or astray.
pub fn deeds(theory: &Theory, plans: &[DeedPlan]) -> Vec<Deed> {
    let deed = |plan: &DeedPlan| {
        let like = plan.like.get(&theory.norms);
        let mut deed = Deed { day: plan.day, ..Deed::default() };
        deed.actors = match &like.bearers {
            Bearers::All(all) => all.clone(),
            Bearers::Everybody => ["A".to_owned()].into(),
        };
        for (slot, chosen) in [Slot::Kind, Slot::Thing, Slot::Place].iter().zip(&plan.leaves) {
            let extent = like.pattern.slots.get(slot).filter(|_| !plan.stray).unwrap_or(&Extent::Any);
            let leaves: Vec<Name> = evaluate::leaves(&theory.taxonomies[slot], extent).into_iter().collect();
            let leaf = if leaves.is_empty() { "*".to_owned() } else { chosen.get(&leaves).clone() };
            deed.leaves.insert(*slot, leaf);
        }
        deed.quantity = plan.ton.map(|n| ("ton".to_owned(), n)).into_iter().collect();
        deed.season = Some(*plan.season.get(&SEASON_ENDS));
        deed
    };
    plans.iter().map(deed).collect()
}

// ── Conflicts by brute force ─────────────────────────────────────────────────────────────────────────────

/// For every obligation that can be left without a discharge, the minimal sets of prohibitions that together forbid every
/// act that would discharge it, over all situations. The set is empty where nothing could discharge it anyhow; that does not
/// hide the other sets, which come from other situations. Uncoupled theories only.
pub fn brute_conflicts(theory: &Theory, days: RangeInclusive<i64>) -> Vec<(Name, BTreeSet<Name>)> {
    let mut found: BTreeMap<Name, BTreeSet<BTreeSet<Name>>> = BTreeMap::new();
    for (_, obligation, sets) in brute_situations(theory, days) {
        found.entry(obligation).or_default().extend(sets);
    }
    let minimal = |sets: &BTreeSet<BTreeSet<Name>>| -> Vec<BTreeSet<Name>> {
        let smaller =
            |s: &BTreeSet<Name>| sets.iter().any(|other| !other.is_empty() && other != s && other.is_subset(s));
        sets.iter().filter(|s| !smaller(s)).cloned().collect()
    };
    found.iter().flat_map(|(o, sets)| minimal(sets).into_iter().map(move |s| (o.clone(), s))).collect()
}

/// The same for each situation: situation, obligation, minimal sets in that situation.
pub fn brute_situations(theory: &Theory, days: RangeInclusive<i64>) -> Vec<(Situation, Name, Vec<BTreeSet<Name>>)> {
    let mut found = Vec::new();
    let obligations = theory.norms.iter().filter(|n| n.modality == Modality::Obligation);
    let to_try: Vec<(&GroundNorm, Vec<Deed>)> = obligations.map(|o| (o, acts(theory, o, days.clone()))).collect();
    for situation in situations(theory) {
        for (o, acts) in &to_try {
            if evaluate::applies(o, &situation) {
                let sets = blocking_sets(theory, &situation, o, acts, days.clone());
                if !sets.is_empty() {
                    found.push((situation.clone(), o.id.clone(), sets));
                }
            }
        }
    }
    found
}

/// A leaf for each `each` slot, and the day if owed throughout.
type InstanceKey = (Vec<Name>, Option<i64>);

/// The minimal sets of prohibitions that leave some instance of an obligation without a discharge in a situation.
fn blocking_sets(
    theory: &Theory,
    situation: &Situation,
    o: &GroundNorm,
    acts: &[Deed],
    days: RangeInclusive<i64>,
) -> Vec<BTreeSet<Name>> {
    let covered = |q: &GroundNorm, deed: &Deed| {
        evaluate::matches(theory, q, deed)
            && evaluate::applies(q, situation)
            && evaluate::in_period(q, situation, deed.day)
            && !evaluate::excepted(theory, q, situation, deed)
    };
    // Acts by instance, each with those that forbid it; with no entry for acts that do not discharge.
    let mut instances: BTreeMap<InstanceKey, (Vec<BTreeSet<Name>>, bool)> = BTreeMap::new();
    for (leaves, day) in instance_keys(theory, situation, o, days.clone()) {
        instances.insert((leaves, day), (Vec::new(), false));
    }
    let mut acts_at_all = BTreeSet::new();
    for deed in acts.iter().filter(|a| evaluate::in_period(o, situation, a.day)) {
        let key = (o.each.iter().map(|s| deed.leaves[s].clone()).collect(), o.throughout.then_some(deed.day));
        let Some((blocked, owed)) = instances.get_mut(&key) else { continue };
        acts_at_all.insert(key);
        let forbidding = theory.norms.iter().filter(|p| evaluate::forbids(theory, p, situation, &[], deed));
        let (above, below): (Vec<_>, Vec<_>) = forbidding.partition(|p| evaluate::outranks(theory, p, o));
        if !above.is_empty() || evaluate::excepted(theory, o, situation, deed) {
            continue;
        }
        let exempt = theory.norms.iter().any(|q| match q.modality {
            Modality::Exemption => !evaluate::outranks(theory, o, q) && covered(q, deed),
            Modality::Permission => evaluate::outranks(theory, q, o) && covered(q, deed),
            _ => false,
        });
        *owed |= !exempt;
        blocked.push(below.iter().map(|p| p.id.clone()).collect());
    }
    let wholly_excepted =
        o.exceptions.iter().any(|e| e.pattern == Pattern::default() && evaluate::holds(&e.condition, situation));
    let mut sets = BTreeSet::new();
    for (key, (blocked, owed)) in &instances {
        let released = wholly_excepted || (acts_at_all.contains(key) && !owed);
        if !released {
            sets.extend(minimal_hitting_sets(theory, blocked));
        }
    }
    let smaller = |s: &BTreeSet<Name>| sets.iter().any(|other| other != s && other.is_subset(s));
    sets.iter().filter(|s| !smaller(s)).cloned().collect()
}

fn instance_keys(
    theory: &Theory,
    situation: &Situation,
    o: &GroundNorm,
    days: RangeInclusive<i64>,
) -> Vec<InstanceKey> {
    let mut keys = vec![Vec::new()];
    for slot in &o.each {
        let leaves = evaluate::leaves(&theory.taxonomies[slot], &o.pattern.slots[slot]);
        keys = keys
            .iter()
            .flat_map(|k: &Vec<Name>| leaves.iter().map(|l| [k.as_slice(), std::slice::from_ref(l)].concat()))
            .collect();
    }
    if !o.throughout {
        return keys.into_iter().map(|k| (k, None)).collect();
    }
    let days: Vec<i64> = days.filter(|d| evaluate::in_period(o, situation, *d)).collect();
    keys.into_iter().flat_map(|k| days.iter().map(move |d| (k.clone(), Some(*d))).collect::<Vec<_>>()).collect()
}

/// Every act by the bearers of an obligation that matches it, on each of these days.
pub fn acts(theory: &Theory, o: &GroundNorm, days: RangeInclusive<i64>) -> Vec<Deed> {
    let patterns = || theory.norms.iter().flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern]));
    let actors = match &o.bearers {
        Bearers::All(all) => all.clone(),
        Bearers::Everybody => BTreeSet::new(),
    };
    let mut all = vec![Deed { actors, ..Deed::default() }];
    for (slot, taxonomy) in &theory.taxonomies {
        let leaves = if patterns().any(|p| p.slots.contains_key(slot)) {
            evaluate::leaves(taxonomy, o.pattern.slots.get(slot).unwrap_or(&Extent::Any))
        } else {
            ["*".to_owned()].into()
        };
        all = all.iter().flat_map(|deed| leaves.iter().map(|l| build::at(deed.clone(), *slot, l))).collect();
    }
    if patterns().any(|p| p.quantity.contains_key("ton")) {
        let none = (!o.pattern.quantity.contains_key("ton")).then_some(None);
        let amounts: Vec<Option<i64>> = none.into_iter().chain((-1..8).map(Some)).collect();
        let with = |deed: &Deed, n: Option<i64>| Deed {
            quantity: n.map(|n| ("ton".to_owned(), n)).into_iter().collect(),
            ..deed.clone()
        };
        all = all.iter().flat_map(|deed| amounts.iter().map(move |n| with(deed, *n))).collect();
    }
    if patterns().any(|p| p.season.is_some()) {
        // Every end of a season and a day in each gap.
        let year = [1, 2, 60, 61, 299, 300, 301, 366];
        all = all.iter().flat_map(|deed| year.map(|day| Deed { season: Some(day), ..deed.clone() })).collect();
    }
    let mut told_apart = BTreeSet::new();
    all.retain(|deed| {
        let seen: Vec<bool> = patterns().map(|p| evaluate::fits(theory, p, deed)).collect();
        let each: Vec<Name> = o.each.iter().map(|slot| deed.leaves[slot].clone()).collect();
        evaluate::matches(theory, o, deed) && told_apart.insert((seen, each))
    });
    all.iter().flat_map(|deed| days.clone().map(|day| Deed { day, ..deed.clone() })).collect()
}

/// The minimal sets with a member in each of these; none if one of these is empty.
fn minimal_hitting_sets(theory: &Theory, sets: &[BTreeSet<Name>]) -> Vec<BTreeSet<Name>> {
    let prohibitions: Vec<&Name> =
        theory.norms.iter().filter(|n| n.modality == Modality::Prohibition).map(|n| &n.id).collect();
    let subset = |bits: u32| -> BTreeSet<Name> {
        prohibitions.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, id)| (*id).clone()).collect()
    };
    let hitting: Vec<BTreeSet<Name>> =
        (0..1 << prohibitions.len()).map(subset).filter(|s| sets.iter().all(|set| !set.is_disjoint(s))).collect();
    let smaller = |s: &BTreeSet<Name>| hitting.iter().any(|other| other != s && other.is_subset(s));
    hitting.iter().filter(|s| !smaller(s)).cloned().collect()
}
