//! Whose opinion a circumstance turns on: "in its own judgment", "considers", "is of the opinion that", "has reason to
//! believe", "finds the time convenient".

use super::Agent;
use super::names::Names;
use super::words::Word;

/// Whose opinion a circumstance turns on: "in its own judgment", "considers", "perceived by the other Party as".
pub fn judge(list: &[Word], names: &Names) -> Option<Agent> {
    const NOUNS: [&str; 14] = [
        "judgment",
        "judgement",
        "opinion",
        "view",
        "discretion",
        "assessment",
        "estimation",
        "appreciation",
        "belief",
        "conviction",
        "eyes",
        "pleasure",
        "satisfaction",
        "mind",
    ];
    const VERBS: [&str; 43] = [
        "esteems",
        "esteem",
        "reckons",
        "supposes",
        "considers",
        "consider",
        "considered",
        "deems",
        "deem",
        "deemed",
        "perceives",
        "perceive",
        "perceived",
        "believes",
        "believe",
        "judges",
        "judge",
        "judged",
        "thinks",
        "think",
        "finds",
        "regards",
        "regard",
        "regarded",
        "satisfied",
        "feels",
        "feel",
        "determines",
        "concludes",
        "sees",
        "fit",
        "estimates",
        "opines",
        "convinced",
        "persuaded",
        "judging",
        "considering",
        "deeming",
        "thought",
        "believed",
        "holds",
        "appear",
        "appears",
    ];
    // "The conclusion of a treaty" is none that one comes to.
    let thought = |at: &usize| list[*at].any(&NOUNS) || list[*at].is("conclusion") && holds_it(list, *at);
    if let Some(at) = (0..list.len()).find(thought) {
        let before = list[..at].iter().any(|w| w.any(&["its", "their", "own", "sole"]));
        let after = list[at..].iter().position(|w| w.is("of")).and_then(|of| names.mention(&list[at + of + 1..]));
        let possessor = (0..at).find_map(|i| names.mention(&list[i..]).filter(|m| i + m.len == at));
        // "In the view of its Government": what speaks for the bearer.
        let own_organ = list[at..].iter().take(4).any(|w| w.any(&["its", "their"]))
            && list[at + 1..].first().is_some_and(|w| w.is("of"));
        let holder = holds_it(list, at).then(|| holder(list, at, names)).flatten();
        return possessor.or(after).map(|m| m.agent).or(holder).or_else(|| (before || own_organ).then_some(Agent::Me));
    }
    if let Some(at) = attitude(list, names) {
        return holder(list, at, names);
    }
    let at = (0..list.len()).find(|&i| list[i].any(&VERBS) && thinks(list, i))?;
    if list[at].is("fit") && !list[..at].iter().any(|w| w.any(&["sees", "see", "think", "thinks"])) {
        return None;
    }
    let by = list[at..].iter().position(|w| w.is("by"));
    if let Some(by) = by {
        return names.mention(&list[at + by + 1..]).map(|m| m.agent);
    }
    if at > 0 && list[at - 1].is("other") {
        return Some(Agent::Other);
    }
    let subject = (0..at).rev().find_map(|i| names.mention(&list[i..]).map(|m| m.agent));
    let to_it = list.get(at + 1).is_some_and(|w| w.is("to"));
    let own = list[at].is("satisfaction");
    // "If convinced that …": the one who is bound.
    let elided = at <= 1
        && list[at].any(&["convinced", "satisfied", "persuaded"])
        && list[..at].iter().all(|w| w.any(&["if", "when", "once", "where", "unless", "whenever"]));
    let pronoun = elided || to_it || own || list[..at].iter().rev().take(5).any(|w| w.any(&["it", "they"]));
    if pronoun { Some(Agent::Me) } else { subject }
}

/// "It is of the opinion", "takes the view", "has formed the belief": the noun stands for a verb of thinking.
fn holds_it(list: &[Word], at: usize) -> bool {
    const VERBS: [&str; 20] = [
        "come",
        "came",
        "comes",
        "arrived",
        "is",
        "are",
        "was",
        "were",
        "takes",
        "take",
        "taken",
        "forms",
        "form",
        "formed",
        "holds",
        "hold",
        "has",
        "have",
        "entertains",
        "reached",
    ];
    let that = list.get(at + 1).is_some_and(|w| w.is("that"));
    that && list[..at].iter().rev().take(4).any(|w| w.any(&VERBS))
}

/// "It fears that …", "has reason to believe", "sees a danger in …", "finds the time convenient": a state of mind of the
/// one who is the subject, and where it is spoken of.
fn attitude(list: &[Word], names: &Names) -> Option<usize> {
    const FEARS: [&str; 14] = [
        "fears",
        "fear",
        "suspects",
        "suspect",
        "apprehends",
        "apprehend",
        "doubts",
        "doubt",
        "foresees",
        "foresee",
        "anticipates",
        "anticipate",
        "mistrusts",
        "dreads",
    ];
    const DANGERS: [&str; 14] = [
        "danger",
        "threat",
        "risk",
        "need",
        "objection",
        "harm",
        "advantage",
        "reason",
        "cause",
        "inconvenience",
        "menace",
        "necessity",
        "prejudice",
        "use",
    ];
    const MINDED: [&str; 12] = [
        "content",
        "confident",
        "certain",
        "sure",
        "doubtful",
        "uneasy",
        "anxious",
        "alarmed",
        "apprehensive",
        "dissatisfied",
        "afraid",
        "unsure",
    ];
    const GROUNDS: [&str; 6] = ["reason", "reasons", "ground", "grounds", "cause", "occasion"];
    const FIT: [&str; 30] = [
        "suitable",
        "unsuitable",
        "convenient",
        "inconvenient",
        "acceptable",
        "unacceptable",
        "satisfactory",
        "unsatisfactory",
        "opportune",
        "inopportune",
        "appropriate",
        "inappropriate",
        "sufficient",
        "insufficient",
        "necessary",
        "unnecessary",
        "desirable",
        "undesirable",
        "expedient",
        "inexpedient",
        "harmful",
        "dangerous",
        "safe",
        "unsafe",
        "improper",
        "practicable",
        "impracticable",
        "reasonable",
        "unreasonable",
        "excessive",
    ];
    const DOUBTS: [&str; 6] = ["doubt", "doubts", "misgivings", "suspicions", "fears", "qualms"];
    let believes = |w: &Word| {
        const STEMS: [&str; 8] = ["believ", "suppos", "fear", "suspect", "think", "doubt", "assum", "apprehend"];
        STEMS.iter().any(|stem| w.lower.starts_with(stem))
    };
    let near = |at: usize, words: &[&str], n: usize| list[at + 1..].iter().take(n).any(|w| w.any(words));
    // What is to be assessed is not yet thought: "to assess whether it has grounds".
    let whether = list.iter().position(|w| w.is("whether")).unwrap_or(list.len());
    (1..whether).find(|&at| match list[at].lower.as_str() {
        "sees" | "see" | "perceives" => near(at, &DANGERS, 3),
        "has" | "have" if near(at, &DOUBTS, 3) => true,
        "entertains" | "entertain" => near(at, &DOUBTS, 3),
        "has" | "have" => near(at, &GROUNDS, 3) && list[at + 1..].iter().take(6).any(believes),
        "finds" | "find" | "found" => {
            let own = list[..at].iter().rev().take(3).all(|w| !w.any(&["be", "been", "is", "are", "was", "were"]));
            let fit = |w: &Word| w.any(&FIT) || super::classes::is_adjective(&w.lower);
            let them = list.get(at + 1).is_some_and(|w| w.any(&["them", "him", "it", "this", "their", "its", "the"]));
            own && them && list.last().is_some_and(fit) && list.len() > at + 2 && !near(at, &["that"], 1)
        }
        "is" | "are" => subject_ends(list, at, names) && list.get(at + 1).is_some_and(|w| w.any(&MINDED)),
        // A noun stands after other words: "having such doubts".
        word => FEARS.contains(&word) && subject_ends(list, at, names),
    })
}

/// Whether "it" or a party stands right before a word.
fn subject_ends(list: &[Word], at: usize, names: &Names) -> bool {
    list[at - 1].any(&["it", "they"])
        || at > 1 && list[at - 1].any(&["itself", "still"]) && list[at - 2].any(&["it"])
        || (0..at).any(|i| names.mention(&list[i..at]).is_some_and(|m| i + m.len == at))
}

/// Who is the subject before a verb of thinking: a party named, those who act for it, or "it" near the front.
fn holder(list: &[Word], at: usize, names: &Names) -> Option<Agent> {
    const ORGANS: [&str; 10] = [
        "authorities",
        "authority",
        "government",
        "governments",
        "courts",
        "court",
        "minister",
        "ministers",
        "organs",
        "head",
    ];
    if at > 0 && list[at - 1].any(&["latter"]) {
        return Some(Agent::Other);
    }
    // Further in, "they" may be anybody: "those persons whose duties …, if they have reason to believe".
    const OPENS: [&str; 36] = [
        "unless",
        "if",
        "when",
        "where",
        "whenever",
        "in",
        "the",
        "a",
        "case",
        "cases",
        "which",
        "event",
        "that",
        "save",
        "except",
        "provided",
        "as",
        "long",
        "so",
        "soon",
        "once",
        "years",
        "and",
        "only",
        "for",
        "after",
        "until",
        "to",
        "extent",
        "far",
        "on",
        "condition",
        "such",
        "has",
        "itself",
        "not",
    ];
    let pronoun = list[..at].iter().rposition(|w| w.any(&["it", "they"]));
    let pronoun = pronoun.filter(|&p| list[..p].iter().all(|w| w.mark || w.any(&OPENS)));
    let named = (0..at).rev().find_map(|i| names.mention(&list[i..]).map(|m| (i, m)));
    match (pronoun, named) {
        (Some(p), Some((n, _))) if p > n => Some(Agent::Me),
        (_, Some((n, m))) => {
            // "The Commission of the Parties fears" is no party's mind.
            let linked = n > 0 && list[n - 1].any(&["of", "by", "from", "to", "with", "in"]);
            let acts_for_it = n > 1 && list[n - 2].any(&ORGANS);
            (!linked || acts_for_it).then_some(m.agent)
        }
        (Some(_), None) => Some(Agent::Me),
        (None, None) => None,
    }
}

/// Whether a verb that can speak of other things speaks of an opinion here: "finds that", not "finds a wreck".
fn thinks(list: &[Word], at: usize) -> bool {
    let next = list.get(at + 1);
    let that = next.is_some_and(|w| {
        w.any(&[
            "that",
            "it",
            "itself",
            "such",
            "fit",
            "necessary",
            "proper",
            "expedient",
            "desirable",
            "best",
            "appropriate",
        ])
    });
    let threatened = list[at].any(&["feels", "feel"])
        && next.is_some_and(|w| {
            w.lower.ends_with("ed") || w.any(&["unable", "bound", "free"]) || super::classes::is_adjective(&w.lower)
        });
    let that = that || threatened;
    match list[at].lower.as_str() {
        "finds" | "determines" | "concludes" | "holds" | "feels" | "feel" | "sees" | "judging" | "estimates" => that,
        "appear" | "appears" => {
            next.is_some_and(|w| w.is("to")) && list.get(at + 2).is_some_and(|w| w.any(&["it", "them"]))
        }
        "satisfied" if next.is_some_and(|w| w.any(&["itself", "themselves"])) || at == 0 => true,
        "satisfied" | "satisfaction" => {
            at > 0
                && list[at - 1].any(&[
                    "is",
                    "are",
                    "be",
                    "being",
                    "itself",
                    "themselves",
                    "its",
                    "their",
                    "was",
                    "were",
                    "own",
                ])
        }
        _ => true,
    }
}
