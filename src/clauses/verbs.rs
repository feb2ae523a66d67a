//! Which words are verbs where they stand.
//!
//! `finite := modal | "is" | "has" | verb after its subject`. Sample: *The pilots agree; the master so directs.*

use super::tokens::{Kind, Role, Tok};
use crate::lexicon::{Class, Shape};

/// Words that may stand between any two parts of a verb group.
pub fn passable(token: &Tok) -> bool {
    match token.kind {
        Kind::Word => {
            token.is(Class::ADV) && !token.is(Class::ADJ.with(Class::SUB))
                || token.among(&["each", "all", "both", "further", "once"]) && token.is(Class::ADV)
        }
        Kind::Aside => true,
        Kind::Fixed(Role::Focus | Role::Manner | Role::Window, Shape::Closed) => true,
        _ => false,
    }
}

/// Expressions that deny what follows: "in no case", "at no time", "under no circumstances".
pub fn negating(expression: &str) -> bool {
    expression.split(' ').nth(1) == Some("no") && !expression.starts_with("no ")
}

/// A modal, or an auxiliary in a finite form that is not part of a group that began before.
pub fn hard_finite(tokens: &[Tok], at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::Word) else { return false };
    if token.is(Class::MODAL) {
        return !(token.says("can") && token.is(Class::NOUN));
    }
    if token.among(&["means", "mean", "denotes"]) {
        return at > 0 && tokens[at - 1].kind == Kind::Quoted;
    }
    if token.says("need") {
        let before = at.checked_sub(1).map(|index| &tokens[index]);
        let next = tokens.get(at + 1);
        return before.is_some_and(|before| before.is_nominal() && !before.is(Class::DET))
            && next.is_some_and(|next| {
                next.says("not")
                    || (next.is(Class::V_BASE) || next.says("be")) && !next.is(Class::NOUN)
                    || next.is(Class::V_BASE) && tokens.get(at + 2).is_some_and(|after| after.is(Class::DET))
            });
    }
    let auxiliary =
        token.is(Class::BE) && token.is(Class::V_S) || token.among(&["has", "had", "does", "did", "have", "do"]);
    if !auxiliary {
        return false;
    }
    let before = (0..at).rev().find(|&index| !passable(&tokens[index])).map(|index| &tokens[index]);
    match before {
        None => true,
        Some(before) if before.is(Class::MODAL) || before.says("to") || before.is(Class::HAVE) => false,
        // "Have" and "do" after a singular or a mark are bare forms of a group with words between.
        Some(before) if token.says("do") && tokens.get(at + 1).is_some_and(|next| next.says("not")) => {
            !before.is(Class::CONJ)
        }
        Some(before)
            if token.says("have")
                && before.is_nominal()
                && tokens.get(at + 1).is_some_and(|next| {
                    next.is(Class::V_PART) && !next.is(Class::NOUN) || next.among(&["been", "not"])
                }) =>
        {
            !tokens[..at].iter().rev().take(14).take_while(|token| !token.is_mark()).any(|token| token.is(Class::MODAL))
        }
        Some(before) if token.says("have") && before.kind == Kind::Comma => {
            !tokens[..at].iter().any(|token| token.is(Class::MODAL))
                && tokens.get(at + 1).is_some_and(|next| next.is(Class::DET) || next.is(Class::V_PART))
        }
        Some(before) if token.among(&["have", "do"]) => {
            before.is(Class::PLURAL.with(Class::PRON).with(Class::REL))
                || before.upper && before.norm.ends_with('s')
                || before.among(&["that", "so"])
                || matches!(before.kind, Kind::Name(_) | Kind::Aside)
        }
        Some(before) => !before.is(Class::CONJ) || !token.among(&["had", "did"]),
    }
}

/// A finite verb between here and the end of the sentence that no bracket opened after here would take.
pub fn left_over(tokens: &[Tok], from: usize, to_comma: bool) -> Option<usize> {
    let mut open = 0_u32;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.kind {
            Kind::Semicolon | Kind::Stop => return None,
            Kind::Comma if to_comma => return None,
            Kind::Fixed(_, Shape::Clause) => open += 1,
            _ if token.is(Class::REL) => open += 1,
            _ if token.is(Class::SUB) && !token.is(Class::PREP.with(Class::ADV)) => open += 1,
            _ if token.says("that") && at > 0 && !tokens[at - 1].is(Class::PREP) => open += 1,
            _ if token.is(Class::SUBJ) && at > 0 && tokens[at - 1].is(Class::NOUN) => open += 1,
            _ if token.says("as")
                && tokens.get(at + 1).is_some_and(|next| next.is(Class::SUBJ.with(Class::MODAL).with(Class::BE))) =>
            {
                open += 1
            }
            _ if open > 0
                && token.is(Class::V_S)
                && !token.is(Class::NOUN.with(Class::BE).with(Class::HAVE))
                && !tokens[at - 1].is(Class::DET) =>
            {
                open -= 1
            }
            _ if hard_finite(tokens, at) => {
                if open == 0 {
                    return Some(at);
                }
                open -= 1;
            }
            _ => {}
        }
    }
    None
}

/// A verb in a finite form after its subject: "holds", "agreed", "request".
pub fn lexical_finite(tokens: &[Tok], at: usize, start: usize, main: bool) -> bool {
    let token = &tokens[at];
    let form = Class::V_S.with(Class::V_PAST).with(Class::V_BASE);
    if !token.is(form) || token.function() || token.is(Class::ADV) {
        return false;
    }
    let Some(subject) =
        (start..at).rev().find(|&index| !passable(&tokens[index]) && !(tokens[index].kind == Kind::Comma))
    else {
        return false;
    };
    let direct = subject + 1 == at;
    let opener = subject <= start + 1;
    let subject = &tokens[subject];
    let pronoun = subject.is(Class::REL.with(Class::SUBJ)) || subject.says("that") && opener;
    if subject.is(Class::DET) && !pronoun && (token.is(Class::NOUN) || !subject.is(Class::PRON)) {
        return false;
    }
    if !(pronoun || subject.is_nominal() && !(subject.is(Class::V_ING) && direct && !subject.is(Class::NOUN)))
        || subject.is(Class::DET) && !subject.is(Class::PRON)
    {
        return false;
    }
    let noun_too = token.is(Class::NOUN);
    let next = tokens.get(at + 1);
    if noun_too && (hard_finite(tokens, at + 1) || next.is_some_and(|next| next.says("of"))) {
        return false;
    }
    let object_follows = next.is_some_and(|next| {
        next.is(Class::DET.with(Class::PRON))
            || next.among(&["that", "to", "upon", "each other", "one another"])
            || next.kind == Kind::Reference
            || matches!(next.kind, Kind::Name(_))
    });
    if token.is(Class::V_PAST) {
        let same_as_participle = token.is(Class::V_PART);
        let passive_looking = next.is_some_and(|next| {
            next.among(&["by", "in", "under", "to", "for", "from", "with", "on", "at", "within"])
                || next.kind == Kind::Reference
        });
        return !same_as_participle
            || pronoun
            || left_over(tokens, at + 1, !main).is_none()
                && !(passive_looking && !main)
                && !(noun_too && !object_follows)
                && (object_follows || main || !passive_looking);
    }
    if token.is(Class::V_S) {
        let singular = pronoun || !subject.is(Class::PLURAL) || subject.upper && !subject.norm.ends_with('s');
        if noun_too || token.is(Class::WEAK) {
            let noun_like = next.is_none_or(|next| {
                next.says("of")
                    || next.is(Class::CONJ.with(Class::MODAL).with(Class::BE).with(Class::REL).with(Class::HAVE))
                    || next.is_mark()
            });
            return singular && !noun_like && left_over(tokens, at + 1, !main).is_none();
        }
        return singular && (pronoun || left_over(tokens, at + 1, !main).is_none() || !main);
    }
    let plural_head = (start..at).rev().take(10).take_while(|&index| !tokens[index].is_mark()).any(|index| {
        tokens[index].is(Class::PLURAL)
            || tokens[index].upper && tokens[index].norm.ends_with('s') && tokens[index].is_nominal()
    });
    let plural = subject.is(Class::PLURAL)
        || plural_head
        || subject.among(&["they", "we", "which", "who", "that", "whom"])
        || subject.upper && subject.norm.ends_with('s')
        || subject.kind == Kind::Aside;
    let goes_on = !noun_too && next.is_some_and(|next| next.starts_phrase() || next.is(Class::PREP.with(Class::ADV)));
    if token.is(Class::WEAK) && !object_follows && !pronoun && (main || !goes_on) {
        return false;
    }
    plural && (!noun_too || object_follows || pronoun) && (pronoun || left_over(tokens, at + 1, !main).is_none())
}

/// A bare verb that an object follows: "report the results", "destroy them".
pub fn bare_with_object(tokens: &[Tok], at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.is(Class::V_BASE) && !token.function() || token.says("be"))
    else {
        return false;
    };
    let next = tokens.get(at + 1);
    let determined = next.is_some_and(|next| {
        next.is(Class::DET.with(Class::PRON)) && !next.is(Class::REL)
            || matches!(next.kind, Kind::Reference | Kind::Count | Kind::Name(_) | Kind::Amount | Kind::Quoted)
    });
    if token.is(Class::NOUN) || token.is(Class::WEAK) || token.is(Class::ADJ) {
        return determined
            || token.word.verb().is_some_and(|verb| !verb.noun_too)
                && next.is_some_and(|next| next.is(Class::ADJ) || next.starts_phrase() && !next.is(Class::PREP));
    }
    determined
        || next.is_none_or(|next| {
            next.starts_phrase()
                || next.is(Class::PREP.with(Class::CONJ).with(Class::ADV))
                || next.is_mark()
                || matches!(next.kind, Kind::Fixed(..))
        })
}
