//! Forms in which the act is a noun, or the norm hides in the frame of the sentence.
//!
//! `special := "nothing in" provision "shall prevent" X "from" act | "it shall be unlawful (for" X ")" "to" act |
//! "there shall be no" act | act "is prohibited"`. Sample: *The burning of reeds on the dykes by the tenants is forbidden*.

use super::assemble::{self, Here, blank, lemma, with_modality};
use super::attachment::Host;
use super::chunks::chunk;
use super::coordination;
use super::scene::Scene;
use super::skeleton::{Head, HeadForm, Predicate};
use super::tokens::{Kind, Tok, tokenise};
use super::unwrap::{Start, unwrap};
use super::valency;
use super::{BearerStatus, Clause, Force, Modality, Rank, Relation, Voice};
use crate::lexicon::{self, Class};

/// The clauses of a predicate that has one of the special forms.
pub fn read(here: Here<'_>, predicate: &Predicate) -> Option<Vec<Clause>> {
    let (start, end) = predicate.subject?;
    let subject = &here.scene.tokens[start..end];
    let first = subject.first()?;
    if first.says("nothing") {
        return saving(here, predicate, start, end);
    }
    let told = end..predicate.head.at.max(end);
    if first.says("it")
        && subject.len() == 1
        && predicate.head.form == HeadForm::Infinitive
        && here.scene.tokens[told].iter().any(|token| token.among(&["prohibited", "forbidden", "permitted", "allowed"]))
    {
        return Some(plain(here, predicate, None));
    }
    if first.says("it") && subject.len() == 1 {
        return it_is(here, predicate);
    }
    if first.says("there") && subject.len() == 1 {
        return there_is(here, predicate);
    }
    refrain(here, predicate, (start, end)).or_else(|| nominal(here, predicate, start, end))
}

/// "Refrain from the use of force": the act is a noun.
fn refrain(here: Here<'_>, predicate: &Predicate, (start, end): (usize, usize)) -> Option<Vec<Clause>> {
    let tokens = here.scene.tokens;
    let at = predicate.head.at;
    if !matches!(lemma(&tokens[at]).as_str(), "refrain" | "abstain" | "desist")
        || predicate.head.modality != Some(Modality::Obligation)
    {
        return None;
    }
    let from = (at + 1..predicate.end.min(at + 12)).find(|&index| tokens[index].says("from"))?;
    let span = tokens[start].span.join(tokens[predicate.end - 1].span);
    let clauses = of_noun(here, predicate, (from + 1, predicate.end), span, true);
    let whole = clauses.iter().all(|clause| clause.object.is_some());
    (!clauses.is_empty() && whole).then(|| {
        clauses
            .into_iter()
            .map(|mut clause| {
                clause.bearer = here.phrase(start, end, "subject");
                clause.bearer_status = BearerStatus::Stated;
                with_modality(clause, Modality::Prohibition, Force::Plain)
            })
            .collect()
    })
}

/// "Nothing in this Treaty shall prevent a Party from closing its ports."
fn saving(here: Here<'_>, predicate: &Predicate, start: usize, end: usize) -> Option<Vec<Clause>> {
    let tokens = here.scene.tokens;
    let verb = lexicon::lemma_verb(&tokens[predicate.head.at].norm)?;
    let (modality, force) = match verb.as_str() {
        "prevent" | "preclude" | "prohibit" | "hinder" | "bar" | "stop" | "restrict" | "impede" | "affect"
        | "impair" | "prejudice" | "limit" | "deny" => (Modality::Permission, Force::Leave),
        "require" | "oblige" | "compel" | "obligate" => (Modality::Exemption, Force::Plain),
        "authorize" | "permit" | "entitle" | "allow" | "empower" => (Modality::Prohibition, Force::Plain),
        "construe" | "interpret" | "deem" | "understand" | "take" | "read" => {
            return construed(here, predicate, start, end);
        }
        _ => return None,
    };
    let from = predicate.head.at + 1;
    inner_act(here, predicate, from, modality, force, (start, end))
}

/// "… shall be construed as preventing X from …", "… as requiring X to …".
fn construed(here: Here<'_>, predicate: &Predicate, start: usize, end: usize) -> Option<Vec<Clause>> {
    let tokens = here.scene.tokens;
    let at = (predicate.head.at + 1..predicate.end.min(predicate.head.at + 9))
        .find(|&index| tokens[index].is(Class::V_ING.with(Class::V_BASE)) && !tokens[index].is(Class::ADV))?;
    let (modality, force) = match lexicon::lemma_verb(&tokens[at].norm)?.as_str() {
        "prevent" | "preclude" | "prohibit" | "hinder" | "bar" | "affect" | "impair" | "prejudice" | "limit"
        | "restrict" => (Modality::Permission, Force::Leave),
        "require" | "oblige" | "compel" | "obligate" | "impose" => (Modality::Exemption, Force::Plain),
        "permit" | "authorize" | "allow" | "entitle" | "give" | "confer" => (Modality::Prohibition, Force::Plain),
        _ => return None,
    };
    inner_act(here, predicate, at + 1, modality, force, (start, end))
}

/// "X from V-ing", "X to V", "the right of X to V".
fn inner_act(
    here: Here<'_>,
    predicate: &Predicate,
    from: usize,
    modality: Modality,
    force: Force,
    subject: (usize, usize),
) -> Option<Vec<Clause>> {
    let scene = here.scene;
    let tokens = scene.tokens;
    let mut at = from;
    let mut right = None;
    while at < predicate.end {
        if let Some((_, stop)) = scene.bracket(at, predicate.end) {
            at = stop;
            continue;
        }
        if tokens[at].among(&["right", "rights", "freedom", "power"]) && right.is_none() {
            right = Some(at);
        }
        let next = tokens.get(at + 1).filter(|_| at + 1 < predicate.end);
        let gerund = tokens[at].says("from") && next.is_some_and(|next| next.is(Class::V_ING));
        let infinitive = tokens[at].says("to")
            && next.is_some_and(|next| next.is(Class::V_BASE.with(Class::BE)) || next.says("have"));
        if (gerund || infinitive) && at > from {
            let (mut start, mut end) = (from, at);
            if let Some(right) = right.filter(|_| infinitive) {
                if tokens.get(right + 1).is_some_and(|token| token.says("of")) {
                    start = right + 2;
                } else {
                    end = right;
                }
            } else if infinitive && modality == Modality::Permission {
                return None;
            }
            let form = if gerund { HeadForm::Gerund } else { HeadForm::Infinitive };
            let head = unwrap(
                scene,
                Start { at: at + 1, form, modal: Some((modality, modality, force)), denied: false, only: false },
                predicate.end,
            )?;
            let inner = Predicate {
                subject: Some((start, end)),
                denied: false,
                adjuncts: predicate.adjuncts.clone(),
                head,
                end: predicate.end,
            };
            let mut clauses = plain(here, &inner, Some((start, end)));
            for clause in &mut clauses {
                clause.rank.extend(over(here, subject));
            }
            return Some(clauses);
        }
        at += 1;
    }
    None
}

/// "Nothing in Article 4": the permission prevails over it.
fn over(here: Here<'_>, (start, end): (usize, usize)) -> Option<Rank> {
    let at = (start..end).find(|&index| here.scene.tokens[index].says("in"))?;
    let to = here.phrase(at + 1, end, "nothing in")?;
    let mut words = Vec::new();
    tokenise(here.scene.text, to.span, &mut words);
    let found = super::targets::resolve(here.scene.text, &words, here.label, here.labels);
    let to_label = found.iter().find_map(|reference| reference.target().map(str::to_owned));
    Some(Rank { relation: Relation::Notwithstanding, to, to_label })
}

/// All clauses of a predicate of the common form.
pub fn plain(here: Here<'_>, predicate: &Predicate, subject: Option<(usize, usize)>) -> Vec<Clause> {
    let parts = coordination::parts(here.scene, predicate);
    let mut out = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let source = if part.shares { parts[index + 1..].iter().find(|later| !later.shares) } else { None };
        out.push(assemble::clause(here, predicate, part, subject, source));
    }
    share_tail(here, &parts, &mut out);
    out
}

/// A condition or exception after a comma at the very end is shared by all verbs.
fn share_tail(here: Here<'_>, parts: &[coordination::Part], clauses: &mut [Clause]) {
    let (Some(part), Some((last, earlier))) = (parts.last(), clauses.split_last_mut()) else { return };
    let comma = |span: crate::source::Span| {
        let at = here.scene.tokens.iter().position(|token| token.span.start >= span.start);
        at.is_some_and(|at| at > part.start && here.scene.tokens[at - 1].kind == Kind::Comma)
    };
    for clause in earlier {
        for condition in last.conditions.iter().filter(|phrase| comma(phrase.span)) {
            if !clause.conditions.contains(condition) {
                clause.conditions.push(condition.clone());
            }
        }
        for exception in last.exceptions.iter().filter(|phrase| comma(phrase.span)) {
            if !clause.exceptions.contains(exception) {
                clause.exceptions.push(exception.clone());
            }
        }
        for rank in last.rank.iter().filter(|rank| {
            here.scene
                .tokens
                .iter()
                .position(|token| token.span.start >= rank.to.span.start)
                .is_some_and(|at| at > part.start + 1 && here.scene.tokens[at - 2].kind == Kind::Comma)
        }) {
            if !clause.rank.contains(rank) {
                clause.rank.push(rank.clone());
            }
        }
    }
}

/// "It shall be unlawful for the crews to land salt."
fn it_is(here: Here<'_>, predicate: &Predicate) -> Option<Vec<Clause>> {
    let scene = here.scene;
    let tokens = scene.tokens;
    let denied = predicate.head.modality == Some(Modality::Prohibition) || predicate.head.negated;
    let from = predicate.head.at;
    let at = (from..predicate.end.min(from + 6)).find(|&index| {
        tokens[index].among(&[
            "unlawful",
            "prohibited",
            "forbidden",
            "illegal",
            "impermissible",
            "lawful",
            "permissible",
            "permitted",
            "allowed",
            "duty",
            "responsibility",
            "obligation",
            "incumbent",
            "open",
            "right",
        ])
    })?;
    let (plain_modality, denied_modality, force) = match tokens[at].norm.as_str() {
        "unlawful" | "prohibited" | "forbidden" | "illegal" | "impermissible" => {
            (Modality::Prohibition, Modality::Permission, Force::Plain)
        }
        "duty" | "responsibility" | "obligation" | "incumbent" => {
            (Modality::Obligation, Modality::Exemption, Force::Plain)
        }
        "right" => (Modality::Permission, Modality::Prohibition, Force::Right),
        _ => (Modality::Permission, Modality::Prohibition, Force::Leave),
    };
    let modality = if denied { denied_modality } else { plain_modality };
    let to = (at + 1..predicate.end).find(|&index| {
        tokens[index].says("to")
            && tokens
                .get(index + 1)
                .is_some_and(|next| next.is(Class::V_BASE.with(Class::BE)) || next.is(Class::ADV) || next.says("have"))
    })?;
    let bearer = (at + 1..to)
        .find(|&index| tokens[index].among(&["for", "of", "on", "upon", "to"]))
        .map(|index| (index + 1, to))
        .filter(|(start, end)| start < end);
    let verb = (to + 1..predicate.end).find(|&index| !super::verbs::passable(&tokens[index]))?;
    let head = unwrap(
        scene,
        Start {
            at: verb,
            form: HeadForm::Infinitive,
            modal: Some((modality, modality, force)),
            denied: false,
            only: false,
        },
        predicate.end,
    )?;
    let inner =
        Predicate { subject: bearer, denied: false, adjuncts: predicate.adjuncts.clone(), head, end: predicate.end };
    Some(plain(here, &inner, bearer))
}

/// "There shall be no fishing in the fairway."
fn there_is(here: Here<'_>, predicate: &Predicate) -> Option<Vec<Clause>> {
    let tokens = here.scene.tokens;
    if predicate.head.form == HeadForm::Passive {
        // "There shall be established a Board": the subject stands behind the verb.
        let inner = Predicate { subject: None, ..predicate.clone() };
        let mut clauses = plain(here, &inner, None);
        for clause in &mut clauses {
            clause.voice = Voice::Passive;
            clause.object = clause.object.take().or_else(|| clause.complement.take());
        }
        return Some(clauses);
    }
    if predicate.head.modality != Some(Modality::Obligation) || lemma(&tokens[predicate.head.at]) != "be" {
        return None;
    }
    let no = (predicate.head.at + 1..predicate.end)
        .find(|&index| !super::verbs::passable(&tokens[index]) || tokens[index].says("no"))?;
    if !tokens[no].says("no") {
        let inner = Predicate { subject: None, ..predicate.clone() };
        let mut clauses = plain(here, &inner, None);
        for clause in &mut clauses {
            clause.voice = Voice::Passive;
        }
        return Some(clauses);
    }
    let span = tokens[predicate.head.at].span.join(tokens[predicate.end - 1].span);
    let end = predicate.end;
    let clauses = of_noun(here, predicate, (no + 1, end), span, true);
    if clauses.is_empty() {
        let head = Head { modality: Some(Modality::Prohibition), ..predicate.head.clone() };
        let inner = Predicate { subject: None, head, ..predicate.clone() };
        let mut clauses = plain(here, &inner, None);
        for clause in &mut clauses {
            clause.voice = Voice::Passive;
            if let Some(object) = clause.object.as_mut() {
                object.text = object.text.strip_prefix("no ").unwrap_or(&object.text).to_owned();
            }
        }
        return Some(clauses);
    }
    Some(clauses.into_iter().map(|clause| with_modality(clause, Modality::Prohibition, Force::Plain)).collect())
}

/// "The burning of reeds is prohibited", "Transit shall be permitted".
fn nominal(here: Here<'_>, predicate: &Predicate, start: usize, end: usize) -> Option<Vec<Clause>> {
    let tokens = here.scene.tokens;
    if predicate.head.form != HeadForm::Passive {
        return None;
    }
    let denied = predicate.denied || predicate.head.modality == Some(Modality::Prohibition) || predicate.head.negated;
    let verb = lemma(&tokens[predicate.head.at]);
    let (plain_modality, denied_modality) = match verb.as_str() {
        "prohibit" | "forbid" | "ban" | "outlaw" | "bar" => (Modality::Prohibition, Modality::Permission),
        "permit" | "allow" | "authorize" | "authorise" => (Modality::Permission, Modality::Prohibition),
        _ => return None,
    };
    let modality = if denied { denied_modality } else { plain_modality };
    let to_whom = match addressees(here, predicate) {
        Addressees::Nobody => None,
        Addressees::Phrase(end) => Some(end),
        Addressees::Verb => return None,
    };
    let begin = if tokens[start].is(Class::NEG) { start + 1 } else { start };
    let span = tokens[start].span.join(tokens[predicate.end - 1].span);
    let force = if modality == Modality::Permission { Force::Leave } else { Force::Plain };
    let inner = Predicate { end: to_whom.map_or(predicate.end, |_| predicate.head.at + 1), ..predicate.clone() };
    let mut clauses = of_noun(here, &inner, (begin, end), span, false);
    if clauses.is_empty() {
        // "Torches are prohibited in the mill": that they be there is what is forbidden.
        let mut clause = blank(here.label, span);
        clause.voice = Voice::Passive;
        "be".clone_into(&mut clause.verb);
        "be".clone_into(&mut clause.verb_phrase);
        clause.verb_span = tokens[predicate.head.at].span;
        clause.object = here.phrase(begin, end, "subject of a prohibition");
        rest(here, &inner, &mut clause, &["be"], predicate.head.at + 1);
        clauses.push(clause);
    }
    if let Some(stop) = to_whom {
        for clause in &mut clauses {
            clause.bearer = here.phrase(predicate.head.at + 2, stop, "to whom it is forbidden or permitted");
            clause.bearer_status = BearerStatus::Stated;
            rest(here, predicate, clause, &[], stop);
        }
    }
    Some(clauses.into_iter().map(|clause| with_modality(clause, modality, force)).collect())
}

/// What "to" opens after "is prohibited".
enum Addressees {
    Nobody,
    /// Up to this token.
    Phrase(usize),
    Verb,
}

/// "Is forbidden to the fishermen of both Parties": who bears the prohibition.
fn addressees(here: Here<'_>, predicate: &Predicate) -> Addressees {
    let tokens = here.scene.tokens;
    let from = predicate.head.at + 2;
    if !tokens.get(from - 1).is_some_and(|next| next.says("to")) || from >= predicate.end {
        return Addressees::Nobody;
    }
    let mut stop = from;
    while stop < predicate.end
        && !(tokens[stop].is(Class::PREP) && !tokens[stop].says("of"))
        && !tokens[stop].is_mark()
        && !matches!(tokens[stop].kind, Kind::Fixed(..))
        && (here.scene.brackets.starting(stop).is_none() || tokens[stop].is(Class::REL))
    {
        stop = here.scene.brackets.starting(stop).map_or(stop + 1, |bracket| bracket.end.max(stop + 1));
    }
    match here.scene.head_type(from, stop) {
        Some(kind) if kind.acts() => Addressees::Phrase(stop),
        None if tokens[from].is(Class::DET) && !tokens[from].is(Class::V_BASE) => Addressees::Phrase(stop),
        _ => Addressees::Verb,
    }
}

/// Reads a noun phrase whose head names an act: "the burning of reeds on the dykes by the tenants".
fn of_noun(
    here: Here<'_>,
    predicate: &Predicate,
    (start, end): (usize, usize),
    span: crate::source::Span,
    to_the_end: bool,
) -> Vec<Clause> {
    let scene = here.scene;
    let tokens = scene.tokens;
    let heads = act_heads(scene, start, end);
    let Some(&last) = heads.last() else { return Vec::new() };
    let mut out = Vec::new();
    for &at in &heads {
        let Some(verb) = valency::act_of(&tokens[at].norm) else { continue };
        let mut clause = blank(here.label, span);
        clause.voice = Voice::Nominal;
        verb.clone_into(&mut clause.verb);
        verb.clone_into(&mut clause.verb_phrase);
        clause.verb_span = tokens[at].span;
        let entry = lexicon::verb(verb);
        let mut host = Host { scene, verb: entry, frame: None, passive: true, object: false, direct: true };
        let chunks;
        // "Of" opens the object.
        if tokens.get(last + 1).is_some_and(|token| token.says("of")) && last + 1 < end {
            chunks = chunk(scene, last + 2, end, entry, false);
        } else {
            chunks = chunk(scene, last + 1, end, entry, true);
            host.object = true;
            // A noun before the act is its object: "weapon tests", "toll collection".
            let modifier = (start..at).find(|&index| {
                !tokens[index].is(Class::DET.with(Class::ADJ.with(Class::V_PART)))
                    && tokens[index].is_nominal()
                    && heads.len() == 1
            });
            if let Some(modifier) = modifier {
                clause.object = here.phrase(modifier, at, "noun before the act");
            }
        }
        assemble::place_all(here, &mut host, &mut clause, chunks);
        assemble::place_adjuncts(here, &mut host, &mut clause, predicate.adjuncts.iter());
        if !to_the_end {
            rest(here, predicate, &mut clause, &[verb], predicate.head.at + 1);
        }
        if clause.bearer.is_some() {
            clause.bearer_status = BearerStatus::Stated;
        }
        out.push(clause);
    }
    out
}

/// The nouns of acts at the head of a phrase: "the taking, killing or wounding of …".
fn act_heads(scene: Scene<'_>, start: usize, end: usize) -> Vec<usize> {
    let tokens = scene.tokens;
    let mut heads = Vec::new();
    let mut at = start;
    let is_act = |token: &Tok| {
        let gerund = token.norm.ends_with("ing") && token.is(Class::V_ING.with(Class::NOUN));
        token.kind == Kind::Word
            && valency::act_of(&token.norm).is_some()
            && (gerund
                || matches!(
                    token.word.noun,
                    Some(
                        (crate::lexicon::NounType::Act | crate::lexicon::NounType::TimeEvent, _)
                            | (_, Some(crate::lexicon::NounType::Act))
                    ) | None
                ))
    };
    while at < end {
        let token = &tokens[at];
        if scene.brackets.starting(at).is_some() || token.is(Class::PREP) || matches!(token.kind, Kind::Fixed(..)) {
            break;
        }
        let after = tokens.get(at + 1).filter(|_| at + 1 < end);
        let ends = after.is_none_or(|after| {
            after.is(Class::PREP.with(Class::CONJ).with(Class::SUB))
                || after.is_mark()
                || matches!(after.kind, Kind::Fixed(..))
                || scene.brackets.starting(at + 1).is_some()
        });
        if is_act(token) && ends {
            heads.push(at);
        } else if is_act(token) && token.is(Class::V_ING) && heads.is_empty() && !token.is(Class::NOUN) {
            // "Laying mines": a gerund with its object.
            heads.push(at);
            break;
        }
        at += 1;
    }
    heads
}

/// The adjuncts after the participle: "… is prohibited in the harbour by night".
fn rest(here: Here<'_>, predicate: &Predicate, clause: &mut Clause, verb: &[&'static str], from: usize) {
    let entry = verb.first().and_then(|verb| lexicon::verb(verb));
    let mut host = Host { scene: here.scene, verb: entry, frame: None, passive: true, object: true, direct: true };
    let chunks = chunk(here.scene, from, predicate.end, entry, true);
    assemble::place_all(here, &mut host, clause, chunks);
}
