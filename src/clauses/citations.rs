//! Citations: which provisions a text names, and of which instrument, before anybody has looked them up.
//!
//! `citation := group ((","? | "of" | "in" | "to") group)* owner?`, `group := level numeral (joint numeral)*`.
//! Sample: *paragraphs 2 and 3 (b) of Article 6, and Article 4 of the Tolls Convention*.

use super::groups::laid_out;
use super::numerals::numerals;
use super::owners::{named_before, owner};
use super::tokens::{Kind, Tok};
use crate::source::Span;

/// How far out a unit lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Annexes, and whatever else begins its own numbering.
    Annex,
    /// Parts, chapters, sections.
    Division,
    /// Articles, and rules and regulations that are numbered like them.
    Article,
    /// Numbered paragraphs.
    Paragraph,
    /// Subparagraphs, items, points, letters.
    Item,
    /// One sentence of a provision.
    Sentence,
}

/// How a unit is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// By its number, and those of the units within it: `["5", "2", "a"]`.
    Number(Vec<String>),
    /// "This Article".
    This,
    /// "The preceding paragraph".
    Preceding,
    /// "The following Article".
    Following,
    /// "That Article", "the said paragraph".
    That,
    /// "The second paragraph".
    Ordinal(u32),
}

/// A unit named in a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How far out it lies.
    pub level: Level,
    /// "article", "annex", "paragraph": the noun, singular.
    pub noun: &'static str,
    /// Which one.
    pub which: Which,
}

/// Whose provision it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The text does not say.
    Unsaid,
    /// "Of this Treaty".
    Own,
    /// "Of the Treaty": ours, if it is called so.
    Named,
    /// "Of the Charter of the United Nations".
    Other,
    /// The words do not tell.
    Open,
}

/// One provision that is named.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The units, the outermost first.
    pub steps: Vec<Step>,
    /// All its words.
    pub span: Span,
    /// Whose it is.
    pub owner: Owner,
    /// What the owner is called where it is [`Owner::Named`]: "treaty".
    pub called: String,
    /// True if the unit before it in the text may hold it: "Article 5, paragraph 1, or paragraph 3".
    pub goes_on: bool,
}

/// The nouns for units: singular, plural, level.
const NOUNS: &[(&str, &str, Level)] = &[
    ("annex", "annexes", Level::Annex),
    ("annexe", "annexes", Level::Annex),
    ("appendix", "appendices", Level::Annex),
    ("schedule", "schedules", Level::Annex),
    ("protocol", "protocols", Level::Annex),
    ("attachment", "attachments", Level::Annex),
    ("part", "parts", Level::Division),
    ("title", "titles", Level::Division),
    ("chapter", "chapters", Level::Division),
    ("section", "sections", Level::Division),
    ("subsection", "subsections", Level::Division),
    ("article", "articles", Level::Article),
    ("rule", "rules", Level::Article),
    ("regulation", "regulations", Level::Article),
    ("paragraph", "paragraphs", Level::Paragraph),
    ("para", "paras", Level::Paragraph),
    ("subparagraph", "subparagraphs", Level::Item),
    ("sub-paragraph", "sub-paragraphs", Level::Item),
    ("item", "items", Level::Item),
    ("point", "points", Level::Item),
    ("letter", "letters", Level::Item),
    ("clause", "clauses", Level::Item),
    ("sentence", "sentences", Level::Sentence),
];

/// The noun of a unit: its level, its singular, and whether it is a plural.
pub fn noun(token: &Tok) -> Option<(Level, &'static str, bool)> {
    if token.kind != Kind::Word {
        return None;
    }
    let word = match token.norm.as_str() {
        "art" => "article",
        "arts" => "articles",
        "annexure" | "annexe" => "annex",
        word => word,
    };
    let (singular, _, level) = NOUNS.iter().find(|(one, many, _)| *one == word || *many == word)?;
    Some((*level, *singular, *singular != word))
}

/// A noun with the units that it names, each with the place of its words.
pub struct Group {
    /// How far out its units lie.
    pub level: Level,
    /// The noun, singular.
    pub noun: &'static str,
    /// Its units.
    pub which: Vec<(Which, Span)>,
    /// What ties it to the group before it.
    pub tie: Tie,
}

/// What ties a group to the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// It is the first.
    First,
    /// "Article 5, paragraph 2".
    Down,
    /// "paragraph 2 of Article 5".
    Up,
    /// "Article 5 and Article 6".
    And,
}

/// A run of citations that ends with the words about their owner.
struct Run {
    /// Its citations, by their places in the list.
    from: usize,
    to: usize,
    /// Its tokens.
    start: usize,
    end: usize,
    owner: Owner,
}

/// Every provision that a stretch of text names, in order.
pub fn citations(tokens: &[Tok]) -> Vec<Citation> {
    let mut out = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = if opens_provision(tokens, at) { None } else { chain(tokens, at) };
        let Some((groups, next)) = found else {
            at += 1;
            continue;
        };
        let (mut whose, called, end) = owner(tokens, next);
        if whose == Owner::Unsaid {
            let listed = runs.last().filter(|last| joined(tokens, last.end, at));
            whose = match listed.map(|last| last.owner) {
                Some(Owner::Other | Owner::Open) => Owner::Open,
                _ => named_before(tokens, at),
            };
        }
        let from = out.len();
        laid_out(groups, (whose, called), tokens[end - 1].span, &mut out);
        runs.push(Run { from, to: out.len(), start: at, end, owner: whose });
        spread(tokens, &mut runs, &mut out);
        at = end.max(at + 1);
    }
    out
}

/// "Article 29; Article 30, paragraph 2; and Article 34 of the Convention": the owner at the end of a list is that of
/// all; of two, the first may be ours.
fn spread(tokens: &[Tok], runs: &mut [Run], out: &mut [Citation]) {
    let Some((last, earlier)) = runs.split_last_mut() else { return };
    if !matches!(last.owner, Owner::Other | Owner::Named) {
        return;
    }
    let mut start = last.start;
    let mut list: Vec<&mut Run> = Vec::new();
    for run in earlier.iter_mut().rev() {
        if run.owner != Owner::Unsaid || !joined(tokens, run.end, start) {
            break;
        }
        start = run.start;
        list.push(run);
    }
    let owner = if list.len() > 1 { Owner::Other } else { Owner::Open };
    for run in list {
        run.owner = owner;
        for citation in out[run.from..run.to].iter_mut().filter(|citation| citation.owner == Owner::Unsaid) {
            citation.owner = owner;
        }
    }
}

/// "Section 5. The Bank shall …": a heading that the layout left in the text.
fn opens_provision(tokens: &[Tok], at: usize) -> bool {
    let opens = at == 0 || tokens[at - 1].kind == Kind::Stop;
    opens
        && tokens[at].upper
        && noun(&tokens[at]).is_some()
        && tokens.get(at + 2).is_some_and(|t| matches!(t.kind, Kind::Stop | Kind::Colon | Kind::Number))
        && tokens.get(at + 3).is_none_or(|t| t.upper || t.kind == Kind::Stop)
}

/// True if nothing but a joint stands between two places.
fn joined(tokens: &[Tok], from: usize, to: usize) -> bool {
    from < to
        && to - from <= 3
        && tokens[from..to].iter().all(|t| t.kind == Kind::Comma || t.among(&["and", "or", "in", "of"]))
}

/// Groups that belong together, and where they end.
fn chain(tokens: &[Tok], start: usize) -> Option<(Vec<Group>, usize)> {
    let (first, mut at) = group(tokens, start, Tie::First)?;
    let mut groups = vec![first];
    loop {
        let mut next = at;
        // "Article 4 (Tolls) of Chapter II", "paragraph 2 above".
        if let Some(after) = aside(tokens, next) {
            next = after;
        }
        if tokens.get(next).is_some_and(|t| t.among(&["above", "below"])) {
            next += 1;
            at = next;
        }
        let comma = tokens.get(next).is_some_and(|t| t.kind == Kind::Comma);
        let after_comma = next + usize::from(comma);
        let word = |words: &[&str]| tokens.get(after_comma).is_some_and(|t| t.among(words));
        let (tie, from) = if word(&["of", "in", "to", "under"]) {
            (Tie::Up, after_comma + 1)
        } else if word(&["and", "or", "and/or"]) {
            (
                Tie::And,
                after_comma + 1 + usize::from(tokens.get(after_comma + 1).is_some_and(|t| t.among(&["of", "in"]))),
            )
        } else {
            (Tie::Down, after_comma)
        };
        let Some((found, end)) = group(tokens, from, tie).or_else(|| resumed(tokens, after_comma, &groups)) else {
            break;
        };
        let inner = groups.last().is_some_and(|last| found.level > last.level);
        let mut found = found;
        if tie == Tie::Down && !inner {
            // "paragraph 1, Article 4": a list, unless it goes outwards once and ends there.
            found.tie = if comma { Tie::And } else { Tie::Up };
        }
        if tie == Tie::Up && inner && !(found.noun == "section") {
            break;
        }
        groups.push(found);
        at = end;
    }
    Some((groups, at))
}

/// "Articles 15 to 18, 19, paragraphs 1 and 5, 21 to 27": the list of articles goes on behind the paragraphs of one.
fn resumed(tokens: &[Tok], at: usize, groups: &[Group]) -> Option<(Group, usize)> {
    let [.., list, inner] = groups else { return None };
    let joint = tokens.get(at.checked_sub(1)?).is_some_and(|t| t.kind == Kind::Comma);
    let at = at + usize::from(tokens.get(at).is_some_and(|t| t.among(&["and", "or"])));
    let figure = tokens.get(at).is_some_and(|t| t.kind == Kind::Number);
    if !joint || !figure || list.level != Level::Article || list.which.len() < 2 || inner.tie != Tie::Down {
        return None;
    }
    let (which, end) = numerals(tokens, at, (list.level, true))?;
    Some((Group { level: list.level, noun: list.noun, which, tie: Tie::And }, end))
}

/// "(General exceptions)", which is a title and no number.
pub fn aside(tokens: &[Tok], at: usize) -> Option<usize> {
    let opens = tokens.get(at).is_some_and(|t| t.kind == Kind::Open);
    let title = tokens.get(at + 1).is_some_and(|t| t.upper && t.norm.len() > 3);
    let end = (at + 2..tokens.len().min(at + 24)).find(|&i| tokens[i].kind == Kind::Close)?;
    (opens && title).then_some(end + 1)
}

fn group(tokens: &[Tok], start: usize, tie: Tie) -> Option<(Group, usize)> {
    if let Some(found) = pointed(tokens, start, tie) {
        return Some(found);
    }
    let mut at = start + usize::from(tokens.get(start).is_some_and(|t| t.says("the")));
    let (level, noun, plural) = noun(tokens.get(at)?)?;
    let token = &tokens[at];
    at += 1;
    if token.norm.starts_with("art") && tokens.get(at).is_some_and(|t| t.kind == Kind::Stop) {
        at += 1;
    }
    if tokens.get(at).is_some_and(|t| t.among(&["no", "nos"])) {
        at += 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Stop));
    }
    let (which, end) = numerals(tokens, at, (level, plural))?;
    let begin = tokens[start].span;
    let mut which = which;
    which[0].1 = begin.join(which[0].1);
    Some((Group { level, noun, which, tie }, end))
}

/// "this Article", "the preceding paragraph", "the second sentence".
fn pointed(tokens: &[Tok], start: usize, tie: Tie) -> Option<(Group, usize)> {
    let the = usize::from(tokens.get(start).is_some_and(|t| t.says("the")));
    let at = start + the;
    let word = tokens.get(at)?;
    let which = match word.norm.as_str() {
        "this" if the == 0 => Which::This,
        "present" => Which::This,
        "preceding" | "previous" | "foregoing" => Which::Preceding,
        "following" | "next" | "succeeding" => Which::Following,
        "that" | "such" | "said" | "same" | "aforementioned" | "aforesaid" | "above-mentioned" => Which::That,
        "first" => Which::Ordinal(1),
        "second" => Which::Ordinal(2),
        "third" => Which::Ordinal(3),
        "fourth" => Which::Ordinal(4),
        "fifth" => Which::Ordinal(5),
        "sixth" => Which::Ordinal(6),
        _ => return None,
    };
    let (level, noun, plural) = noun(tokens.get(at + 1)?)?;
    let common = matches!(noun, "part" | "title" | "schedule" | "protocol" | "rule" | "clause" | "item" | "point")
        || matches!(noun, "letter" | "regulation" | "attachment");
    if common && !tokens[at + 1].upper || plural || numerals(tokens, at + 2, (level, false)).is_some() {
        return None;
    }
    let span = tokens[start].span.join(tokens[at + 1].span);
    Some((Group { level, noun, which: vec![(which, span)], tie }, at + 2))
}
