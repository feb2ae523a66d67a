//! What makes something so and lays it on nobody: the life of an instrument, its scope, its rank, what counts as what.
//!
//! `constitutive := subject (modal | present) frame`. Sample: *This Accord applies to tugs. It shall remain open to the
//! riparian States. The rates are governed by Annex II, and no levy of the Board shall affect them.*

use super::Modality;
use super::assemble::Here;
use super::skeleton::{HeadForm, Predicate};
use super::tokens::{Kind, Tok};
use crate::lexicon::{self, Class, NounType};

/// Verbs that make something so and lay it on nobody, beyond what the lexicon marks: verb, words after it.
const CONSTITUTIVE: &[(&str, &[&str])] = &[
    ("be", &["subject"]),
    ("be", &["only", "subject"]),
    ("be", &["subject", "only"]),
    ("be", &["open"]),
    ("be", &["the"]),
    ("be", &["effective"]),
    ("be", &["without"]),
    ("be", &["incorporated"]),
    ("become", &["effective"]),
    ("be", &["valid"]),
    ("be", &["in", "force"]),
    ("be", &["equally", "authentic"]),
    ("be", &["authentic"]),
    ("be", &["null"]),
    ("be", &["void"]),
    ("be", &["known"]),
    ("be", &["called"]),
    ("be", &["an", "integral"]),
    ("be", &["deemed"]),
    ("be", &["applicable"]),
    ("be", &["governed"]),
    ("be", &["eligible"]),
    ("be", &["regarded"]),
    ("be", &["construed"]),
    ("be", &["interpreted"]),
    ("be", &["understood"]),
    ("be", &["composed"]),
    ("be", &["concluded"]),
    ("be", &["situated"]),
    ("be", &["defined"]),
    ("be", &["designated", "as"]),
    ("be", &["referred", "to", "as"]),
    ("be", &["done"]),
    ("remain", &["in", "force"]),
    ("remain", &["in", "effect"]),
    ("remain", &["valid"]),
    ("remain", &["open"]),
    ("remain", &["effective"]),
    ("remain", &["applicable"]),
    ("continue", &["in", "force"]),
    ("continue", &["to", "apply"]),
    ("continue", &["to", "be", "in", "force"]),
    ("come", &["into", "force"]),
    ("come", &["into", "effect"]),
    ("come", &["into", "operation"]),
    ("enter", &["into", "force"]),
    ("enter", &["into", "effect"]),
    ("have", &["effect"]),
    ("have", &["no", "effect"]),
    ("have", &["no", "binding"]),
    ("have", &["no", "legal"]),
    ("have", &["legal", "effect"]),
    ("have", &["legal", "force"]),
    ("have", &["the", "same", "meaning"]),
    ("have", &["the", "meaning"]),
    ("have", &["the", "status"]),
    ("have", &["the", "same", "status"]),
    ("bear", &["the", "date"]),
    ("rank", &[]),
    ("have", &["legal", "personality"]),
    ("have", &["the", "force"]),
    ("take", &["effect"]),
    ("take", &["precedence"]),
    ("take", &["priority"]),
    ("come", &["to", "an", "end"]),
    ("cease", &["to", "have"]),
    ("cease", &["to", "be"]),
    ("cease", &["to", "apply"]),
    ("cease", &["to", "exist"]),
    ("cease", &["to", "bind"]),
    ("form", &["part"]),
    ("form", &["an", "integral", "part"]),
    ("mean", &[]),
    ("extend", &["to"]),
    ("extend", &["from"]),
    ("extend", &["over"]),
    ("lapse", &[]),
    ("expire", &[]),
    ("last", &[]),
    ("consist", &[]),
    ("comprise", &[]),
    ("constitute", &[]),
    ("prevail", &[]),
    ("bind", &[]),
    ("run", &[]),
    ("supersede", &[]),
    ("terminate", &["on"]),
    ("terminate", &["upon"]),
    ("terminate", &["."]),
];

/// True if the words from the verb on are one of the frames.
fn framed(tokens: &[Tok], verb: usize, lemma: &str) -> bool {
    let mut after = String::new();
    for token in tokens.iter().skip(verb + 1).filter(|token| token.kind != Kind::Aside).take(7) {
        let adverb = token.is(Class::ADV) && !token.among(&["only", "also", "equally", "mutatis"]);
        if !adverb && token.kind != Kind::Comma {
            after.push_str(if matches!(token.kind, Kind::Stop | Kind::Semicolon) { "." } else { &token.norm });
            after.push(' ');
        }
    }
    if after.is_empty() {
        after.push_str(". ");
    }
    CONSTITUTIVE.iter().any(|(head, words)| {
        *head == lemma && (words.is_empty() || after.starts_with(&format!("{} ", words.join(" "))))
    })
}

/// Verbs of one legal thing to another: what they say of a text, a right or a status is so, and nobody does it.
const OF_RIGHTS: [&str; 7] = ["affect", "prejudice", "entail", "imply", "involve", "confer", "concern"];

/// Verbs that are such only where a text is their subject: measures too may restrict, and are then forbidden to.
const OF_TEXTS: [&str; 22] = [
    "abrogate",
    "alter",
    "cover",
    "create",
    "derogate",
    "diminish",
    "exclude",
    "extend",
    "govern",
    "impair",
    "limit",
    "modify",
    "override",
    "preclude",
    "prevent",
    "regulate",
    "replace",
    "restrict",
    "supplement",
    "terminate",
    "relate",
    "prohibit",
];

/// True if a predicate makes something so and lays it on nobody.
pub(super) fn makes_so(here: Here<'_>, predicate: &Predicate) -> bool {
    if predicate.head.modality.is_none() && !present(here, predicate) {
        return false;
    }
    let tokens = here.scene.tokens;
    let at = predicate.head.at;
    let verb = lexicon::lemma_verb(&tokens[at].norm).unwrap_or_default();
    // What a text says of itself in the present ("this Annex sets out …") is so because it says so.
    if instituted(tokens, at, &verb) || predicate.head.modality.is_none() && of_text(here, predicate) {
        return true;
    }
    if predicate.head.form == HeadForm::Passive {
        passive(here, predicate, &verb)
    } else {
        active(here, predicate, &verb)
    }
}

/// A statement of what is so now: no modal but shall and will, and no past.
fn present(here: Here<'_>, predicate: &Predicate) -> bool {
    let tokens = here.scene.tokens;
    let at = predicate.head.at;
    let from = predicate.subject.map_or(at.saturating_sub(4), |(_, end)| end.min(at));
    let before = &tokens[from..at];
    let other = ["should", "would", "could", "might", "can", "cannot", "ought", "was", "were", "had", "been", "did"];
    if before.iter().any(|token| token.among(&other)) {
        return false;
    }
    match predicate.head.form {
        HeadForm::Passive => before.iter().any(|token| token.among(&["is", "are", "be"])),
        HeadForm::Finite | HeadForm::Base => {
            tokens[at].is(Class::V_S.with(Class::V_BASE)) || tokens[at].among(&["is", "are", "has", "have"])
        }
        HeadForm::Infinitive | HeadForm::Gerund => false,
    }
}

/// "Hereby establish", "is hereby set up": the words found what they speak of.
fn instituted(tokens: &[Tok], at: usize, verb: &str) -> bool {
    matches!(verb, "establish" | "institute" | "create" | "constitute" | "set" | "found")
        && tokens[at.saturating_sub(2)..at].iter().any(|token| token.says("hereby"))
}

fn passive(here: Here<'_>, predicate: &Predicate, verb: &str) -> bool {
    let tokens = here.scene.tokens;
    let at = predicate.head.at;
    if predicate.head.modality == Some(Modality::Permission) || verb == "presume" && acts(here, predicate) {
        return false;
    }
    let next = (at + 1..predicate.end).map(|index| &tokens[index]).find(|token| !token.is(Class::ADV));
    // Whoever considers a proposal acts; what is considered approved, or treated as waste, only counts as such.
    match verb {
        "consider" => {
            return next.is_some_and(|next| {
                next.among(&["as", "to"])
                    || next.is(Class::DET.with(Class::ADJ).with(Class::V_PART)) && !next.is(Class::PREP)
            });
        }
        "treat" => {
            let counts =
                |token: &Tok| token.says("as") || token.norm.starts_with("as if") || token.norm == "as a matter of";
            return tokens[at + 1..predicate.end.max(at + 1)].iter().any(counts);
        }
        "constitute" => return next.is_some_and(|next| next.among(&["of", "as"])),
        _ => {}
    }
    let marked = lexicon::verb(verb)
        .is_some_and(|entry| entry.constitutive_passive || matches!(entry.kind, lexicon::VerbKind::Constitutive));
    let copula = (0..at).rev().find(|&index| tokens[index].is(Class::BE) || tokens[index].says("be"));
    marked || copula.is_some_and(|copula| framed(tokens, copula, "be"))
}

fn active(here: Here<'_>, predicate: &Predicate, verb: &str) -> bool {
    let tokens = here.scene.tokens;
    let at = predicate.head.at;
    let modality = predicate.head.modality;
    let (acts, text) = (acts(here, predicate), of_text(here, predicate));
    let legal = OF_RIGHTS.contains(&verb) || OF_TEXTS.contains(&verb) && text;
    let alone = match verb {
        "apply" => intransitive(tokens, at, predicate.end),
        "continue" => {
            intransitive(tokens, at, predicate.end) && !tokens.get(at + 1).is_some_and(|next| next.says("to"))
        }
        _ => false,
    };
    if (legal || alone) && !acts {
        return modality != Some(Modality::Permission) || verb == "apply";
    }
    if !framed(tokens, at, verb) {
        return false;
    }
    let it = predicate.subject.is_some_and(|(start, end)| end == start + 1 && tokens[start].says("it"));
    let next = tokens.get(at + 1);
    let subjected = verb == "be" && next.is_some_and(|next| next.says("subject"));
    // What an act or a thing must not be subject to is kept from it by somebody.
    if subjected && !text && modality == Some(Modality::Prohibition) {
        return false;
    }
    if matches!(verb, "last" | "run" | "expire" | "lapse") && !text && !it {
        return false;
    }
    // "Shall be the responsibility of the Board" lays it on the Board.
    let laid = ["responsibility", "duty", "task", "obligation", "subject"];
    if verb == "be" && next.is_some_and(|next| next.says("the")) {
        let charged = tokens.get(at + 2).is_some_and(|token| token.among(&laid));
        return !charged && modality.is_some() && modality != Some(Modality::Permission);
    }
    if verb == "be"
        && next.is_some_and(|next| next.says("applicable"))
        && modality == Some(Modality::Prohibition)
        && !text
    {
        return false;
    }
    if modality == Some(Modality::Permission) {
        return verb == "enter" && !acts;
    }
    // A party that "shall extend" or "shall constitute" acts.
    !(acts && matches!(verb, "extend" | "run" | "bind" | "constitute" | "terminate" | "comprise" | "continue" | "take"))
}

/// No object stands behind the verb.
fn intransitive(tokens: &[Tok], at: usize, end: usize) -> bool {
    let next = (at + 1..end).map(|index| &tokens[index]).find(|token| {
        token.kind != Kind::Aside && !(token.is(Class::ADV) && !token.is(Class::DET)) && !token.among(&["only", "also"])
    });
    next.is_none_or(|next| {
        next.is_mark()
            || next.is(Class::PREP.with(Class::CONJ).with(Class::SUB))
            || matches!(next.kind, Kind::Fixed(..))
            || next.among(&["mutatis", "where", "when", "if", "unless"])
    })
}

/// One who can act is the subject.
fn acts(here: Here<'_>, predicate: &Predicate) -> bool {
    predicate.subject.and_then(|(start, end)| here.scene.head_type(start, end)).is_some_and(NounType::acts)
}

/// An instrument, a provision, or what happens to an instrument is the subject.
fn of_text(here: Here<'_>, predicate: &Predicate) -> bool {
    let Some((start, end)) = predicate.subject else { return false };
    let tokens = here.scene.tokens;
    if here.scene.head_type(start, end) == Some(NounType::Instrument) {
        return true;
    }
    let head = here.scene.head(start, end).unwrap_or(start);
    tokens[start..=head.min(end.saturating_sub(1)).max(start)].iter().any(|token| {
        token.kind == Kind::Reference
            || token.among(&[
                "provision",
                "provisions",
                "paragraph",
                "paragraphs",
                "article",
                "articles",
                "chapter",
                "section",
                "annex",
                "rule",
                "rules",
                "denunciation",
                "withdrawal",
                "termination",
                "suspension",
                "invalidity",
                "reservation",
                "reservations",
                "ratification",
            ])
    })
}

#[cfg(test)]
mod tests {
    use crate::clauses::{Modality, SentenceKind};
    use crate::source::Source;

    /// What a sentence of an article is, and the modalities of its norms.
    fn kind(sentence: &str) -> (SentenceKind, Vec<Modality>) {
        let text = format!("Article 1\n\nThe Board shall meet.\n\nArticle 2\n\n{sentence}\n");
        let document = crate::document::read(Source::new("t.txt", text));
        let reading = crate::clauses::read(&document).pop().expect("a sentence");
        let norms = reading.clauses.iter().filter_map(|clause| clause.modality).collect();
        (reading.kind, norms)
    }

    #[test]
    fn what_is_made_so_is_no_norm() {
        for sentence in [
            "This Accord applies to tugs.",
            "Article 1 does not apply to barges.",
            "It shall apply under the same conditions to barges.",
            "This Accord is without prejudice to the rights of riparian owners.",
            "The rates are governed by Annex II.",
            "A Tolls Board is hereby established.",
            "The Parties hereby establish a Tolls Board.",
            "This Accord shall remain open to the riparian States.",
            "The sale of a tug shall not entail the loss of its licence.",
            "This Accord shall not restrict the use of older licences.",
            "Such a ruling shall have no binding force.",
            "Deputy wardens shall rank after wardens.",
            "The Keeper shall be the depositary of this Accord.",
            "The licence shall be considered withdrawn after ten years.",
            "Days of frost shall be treated as days of rest.",
            "Wardens shall be eligible for a second term.",
            "The notice shall become effective after a month.",
        ] {
            assert_eq!(kind(sentence).0, SentenceKind::Constitutive, "{sentence}");
        }
    }

    #[test]
    fn what_somebody_must_bring_about_is_one() {
        for sentence in [
            "The Parties shall apply the tariff.",
            "No charges shall be applicable to such transfers.",
            "Proposals shall be considered at the next meeting.",
            "The request shall be based on the log of the lightship.",
            "The tribunal shall be constituted as provided in Annex II.",
            "Such measures shall not restrict the passage of barges.",
            "Crews shall be treated humanely.",
            "The warden shall have one vote.",
            "Barges shall not be subject to tolls.",
        ] {
            assert_eq!(kind(sentence).0, SentenceKind::Norm, "{sentence}");
        }
    }

    #[test]
    fn aims_bind_nobody_yet() {
        assert_eq!(kind("The aim of the Board shall be to drain the fens.").0, SentenceKind::Statement);
        assert_eq!(kind("The Board should drain the fens.").0, SentenceKind::Statement);
    }

    #[test]
    fn words_without_a_verb_are_a_title_or_a_line_of_a_list() {
        assert_eq!(kind("eels of the upper weir; tench;").0, SentenceKind::Table);
        assert_eq!(kind("The tugs of the Board displace between 30 and 180 tons.").0, SentenceKind::Statement);
    }

    #[test]
    fn who_is_exempt_is_released() {
        for sentence in [
            "Barges shall be exempt from tolls.",
            "The mate shall not be liable to arrest.",
            "The other Parties shall not be bound by that paragraph.",
        ] {
            assert_eq!(kind(sentence), (SentenceKind::Norm, vec![Modality::Exemption]), "{sentence}");
        }
        assert_eq!(kind("The mate shall enjoy immunity.").1, [Modality::Permission]);
    }
}
