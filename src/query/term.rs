//! The terms in which everything is asked: flags, linear integer sums, and their Boolean combinations.
//!
//! In comes whatever a query wants to say; out goes a value that any solver can be told and any reader can
//! evaluate. The module knows nothing of norms, of Z3 or of SMT-LIB. Flags and numbers have separate name
//! spaces: a flag and a number of the same name are two things.

use std::collections::{BTreeMap, BTreeSet};

/// A linear sum over named integers: `Σ coefficient · name + constant`.
///
/// No coefficient is stored as 0, so equal sums are equal values. Arithmetic saturates at the ends of `i64`;
/// sums of days and quantities stay far from them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sum {
    /// Coefficient by name, never 0.
    pub terms: BTreeMap<String, i64>,
    /// What is added to it.
    pub constant: i64,
}

impl Sum {
    /// The number of that name.
    pub fn of(name: impl Into<String>) -> Sum {
        Sum { terms: BTreeMap::from([(name.into(), 1)]), constant: 0 }
    }

    /// The same value whatever the model.
    pub fn constant(value: i64) -> Sum {
        Sum { terms: BTreeMap::new(), constant: value }
    }

    /// A sum from coefficients in any order; zeros are left out, and repeated names added up.
    pub fn from_terms<N: Into<String>>(terms: impl IntoIterator<Item = (N, i64)>, constant: i64) -> Sum {
        let mut sum = Sum::constant(constant);
        for (name, coefficient) in terms {
            sum.add_term(name.into(), coefficient);
        }
        sum
    }

    /// `self + other`.
    pub fn plus(&self, other: &Sum) -> Sum {
        let mut sum = self.clone();
        for (name, &coefficient) in &other.terms {
            sum.add_term(name.clone(), coefficient);
        }
        sum.constant = sum.constant.saturating_add(other.constant);
        sum
    }

    /// `self − other`.
    pub fn minus(&self, other: &Sum) -> Sum {
        self.plus(&other.negate())
    }

    /// `−self`.
    pub fn negate(&self) -> Sum {
        self.times(-1)
    }

    /// `factor · self`.
    pub fn times(&self, factor: i64) -> Sum {
        Sum::from_terms(
            self.terms.iter().map(|(name, coefficient)| (name.clone(), coefficient.saturating_mul(factor))),
            self.constant.saturating_mul(factor),
        )
    }

    /// `self + days`, for the common case of a date and a period.
    pub fn shifted(&self, by: i64) -> Sum {
        Sum { terms: self.terms.clone(), constant: self.constant.saturating_add(by) }
    }

    /// The value in a model, in 128 bits so that no product of two `i64` is cut.
    pub fn value(&self, model: &Model) -> i128 {
        let of_names: i128 = self
            .terms
            .iter()
            .map(|(name, &coefficient)| i128::from(coefficient) * i128::from(model.number(name)))
            .sum();
        of_names + i128::from(self.constant)
    }

    fn add_term(&mut self, name: String, coefficient: i64) {
        let entry = self.terms.entry(name.clone()).or_insert(0);
        *entry = entry.saturating_add(coefficient);
        if *entry == 0 {
            self.terms.remove(&name);
        }
    }
}

/// A statement that a model makes true or false.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// Always true, or never.
    Truth(bool),
    /// The flag of that name.
    Flag(String),
    /// It does not hold.
    Not(Box<Term>),
    /// All of them; true if there are none.
    All(Vec<Term>),
    /// At least one of them; false if there are none.
    Any(Vec<Term>),
    /// The sum is at most 0.
    AtMost(Sum),
}

impl Term {
    /// The flag of that name.
    pub fn flag(name: impl Into<String>) -> Term {
        Term::Flag(name.into())
    }

    /// The contrary; two negations cancel.
    #[expect(clippy::should_implement_trait, reason = "it stands with `all`, `any` and the other constructors")]
    pub fn not(term: Term) -> Term {
        match term {
            Term::Truth(value) => Term::Truth(!value),
            Term::Not(inner) => *inner,
            other => Term::Not(Box::new(other)),
        }
    }

    /// All of them. Nested conjunctions are opened, and what is always true is left out.
    pub fn all(terms: impl IntoIterator<Item = Term>) -> Term {
        let mut kept = Vec::new();
        for term in terms {
            match term {
                Term::Truth(true) => {}
                Term::Truth(false) => return Term::Truth(false),
                Term::All(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Term::Truth(true),
            1 => kept.remove(0),
            _ => Term::All(kept),
        }
    }

    /// At least one of them. Nested disjunctions are opened, and what is never true is left out.
    pub fn any(terms: impl IntoIterator<Item = Term>) -> Term {
        let mut kept = Vec::new();
        for term in terms {
            match term {
                Term::Truth(false) => {}
                Term::Truth(true) => return Term::Truth(true),
                Term::Any(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Term::Truth(false),
            1 => kept.remove(0),
            _ => Term::Any(kept),
        }
    }

    /// If the first holds, so does the second.
    pub fn implies(condition: Term, consequence: Term) -> Term {
        Term::any([Term::not(condition), consequence])
    }

    /// Both hold or neither does.
    pub fn iff(left: Term, right: Term) -> Term {
        Term::all([Term::implies(left.clone(), right.clone()), Term::implies(right, left)])
    }

    /// The sum is at most 0; decided here if it names no number.
    pub fn at_most_zero(sum: Sum) -> Term {
        if sum.terms.is_empty() { Term::Truth(sum.constant <= 0) } else { Term::AtMost(sum) }
    }

    /// `left ≤ right`.
    pub fn le(left: &Sum, right: &Sum) -> Term {
        Term::at_most_zero(left.minus(right))
    }

    /// `left < right`: over integers, `left + 1 ≤ right`.
    pub fn lt(left: &Sum, right: &Sum) -> Term {
        Term::at_most_zero(left.minus(right).shifted(1))
    }

    /// `left = right`.
    pub fn eq(left: &Sum, right: &Sum) -> Term {
        Term::all([Term::le(left, right), Term::le(right, left)])
    }

    /// `least ≤ sum ≤ most`, where either may be missing.
    pub fn within(sum: &Sum, least: Option<i64>, most: Option<i64>) -> Term {
        let above = least.map(|bound| Term::le(&Sum::constant(bound), sum));
        let below = most.map(|bound| Term::le(sum, &Sum::constant(bound)));
        Term::all(above.into_iter().chain(below))
    }

    /// Whether the term is true in the model.
    pub fn holds(&self, model: &Model) -> bool {
        match self {
            Term::Truth(value) => *value,
            Term::Flag(name) => model.flag(name),
            Term::Not(term) => !term.holds(model),
            Term::All(terms) => terms.iter().all(|term| term.holds(model)),
            Term::Any(terms) => terms.iter().any(|term| term.holds(model)),
            Term::AtMost(sum) => sum.value(model) <= 0,
        }
    }

    /// Every name that occurs in the term.
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        names.collect(self);
        names
    }
}

/// The names that occur in terms, each once and in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Flags.
    pub flags: BTreeSet<String>,
    /// Numbers.
    pub numbers: BTreeSet<String>,
}

impl Names {
    /// Adds the names of one more term.
    pub fn collect(&mut self, term: &Term) {
        match term {
            Term::Truth(_) => {}
            Term::Flag(name) => {
                self.flags.insert(name.clone());
            }
            Term::Not(inner) => self.collect(inner),
            Term::All(terms) | Term::Any(terms) => terms.iter().for_each(|term| self.collect(term)),
            Term::AtMost(sum) => self.numbers.extend(sum.terms.keys().cloned()),
        }
    }
}

/// A value for each name. A flag that is missing is false, a number that is missing is 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// Truth of each flag.
    pub flags: BTreeMap<String, bool>,
    /// Value of each number.
    pub numbers: BTreeMap<String, i64>,
}

impl Model {
    /// Whether the flag is true.
    pub fn flag(&self, name: &str) -> bool {
        self.flags.get(name).copied().unwrap_or(false)
    }

    /// The value of the number.
    pub fn number(&self, name: &str) -> i64 {
        self.numbers.get(name).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        Model {
            flags: BTreeMap::from([("flood".into(), true)]),
            numbers: BTreeMap::from([("ef".into(), 10), ("end".into(), -3)]),
        }
    }

    #[test]
    fn sums_keep_no_zero_and_add_up() {
        let sum = Sum::of("ef").plus(&Sum::of("end")).minus(&Sum::of("ef")).shifted(4);
        assert_eq!(sum, Sum::from_terms([("end", 1)], 4));
        assert_eq!(sum.value(&model()), 1);
        assert_eq!(sum.negate().value(&model()), -1);
        assert_eq!(Sum::from_terms([("a", 2), ("a", -2)], 7), Sum::constant(7));
        assert_eq!(sum.times(0), Sum::constant(0));
    }

    #[test]
    fn a_sum_at_the_end_of_the_range_saturates_and_its_value_does_not_wrap() {
        let sum = Sum::from_terms([("a", i64::MAX)], i64::MAX);
        assert_eq!(sum.plus(&sum), sum);
        let model = Model { numbers: BTreeMap::from([("a".into(), i64::MIN)]), ..Model::default() };
        assert!(sum.value(&model) < i128::from(i64::MIN));
        assert!(Term::AtMost(sum).holds(&model));
    }

    #[test]
    fn constructors_simplify_lightly() {
        let flood = Term::flag("flood");
        assert_eq!(Term::not(Term::not(flood.clone())), flood);
        assert_eq!(Term::all([Term::Truth(true), flood.clone()]), flood);
        assert_eq!(Term::all([Term::Truth(false), flood.clone()]), Term::Truth(false));
        assert_eq!(Term::any([]), Term::Truth(false));
        assert_eq!(Term::all([]), Term::Truth(true));
        assert_eq!(Term::implies(Term::Truth(false), flood.clone()), Term::Truth(true));
        let (a, b, c) = (Term::flag("a"), Term::flag("b"), Term::flag("c"));
        assert_eq!(Term::any([a.clone(), Term::any([b.clone(), c.clone()])]), Term::Any(vec![a, b, c]));
        assert_eq!(Term::le(&Sum::of("ef"), &Sum::of("ef")), Term::Truth(true));
        assert_eq!(Term::lt(&Sum::of("ef"), &Sum::of("ef")), Term::Truth(false));
        assert_eq!(Term::within(&Sum::of("ef"), None, None), Term::Truth(true));
    }

    #[test]
    fn terms_are_true_where_they_should_be() {
        let (ef, end) = (Sum::of("ef"), Sum::of("end"));
        assert!(Term::lt(&end, &ef).holds(&model()));
        assert!(!Term::le(&ef, &end).holds(&model()));
        assert!(Term::eq(&ef, &end.shifted(13)).holds(&model()));
        assert!(!Term::eq(&ef, &end.shifted(12)).holds(&model()));
        assert!(Term::within(&ef, Some(10), Some(10)).holds(&model()));
        assert!(!Term::within(&ef, Some(11), None).holds(&model()));
        assert!(Term::iff(Term::flag("flood"), Term::not(Term::flag("missing"))).holds(&model()));
        assert!(!Term::implies(Term::flag("flood"), Term::flag("missing")).holds(&model()));
    }

    #[test]
    fn names_are_collected_by_sort() {
        let term = Term::implies(Term::flag("a"), Term::le(&Sum::of("a"), &Sum::of("b")));
        let names = term.names();
        assert_eq!(names.flags.into_iter().collect::<Vec<_>>(), ["a"]);
        assert_eq!(names.numbers.into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
