//! What is said about mistakes: the words blamed, and a way to mend them.

use super::read;

/// The complaints about a text: the words blamed, and what is said.
fn complaints(text: &str) -> Vec<(String, String)> {
    let errors = read(text).err().unwrap_or_default();
    errors.iter().map(|e| (text.get(e.span.range()).unwrap_or("?").to_owned(), e.to_string())).collect()
}

/// A text, the words that are to blame, and a part of what is said.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("nrom 3.1 each X: shall stay.", "nrom", "did you mean `norm`?"),
    ("hello world", "hello", "a statement opens with one of these words"),
    ("norm each X: shall stay.", "each", "write `norm 3.1"),
    ("norm 3(a each X: shall stay.", "3", "open brackets"),
    ("norm 1 : shall stay.", ":", "a bearer"),
    ("norm 1 each X shall stay.", "shall", "expected `:` after the bearer"),
    ("norm 1 each X: shal stay.", "shal", "did you mean `shall`?"),
    ("norm 1 each X: may not stay.", "may", "two readings"),
    ("norm 1 each X: shall as duty stay.", "duty", "`plain`, `leave` or `right`"),
    ("norm 1 each X: shall.", ".", "expected a verb"),
    ("norm 1 each X: shall hand over documents.", "documents", "hyphens or in quotation marks"),
    ("norm 1 each X: shall stay witin [ef, ef + 3d].", "[", "did you mean `within` by `witin`?"),
    ("norm 1 each X: shall stay harbour iff flood.", "iff", "did you mean `if`?"),
    ("norm 1 each X: shall sell at leas 3 sheep.", "3", "did you mean `least` by `leas`?"),
    ("norm 1 each X: shall stay within [ef, ef-45d].", "ef-45d", "write `ef - 45d`"),
    ("norm 1 each X: shall stay within [ef, ef + 45].", "]", "units are h, d, w, m (months) and y"),
    ("norm 1 each X: shall stay within ef.", "ef", "a period such as `[ef, ef + 45d]`"),
    ("norm 1 each X: shall stay from 2021-02-30.", "2021-02-30", "year-month-day"),
    ("norm 1 each X: shall stay season 31 April to 3 May.", "31", "April has days 1 to 30"),
    ("norm 1 each X: shall stay season 3 Apirl to 3 May.", "Apirl", "`1 April`"),
    ("norm 1 each X: shall stay in.", ".", "expected a place"),
    ("norm 1 each X: shall stay in unless.", "unless", "write \"unless\""),
    ("norm 1 each X: shall stay in Marsh in Dunes.", "in", "stands twice"),
    ("norm 1 each X: shall stay if flood if storm.", "if", "join the conditions with `and`"),
    ("norm 1 each X: shall sell \"the words.", "\"", "close the phrase"),
    ("norm 1 each X: shall stay if flood and.", ".", "expected a condition"),
    ("norm 1 each X: shall stay if (flood.", ".", "expected `)`"),
    ("norm 1 each X: shall stay if casualties > 9223372036854775807.", "9223372036854775807", "a smaller number"),
    ("norm 1 each X: shall pay to other(Y).", "Y", "write `other(X)`"),
    ("norm 1 Upland: shall pay to other(Lowland).", "Lowland", "write `other(Upland)`"),
    ("party Upland. norm 1 Uplnad: shall stay.", "Uplnad", "did you mean `Upland`?"),
    ("party Upland. norm 1 each X: shall pay to Uplnd.", "Uplnd", "did you mean `Upland`?"),
    ("party Upland. norm 1 each X: shall stay in port of Uplnd.", "Uplnd", "did you mean `Upland`?"),
    ("norm 1 each X: shall pay on breach of 2 by other(X).", "other", "answers for its own breach"),
    ("norm 1 A & B: shall stay.", "&", "`A & B jointly`"),
    ("norm 1 each X: shall stay except in Marsh.", "in", "in brackets"),
    ("norm 1 each X: shall stay hole no-objct.", "no-objct", "did you mean `no-object`?"),
    ("norm 1 each X: shall stay in {a: b.", ".", "expected `}`"),
    ("norm abc each X: shall stay after act abd.", "abd", "did you mean `abc`?"),
    ("norm 1 each X: shall stay. norm 1 each X: shall go.", "norm 1 each X: shall go.", "an id of its own"),
    ("norm 1 each X: shall stay.norm 2 each X: shall go.", "norm", "a space or a new line"),
    ("contrlos(A, B).", "contrlos", "did you mean `controls`?"),
    ("place A B.", ".", "write `A < B`"),
    ("atom leave(X) : nature. norm 1 each X: shall stay if leave.", "leave", "did you mean `leave(X)`?"),
    ("atom flood : nature. norm 1 each X: shall stay if floood.", "floood", "did you mean `flood`?"),
    ("measure m : low < high. norm 1 each X: shall stay if m > hihg.", "hihg", "its levels are low < high"),
    ("atom flood. atom flood : nature.", "flood", "once"),
    ("title \"a\". title \"b\".", "title \"b\".", "take one of them out"),
    ("life ef.", "ef", "`from` or `until`"),
    ("says @\"Article 1\": term \"A\" is B.", "is", "`means` or `includes`"),
    ("fact a: b(c). fact a: b(d).", "fact a: b(d).", "an id of its own"),
    ("assume same(A, B).", "same", "`sub`: each A is a B"),
    ("party United States.", "States", "in quotation marks"),
];

#[test]
fn each_mistake_is_blamed_on_its_words_and_can_be_mended() {
    for (text, words, said) in MISTAKES {
        let complaints = complaints(text);
        let [(blamed, message)] = complaints.as_slice() else { panic!("{text}\n{complaints:?}") };
        assert!(blamed == words && message.contains(said), "{text}\n{blamed:?}: {message}");
    }
}

#[test]
fn all_complaints_come_at_once_and_what_is_right_stays_read() {
    let text = "norm 1 each X: shall stay\nnorm 2 each X: shal go.\n# norm 9.\nnorm 3 each X: shall go. norm 4 each X: shall \"stay. norm 5 each X:\nnorm 6 X.";
    let blamed: Vec<String> = complaints(text).into_iter().map(|(words, _)| words).collect();
    assert_eq!(blamed, ["", "shal", "\"", "."]);
}

#[test]
fn every_complaint_has_a_mend() {
    for (text, _, _) in MISTAKES {
        assert!(read(text).is_err_and(|errors| errors.iter().all(|e| e.mend.is_some())), "{text}");
    }
}
