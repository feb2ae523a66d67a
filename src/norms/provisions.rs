//! Words that point at another provision: they say which thing is meant, and not of what kind it is.

use super::words::Word;

/// "Provided for in Article 2", "referred to in paragraph 1": which thing is meant, not what kind.
pub fn refers_to_provision(phrase: &[Word]) -> bool {
    let points = phrase.iter().any(|w| {
        w.any(&["provided", "referred", "mentioned", "specified", "set", "described", "under", "in", "by", "pursuant"])
    });
    points
        && phrase.iter().any(|w| {
            w.any(&[
                "article",
                "articles",
                "paragraph",
                "paragraphs",
                "annex",
                "agreement",
                "treaty",
                "convention",
                "protocol",
            ])
        })
        || phrase
            .iter()
            .all(|w| w.any(&["provided", "referred", "to", "for", "mentioned", "aforesaid", "thereof", "above"]))
}

/// "The security provided for in Article 3", "the sum under Article 5": which one is meant, and no place.
pub fn without_provision(list: &[Word]) -> Vec<Word> {
    const POINTS: [&str; 12] = [
        "provided",
        "referred",
        "mentioned",
        "specified",
        "described",
        "set",
        "laid",
        "prescribed",
        "required",
        "stipulated",
        "defined",
        "under",
    ];
    let provision = |w: &Word| w.any(&["article", "articles", "paragraph", "paragraphs", "annex"]);
    let Some(at) = list.iter().position(provision) else { return list.to_vec() };
    let Some(from) = (at.saturating_sub(5)..at).find(|&i| list[i].any(&POINTS)) else { return list.to_vec() };
    let number =
        |w: &Word| w.lower.chars().all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x')) || w.lower.len() == 1;
    let end = (at + 1..list.len()).find(|&i| !number(&list[i]) && !provision(&list[i])).unwrap_or(list.len());
    [&list[..from], &list[end..]].concat()
}

#[cfg(test)]
mod tests {
    use super::super::words::{join, words};
    use super::*;

    #[test]
    fn which_provision_speaks_of_a_thing_does_not_narrow_it() {
        let plain = |text: &str| join(&without_provision(&words(text)));
        assert_eq!(
            plain("the deposit provided for in Article 4, paragraph 2 has been paid"),
            "the deposit has been paid"
        );
        assert_eq!(plain("the deposit in the bank has been paid"), "the deposit in the bank has been paid");
    }
}
