//! What is said about mistakes.

use super::read;

/// The complaints about a text: the words blamed, and what is said.
fn complaints(text: &str) -> Vec<String> {
    let errors = read(text).err().unwrap_or_default();
    errors.iter().map(|e| format!("{:?} {e}", text.get(e.span.range()).unwrap_or("?"))).collect()
}

#[test]
fn look() {
    for text in [
        "nrom 3.1 each X: shall stay.",
        "norm each X: shall stay.",
        "norm 1 each X shall stay.",
        "norm 1 each X: shal stay.",
        "norm 1 each X: may not stay.",
        "norm 1 each X: shall hand over documents.",
        "norm 1 each X: shall stay witin [ef, ef + 3d].",
        "norm 1 each X: shall stay within [ef, ef-45d].",
        "norm 1 each X: shall stay within [ef, ef + 45].",
        "norm 1 each X: shall stay within ef.",
        "norm 1 each X: shall stay in.",
        "norm 1 each X: shall stay in Marsh in Dunes.",
        "norm 1 each X: shall sell right.",
        "norm 1 each X: shall sell words.",
        "norm 1 each X: shall sell \"the words.",
        "norm 1 each X: shall stay if flood and.",
        "norm 1 each X: shall stay if (flood.",
        "norm 1 each X: shall stay to other(Y).",
        "norm 1 A & B: shall stay.",
        "norm 1 each X: shall stay if flood if storm.",
        "norm 1 each X: shall stay except in Marsh.",
        "norm 1 each X: shall stay after act 9. norm 8 each X: shall go.",
        "norm 1 each X: shall stay. norm 1 each X: shall go.",
        "norm 1 each X: shall stay\nnorm 2 each X: shal go\nnorm 3 each X: shall go.",
        "norm 1 each X: shall stay.norm 2 each X: shall go.",
        "norm 1 each X: shall stay hole no-objct.",
        "norm 1 each X: shall stay subject 5.",
        "norm 1 each X: shall stay season 31 April to 3 May.",
        "norm 1 each X: shall stay season 3 Apirl to 3 May.",
        "norm 1 each X: shall stay from 2021-02-30.",
        "contrlos(A, B).",
        "place A B.",
        "place A.",
        "atom leave(X) : nature. norm 1 each X: shall stay if leave.",
        "measure m : low < high. norm 1 each X: shall stay if m > hihg.",
        "life ef.",
        "says @\"Article 1\": term \"A\" is B.",
        "fact : a(b).",
        "assume same(A, B).",
        "party United States.",
        "norm 1 each X: shall sell at leas 3 sheep.",
        "norm 1 each X: shall not.",
        "norm 1 each X: shall stay if casualties > .",
        "norm 1 Upland: shall pay to other(Lowland).",
        "norm 3(a each X: shall stay.",
        "hello world",
        "norm 1 each X: shall stay in {a: b.",
    ] {
        println!("{}\n    {}", text.replace('\n', "⏎"), complaints(text).join("\n    "));
    }
}
