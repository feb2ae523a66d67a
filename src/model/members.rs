//! Who belongs to what: memberships by the facts and by the draft, and what is meant for members alone.

use std::collections::BTreeSet;

use super::theory::{Ground, Name};
use super::world::{World, ground};
use crate::norms::Declaration;
use crate::norms::words::{Word, join, words};

impl World<'_> {
    /// "Belonged to the European Union on 1 January 2000".
    pub(super) fn membership(&self, me: &str, list: &[Word]) -> Option<(bool, Ground)> {
        let speaks = list
            .iter()
            .any(|w| w.any(&["member", "members", "belongs", "belonged", "belong", "membership", "acceded", "joined"]));
        let text = join(list);
        if let Some(declared) = self.declared_member(me, &text).filter(|_| speaks) {
            return Some(declared);
        }
        if !speaks || !self.is_state(me) {
            return None;
        }
        let (from, to) = crate::norms::date_range(list).unwrap_or((None, None));
        let permanent = list.iter().any(|w| w.is("permanent"));
        let relation = if permanent { "permanent-member" } else { "member" };
        let day = to.or(from);
        let of = |body: &Name| self.member_of(me, body, relation, day);
        let said: Vec<(bool, Ground)> = self.bodies_in(&text).iter().filter_map(of).collect();
        // "Of the Union or of the League" is of one of them; of both, if they are joined.
        let any = list.iter().any(|w| w.is("or"));
        said.iter().find(|(is_so, _)| *is_so == any).or(said.first()).cloned()
    }

    fn member_of(&self, me: &str, body: &Name, relation: &'static str, day: Option<i64>) -> Option<(bool, Ground)> {
        let membership = self.facts.with(relation, 0, me).find(|f| f.args[1] == *body);
        match membership {
            Some(f) => {
                let begun = day.is_none_or(|d| f.from.is_none_or(|from| from.0 <= d));
                let lasting = day.is_none_or(|d| f.until.is_none_or(|until| d < until.0));
                Some((begun && lasting, ground(f)))
            }
            None => self
                .facts
                .with("organisation", 0, body)
                .chain(self.facts.with("alliance", 0, body))
                .next()
                .map(|f| (false, ground(f))),
        }
    }

    /// "Of the Parties only Vosk belongs to the League", said by the draft.
    fn declared_member(&self, me: &str, text: &str) -> Option<(bool, Ground)> {
        self.declared.iter().enumerate().find_map(|(index, one)| match &one.what {
            Declaration::Has { who, what, has } if who == me && what.proper && text.contains(&what.head) => {
                Some((*has, Ground::Declared(index)))
            }
            _ => None,
        })
    }

    /// The organisations named in a text, none within the name of another.
    fn bodies_in(&self, text: &str) -> Vec<Name> {
        let bodies: BTreeSet<&str> =
            self.facts.of("organisation").chain(self.facts.of("alliance")).map(|f| f.args[0].as_str()).collect();
        let mut found: Vec<(&str, &str)> = Vec::new();
        for body in bodies {
            let others = self.facts.with("named", 0, body).map(|f| f.args[1].as_str());
            found.extend(others.chain([body]).filter(|n| text.contains(*n)).map(|name| (name, body)));
        }
        found.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut rest = text.to_owned();
        let mut out: Vec<Name> = Vec::new();
        for (name, body) in found {
            if rest.contains(name) {
                rest = rest.replace(name, "\n");
                out.push(body.to_owned());
            }
        }
        out
    }

    /// "To the extent permitted to member States of the European Union": what is permitted to those that the bearer is
    /// none of is not permitted to the bearer.
    pub fn not_meant(&self, me: &str, text: &str) -> Option<(String, Ground)> {
        const GRANTED: [&str; 12] = [
            "permitted",
            "allowed",
            "authorised",
            "authorized",
            "granted",
            "accorded",
            "open",
            "reserved",
            "required",
            "binding",
            "imposed",
            "conferred",
        ];
        let list = words(text);
        let at = list.iter().position(|w| w.any(&GRANTED))?;
        let rest = &list[at + 1..];
        let members = rest.first().is_some_and(|w| w.any(&["to", "of", "on", "upon", "for", "by"]))
            && rest.iter().take(5).any(|w| w.any(&["member", "members"]));
        let (is_member, ground) = if members { self.membership(me, rest)? } else { return None };
        (!is_member).then(|| (format!("{me} is among “{}”", join(&rest[1..])), ground))
    }
}
