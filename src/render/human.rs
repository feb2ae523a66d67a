//! Findings for people: the words underlined, the case told, what it rests on, what one could do.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::proof;
use super::words::{ALARM, FAINT, MARK, STRONG, WIDTH, cite, count, styled, wrap};
use crate::certify::{Coverage, Finding, NamedFact, QuotedClause, Report};
use crate::checks::{Severity, list};
use crate::pipeline::CheckOptions;
use crate::source::{Encoding, join_space};

/// How many facts are told; the rest are counted, unless everything is asked for.
const FACTS_IN_WORDS: usize = 6;

/// Everything that a run of `check` says. `skipped` counts files that do not look like treaties.
pub fn report(report: &Report, options: &CheckOptions, skipped: usize) -> String {
    let (conditional, robust): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|it| *it.conditional());
    let folds_conditional = !options.conditional && !conditional.is_empty();
    let mut text = String::new();
    let mut folded = Vec::new();
    let word_files = report.documents.iter().filter(|document| document.encoding == Encoding::Docx);
    let by_paragraph: Vec<&str> = word_files.map(|document| document.path.as_str()).collect();
    for finding in &report.findings {
        if *finding.conditional() && !options.conditional {
            continue;
        }
        if *finding.severity() == Severity::Note && !options.notes {
            folded.push(finding);
        } else {
            text.push_str(&one(finding, &by_paragraph, options.verbose));
            text.push('\n');
        }
    }
    let mut after = String::new();
    after.push_str(&notes(&folded));
    if folds_conditional {
        let number = conditional.len();
        let verb = if number == 1 { "holds" } else { "hold" };
        after.push_str(&format!(
            "{} more {verb} only under an assumption (`--conditional` shows {})\n",
            count(number, "finding"),
            if number == 1 { "it" } else { "them" }
        ));
    }
    if !after.is_empty() {
        text.push_str(&after);
        text.push('\n');
    }
    text.push_str(&undecided(report));
    text.push_str(&summary(report, &robust, conditional.len(), skipped));
    text
}

/// One finding in full. Of some documents the places are paragraphs, and not lines.
fn one(finding: &Finding, by_paragraph: &[&str], verbose: bool) -> String {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = if *finding.conditional() { level.with_name(severity_in_words(finding)) } else { level };
    let quotes: Vec<Quote> = finding.clauses().iter().map(|clause| Quote::of(clause, by_paragraph, finding)).collect();
    let head = format!("{}[{}]: ", severity_in_words(finding), finding.check()).chars().count();
    let message = wrap_after(head, finding.message());
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(*finding.check()));
    let below: Vec<Option<String>> = quotes.iter().map(Quote::below).collect();
    for (index, (quote, below)) in quotes.iter().zip(&below).enumerate() {
        group = group.element(quote.snippet(index == 0));
        if let Some(role) = below {
            group = group.element(Level::NOTE.no_name().message(role.as_str()));
        }
    }
    let lines = remarks(finding, verbose);
    for (name, words) in &lines {
        let level = if *name == "you could" { Level::HELP } else { Level::NOTE };
        group = group.element(level.with_name(*name).message(words.as_str()));
    }
    let renderer = Renderer::styled().hyperlink(false).term_width(2 * WIDTH).decor_style(DecorStyle::Unicode);
    let mut text = renderer.render(&[group]);
    for quote in &quotes {
        text = without_place_behind(&text, &quote.header);
    }
    text.push('\n');
    text
}

/// Takes off the line and column that the renderer puts behind a header: it reckons them within the quotation, and the
/// header has those in the file.
fn without_place_behind(text: &str, header: &str) -> String {
    for (at, _) in text.match_indices(header) {
        let end = at + header.len();
        let rest = text[end..].trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
        let skipped = text.len() - end - rest.len();
        if skipped > 0 {
            return format!("{}{rest}", &text[..end]);
        }
    }
    text.to_owned()
}

/// A clause as it is quoted: its lines cut to a readable width.
struct Quote {
    header: String,
    line: usize,
    text: String,
    /// What is underlined: the words that the finding turns on, line by line, or else the whole.
    marks: Vec<std::ops::Range<usize>>,
    /// What the clause contributes.
    role: String,
    /// Behind which underlining there is room for the role; it is told below the quotation if there is none.
    beside: Option<usize>,
}

impl Quote {
    fn of(clause: &QuotedClause, by_paragraph: &[&str], finding: &Finding) -> Self {
        let label = cite(&clause.label, clause.sentence);
        let place = if by_paragraph.contains(&clause.document.as_str()) {
            format!("{}, paragraph {}", clause.document, clause.line)
        } else {
            format!("{}:{}:{}", clause.document, clause.line, clause.column)
        };
        let header = format!("{place}  {label}");
        let text = wrap(&clause.text, WIDTH - 4).join("\n");
        let whole = 0..text.len();
        let marks = turning_point(&text, finding).unwrap_or_else(|| vec![whole]);
        let column =
            |mark: &std::ops::Range<usize>| text[..mark.end].rsplit('\n').next().map_or(0, |line| line.chars().count());
        let room = |mark: &std::ops::Range<usize>| column(mark) + clause.role.chars().count() + 3 <= WIDTH;
        let beside = if clause.role.is_empty() { None } else { marks.iter().rposition(room) };
        Self { header: header.trim_end().to_owned(), line: clause.line, text, marks, role: clause.role.clone(), beside }
    }

    /// The role, where there is no room for it beside the underlining.
    fn below(&self) -> Option<String> {
        (self.beside.is_none() && !self.role.is_empty()).then(|| wrap(&self.role, WIDTH - 4).join("\n"))
    }

    fn snippet(&self, first: bool) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let kind = if first { AnnotationKind::Primary } else { AnnotationKind::Context };
        let marks = self.marks.iter().enumerate().map(|(index, mark)| {
            let mark = kind.span(mark.clone());
            if self.beside == Some(index) { mark.label(self.role.as_str()) } else { mark }
        });
        Snippet::source(self.text.as_str())
            .path(self.header.as_str())
            .line_start(self.line)
            .line_numbering(false)
            .fold(false)
            .annotations(marks)
    }
}

/// The first words that a finding quotes out of a text, as a range on each line on which they stand.
fn turning_point(text: &str, finding: &Finding) -> Option<Vec<std::ops::Range<usize>>> {
    let flat = text.replace('\n', " ");
    let told = std::iter::once(finding.message()).chain(finding.story());
    let quoted = told.flat_map(|words| words.split('“').skip(1).filter_map(|rest| rest.split('”').next()));
    let (start, length) = quoted
        .filter(|words| words.len() > 1 && words.len() < flat.len())
        .find_map(|words| flat.find(words).map(|at| (at, words.len())))?;
    let mut marks = Vec::new();
    let mut at = start;
    for line in text[start..start + length].split('\n') {
        marks.push(at..at + line.len());
        at += line.len() + 1;
    }
    Some(marks)
}

/// Cuts a text into lines, the first of which stands behind `head` characters and the others below its own start. A few
/// letters too many make no line of their own.
fn wrap_after(head: usize, text: &str) -> String {
    if head + text.chars().count() <= WIDTH + 10 {
        return text.to_owned();
    }
    wrap(text, WIDTH.saturating_sub(head).max(WIDTH / 2)).join("\n")
}

/// What stands under the quotations, each line with its name.
fn remarks(finding: &Finding, verbose: bool) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let mut add = |name: &'static str, parts: &[String]| {
        let parts: Vec<String> = parts.iter().map(|part| wrap(part, WIDTH - name.len() - 4).join("\n")).collect();
        if !parts.is_empty() {
            lines.push((name, parts.join("\n")));
        }
    };
    let mirrored = finding.witness().iter().flat_map(|it| &it.behaviours).any(|shown| shown.role == "mirror");
    let story = finding.story();
    let (case, rest) = story.split_at(if mirrored { 1.min(story.len()) } else { story.len() });
    let (mirror, more) = rest.split_at(1.min(rest.len()));
    add("the case", case);
    add("mirrored", mirror);
    add("all told", more);
    let quoted: Vec<String> = finding.clauses().iter().map(|clause| join_space(&clause.text)).collect();
    // What the draft says itself stands above, in its own words.
    let facts: Vec<&NamedFact> = finding.facts().iter().filter(|fact| !quoted.contains(&fact.text)).collect();
    add("rests on", &facts_in_words(&facts, verbose));
    let assumed: Vec<String> = finding.assumptions().iter().map(|assumption| assumption.text.clone()).collect();
    add("assuming", &assumed);
    if verbose {
        add("proved by", &proof::lines(finding));
        add("known as", std::slice::from_ref(finding.id()));
    }
    let advice = finding.advice();
    if !advice.is_empty() {
        add("you could", std::slice::from_ref(advice));
    }
    lines
}

/// Facts with their names; where there are many, the last are only counted. Sources are told to those who ask.
fn facts_in_words(facts: &[&NamedFact], verbose: bool) -> Vec<String> {
    let full = if verbose || facts.len() <= FACTS_IN_WORDS + 1 { facts.len() } else { FACTS_IN_WORDS };
    let mut lines: Vec<String> = facts[..full]
        .iter()
        .map(|fact| {
            let disputed = if fact.disputed { ", disputed" } else { "" };
            let source = if verbose { format!("; {}", fact.source) } else { String::new() };
            format!("{} [{}{disputed}{source}]", fact.text, fact.id)
        })
        .collect();
    if full < facts.len() {
        lines.push(format!("and {} more (`--verbose` tells them, and the sources of all)", facts.len() - full));
    }
    lines
}

/// "warning", "warning under an assumption".
fn severity_in_words(finding: &Finding) -> String {
    let name = severity_name(*finding.severity());
    if *finding.conditional() { format!("{name} under an assumption") } else { name.to_owned() }
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Notes folded to one line a check and document.
fn notes(folded: &[&Finding]) -> String {
    let mut groups: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for finding in folded {
        let first = finding.clauses().first();
        let document = first.map_or("", |clause| clause.document.as_str());
        let label = first.map_or_else(String::new, |clause| cite(&clause.label, clause.sentence));
        groups.entry((document, *finding.check())).or_default().push(label);
    }
    let mut text = String::new();
    for ((document, check), mut labels) in groups {
        let number = labels.len();
        labels.dedup();
        labels.retain(|label| !label.is_empty());
        let places = if labels.is_empty() { String::new() } else { format!(": {}", list(&labels)) };
        let head = styled(MARK, &format!("note[{check}]"));
        let line = format!("{} on {document}{places} (`--notes` shows {})", count(number, "note"), them(number));
        text.push_str(&format!("{head}: {}\n", wrap(&line, WIDTH).join("\n  ")));
    }
    text
}

fn them(number: usize) -> &'static str {
    if number == 1 { "it" } else { "them" }
}

/// What could not be decided, with the reason. Never silent: it is no "nothing found".
fn undecided(report: &Report) -> String {
    let mut text = String::new();
    for one in &report.undecided {
        let head = styled(ALARM, &format!("could not decide[{}]", one.check));
        let clauses = if one.clauses.is_empty() { String::new() } else { format!("{}: ", list(&one.clauses)) };
        text.push_str(&format!("{head}: {}\n", wrap(&format!("{clauses}{}", one.why), WIDTH).join("\n  ")));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// How much was read and what was found; the last lines of every report.
fn summary(report: &Report, robust: &[&Finding], conditional: usize, skipped: usize) -> String {
    let mut text = String::new();
    for document in &report.documents {
        let of = &document.coverage;
        let line = super::words::coverage(of);
        let line = if of.partly + of.unread > 0 { styled(ALARM, &line) } else { line };
        text.push_str(&format!("{}: {line}\n", styled(STRONG, &document.path)));
        text.push_str(&super::words::notices(document));
    }
    if skipped > 0 {
        let other = if skipped == 1 { "1 other file was".to_owned() } else { format!("{skipped} other files were") };
        text.push_str(&styled(FAINT, &format!("{other} skipped: not a treaty by the look of it")));
        text.push('\n');
    }
    text.push_str(&verdict(report, robust, conditional));
    text
}

/// The last sentence. It never says "clean" over clauses that were not read.
fn verdict(report: &Report, robust: &[&Finding], conditional: usize) -> String {
    let number = |severity: Severity| robust.iter().filter(|it| *it.severity() == severity).count();
    let mut found: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|&severity| number(severity) > 0)
        .map(|severity| count(number(severity), severity_name(severity)))
        .collect();
    if conditional > 0 {
        found.push(format!("{} under an assumption", count(conditional, "finding")));
    }
    let head = if found.is_empty() { "Nothing found".to_owned() } else { format!("Found: {}", list(&found)) };
    let mut limits = gaps(report.documents.iter().map(|document| &document.coverage));
    if !report.undecided.is_empty() {
        limits.push(format!("{} could not be decided", count(report.undecided.len(), "question")));
    }
    match (found.is_empty(), limits.as_slice()) {
        (true, []) => {
            format!("{}, by the words of the text and the facts that servanda knows.\n", styled(STRONG, &head))
        }
        (false, []) => format!("{}.\n", styled(STRONG, &head)),
        (_, limits) => {
            let limits = format!("but {}, so that more may be wrong than is shown", list(limits));
            format!("{}, {}.\n", styled(STRONG, &head), styled(ALARM, &limits))
        }
    }
}

/// What was not examined, or not wholly.
fn gaps<'a>(all: impl Iterator<Item = &'a Coverage>) -> Vec<String> {
    let (mut operative, mut partly, mut unread) = (0, 0, 0);
    for one in all {
        operative += one.operative;
        partly += one.partly;
        unread += one.unread;
    }
    let were = |number: usize| if number == 1 { "was" } else { "were" };
    let mut gaps = Vec::new();
    if operative == 0 {
        gaps.push("no sentence was found that binds anyone".to_owned());
    }
    if unread > 0 {
        gaps.push(format!("{} {} not read", count(unread, "sentence"), were(unread)));
    }
    if partly > 0 {
        gaps.push(format!("{} {} read in part only", count(partly, "sentence"), were(partly)));
    }
    gaps
}
