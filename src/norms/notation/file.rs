//! A whole `.norms` text: cut into statements, read one by one, and what they refer to looked up.

use std::collections::{BTreeMap, BTreeSet};

use nom::Parser;

use super::error::{NotationError, nearest};
use super::lexer::{Fault, at_sign, gap, miss, need, peek, word};
use super::lines::own_id;
use super::statement::Draft;
use super::terms::{Known, Reader};
use super::{CircumstanceLine, FactLine, NormsFile};
use crate::norms::{Act, Noun};
use crate::source::{Source, Span};

/// The words that open a statement.
pub const OPENING: &[&str] = &[
    "norm", "title", "party", "body", "agent", "place", "kind", "thing", "atom", "event", "measure", "stock", "fact",
    "assume", "life", "says",
];

/// Reads a `.norms` text. `normalise` makes the normal form of a phrase in quotation marks.
///
/// # Errors
/// All complaints about the text, in its order.
pub fn parse(
    source: &Source,
    document: usize,
    normalise: &dyn Fn(&str) -> Noun,
) -> Result<NormsFile, Vec<NotationError>> {
    let text = &*source.text;
    let chunks = statements(text);
    let known = known(text, &chunks, normalise);
    let mut collector = Collector { document, ..Collector::default() };
    for chunk in chunks {
        let reader = Reader { end: chunk.end, normalise, known: &known, var: None, alone: None };
        let start = &text[chunk.range()];
        match collector.statement(&reader, start) {
            Ok(rest) => collector.leftover(rest, chunk.end),
            Err(nom::Err::Error(fault) | nom::Err::Failure(fault)) => {
                collector.errors.push(NotationError::from_fault(fault, chunk.end))
            }
            Err(nom::Err::Incomplete(_)) => {}
        }
    }
    collector.finish()
}

/// Cuts a text into statements, each with its `.`: at a `.` before white space, and before an opening word at the
/// beginning of a line, so that a forgotten `.` costs one statement only.
fn statements(text: &str) -> Vec<Span> {
    let mut chunks = Vec::new();
    let mut from = 0;
    let mut chars = text.char_indices().peekable();
    let (mut quote, mut comment, mut before) = (None, false, ' ');
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let mut cut = None;
        match c {
            '\n' => {
                (quote, comment) = (None, false);
                if opens_statement(&text[at + 1..]) {
                    cut = Some(at + 1);
                }
            }
            _ if comment => {}
            '\\' if quote.is_some() && next != '\n' => {
                chars.next();
            }
            c if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '"' => quote = Some('"'),
            '“' => quote = Some('”'),
            '#' => comment = !(before.is_alphanumeric() || before == ')') || !next.is_alphanumeric(),
            '.' if next.is_whitespace() || next == '#' => cut = Some(at + 1),
            _ => {}
        }
        if let Some(end) = cut {
            push_chunk(&mut chunks, text, from, end);
            from = end;
        }
        before = c;
    }
    push_chunk(&mut chunks, text, from, text.len());
    chunks
}

/// Adds a statement unless nothing but white space and comments is in it.
fn push_chunk(chunks: &mut Vec<Span>, text: &str, from: usize, end: usize) {
    let chunk = text[from..end].trim_end();
    if gap(chunk).is_ok_and(|(rest, ())| !rest.is_empty()) {
        chunks.push(Span::new(from, from + chunk.len()));
    }
}

fn opens_statement(line: &str) -> bool {
    line.starts_with(char::is_alphabetic) && peek(line).is_some_and(|word| OPENING.contains(&word))
}

/// What the whole file declares, so that it may be used above its declaration.
fn known(text: &str, chunks: &[Span], normalise: &dyn Fn(&str) -> Noun) -> Known {
    let mut known = Known::default();
    let nothing = Known::default();
    for chunk in chunks {
        let start = &text[chunk.range()];
        let reader = Reader { end: chunk.end, normalise, known: &nothing, var: None, alone: None };
        match peek(start) {
            Some("atom" | "event" | "measure" | "stock") => {
                let lines = reader.circumstances(start).map(|(_, lines)| lines).unwrap_or_default();
                known.circumstances.extend(lines.into_iter().map(|line| (line.name.clone(), line)));
            }
            Some(sort @ ("party" | "body" | "agent")) => {
                let names = reader.agents(start).map(|(_, names)| names).unwrap_or_default();
                let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
                if sort == "party" {
                    known.parties.extend(names.iter().cloned());
                }
                known.agents.extend(names);
            }
            _ => {}
        }
    }
    known
}

/// A fact before it has an id.
type Loose = (Option<String>, String, Vec<String>, Span);

#[derive(Default)]
struct Collector {
    document: usize,
    file: NormsFile,
    drafts: Vec<Draft>,
    loose: Vec<Loose>,
    assumed: Vec<Loose>,
    declared: BTreeSet<String>,
    errors: Vec<NotationError>,
}

impl Collector {
    /// Reads one statement and keeps what it says.
    fn statement<'s>(&mut self, reader: &Reader<'_>, i: &'s str) -> Result<&'s str, nom::Err<Fault<'s>>> {
        let opening = peek(i).unwrap_or_default();
        Ok(match opening {
            "norm" => keep(reader.norm(i, self.document)?, |draft| self.drafts.push(draft)),
            "title" => {
                let (rest, title) = reader.title(i)?;
                let again = self.file.title.replace(title).is_some();
                self.once(again, reader.span(i, rest), "title");
                rest
            }
            "party" if !is_relation(i) => keep(reader.agents(i)?, |all| self.file.parties.extend(all)),
            "body" => keep(reader.agents(i)?, |all| self.file.bodies.extend(all)),
            "agent" => keep(reader.agents(i)?, |all| self.file.agents.extend(all)),
            "place" | "kind" | "thing" => keep(reader.taxonomy(i)?, |all| self.loose.extend(all)),
            "atom" | "event" | "measure" | "stock" => {
                let (rest, lines) = reader.circumstances(i)?;
                lines.into_iter().for_each(|line| self.circumstance(line));
                rest
            }
            "fact" => keep(reader.fact(i)?, |fact| self.loose.push(fact)),
            "assume" => keep(reader.assume(i)?, |fact| self.assumed.push(fact)),
            "life" => {
                let (rest, life) = reader.life(i)?;
                let span = life.span;
                let again = self.file.life.replace(life).is_some();
                self.once(again, span, "life");
                rest
            }
            "says" => keep(reader.says(i, self.document)?, |said| self.file.declarations.push(said)),
            _ if is_relation(i) => keep(reader.fact(i)?, |fact| self.loose.push(fact)),
            _ => return need(STATEMENT, |i| miss::<&str>(i, "a statement"))(i).map(|(rest, _)| rest),
        })
    }

    fn once(&mut self, again: bool, span: Span, what: &str) {
        if again {
            self.complain(
                span,
                format!("one `{what}` in a file"),
                format!("a second `{what}`"),
                "take one of them out".to_owned(),
            );
        }
    }

    fn circumstance(&mut self, line: CircumstanceLine) {
        if !self.declared.insert(line.name.clone()) {
            let mend = "declare each circumstance once".to_owned();
            self.complain(line.span, "a new circumstance".to_owned(), format!("`{}` once more", line.name), mend);
        }
        self.file.circumstances.push(line);
    }

    fn complain(&mut self, span: Span, expected: String, found: String, mend: String) {
        self.errors.push(NotationError { span, expected, found, mend: Some(mend) });
    }

    /// Complains about what stands between the `.` of a statement and the white space after it.
    fn leftover(&mut self, rest: &str, end: usize) {
        let Ok((rest, ())) = gap(rest) else { return };
        if !rest.is_empty() {
            let fault = Fault {
                rest,
                expected: vec!["white space after `.`".into()],
                mend: Some("a statement ends with `.` and a space or a new line".into()),
            };
            self.errors.push(NotationError::from_fault(fault, end));
        }
    }

    fn finish(mut self) -> Result<NormsFile, Vec<NotationError>> {
        self.unique_norms();
        self.resolve();
        self.file.norms = std::mem::take(&mut self.drafts).into_iter().map(|draft| draft.norm).collect();
        let mut ids = BTreeMap::new();
        let (loose, assumed) = (std::mem::take(&mut self.loose), std::mem::take(&mut self.assumed));
        self.file.facts = self.named(loose, &mut ids);
        self.file.assumptions = self.named(assumed, &mut ids);
        self.errors.sort_by_key(|error| error.span);
        if self.errors.is_empty() { Ok(self.file) } else { Err(self.errors) }
    }

    fn unique_norms(&mut self) {
        let mut seen = BTreeMap::new();
        let twice: Vec<(Span, String)> = self
            .drafts
            .iter()
            .filter(|draft| seen.insert(draft.norm.id.clone(), ()).is_some())
            .map(|draft| (draft.norm.cite.span, draft.norm.id.clone()))
            .collect();
        for (span, id) in twice {
            let mend = format!(
                "each norm has an id of its own, such as `{id}#2`; norms of one clause share its label: `norm {id}#2 @\"{id}\"`"
            );
            self.complain(span, "a new id".to_owned(), format!("a second norm `{id}`"), mend);
        }
    }

    /// Puts in the acts of `after act ID`, and labels for the ids after `notwithstanding` and the like.
    fn resolve(&mut self) {
        let acts: BTreeMap<String, Act> = self.drafts.iter().map(|d| (d.norm.id.clone(), d.norm.act.clone())).collect();
        let labels: BTreeMap<String, String> =
            self.drafts.iter().map(|d| (d.norm.id.clone(), d.norm.cite.label.clone())).collect();
        let mut dangling = Vec::new();
        for draft in &mut self.drafts {
            for (at, id, span) in &draft.after {
                match (acts.get(id), draft.norm.window.after.get_mut(*at)) {
                    (Some(act), Some(place)) => *place = act.clone(),
                    _ => dangling.push((*span, id.clone())),
                }
            }
            for at in &draft.ranked {
                let entry = draft.norm.rank.get_mut(*at);
                if let Some((_, to)) = entry
                    && let Some(label) = labels.get(to)
                {
                    to.clone_from(label);
                }
            }
        }
        for (span, id) in dangling {
            let near = nearest(&id, acts.keys().map(String::as_str));
            let mend = near.map_or_else(
                || "write the act in brackets: `after act (open sluice)`".to_owned(),
                |n| format!("did you mean `{n}`?"),
            );
            self.complain(span, "the id of a norm of this file".to_owned(), format!("`{id}`"), mend);
        }
    }

    /// Gives ids to facts that have none, and complains about ids that are taken.
    fn named(&mut self, loose: Vec<Loose>, taken: &mut BTreeMap<String, ()>) -> Vec<FactLine> {
        let mut facts = Vec::new();
        for (id, relation, args, span) in loose {
            let own = own_id(&relation, &args);
            let id = match id {
                Some(id) if taken.contains_key(&id) => {
                    self.complain(
                        span,
                        "a new id".to_owned(),
                        format!("a second fact `{id}`"),
                        "each fact has an id of its own".to_owned(),
                    );
                    id
                }
                Some(id) => id,
                None => std::iter::once(own.clone())
                    .chain((2..).map(|n| format!("{own}-{n}")))
                    .find(|id| !taken.contains_key(id))
                    .unwrap_or(own),
            };
            taken.insert(id.clone(), ());
            facts.push(FactLine { id, relation, args, span });
        }
        facts
    }
}

/// What may stand where a statement begins.
const STATEMENT: &str = "a statement: `norm`, `party`, `body`, `agent`, `title`, `place`, `kind`, `thing`, `atom`, `event`, `measure`, `stock`, `fact`, `assume`, `life`, `says` or a relation such as `controls(A, B)`";

fn keep<T>((rest, value): (&str, T), put: impl FnOnce(T)) -> &str {
    put(value);
    rest
}

/// True for a word with a bracket directly after it.
fn is_relation(i: &str) -> bool {
    word.parse(i).is_ok_and(|(rest, _)| at_sign(rest, "("))
}
