//! Inflection: from a form to its lemma.

use std::borrow::Cow;

use super::tables::{Class, Lexicon, NounType, Word, lexicon};

/// The spelling that the tables use: "recognise" → "recognize", "labor" → "labour"; lower case.
pub fn canonical_spelling(word: &str) -> String {
    canonical(&word.to_lowercase()).into_owned()
}

fn canonical(lower: &str) -> Cow<'_, str> {
    let tables = lexicon();
    if let Some(&canonical) = tables.variants.get(lower) {
        return Cow::Borrowed(canonical);
    }
    for (british, american) in
        [("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ises", "izes"), ("ise", "ize")]
    {
        if let Some(stem) = lower.strip_suffix(british) {
            let other = format!("{stem}{american}");
            if tables.words.contains_key(other.as_str()) || tables.weak.contains_key(other.as_str()) {
                return Cow::Owned(other);
            }
        }
    }
    Cow::Borrowed(lower)
}

/// The singular of a noun, lower case.
pub fn lemma_noun(noun: &str) -> String {
    let lower = noun.to_lowercase();
    let lower =
        lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower).trim_end_matches(['\'', '’']);
    singular(lexicon(), lower).into_owned()
}

fn singular<'a>(tables: &Lexicon, lower: &'a str) -> Cow<'a, str> {
    if let Some(&singular) = tables.plurals.get(lower) {
        return Cow::Owned(singular.to_owned());
    }
    if tables.nouns.contains_key(lower)
        || !lower.ends_with('s')
        || ["ss", "us", "is", "ics"].iter().any(|end| lower.ends_with(end))
    {
        if let Some(stem) = lower.strip_suffix("men").filter(|stem| stem.len() > 2) {
            return Cow::Owned(format!("{stem}man"));
        }
        return Cow::Borrowed(lower);
    }
    if matches!(lower, "series" | "species" | "means" | "premises" | "waters" | "headquarters" | "aircraft" | "works") {
        return Cow::Borrowed(lower);
    }
    if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    if let Some(stem) = lower.strip_suffix("es")
        && ["ss", "sh", "ch", "x", "zz"].iter().any(|end| stem.ends_with(end))
        && !stem.ends_with("ach")
    {
        return Cow::Borrowed(stem);
    }
    Cow::Borrowed(&lower[..lower.len() - 1])
}

/// The lemma of a verb in any form, in canonical spelling; `None` for a word that is no verb.
pub fn lemma_verb(form: &str) -> Option<String> {
    let lower = form.to_lowercase();
    let lower = canonical(&lower);
    match &*lower {
        "is" | "are" | "was" | "were" | "been" | "being" | "am" | "be" => return Some("be".to_owned()),
        "has" | "had" | "having" | "have" => return Some("have".to_owned()),
        "does" | "did" | "done" | "doing" | "do" => return Some("do".to_owned()),
        _ => {}
    }
    let tables = lexicon();
    // A bare form is its own lemma, save where the past of another verb is far commoner.
    if !matches!(&*lower, "found" | "fell" | "ground" | "wound" | "saw" | "bore" | "left")
        && tables.verb(&lower).is_some()
    {
        return Some(lower.into_owned());
    }
    if let Some(&lemma) = tables.lemmas.get(&*lower) {
        return Some(lemma.to_owned());
    }
    if tables.weak.contains_key(&*lower) {
        return Some(lower.into_owned());
    }
    inflected(tables, &lower).map(|(lemma, _)| lemma)
}

/// The lemma of a verb in the spelling of the text: "utilised" → "utilise".
pub fn verb_as_written(form: &str) -> Option<String> {
    let lower = form.to_lowercase();
    let Some(lemma) = lemma_verb(&lower) else { return Some(guessed_lemma(&lower)) };
    if lexicon().variants.contains_key(lower.as_str())
        && lexicon().lemmas.get(&*canonical(&lower)) == Some(&lemma.as_str())
        && *canonical(&lower) == lemma
    {
        return Some(lower);
    }
    if lemma.ends_with("ize") && lower.contains("is") && !lower.contains("iz") {
        return Some(format!("{}ise", &lemma[..lemma.len() - 3]));
    }
    if let Some((head, tail)) = lower.split_once('-')
        && format!("{head}{tail}").starts_with(lemma.get(..lemma.len().saturating_sub(1)).unwrap_or(&lemma))
    {
        return Some(format!("{head}-{}", lemma.get(head.len()..).unwrap_or(tail)));
    }
    Some(lemma)
}

/// The lemma of a verb that stands in no table, from its ending alone.
fn guessed_lemma(form: &str) -> String {
    if let Some(stem) = form.strip_suffix("ied") {
        return format!("{stem}y");
    }
    let Some(stem) = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")).filter(|stem| stem.len() > 2) else {
        return form.to_owned();
    };
    let bytes = stem.as_bytes();
    let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
    if last == before && !matches!(last, b's' | b'l' | b'z') {
        return stem[..stem.len() - 1].to_owned();
    }
    let silent = matches!(last, b'c' | b'v' | b'z' | b'u' | b's') && last != before
        || stem.ends_with("at") && stem.len() > 4
        || stem.ends_with("dg")
        || stem.ends_with("bl");
    if silent { format!("{stem}e") } else { stem.to_owned() }
}

/// Lemma and class of a regular form of a verb of either list.
fn inflected(tables: &Lexicon, form: &str) -> Option<(String, Class)> {
    let known = |stem: &str| tables.lemmas.get(stem) == Some(&stem) || tables.weak.contains_key(stem);
    let past = Class::V_PAST.with(Class::V_PART);
    for (ending, class) in
        [("ing", Class::V_ING), ("ied", past), ("ed", past), ("ies", Class::V_S), ("es", Class::V_S), ("s", Class::V_S)]
    {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        if ending.starts_with("ie") {
            let lemma = format!("{stem}y");
            if known(&lemma) {
                return Some((lemma, class));
            }
            continue;
        }
        if ending == "s" || ending == "es" {
            if known(stem) && !stem.ends_with('s') || ending == "es" && known(stem) {
                return Some((stem.to_owned(), class));
            }
            continue;
        }
        let with_e = format!("{stem}e");
        let mut letters = stem.chars().rev();
        let doubled =
            matches!((letters.next(), letters.next()), (Some(a), Some(b)) if a == b && a.is_ascii_alphabetic());
        let single = &stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)];
        if known(&with_e) && !(known(stem) && doubled) {
            return Some((with_e, class));
        }
        if known(stem) {
            return Some((stem.to_owned(), class));
        }
        if doubled && known(single) {
            return Some((single.to_owned(), class));
        }
    }
    None
}

/// The types of a noun in the singular or plural.
pub(super) fn noun_entry(noun: &str) -> Option<(NounType, Option<NounType>)> {
    let tables = lexicon();
    let lower = noun.to_lowercase();
    let lower = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower);
    if let Some(&entry) = tables.nouns.get(lower) {
        return Some(entry);
    }
    let single = singular(tables, lower);
    if let Some(&entry) = tables.nouns.get(&*single) {
        return Some(entry);
    }
    let spelled = canonical(&single);
    tables.nouns.get(&*spelled).copied().or_else(|| {
        let last = spelled.rsplit('-').next().filter(|last| last.len() < spelled.len())?;
        tables.nouns.get(last).copied()
    })
}

/// True if the word stands in any table, as it is or inflected.
pub(super) fn known(word: &str) -> bool {
    let tables = lexicon();
    let lower = word.to_lowercase();
    tables.words.contains_key(lower.as_str())
        || noun_entry(&lower).is_some()
        || lemma_verb(&lower).is_some()
        || tables.variants.contains_key(lower.as_str())
        || super::nominal_to_verb(&lower).is_some()
}

/// What is known about a form; lower case.
pub(super) fn look_up(lower: &str) -> Word {
    let tables = lexicon();
    let spelled = canonical(lower);
    let mut word = tables.words.get(&*spelled).copied().unwrap_or_default();
    if word
        .class
        .any(Class::DET.with(Class::PREP).with(Class::CONJ).with(Class::MODAL).with(Class::REL).with(Class::PRON))
    {
        return word;
    }
    if let Some(types) = noun_entry(&spelled) {
        word.noun = Some(types);
        word.class = word.class.with(Class::NOUN);
        if !tables.nouns.contains_key(&*spelled) {
            word.class = word.class.with(Class::PLURAL);
        }
    }
    if word.class == Class::default() || word.class == Class::NOUN || word.class == Class::NOUN.with(Class::PLURAL) {
        guess(tables, &spelled, &mut word);
    }
    word
}

/// Words outside the tables: the wide list of verbs, and endings.
fn guess(tables: &Lexicon, form: &str, word: &mut Word) {
    let unknown = word.class == Class::default();
    if tables.weak.contains_key(form) {
        word.class = word.class.with(Class::V_BASE).with(Class::WEAK);
    } else if let Some((lemma, class)) = inflected(tables, form) {
        word.class = word.class.with(class).with(Class::WEAK);
        word.verb = tables
            .verb(&lemma)
            .and_then(|verb| tables.verbs.iter().position(|other| std::ptr::eq(other, verb)))
            .and_then(|at| u16::try_from(at).ok());
    }
    if !unknown {
        return;
    }
    let ends = |list: &[&str]| list.iter().any(|end| form.len() > end.len() + 2 && form.ends_with(end));
    if ends(&["ed"]) && !form.ends_with("eed") {
        word.class = word.class.with(Class::V_PAST).with(Class::V_PART).with(Class::WEAK);
        return;
    }
    if ends(&["ly"]) && !matches!(form, "family" | "assembly" | "supply" | "anomaly" | "monopoly" | "italy" | "july") {
        word.class = word.class.with(Class::ADV);
    } else if ends(&["able", "ible", "ical", "ous", "ive", "ful", "less", "ary", "ic", "ial", "ional", "ish", "ese"])
        && !ends(&["archive", "missionary"])
    {
        word.class = word.class.with(Class::ADJ);
    } else {
        word.class = word.class.with(Class::NOUN);
        if form.ends_with('s') && !form.ends_with("ss") {
            word.class = word.class.with(Class::PLURAL);
        }
        if word.noun.is_none() {
            word.noun = suffix_type(form);
        }
    }
}

fn suffix_type(form: &str) -> Option<(NounType, Option<NounType>)> {
    let form = form.strip_suffix('s').unwrap_or(form);
    let ends = |list: &[&str]| list.iter().any(|end| form.len() > end.len() + 2 && form.ends_with(end));
    if ends(&["tion", "sion", "ment", "ance", "ence", "ing", "age"]) {
        Some((NounType::Act, None))
    } else if ends(&["ness", "ity", "ism", "ship", "hood"]) {
        Some((NounType::Abstract, None))
    } else if ends(&["ist", "ian", "man", "ee"]) {
        Some((NounType::Person, None))
    } else {
        None
    }
}
