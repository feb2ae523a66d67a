//! Names of the parties and of defined terms, and how a phrase speaks of a party.

use std::collections::BTreeMap;

use super::words::{Word, words};
use super::{Agent, Season};
use crate::document::{Document, Party};

/// What a draft calls its parties and its terms.
#[derive(Clone, Debug, Default)]
pub struct Names {
    parties: Vec<PartyNames>,
    /// Lower-case singular heads of the collective name: "party", "contracting state".
    collective: Vec<Vec<String>>,
    /// Defined terms: in small letters and the singular of the last word → as written.
    terms: BTreeMap<String, String>,
    /// Terms that stand for days of each year.
    seasons: BTreeMap<String, Season>,
}

#[derive(Clone, Debug)]
struct PartyNames {
    canonical: String,
    /// The name proper in small letters, as it stands after "the Kingdom of".
    core: Vec<String>,
    /// Lower-case word sequences, longest first.
    forms: Vec<Vec<String>>,
}

/// A party named in a phrase: who, and how many words name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Who.
    pub agent: Agent,
    /// Number of words taken, determiners included.
    pub len: usize,
    /// True for "the requesting Party", "the Party affected": a role that a party comes to hold.
    pub role: Option<String>,
}

impl Names {
    /// The names of a document; `canonical` gives a party's canonical short name (the facts know it).
    pub fn of(document: &Document, canonical: &dyn Fn(&Party) -> String) -> Self {
        let parties = document.parties.iter().map(|p| PartyNames::new(p, canonical(p))).collect();
        let mut collective: Vec<Vec<String>> = document.collective.iter().map(|name| singular(name)).collect();
        collective.extend(
            ["party", "contracting party", "high contracting party", "state party", "contracting state"].map(singular),
        );
        collective.sort_by_key(|name| std::cmp::Reverse(name.len()));
        collective.dedup();
        Self { parties, collective, terms: BTreeMap::new(), seasons: BTreeMap::new() }
    }

    /// Names of parties only, for `.norms` files.
    pub fn of_parties(names: &[String]) -> Self {
        let parties = names
            .iter()
            .map(|n| PartyNames { core: Vec::new(), canonical: n.clone(), forms: vec![lower(n)] })
            .collect();
        Self { parties, collective: vec![singular("party")], terms: BTreeMap::new(), seasons: BTreeMap::new() }
    }

    /// Adds a defined term.
    pub fn define(&mut self, term: &str) {
        let written: Vec<String> =
            words(term).into_iter().map(|w| w.text).filter(|w| w != "the" && w != "The").collect();
        self.terms.insert(singular(term).join(" "), written.join(" "));
    }

    /// Adds a term that stands for days of each year.
    pub fn define_season(&mut self, term: &str, season: Season) {
        self.seasons.insert(lower(term).join(" "), season);
    }

    /// The days of the year for which a term at the front of the words stands.
    pub fn season(&self, words: &[Word]) -> Option<Season> {
        self.seasons
            .iter()
            .find(|(term, _)| starts(words, &term.split(' ').map(str::to_owned).collect::<Vec<_>>()))
            .map(|(_, s)| *s)
    }

    /// The same without one term.
    pub fn without(&self, term: &str) -> Self {
        let mut out = self.clone();
        out.terms.remove(&singular(term).join(" "));
        out
    }

    /// The longest defined term that ends the given words (the last in the singular): as written, and its length.
    pub fn term_at_end(&self, lowered: &[String]) -> Option<(&str, usize)> {
        (1..=lowered.len())
            .rev()
            .find_map(|n| self.terms.get(&lowered[lowered.len() - n..].join(" ")).map(|t| (t.as_str(), n)))
    }

    /// Canonical names of the parties in the order of the text.
    pub fn parties(&self) -> impl Iterator<Item = &str> {
        self.parties.iter().map(|p| p.canonical.as_str())
    }

    /// True if the name is that of a party.
    pub fn is_party(&self, name: &str) -> bool {
        self.parties.iter().any(|p| p.canonical == name)
    }

    /// A party spoken of at the start of these words.
    pub fn mention(&self, words: &[Word]) -> Option<Mention> {
        self.by_name(words).or_else(|| self.by_collective(words))
    }

    fn by_name(&self, words: &[Word]) -> Option<Mention> {
        let skip = usize::from(words.first().is_some_and(|w| w.lower == "the"));
        let rest = &words[skip..];
        let found = self.parties.iter().flat_map(|p| p.forms.iter().map(move |f| (p, f)));
        let direct = found.filter(|(_, form)| starts(rest, form)).max_by_key(|(_, form)| form.len());
        let (canonical, len) = match direct {
            Some((party, form)) => (&party.canonical, form.len()),
            None => self.by_form_of_state(rest)?,
        };
        Some(Mention { agent: Agent::Named(canonical.clone()), len: skip + len, role: None })
    }

    /// "The Kingdom of Astrel" where the parties were introduced by their rulers.
    fn by_form_of_state(&self, rest: &[Word]) -> Option<(&String, usize)> {
        let of = rest.iter().take(4).position(|w| w.is("of"))?;
        let formal = of > 0 && rest[..of].iter().all(Word::capital) && is_form_of_state(&rest[of - 1].lower);
        let party = self.parties.iter().find(|p| !p.core.is_empty() && starts(&rest[of + 1..], &p.core))?;
        formal.then(|| (&party.canonical, of + 1 + party.core.len()))
    }

    /// "Each Party", "the other Contracting Party", "neither of the Parties", "the requesting Party".
    fn by_collective(&self, words: &[Word]) -> Option<Mention> {
        let mut at = 0;
        let mut agent = None;
        while let Some(word) = words.get(at) {
            match word.lower.as_str() {
                "the" | "of" if at <= 2 => {}
                "other" | "another" => agent = Some(Agent::Other),
                "each" | "every" | "any" | "all" | "a" | "an" | "either" | "neither" | "no" | "none" | "both"
                | "one" | "two" | "such" | "that" => {
                    agent = agent.or(Some(Agent::AnyParty));
                }
                _ => break,
            }
            at += 1;
        }
        let direct = self.collective.iter().find(|name| starts_singular(&words[at..], name));
        if let Some(name) = direct {
            return Some(self.role_after(words, at + name.len(), agent.unwrap_or(Agent::AnyParty)));
        }
        // "Either State", "both Governments": of those who conclude the treaty.
        let both = words[..at].iter().any(|w| w.any(&["either", "neither", "both"]));
        let state = words.get(at).is_some_and(|w| {
            w.any(&["state", "states", "government", "governments", "country", "countries", "side", "sides"])
        });
        if (both && state)
            || (state
                && at > 0
                && words[at].capital()
                && words[at].lower.starts_with("government")
                && !words.get(at + 1).is_some_and(|w| w.is("of")))
        {
            return Some(Mention { agent: agent.unwrap_or(Agent::AnyParty), len: at + 1, role: None });
        }
        // One modifier between: "the requesting Party", "the receiving State", "the upstream State".
        let modifier = words.get(at)?;
        let state = [String::from("state")];
        let named = self
            .collective
            .iter()
            .map(Vec::as_slice)
            .chain([state.as_slice()])
            .find(|name| starts_singular(&words[at + 1..], name))?;
        let determined =
            at > 0 && words[..at].iter().any(|w| matches!(w.lower.as_str(), "the" | "a" | "each" | "any" | "no"));
        let is_role = determined
            && (modifier.lower.ends_with("ing") || modifier.lower.ends_with("ed") || is_role_word(&modifier.lower));
        is_role.then(|| Mention { agent: Agent::Other, len: at + 1 + named.len(), role: Some(modifier.lower.clone()) })
    }

    /// "The Party affected", "the Party concerned": a participle after the noun makes it a role.
    fn role_after(&self, words: &[Word], len: usize, agent: Agent) -> Mention {
        let singular = words.get(len - 1).is_some_and(|w| !w.lower.ends_with('s'));
        match words.get(len) {
            Some(next)
                if singular
                    && matches!(
                        next.lower.as_str(),
                        "affected" | "concerned" | "attacked" | "requested" | "requesting" | "injured"
                    ) =>
            {
                Mention { agent: Agent::Other, len: len + 1, role: Some(next.lower.clone()) }
            }
            _ => Mention { agent, len, role: None },
        }
    }
}

/// Words that make a role of "State" or "Party" though they are no participles.
fn is_role_word(word: &str) -> bool {
    matches!(
        word,
        "upstream" | "downstream" | "host" | "flag" | "coastal" | "importing" | "exporting" | "transit" | "affected"
    )
}

impl PartyNames {
    fn new(party: &Party, canonical: String) -> Self {
        let mut forms = vec![lower(&party.name), lower(&party.short), lower(&canonical)];
        forms.extend(party.roles.iter().map(|role| lower(role)));
        // "The member States of the Alliance" are called "the member States" afterwards.
        if forms[0].len() > 2 && forms[0][1] == "states" {
            forms.push(forms[0][..2].to_vec());
        }
        forms.retain(|f| !f.is_empty());
        forms.sort_by_key(|f| std::cmp::Reverse(f.len()));
        forms.dedup();
        Self { core: lower(core_of(&party.name)), canonical, forms }
    }
}

/// The name proper: what stands after the last "of" of "the President of the Republic of Nevin".
pub fn core_of(name: &str) -> &str {
    let after = name.rsplit_once(" of ").map_or(name, |(_, core)| core);
    after.strip_prefix("the ").unwrap_or(after)
}

/// Words that say what kind of State it is.
pub fn is_form_of_state(word: &str) -> bool {
    const LIST: [&str; 33] = [
        "government",
        "republic",
        "kingdom",
        "empire",
        "duchy",
        "principality",
        "commonwealth",
        "federation",
        "confederation",
        "union",
        "state",
        "states",
        "emirate",
        "sultanate",
        "grand-duchy",
        "town",
        "city",
        "realm",
        "dominion",
        "confederacy",
        "provinces",
        "cantons",
        "caliphate",
        "khanate",
        "county",
        "archduchy",
        "margravate",
        "barony",
        "electorate",
        "tsardom",
        "imamate",
        "sheikhdom",
        "protectorate",
    ];
    LIST.contains(&word)
}

fn lower(phrase: &str) -> Vec<String> {
    let mut list: Vec<String> = words(phrase).into_iter().map(|w| w.lower).collect();
    if list.first().is_some_and(|w| w == "the") {
        list.remove(0);
    }
    list
}

fn singular(name: &str) -> Vec<String> {
    let mut list = lower(name);
    if let Some(last) = list.last_mut() {
        *last = crate::lexicon::lemma_noun(last);
    }
    list
}

fn starts(words: &[Word], form: &[String]) -> bool {
    words.len() >= form.len() && words.iter().zip(form).all(|(w, f)| w.lower == *f)
}

/// As [`starts`], the last word in the singular.
fn starts_singular(words: &[Word], form: &[String]) -> bool {
    let Some((last, before)) = form.split_last() else { return false };
    starts(words, before)
        && words.get(before.len()).is_some_and(|w| w.lower == *last || crate::lexicon::lemma_noun(&w.lower) == *last)
}
