//! How long something lasts: "for not less than three years", "for at least two years from the day of receipt".

use super::quantity::{compared, number_at};
use super::time::{Context, duration, instant};
use super::words::{Word, join, starts_with, words};
use super::{Instant, Quantity, Unit};

/// "For not less than three years": a length of time with a comparison is a quantity of the act.
pub fn lasting(list: &[Word]) -> Option<Quantity> {
    let rest = list.strip_prefix(&[list.first().filter(|w| w.is("for"))?.clone()])?;
    let skip = rest.iter().take_while(|w| w.any(&["a", "period", "term", "of"])).count();
    let (least, most) = compared(&rest[skip..])?;
    let at = (0..rest.len()).find(|&i| number_at(&rest[i..]).is_some())?;
    let (value, unit, _) = duration(&rest[at..])?;
    let (scale, name) = match unit {
        Unit::Year => (12, "month of lasting"),
        Unit::Month => (1, "month of lasting"),
        Unit::Week => (7, "day of lasting"),
        Unit::Day => (1, "day of lasting"),
        Unit::Hour => (1, "hour of lasting"),
    };
    // The bounds were reckoned in the unit of the text: "more than two years" is 25 months or more.
    let scaled = |bound: i64| if bound == value { value * scale } else { value * scale + (bound - value) };
    Some(Quantity { unit: name.to_owned(), least: least.map(scaled), most: most.map(scaled) })
}

/// Verbs of which a duty is kept by a state that lasts: whoever keeps a thing for at least a year keeps it for that year.
pub fn lasts(kind: &str) -> bool {
    matches!(
        kind,
        "keep"
            | "preserve"
            | "retain"
            | "maintain"
            | "store"
            | "conserve"
            | "hold"
            | "detain"
            | "safeguard"
            | "remain in"
    )
}

/// "For more than two years from the day of receipt", of what lasts: from the end of those years on.
pub fn overlong(text: &str, context: &Context) -> Option<Instant> {
    let list = words(text);
    const FORMS: [&[&str]; 4] =
        [&["for", "more", "than"], &["for", "longer", "than"], &["for", "a", "period", "exceeding"], &["beyond"]];
    let form = FORMS.iter().find(|form| starts_with(&list, form))?;
    let rest = &list[form.len()..];
    let (_, _, used) = duration(rest)?;
    rest.get(used).filter(|w| w.any(&["from", "after", "following", "since", "of"]))?;
    instant(rest, context)
}

/// "For at least two years from the day of receipt" → "for two years from the day of receipt", for what lasts.
pub fn without_least(text: &str) -> String {
    let list = words(text);
    let reckoned = list.iter().any(|w| w.any(&["from", "after", "following", "since"]));
    if !reckoned || !list.first().is_some_and(|w| w.is("for")) {
        return text.to_owned();
    }
    const FORMS: [&[&str]; 4] =
        [&["at", "least"], &["not", "less", "than"], &["no", "less", "than"], &["a", "minimum", "of"]];
    let Some((at, form)) =
        (1..list.len().min(6)).find_map(|at| FORMS.iter().find(|f| starts_with(&list[at..], f)).map(|f| (at, f)))
    else {
        return text.to_owned();
    };
    let kept: Vec<Word> = list[..at].iter().chain(&list[at + form.len()..]).cloned().collect();
    join(&kept)
}
