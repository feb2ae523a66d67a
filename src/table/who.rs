//! Who bears a row: the words of the text, and the parties that they stand for as the logic lays the norm on them.

use super::{BearerSort, Who};
use crate::clauses::BearerStatus;
use crate::norms::{Bearer, Norm};

/// Words before a bearer that say how many of them are meant, and not who.
const DETERMINERS: [&str; 13] =
    ["a", "all", "an", "any", "both", "each", "either", "every", "neither", "no", "that", "the", "this"];

/// Words that name nobody by themselves.
const PRONOUNS: [&str; 9] = ["he", "it", "one", "she", "the former", "the latter", "they", "those", "this"];

/// Under what name "each Party" stands where the treaty names none.
const EACH: &str = "each Party";

/// The bearer of a clause with these words. `norm` is what the clause comes to for the logic, `parties` are all parties.
pub fn of_clause(words: Option<&str>, status: BearerStatus, norm: Option<&Norm>, parties: &[String]) -> Who {
    let Some(text) = words else { return named(None, status, vec![nobody()]) };
    if PRONOUNS.contains(&text.trim().to_lowercase().as_str()) {
        // The logic lays "they" on every party; a table that names them would say more than the text does.
        return named(words, status, vec![(BearerSort::Pronoun, text.trim().to_lowercase())]);
    }
    match norm {
        Some(norm) => of_bearer(&norm.bearer, words, status, parties),
        None => named(words, status, vec![(BearerSort::Other, bare(text))]),
    }
}

/// The bearer of a norm of the notation.
pub fn of_norm(norm: &Norm, parties: &[String]) -> Who {
    let words = super::norm_words::bearer(&norm.bearer);
    let status = if words.is_some() { BearerStatus::Stated } else { BearerStatus::Unstated };
    of_bearer(&norm.bearer, words.as_deref(), status, parties)
}

/// The bearer of a sentence that was not read.
pub fn unread() -> Who {
    named(None, BearerStatus::Hole, vec![(BearerSort::Unread, "not read".to_owned())])
}

/// The parties that a bearer stands for; whoever is no party by name stands under the words of the text.
fn of_bearer(bearer: &Bearer, words: Option<&str>, status: BearerStatus, all: &[String]) -> Who {
    let list: &[String] = match bearer {
        Bearer::Each => all,
        Bearer::Jointly(list) if list.is_empty() => all,
        Bearer::Named(list) | Bearer::Jointly(list) => list,
        Bearer::Class(_) | Bearer::Unstated => &[],
    };
    let sort = |name: &String| if all.contains(name) { BearerSort::Party } else { BearerSort::Other };
    let mut names: Vec<(BearerSort, String)> = list.iter().map(|name| (sort(name), name.clone())).collect();
    if names.is_empty() {
        names.push(match (bearer, words) {
            (Bearer::Each | Bearer::Jointly(_), _) => (BearerSort::Party, EACH.to_owned()),
            (_, Some(words)) => (BearerSort::Other, bare(words)),
            (_, None) => nobody(),
        });
    }
    let parties: Vec<String> = list.iter().filter(|name| all.contains(name)).cloned().collect();
    let whole = !all.is_empty() && parties.len() == all.len();
    Who { parties, all: whole, ..named(words, status, names) }
}

fn named(words: Option<&str>, status: BearerStatus, names: Vec<(BearerSort, String)>) -> Who {
    Who { words: words.map(str::to_owned), status, parties: Vec::new(), all: false, names }
}

fn nobody() -> (BearerSort, String) {
    (BearerSort::Unstated, "nobody is named".to_owned())
}

/// The words without determiners: "Each permit" and "The permit" stand under one name.
fn bare(words: &str) -> String {
    let mut rest = words.trim();
    while let Some((first, more)) = rest.split_once(char::is_whitespace) {
        if !DETERMINERS.contains(&first.to_lowercase().as_str()) {
            break;
        }
        rest = more.trim_start();
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_that_is_no_party_stands_under_its_words_without_determiners() {
        let name = |words: &str| of_clause(Some(words), BearerStatus::Stated, None, &[]).names.swap_remove(0);
        assert_eq!(name("The Joint Commission"), (BearerSort::Other, "Joint Commission".to_owned()));
        assert_eq!(name("any such permit"), (BearerSort::Other, "such permit".to_owned()));
        assert_eq!(name("It"), (BearerSort::Pronoun, "it".to_owned()));
        assert_eq!(name("The"), (BearerSort::Other, "The".to_owned()));
    }

    #[test]
    fn where_no_party_is_named_each_party_is_one_name() {
        let all = ["Tarnia".to_owned(), "Velle".to_owned()];
        let each = |all: &[String]| of_bearer(&Bearer::Each, Some("Each Party"), BearerStatus::Stated, all);
        assert_eq!(each(&[]).names, [(BearerSort::Party, "each Party".to_owned())]);
        assert_eq!((each(&all).parties.as_slice(), each(&all).all), (&all[..], true));
        let one = of_bearer(&Bearer::Named(vec!["Velle".into(), "NATO".into()]), None, BearerStatus::Stated, &all);
        assert_eq!((one.parties.as_slice(), one.all), (&all[1..], false));
        assert_eq!(one.names[1], (BearerSort::Other, "NATO".to_owned()));
    }
}
