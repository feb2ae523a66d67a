//! What a treaty calls its parties: "hereinafter "the Upper State"", "being the Parties to this Treaty".

use super::names::Reader;

impl<'t> Reader<'t> {
    /// "of the one part", "on the other hand".
    pub fn side(&mut self) -> bool {
        let mut at = self.at;
        while matches!(self.word(at), ",") {
            at += 1;
        }
        let side = matches!(self.word(at), "of" | "on" | "for")
            && self.word(at + 1) == "the"
            && matches!(self.word(at + 2), "one" | "other" | "first" | "second")
            && matches!(self.word(at + 3), "part" | "hand" | "side");
        if side {
            self.at = at + 4;
        }
        side
    }

    /// A role directly after a name: in brackets, or with "hereinafter".
    pub fn role(&mut self) -> bool {
        let mut at = self.at;
        if self.word(at) == "," && self.word(at + 1).eq_ignore_ascii_case("hereinafter") {
            at += 1;
        }
        let bracket = self.word(at) == "(";
        if !bracket && !self.word(at).eq_ignore_ascii_case("hereinafter") {
            return false;
        }
        let end = self.role_end(at + 1, bracket);
        let (terms, all) = self.terms(at, end);
        self.at = end + usize::from(bracket && end < self.tokens.len());
        self.assign(terms, all);
        true
    }

    /// Where the words about a role end.
    fn role_end(&self, from: usize, bracket: bool) -> usize {
        let mut quoted = false;
        for i in from..self.tokens.len().min(from + 60) {
            let word = self.word(i);
            match word {
                "“" | "«" => quoted = true,
                "”" | "»" => quoted = false,
                "\"" => quoted = !quoted,
                ")" if bracket => return i,
                ";" | ":" | "." if !bracket && !quoted => return i,
                "," if !bracket && !quoted && !matches!(self.word(i + 1), "respectively") => {
                    return i;
                }
                "and" if !bracket && !quoted && self.ends_role(i) => return i,
                _ if !bracket && !quoted && self.is_participle(i) => return i,
                _ => {}
            }
        }
        self.tokens.len().min(from + 60)
    }

    /// "… hereinafter "the Upper State" and the Kingdom of B": the role is over where a name begins.
    fn ends_role(&self, and: usize) -> bool {
        let next = if matches!(self.word(and + 1), "the" | "The") { and + 2 } else { and + 1 };
        self.begins_name(next)
    }

    /// The terms in the words of a role, and whether they are said to be for all.
    fn terms(&self, from: usize, to: usize) -> (Vec<String>, bool) {
        let (mut terms, mut quoted, mut all): (Vec<Vec<&str>>, bool, bool) = (Vec::new(), false, false);
        for i in from..to {
            match self.word(i) {
                "“" | "«" => {
                    quoted = true;
                    terms.push(Vec::new());
                }
                "”" | "»" => quoted = false,
                "\"" | "'" | "‘" => {
                    quoted = !quoted;
                    if quoted {
                        terms.push(Vec::new());
                    }
                }
                "," if quoted => {}
                "collectively" | "jointly" | "together" => all = true,
                word if quoted => terms.last_mut().into_iter().for_each(|t| t.push(word)),
                _ => {}
            }
        }
        if terms.is_empty() {
            terms = self.bare_terms(from, to);
        }
        let plain = |t: Vec<&str>| {
            let start = t.iter().take_while(|w| matches!(**w, "the" | "The" | "a" | "an" | "each" | "as")).count();
            t[start..].join(" ")
        };
        (terms.into_iter().map(plain).filter(|t| !t.is_empty()).collect(), all)
    }

    /// "referred to as the Contracting Parties": the capitalised words.
    fn bare_terms(&self, from: usize, to: usize) -> Vec<Vec<&'t str>> {
        let (mut terms, mut current): (Vec<Vec<&str>>, Vec<&str>) = (Vec::new(), Vec::new());
        for i in from..to {
            let word = self.word(i);
            if word.starts_with(char::is_uppercase) && !word.eq_ignore_ascii_case("hereinafter") {
                current.push(word);
            } else if !current.is_empty() {
                terms.push(std::mem::take(&mut current));
            }
        }
        terms.extend((!current.is_empty()).then_some(current));
        terms
    }

    /// Gives roles to the last party, or to all together.
    fn assign(&mut self, terms: Vec<String>, all: bool) {
        let last = !matches!(self.word(self.at), "," | "and" | ";") || self.ended();
        let singles: Vec<&String> = terms.iter().filter(|t| !is_plural(t)).collect();
        if self.list.names.len() >= 2
            && singles.len() == self.list.names.len()
            && last
            && !singles.iter().any(|t| t.ends_with("Party"))
        {
            for (party, role) in self.list.names.iter_mut().zip(singles) {
                party.roles.push(role.clone());
            }
            return;
        }
        for term in &terms {
            let member = term.ends_with("Party") || term.ends_with("Contracting State");
            let together = (is_plural(term) || self.names_several(term))
                && (all || (last || term.ends_with("Parties")) && (self.generic || self.list.names.len() >= 2));
            if together {
                if !self.list.collective.contains(term) {
                    self.list.collective.retain(|c| !self.generic || terms.contains(c));
                    self.list.collective.push(term.clone());
                }
                self.done |= term.ends_with("Parties");
            } else if let Some(party) = self.list.names.last_mut()
                && !member
                && party.name != *term
                && party.short != *term
            {
                party.roles.push(term.clone());
            }
        }
    }

    /// "Hereinafter the Riparians", "the neighbours": a plural noun that is no part of the last party's own name.
    fn names_several(&self, term: &str) -> bool {
        let plural = term.ends_with('s') && !term.ends_with("ss") && !term.contains(" of ");
        let own = |name: &str| term.split(' ').any(|word| name.split(' ').any(|part| part.eq_ignore_ascii_case(word)));
        plural && self.list.names.len() >= 2 && !self.list.names.last().is_some_and(|party| own(&party.name))
    }

    /// ", the Parties to this Treaty", "being the Parties to …" after the last name.
    pub fn closing_role(&mut self) {
        if !self.list.collective.is_empty() || self.list.names.len() < 2 {
            return;
        }
        let mut at = self.at;
        let limit = (at + 12).min(self.tokens.len());
        while at < limit {
            let word = self.word(at);
            if matches!(word, "Parties" | "Signatories") || word == "States" && self.word(at - 1) == "Contracting" {
                let mut start = at;
                while start > self.at && matches!(self.word(start - 1), "Contracting" | "High" | "States") {
                    start -= 1;
                }
                self.list.collective.push((start..=at).map(|i| self.word(i)).collect::<Vec<_>>().join(" "));
                return;
            }
            if !matches!(
                word,
                "," | "the"
                    | "The"
                    | "being"
                    | "Being"
                    | "as"
                    | "both"
                    | "all"
                    | "Contracting"
                    | "High"
                    | "States"
                    | "("
            ) {
                return;
            }
            at += 1;
        }
    }
}

/// True for "Parties", "Contracting States", "Parties to the Treaty".
fn is_plural(term: &str) -> bool {
    term.split(' ').any(|w| {
        matches!(
            w,
            "Parties"
                | "States"
                | "Signatories"
                | "Governments"
                | "Powers"
                | "Sides"
                | "Countries"
                | "Members"
                | "parties"
                | "sides"
        )
    }) && !term.starts_with("United States")
}
