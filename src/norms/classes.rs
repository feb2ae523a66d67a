//! Classes of words as the readers of phrases need them.

use crate::lexicon;

/// Modifiers that narrow nothing: "the said", "the aforesaid".
pub fn is_empty_modifier(word: &str) -> bool {
    matches!(
        word,
        "aforesaid"
            | "said"
            | "above-mentioned"
            | "above"
            | "respective"
            | "present"
            | "same"
            | "other"
            | "further"
            | "whatsoever"
            | "necessary"
            | "single"
            | "following"
    )
}

/// Prepositions that open a phrase after a noun.
pub fn is_preposition(word: &str) -> bool {
    const LIST: [&str; 43] = [
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "for",
        "by",
        "with",
        "without",
        "within",
        "between",
        "among",
        "against",
        "under",
        "over",
        "upon",
        "through",
        "across",
        "along",
        "into",
        "onto",
        "before",
        "after",
        "since",
        "until",
        "during",
        "near",
        "off",
        "above",
        "below",
        "beyond",
        "outside",
        "inside",
        "towards",
        "concerning",
        "regarding",
        "relating",
        "via",
        "around",
        "throughout",
        "containing",
        "including",
    ];
    LIST.contains(&word)
}

/// True for an adjective.
pub fn is_adjective(word: &str) -> bool {
    lexicon::word(word).class.any(lexicon::Class::ADJ)
}

/// True for a past participle that is not formed with -ed as well: "laid", "sent".
pub fn is_past_participle(word: &str) -> bool {
    lexicon::word(word).class.any(lexicon::Class::V_PART)
}

/// True for an adverb.
pub fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") || matches!(word, "thereof" | "there" | "therein" | "thereto" | "out" | "so" | "up" | "off")
}

/// True for a participle, present or past.
pub fn is_participle(word: &str) -> bool {
    let form = word.ends_with("ed") || word.ends_with("ing") || is_past_participle(word);
    form && lexicon::lemma_verb(word).is_some() && !(word.ends_with("ing") && lexicon::noun_type(word).is_some())
}

/// Articles, quantifiers and demonstratives.
pub fn is_determiner(word: &str) -> bool {
    const LIST: [&str; 20] = [
        "the", "a", "an", "any", "all", "every", "each", "no", "either", "neither", "both", "some", "such", "this",
        "that", "these", "those", "certain", "several", "other",
    ];
    LIST.contains(&word)
}

/// Words that a normal form leaves out.
pub fn is_function_word(word: &str) -> bool {
    const LIST: [&str; 42] = [
        "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "shall", "will",
        "may", "it", "they", "he", "she", "its", "their", "own", "and", "or", "which", "who", "whom", "whose", "there",
        "then", "so", "as", "than", "also", "thereof", "herein", "if", "when", "where", "one", "them",
    ];
    LIST.contains(&word) || is_determiner(word) || is_preposition(word)
}
