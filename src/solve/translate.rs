//! Terms of our own → terms of Z3.
//!
//! Z3 never learns our names: each is a constant numbered in the order of first use. So the names of a treaty
//! cannot clash with Z3's own, need no escaping, and do not steer its search.

use std::collections::BTreeMap;

use z3::ast::{Bool, Int};

use crate::query::term::{Sum, Term};

/// The constants declared so far.
#[derive(Debug, Default)]
pub(super) struct Constants {
    pub(super) flags: BTreeMap<String, Bool>,
    pub(super) numbers: BTreeMap<String, Int>,
}

impl Constants {
    /// The constant of a flag, declared on first use.
    pub(super) fn flag(&mut self, name: &str) -> Bool {
        if let Some(known) = self.flags.get(name) {
            return known.clone();
        }
        let constant = Bool::new_const(format!("flag{}", self.flags.len()));
        self.flags.insert(name.to_owned(), constant.clone());
        constant
    }

    /// The constant of a number, declared on first use.
    fn number(&mut self, name: &str) -> Int {
        if let Some(known) = self.numbers.get(name) {
            return known.clone();
        }
        let constant = Int::new_const(format!("number{}", self.numbers.len()));
        self.numbers.insert(name.to_owned(), constant.clone());
        constant
    }

    /// The term in Z3's terms.
    pub(super) fn term(&mut self, term: &Term) -> Bool {
        match term {
            Term::Truth(value) => Bool::from_bool(*value),
            Term::Flag(name) => self.flag(name),
            Term::Not(inner) => self.term(inner).not(),
            Term::All(terms) => Bool::and(&self.terms(terms)),
            Term::Any(terms) => Bool::or(&self.terms(terms)),
            Term::AtMost(sum) => self.sum_of_names(sum).le(upper_bound(sum)),
        }
    }

    fn terms(&mut self, terms: &[Term]) -> Vec<Bool> {
        terms.iter().map(|term| self.term(term)).collect()
    }

    /// `Σ coefficient · number`, without the constant.
    fn sum_of_names(&mut self, sum: &Sum) -> Int {
        let mut products = Vec::new();
        for (name, &coefficient) in &sum.terms {
            let number = self.number(name);
            products.push(if coefficient == 1 { number } else { Int::from_i64(coefficient) * number });
        }
        match products.len() {
            0 => Int::from_i64(0),
            1 => products.remove(0),
            _ => Int::add(&products),
        }
    }
}

/// `Σ + constant ≤ 0` is `Σ ≤ −constant`; the negation of the least `i64` needs one bit more.
fn upper_bound(sum: &Sum) -> Int {
    match sum.constant.checked_neg() {
        Some(bound) => Int::from_i64(bound),
        None => Int::from_u64(sum.constant.unsigned_abs()),
    }
}
