//! What the generator makes: how many of its theories have a conflict, and how often each construct stands in one of those.
//!
//! A new construct of the generator gets a line in [`CONSTRUCTS`].

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use servanda::clauses::Modality;
use servanda::model::theory::{Bearers, Condition, Day, Extent, GroundNorm, Pattern, Theory};

use crate::encoding::settled;
use crate::theories::{DAYS, brute_conflicts};

/// A construct, and whether a theory has it.
type Construct = (&'static str, fn(&Theory) -> bool);

const CONSTRUCTS: &[Construct] = &[
    ("obligation", |t| t.norms.iter().any(|n| n.modality == Modality::Obligation)),
    ("prohibition", |t| t.norms.iter().any(|n| n.modality == Modality::Prohibition)),
    ("permission", |t| t.norms.iter().any(|n| n.modality == Modality::Permission)),
    ("exemption", |t| t.norms.iter().any(|n| n.modality == Modality::Exemption)),
    ("rank", |t| !t.outranks.is_empty()),
    ("rank of a permission over a prohibition", |t| ranks(t, Modality::Permission, Modality::Prohibition)),
    ("rank of a permission over an obligation", |t| ranks(t, Modality::Permission, Modality::Obligation)),
    ("two norms of one clause", |t| t.norms.windows(2).any(|two| two[0].clause == two[1].clause)),
    ("bearer: a class", |t| bearers(t, |all| all.iter().any(|b| b == "State"))),
    ("bearer: several jointly", |t| bearers(t, |all| all.len() > 1)),
    ("bearer: everybody", |t| t.norms.iter().any(|n| n.bearers == Bearers::Everybody)),
    ("each slot", |t| t.norms.iter().any(|n| !n.each.is_empty())),
    ("owed throughout", |t| t.norms.iter().any(|n| n.throughout)),
    ("condition: holds", |t| conditions(t, &|c| matches!(c, Condition::Holds(_)))),
    ("condition: not", |t| conditions(t, &|c| matches!(c, Condition::Not(_)))),
    ("condition: and, or", |t| conditions(t, &|c| matches!(c, Condition::All(_) | Condition::Any(_)))),
    ("condition: number", |t| conditions(t, &|c| matches!(c, Condition::Within(..)))),
    ("exception", |t| t.norms.iter().any(|n| !n.exceptions.is_empty())),
    ("exception with a condition", |t| excepts(t, |n| n.exceptions.iter().any(|e| e.condition != Condition::True))),
    ("exception of all acts", |t| excepts(t, |n| n.exceptions.iter().any(|e| e.pattern == Pattern::default()))),
    ("window from a date", |t| days(t, |day| !day.terms.is_empty())),
    ("window from a fixed day", |t| days(t, |day| day.terms.is_empty())),
    ("window open at an end", |t| t.norms.iter().any(|n| n.period.lo.is_some() != n.period.hi.is_some())),
    ("quantity", |t| patterns(t, |p| !p.quantity.is_empty())),
    ("season", |t| patterns(t, |p| p.season.is_some())),
    ("extent: all but", |t| patterns(t, |p| p.slots.values().any(|e| matches!(e, Extent::Not(_))))),
    ("extent: several nodes", |t| {
        patterns(t, |p| p.slots.values().any(|e| matches!(e, Extent::Of(all) if all.len() > 1)))
    }),
    ("node with several above it", |t| nodes(t, |node| node.above.len() > 1)),
    ("whole of parts", |t| nodes(t, |node| node.parts.is_some())),
    ("node of which there is none", |t| nodes(t, |node| node.empty.is_some())),
    ("axiom", |t| !t.axioms.is_empty()),
    ("circumstances that exclude one another", |t| !t.exclusive.is_empty()),
];

fn ranks(t: &Theory, over: Modality, under: Modality) -> bool {
    let of = |clause: usize, modality: Modality| t.norms.iter().any(|n| n.clause == clause && n.modality == modality);
    t.outranks.iter().any(|(q, p)| of(*q, over) && of(*p, under))
}

fn bearers(t: &Theory, so: impl Fn(&std::collections::BTreeSet<String>) -> bool) -> bool {
    t.norms.iter().any(|n| matches!(&n.bearers, Bearers::All(all) if so(all)))
}

fn conditions(t: &Theory, so: &dyn Fn(&Condition) -> bool) -> bool {
    fn within(c: &Condition, so: &dyn Fn(&Condition) -> bool) -> bool {
        let inner = match c {
            Condition::Not(inner) => within(inner, so),
            Condition::All(all) | Condition::Any(all) => all.iter().any(|c| within(c, so)),
            Condition::True | Condition::Holds(_) | Condition::Within(..) => false,
        };
        inner || so(c)
    }
    t.norms.iter().any(|n| within(&n.condition, so) || n.exceptions.iter().any(|e| within(&e.condition, so)))
}

fn excepts(t: &Theory, so: impl Fn(&GroundNorm) -> bool) -> bool {
    t.norms.iter().any(so)
}

fn days(t: &Theory, so: impl Fn(&Day) -> bool) -> bool {
    t.norms.iter().flat_map(|n| n.period.lo.iter().chain(&n.period.hi)).any(so)
}

fn patterns(t: &Theory, so: impl Fn(&Pattern) -> bool) -> bool {
    t.norms.iter().flat_map(|n| n.exceptions.iter().map(|e| &e.pattern).chain([&n.pattern])).any(so)
}

fn nodes(t: &Theory, so: impl Fn(&servanda::model::theory::Node) -> bool) -> bool {
    t.taxonomies.values().flat_map(|taxonomy| taxonomy.nodes.values()).any(so)
}

/// At least three of ten theories have a conflict, and each construct stands in one of twenty of those.
#[test]
fn conflicts_are_common_and_every_construct_stands_in_some() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000).min(20_000_u32);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (mut conflicting, mut counts) = (0, vec![(0_u32, 0_u32); CONSTRUCTS.len()]);
    for _ in 0..cases {
        let theory = settled().new_tree(&mut runner).expect("a theory").current();
        let conflict = !brute_conflicts(&theory, DAYS).is_empty();
        conflicting += u32::from(conflict);
        for ((_, has), count) in CONSTRUCTS.iter().zip(&mut counts) {
            if has(&theory) {
                count.0 += 1;
                count.1 += u32::from(conflict);
            }
        }
    }
    let share = |n: u32, of: u32| 100.0 * f64::from(n) / f64::from(of.max(1));
    println!("{cases} theories, {:.1} % with a conflict", share(conflicting, cases));
    println!("{:44} {:>8} {:>16}", "construct", "of all", "of conflicting");
    for ((name, _), (all, in_conflict)) in CONSTRUCTS.iter().zip(&counts) {
        println!("{name:44} {:>6.1} % {:>14.1} %", share(*all, cases), share(*in_conflict, conflicting));
    }
    assert!(share(conflicting, cases) >= 30.0);
    let rare =
        CONSTRUCTS.iter().zip(&counts).filter(|(_, (_, n))| share(*n, conflicting) < 5.0).map(|((name, _), _)| name);
    assert_eq!(rare.collect::<Vec<_>>(), Vec::<&&str>::new());
}
