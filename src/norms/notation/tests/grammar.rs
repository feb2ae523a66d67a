//! The pages in `grammar/` are true to the parser: what the EBNF derives is read, and every sample on the page for people too.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::lexer::RESERVED;
use super::{cases, file, read};

const EBNF: &str = include_str!("../../../../grammar/norms.ebnf");
const PAGE: &str = include_str!("../../../../grammar/norms.md");

/// A form of the grammar.
#[derive(Debug)]
enum Form {
    /// One of these sequences.
    Either(Vec<Vec<Form>>),
    /// Once or not at all.
    Maybe(Box<Form>),
    /// As often as one likes.
    Many(Box<Form>),
    /// These very signs.
    Text(String),
    /// A production, or a word in capitals.
    Name(String),
}

/// The signs and names of the page, comments taken out.
fn tokens() -> Vec<String> {
    let mut text = EBNF.to_owned();
    while let (Some(from), Some(to)) = (text.find("(*"), text.find("*)")) {
        text.replace_range(from..to + 2, " ");
    }
    text.split_whitespace().map(str::to_owned).collect()
}

fn grammar() -> BTreeMap<String, Form> {
    let tokens = tokens();
    let mut productions = BTreeMap::new();
    for statement in tokens.split(|t| t == ";").filter(|s| !s.is_empty()) {
        assert_eq!(statement[1], "=", "{statement:?}");
        let mut at = 2;
        productions.insert(statement[0].clone(), form(statement, &mut at));
        assert_eq!(at, statement.len(), "{statement:?}");
    }
    productions
}

fn form(tokens: &[String], at: &mut usize) -> Form {
    let mut alternatives = vec![Vec::new()];
    while let Some(token) = tokens.get(*at).filter(|t| !["]", "}", ")"].contains(&t.as_str())) {
        *at += 1;
        let mut inner = |tokens: &[String]| {
            let inner = form(tokens, at);
            *at += 1;
            Box::new(inner)
        };
        let next = match token.as_str() {
            "|" => {
                alternatives.push(Vec::new());
                continue;
            }
            "[" => Form::Maybe(inner(tokens)),
            "{" => Form::Many(inner(tokens)),
            "(" => *inner(tokens),
            text if text.starts_with('"') => Form::Text(text.trim_matches('"').to_owned()),
            name => Form::Name(name.to_owned()),
        };
        alternatives.last_mut().unwrap().push(next);
    }
    Form::Either(alternatives)
}

/// A text derived from a production, with choices taken from a list of numbers; short once they run out.
struct Deriver<'g> {
    grammar: &'g BTreeMap<String, Form>,
    choices: std::vec::IntoIter<u8>,
    ids: usize,
    used: BTreeSet<String>,
}

impl Deriver<'_> {
    fn choose(&mut self, among: usize) -> usize {
        self.choices.next().map_or(0, |n| usize::from(n) % among)
    }

    fn derive(&mut self, form: &Form, out: &mut Vec<String>, depth: usize) {
        match form {
            Form::Either(alternatives) => {
                let at = if depth > 40 { alternatives.len() - 1 } else { self.choose(alternatives.len()) };
                for part in &alternatives[at] {
                    self.derive(part, out, depth + 1);
                }
            }
            Form::Maybe(inner) if depth <= 40 && self.choose(2) == 1 => self.derive(inner, out, depth + 1),
            Form::Many(inner) if depth <= 40 => {
                for _ in 0..self.choose(3) {
                    self.derive(inner, out, depth + 1);
                }
            }
            Form::Maybe(_) | Form::Many(_) => {}
            Form::Text(text) => out.push(text.clone()),
            Form::Name(name) => match self.sample(name) {
                Some(text) => out.push(text),
                None => {
                    self.used.insert(name.clone());
                    self.derive(&self.grammar[name.as_str()], out, depth + 1);
                }
            },
        }
    }

    fn sample(&mut self, name: &str) -> Option<String> {
        let n = self.choose(3);
        let samples = match name {
            "ID" => {
                self.ids += 1;
                return Some(format!("n{}", self.ids));
            }
            "REFERENCE" => ["n1", "n1", "n1"],
            "WORD" => ["Marsh", "river-barge", "é2"],
            "VARIABLE" => ["X", "Y", "Party"],
            "PHRASE" => ["\"the armed forces\"", "“fish # 1.”", "\"a \\\"b\\\" . c\""],
            "INTEGER" => ["12", "-3", "0"],
            "NATURAL" => ["12", "3", "1"],
            "DATE" => ["2021-12-17", "0001-01-01", "1999-02-28"],
            "DAY-AND-MONTH" => ["29 February", "1 March", "31 December"],
            "PERIOD" => ["45d", "6m", "0h"],
            "SELF" => ["self", "self", "self"],
            "LEVEL" => ["low", "guarded", "high"],
            "RELATION" => ["controls", "adjoins", "same-act"],
            _ => return None,
        };
        Some(samples[n].to_owned())
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn what_the_grammar_derives_is_read(choices in proptest::collection::vec(any::<u8>(), 0..250)) {
        let grammar = grammar();
        let mut deriver = Deriver { grammar: &grammar, choices: choices.into_iter(), ids: 0, used: BTreeSet::new() };
        let mut out = vec!["norm n1 each X: shall stay .".to_owned()];
        deriver.ids = 1;
        deriver.derive(&grammar["statement"], &mut out, 0);
        let text = out.join(" ");
        // What the page says in words, or cannot say at all: each part once, each name once.
        // And `by` after a trigger asks for the bearer, unless a phrase follows.
        let excused = ["stands twice", "declare each circumstance once", "brackets", "answers for its own breach"];
        if let Err(errors) = read(&text) {
            for error in errors {
                prop_assert!(excused.iter().any(|e| error.to_string().contains(e)), "{error}\n{text}");
            }
        }
    }
}

#[test]
fn every_production_is_reached_and_the_reserved_words_are_those_of_the_parser() {
    let grammar = grammar();
    let mut used = BTreeSet::from(["file".to_owned(), "statement".to_owned()]);
    for seed in 0..4000_u32 {
        let choices: Vec<u8> = (0..200_u32)
            .map(|n| (seed.wrapping_mul(2_654_435_761).wrapping_add(n.wrapping_mul(40_503)) >> 9) as u8)
            .collect();
        let mut deriver = Deriver { grammar: &grammar, choices: choices.into_iter(), ids: 0, used: BTreeSet::new() };
        deriver.derive(&grammar["statement"], &mut Vec::new(), 0);
        used.extend(deriver.used);
    }
    let all: BTreeSet<String> = grammar.keys().cloned().collect();
    assert_eq!(used, all);
    let listed = EBNF.split_once("reserved words:").unwrap().1.split_once('.').unwrap().0;
    assert_eq!(listed.split_whitespace().collect::<Vec<_>>(), RESERVED);
}

#[test]
fn every_sample_on_the_page_for_people_is_read() {
    let samples: Vec<&str> =
        PAGE.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("norms\n")).collect();
    assert!(samples.len() > 5);
    for sample in samples {
        file(sample);
    }
}
