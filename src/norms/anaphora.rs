//! "Those measures", "any such vessel", "the report": which ones are meant is told by the words before in the same article.
//!
//! Comes in: norms in the order of the text. Goes out: the same, where a bare noun that points back has what narrows its
//! antecedent; without an antecedent it is a thing of that article alone. Names and defined terms point nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Word, words};
use super::{Bearer, Norm, Noun, Restrictor};

/// What the article that is being read has spoken of so far.
#[derive(Default)]
pub struct Spoken {
    article: String,
    heads: BTreeMap<String, BTreeSet<Restrictor>>,
}

impl Spoken {
    /// Gives what points back its antecedent, and remembers what the norm speaks of.
    pub fn settle(&mut self, norm: &mut Norm) {
        let article = article(&norm.cite.label);
        if article != self.article {
            article.clone_into(&mut self.article);
            self.heads.clear();
        }
        let bearer = match &mut norm.bearer {
            Bearer::Class(noun) => Some(noun),
            _ => None,
        };
        for noun in bearer.into_iter().chain(&mut norm.act.thing) {
            self.noun(noun);
        }
    }

    fn noun(&mut self, noun: &mut Noun) {
        let bare = noun.restrictors.is_empty() && !noun.proper && !noun.negated;
        if bare && points_back(&words(&noun.text)) {
            match self.heads.get(&noun.head) {
                Some(antecedent) => noun.restrictors.clone_from(antecedent),
                None => {
                    noun.restrictors.insert(Restrictor::Opaque(format!("of {}", self.article)));
                }
            }
        } else if let Some(antecedent) = self.heads.get(&noun.head).filter(|_| bare && definite(&noun.text)) {
            noun.restrictors.clone_from(antecedent);
        } else {
            self.heads.insert(noun.head.clone(), noun.restrictors.clone());
        }
    }
}

/// The article of a label: "Article 5(2)(a)" → "Article 5".
fn article(label: &str) -> &str {
    let end = label.find('(').or_else(|| label.find(", paragraph")).unwrap_or(label.len());
    &label[..end]
}

/// "Those N", "any such N", "the said N".
fn points_back(list: &[Word]) -> bool {
    const BACK: [&str; 9] =
        ["those", "these", "such", "that", "this", "said", "aforesaid", "aforementioned", "above-mentioned"];
    match list {
        [first, ..] if first.any(&BACK) => true,
        [first, second, ..] => first.any(&["any", "all", "each", "every", "no", "the"]) && second.any(&BACK),
        _ => false,
    }
}

fn definite(text: &str) -> bool {
    words(text).first().is_some_and(|w| w.is("the"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_begins_with_its_article() {
        assert_eq!(article("Article 5(2)(a)"), "Article 5");
        assert_eq!(article("Annex II, paragraph 4"), "Annex II");
        assert_eq!(article("Article XII"), "Article XII");
    }

    #[test]
    fn some_determiners_point_back() {
        let back = |text: &str| points_back(&words(text));
        assert!(back("those measures") && back("any such vessel") && back("the said vessel"));
        assert!(!back("the vessel") && !back("any vessel") && !back("vessels"));
    }
}
