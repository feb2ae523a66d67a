//! Printing is the inverse of reading, and nothing makes the reader panic.

use proptest::prelude::*;

use super::super::{NormsFile, print, print_file};
use super::generate::{declarations, files, norms};
use super::{cases, file, normalise, read, stripped};

/// Words and signs of the notation, to be strung together at random.
const PIECES: &[&str] = &[
    "norm",
    "3.1",
    "each X",
    ":",
    "shall",
    "not",
    "may",
    "dredge",
    "in",
    "Reserve",
    "except",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "\n",
    "if",
    "and",
    "or",
    "within",
    "ef",
    "+",
    "45d",
    "-",
    "2021-12-17",
    "99999999999999999999",
    "\"a phrase\"",
    "\"",
    "“",
    "#",
    "@",
    "sentence",
    "at least",
    "<=",
    "after act",
    "atom",
    "flood",
    "nature",
    "judged by",
    "fact",
    "life",
    "says",
    "term",
    "\\",
    "party",
    "é",
    "🦀",
    "all of",
    "other(",
    "terr(",
    "|",
    "=",
    "day",
    "season",
];

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn norms_survive_printing(norms in norms(), declarations in declarations()) {
        let text = print(None, &[], &norms, &declarations, &normalise);
        let back = match read(&text) {
            Ok(back) => back,
            Err(errors) => return Err(TestCaseError::fail(format!("{errors:#?}\n{text}"))),
        };
        let before = stripped(NormsFile { norms, declarations, ..NormsFile::default() });
        let after = stripped(back.clone());
        prop_assert_eq!(&before.norms, &after.norms, "{}", text);
        prop_assert_eq!(&before.declarations, &after.declarations, "{}", text);
        let again = print_file(&back, &normalise);
        prop_assert_eq!(stripped(back), stripped(file(&again)), "{}\n{}", text, again);
    }

    #[test]
    fn files_survive_printing(before in files()) {
        let text = print_file(&before, &normalise);
        let back = match read(&text) {
            Ok(back) => back,
            Err(errors) => return Err(TestCaseError::fail(format!("{errors:#?}\n{text}"))),
        };
        prop_assert_eq!(stripped(before), stripped(back), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}") {
        let _ = read(&text);
    }

    #[test]
    fn no_jumble_makes_it_panic(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60), tight in any::<bool>()) {
        let text = pieces.join(if tight { "" } else { " " });
        if let Err(errors) = read(&text) {
            for error in errors {
                prop_assert!(text.get(error.span.range()).is_some(), "{:?} in {:?}", error, text);
            }
        }
    }

    #[test]
    fn a_byte_lost_or_changed_is_survived(norms in norms(), at in any::<prop::sample::Index>(), with in any::<char>()) {
        let text = print(None, &[], &norms, &[], &normalise);
        let mut chars: Vec<char> = text.chars().collect();
        if !chars.is_empty() {
            let at = at.index(chars.len());
            chars[at] = with;
            let _ = read(&chars.iter().collect::<String>());
            chars.remove(at);
            let _ = read(&chars.into_iter().collect::<String>());
        }
    }
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    for (open, inner, close) in [("(", "flood", ")"), ("not ", "flood", ""), ("all of (", "flood", ")")] {
        let text = format!("norm 1 each X: shall stay if {}{inner}{}.", open.repeat(50_000), close.repeat(50_000));
        assert!(read(&text).unwrap_err()[0].mend.as_ref().unwrap().contains("nested"));
    }
    let text = format!("norm 1 each X: shall keep {{a: {}{{b}}{}}}.", "in {a: ".repeat(50_000), "}".repeat(50_000));
    assert!(!read(&text).unwrap_err().is_empty());
}
