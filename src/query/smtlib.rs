//! A log of questions → SMT-LIB 2.6, for a second solver and for readers who want the formulas.
//!
//! In comes what a [`Recorder`](super::solver::Recorder) kept; out goes a text that any solver of `QF_LIA`
//! answers from a shell: `z3 queries.smt2`, `cvc5 --incremental queries.smt2`. Each question states the answer
//! that was recorded (`:status`), so that a solver which disagrees says so. The printer knows no solver and
//! simplifies nothing: what is printed is what was asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::solver::{Answer, Event};
use super::term::{Names, Sum, Term};

/// Prints a log, question by question, with everything declared before the first.
///
/// A flag and a number of one name, and names that SMT-LIB keeps for itself, are told apart by a suffix. A
/// scope that the log leaves open stays open; a `pop` without an open scope is left out.
pub fn print(log: &[Event]) -> String {
    let symbols = Symbols::of(log);
    let mut out = String::from("(set-info :smt-lib-version 2.6)\n(set-logic QF_LIA)\n");
    for (sort, table) in [("Bool", &symbols.flags), ("Int", &symbols.numbers)] {
        for symbol in table.values() {
            put(&mut out, 0, &format!("(declare-const {symbol} {sort})"));
        }
    }
    let mut depth = 0;
    let mut asked = 0;
    for event in log {
        match event {
            Event::Comment(text) => {
                out.push('\n');
                for line in text.lines() {
                    put(&mut out, depth, format!("; {line}").trim_end());
                }
            }
            Event::Assert(term) => put(&mut out, depth, &format!("(assert {})", symbols.term(term))),
            Event::Push => {
                put(&mut out, depth, "(push 1)");
                depth += 1;
            }
            Event::Pop if depth == 0 => {}
            Event::Pop => {
                depth -= 1;
                put(&mut out, depth, "(pop 1)");
            }
            Event::Check { assumptions, answer } => {
                asked += 1;
                put(&mut out, depth, &format!("; question {asked}{}", remark(answer)));
                put(&mut out, depth, &format!("(set-info :status {})", status(answer)));
                put(&mut out, depth, &symbols.question(assumptions));
            }
        }
    }
    out.push_str("\n(exit)\n");
    out
}

/// One line, indented by the scopes it stands in.
fn put(out: &mut String, depth: usize, line: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{:width$}{line}", "", width = 2 * depth);
}

fn status(answer: &Answer) -> &'static str {
    match answer {
        Answer::Sat(_) => "sat",
        Answer::Unsat(_) => "unsat",
        Answer::Unknown(_) => "unknown",
    }
}

fn remark(answer: &Answer) -> String {
    match answer {
        Answer::Unknown(reason) => format!(": given up ({})", reason.replace(['\r', '\n'], " ")),
        Answer::Sat(_) | Answer::Unsat(_) => String::new(),
    }
}

/// The printed symbol of each name.
struct Symbols {
    flags: BTreeMap<String, String>,
    numbers: BTreeMap<String, String>,
}

impl Symbols {
    /// A symbol for every name in the log; no two alike.
    fn of(log: &[Event]) -> Symbols {
        let mut names = Names::default();
        for event in log {
            match event {
                Event::Assert(term) => names.collect(term),
                Event::Check { assumptions, .. } => names.flags.extend(assumptions.iter().cloned()),
                Event::Comment(_) | Event::Push | Event::Pop => {}
            }
        }
        let mut taken: BTreeSet<String> = RESERVED.iter().map(|word| (*word).to_owned()).collect();
        let mut table = |names: BTreeSet<String>, kind: &str| -> BTreeMap<String, String> {
            names
                .into_iter()
                .map(|name| {
                    let free = unused(&name, kind, &mut taken);
                    (name, quoted(&free))
                })
                .collect()
        };
        Symbols { flags: table(names.flags, "flag"), numbers: table(names.numbers, "number") }
    }

    fn flag(&self, name: &str) -> &str {
        self.flags.get(name).map_or("false", String::as_str)
    }

    fn question(&self, assumptions: &[String]) -> String {
        if assumptions.is_empty() {
            return "(check-sat)".into();
        }
        let flags: Vec<&str> = assumptions.iter().map(|name| self.flag(name)).collect();
        format!("(check-sat-assuming ({}))", flags.join(" "))
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::Truth(value) => value.to_string(),
            Term::Flag(name) => self.flag(name).to_owned(),
            Term::Not(inner) => format!("(not {})", self.term(inner)),
            Term::All(terms) => self.application("and", terms, "true"),
            Term::Any(terms) => self.application("or", terms, "false"),
            Term::AtMost(sum) => self.at_most_zero(sum),
        }
    }

    /// `(and …)` and `(or …)` want two arguments at least.
    fn application(&self, operator: &str, terms: &[Term], empty: &str) -> String {
        match terms {
            [] => empty.to_owned(),
            [only] => self.term(only),
            several => {
                let printed: Vec<String> = several.iter().map(|term| self.term(term)).collect();
                format!("({operator} {})", printed.join(" "))
            }
        }
    }

    /// `Σ ≤ 0` with what is added on the left, and what is taken away on the right, as one would write it.
    fn at_most_zero(&self, sum: &Sum) -> String {
        let mut sides = [Vec::new(), Vec::new()];
        for (name, &coefficient) in &sum.terms {
            let symbol = self.numbers.get(name).map_or("0", String::as_str);
            let product = match coefficient.unsigned_abs() {
                1 => symbol.to_owned(),
                factor => format!("(* {factor} {symbol})"),
            };
            sides[usize::from(coefficient < 0)].push(product);
        }
        if sum.constant != 0 {
            // A lone side may as well carry a negative number: `x ≤ −3` rather than `x + 3 ≤ 0`.
            let left = sum.constant > 0 && (sides[0].is_empty() || !sides[1].is_empty());
            let size = sum.constant.unsigned_abs();
            match (left, sum.constant > 0) {
                (true, _) => sides[0].push(size.to_string()),
                (false, true) => sides[1].push(format!("(- {size})")),
                (false, false) => sides[1].push(size.to_string()),
            }
        }
        let [left, right] = sides.map(|side| match side.as_slice() {
            [] => "0".to_owned(),
            [only] => only.clone(),
            several => format!("(+ {})", several.join(" ")),
        });
        format!("(<= {left} {right})")
    }
}

/// Words that a script may not declare: of the language, of the logic, and of both solvers' extensions.
const RESERVED: &[&str] = &[
    "",
    "!",
    "*",
    "+",
    "-",
    "/",
    "<",
    "<=",
    "=",
    "=>",
    ">",
    ">=",
    "BINARY",
    "Bool",
    "DECIMAL",
    "HEXADECIMAL",
    "Int",
    "NUMERAL",
    "Real",
    "STRING",
    "_",
    "abs",
    "and",
    "as",
    "assert",
    "const",
    "distinct",
    "div",
    "exists",
    "false",
    "forall",
    "if",
    "iff",
    "implies",
    "ite",
    "lambda",
    "let",
    "match",
    "mod",
    "not",
    "or",
    "par",
    "rem",
    "to_int",
    "to_real",
    "is_int",
    "true",
    "xor",
];

/// The name, or the name with a suffix if that is taken.
fn unused(name: &str, kind: &str, taken: &mut BTreeSet<String>) -> String {
    // Neither quoting sign may stand inside quotes, nor may control characters; `@` and `.` in front are the
    // solvers' own. What is replaced here cannot make two names one, for the suffix tells them apart.
    let clean: String = name
        .chars()
        .map(|c| match c {
            '|' => '¦',
            '\\' => '/',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let clean = if clean.starts_with(['@', '.']) { format!("_{clean}") } else { clean };
    let tries = std::iter::once(clean.clone())
        .chain(std::iter::once(format!("{clean} ({kind})").trim_start().to_owned()))
        .chain((2u64..).map(|count| format!("{clean} ({kind} {count})")));
    for candidate in tries {
        if taken.insert(candidate.clone()) {
            return candidate;
        }
    }
    clean
}

/// A symbol as it is printed: bare if it is plain, else between bars.
fn quoted(symbol: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "~!@$%^&*_-+=<>.?/".contains(c);
    let bare = symbol.chars().all(plain) && !symbol.starts_with(|c: char| c.is_ascii_digit());
    if bare { symbol.to_owned() } else { format!("|{symbol}|") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::solver::tests::{Enumeration, strings};
    use crate::query::solver::{Recorder, Solver};
    use crate::query::term::Model;

    #[test]
    fn a_log_is_printed_with_its_answers() {
        let mut recorder = Recorder::new(Enumeration::new(5));
        let (ef, end) = (Sum::of("ef"), Sum::of("end of the term"));
        recorder.comment("facts");
        recorder.assert(&Term::lt(&ef, &end));
        recorder.comment("can Article 5(2) be kept?\nwith Article 3");
        recorder.push();
        recorder.assert(&Term::implies(Term::flag("sel 3"), Term::le(&end, &ef.shifted(-2))));
        recorder.check(&[]);
        recorder.check(&strings(&["sel 3"]));
        recorder.pop();
        let expected = "\
(set-info :smt-lib-version 2.6)
(set-logic QF_LIA)
(declare-const |sel 3| Bool)
(declare-const ef Int)
(declare-const |end of the term| Int)

; facts
(assert (<= (+ ef 1) |end of the term|))

; can Article 5(2) be kept?
; with Article 3
(push 1)
  (assert (or (not |sel 3|) (<= (+ |end of the term| 2) ef)))
  ; question 1
  (set-info :status sat)
  (check-sat)
  ; question 2
  (set-info :status unsat)
  (check-sat-assuming (|sel 3|))
(pop 1)

(exit)
";
        assert_eq!(print(recorder.log()), expected);
    }

    #[test]
    fn numbers_are_written_without_a_minus_inside_a_numeral() {
        let symbols = Symbols::of(&[Event::Assert(Term::AtMost(Sum::from_terms([("x", 1), ("y", 1)], 0)))]);
        let print = |terms: &[(&str, i64)], constant| {
            symbols.term(&Term::AtMost(Sum::from_terms(terms.iter().copied(), constant)))
        };
        assert_eq!(print(&[("x", 1)], 3), "(<= x (- 3))");
        assert_eq!(print(&[("x", 1)], -3), "(<= x 3)");
        assert_eq!(print(&[("x", -1)], 3), "(<= 3 x)");
        assert_eq!(print(&[("x", -1)], -3), "(<= 0 (+ x 3))");
        assert_eq!(print(&[("x", 2), ("y", -3)], 4), "(<= (+ (* 2 x) 4) (* 3 y))");
        assert_eq!(print(&[("x", i64::MIN)], i64::MIN), "(<= 0 (+ (* 9223372036854775808 x) 9223372036854775808))");
        assert_eq!(print(&[], 1), "(<= 1 0)");
    }

    #[test]
    fn no_two_names_share_a_symbol_and_no_word_of_the_language_is_declared() {
        let log = [
            Event::Assert(Term::All(
                ["and", "x", "a|b", "a¦b", "@v", "", "5(2)", "x (number)"].map(Term::flag).to_vec(),
            )),
            Event::Assert(Term::AtMost(Sum::from_terms([("x", 1), ("true", 1)], 0))),
        ];
        let symbols = Symbols::of(&log);
        let all: Vec<&String> = symbols.flags.values().chain(symbols.numbers.values()).collect();
        let different: BTreeSet<&String> = all.iter().copied().collect();
        assert_eq!(all.len(), 10);
        assert_eq!(different.len(), 10, "{all:?}");
        assert_eq!(symbols.flags["and"], "|and (flag)|");
        assert_eq!(symbols.flags["5(2)"], "|5(2)|");
        assert_eq!(symbols.flags["@v"], "_@v");
        assert_eq!(symbols.flags[""], "|(flag)|");
        assert_eq!(symbols.numbers["true"], "|true (number)|");
        assert_eq!(symbols.numbers["x"], "|x (number 2)|");
    }

    #[test]
    fn what_was_given_up_is_said_and_a_stray_pop_is_left_out() {
        let answer = Answer::Unknown("max. resource\nlimit".into());
        let log = [Event::Pop, Event::Check { assumptions: vec![], answer }];
        let text = print(&log);
        assert!(text.contains("; question 1: given up (max. resource limit)\n(set-info :status unknown)\n(check-sat)"));
        assert!(!text.contains("pop"));
        let answer = Answer::Sat(Model::default());
        assert!(print(&[Event::Check { assumptions: strings(&["a"]), answer }]).contains("(declare-const a Bool)"));
    }
}
