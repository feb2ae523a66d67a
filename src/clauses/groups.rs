//! Groups: the groups of a citation → the provisions that it names, each with the units around it.
//!
//! `segment := group (tie group)*`; segments are joined by "and".
//! Sample: *paragraphs 1 and 2 of Article 5* names two paragraphs of one article.

use super::citations::{Citation, Group, Level, Owner, Step, Tie, Which};
use crate::source::Span;

/// Groups → citations: each unit with those around it.
pub fn laid_out(groups: Vec<Group>, owner: (Owner, String), end: Span, out: &mut Vec<Citation>) {
    let mut segments: Vec<Vec<Group>> = Vec::new();
    for mut group in groups {
        match segments.last_mut() {
            Some(last) if group.tie == Tie::Down => {
                // "Articles 2, 3 and 6, paragraph 1": the paragraph is of the last one.
                if let Some(list) = last.last_mut().filter(|list| list.which.len() > 1) {
                    let which = list.which.pop().into_iter().collect();
                    let of = Group { level: list.level, noun: list.noun, which, tie: Tie::And };
                    group.tie = Tie::Down;
                    segments.push(vec![of, group]);
                } else {
                    last.push(group);
                }
            }
            Some(last) if group.tie == Tie::Up => last.push(group),
            _ => segments.push(vec![group]),
        }
    }
    let count = segments.len();
    // "paragraph 1 and subparagraph (b) of Article 5": what ends the list may hold all of it.
    let mut shared: Vec<Step> = Vec::new();
    let mut made: Vec<Vec<Citation>> = Vec::new();
    for (index, mut segment) in segments.into_iter().enumerate().rev() {
        let ascends = segment.iter().skip(1).any(|group| group.tie == Tie::Up);
        let last = index + 1 == count;
        segment.sort_by_key(|group| group.level);
        let innermost = segment.last().map_or(Level::Article, |group| group.level);
        let outermost = segment.first().map_or(Level::Article, |group| group.level);
        let mut citations = product(&segment);
        let adopted: Vec<Step> = shared.iter().filter(|step| step.level < outermost).cloned().collect();
        for citation in &mut citations {
            citation.goes_on = index > 0 && adopted.is_empty();
            citation.steps.splice(0..0, adopted.iter().cloned());
            citation.owner = match owner.0 {
                _ if citation.owner == Owner::Open => Owner::Open,
                _ if citation.steps.iter().any(|step| step.which == Which::This) => Owner::Own,
                whose if last || matches!(whose, Owner::Own | Owner::Unsaid) => whose,
                // The words behind a list may speak of its end alone.
                _ => Owner::Open,
            };
            citation.called.clone_from(&owner.1);
        }
        if let Some(citation) = citations.last_mut().filter(|_| last && owner.0 != Owner::Unsaid) {
            citation.span = citation.span.join(end);
        }
        if ascends {
            shared = segment
                .iter()
                .filter(|group| group.level < innermost && group.which.len() == 1)
                .map(|group| Step { level: group.level, noun: group.noun, which: group.which[0].0.clone() })
                .collect();
        }
        made.push(citations);
    }
    out.extend(made.into_iter().rev().flatten());
}

/// Every unit of the innermost group within each of the groups around it.
fn product(segment: &[Group]) -> Vec<Citation> {
    /// More than this is no citation that anybody could follow.
    const MOST: usize = 500;
    let Some((inner, around)) = segment.split_last() else { return Vec::new() };
    let Some(((_, first), (_, last))) = inner.which.first().zip(inner.which.last()) else { return Vec::new() };
    let (first, last) = (*first, *last);
    let mut outer: Vec<Vec<Step>> = vec![Vec::new()];
    for group in around {
        let with = |steps: &Vec<Step>, which: &Which| {
            let step = Step { level: group.level, noun: group.noun, which: which.clone() };
            steps.iter().cloned().chain([step]).collect::<Vec<Step>>()
        };
        if outer.len() * group.which.len() * inner.which.len() > MOST {
            return Vec::new();
        }
        outer = outer.iter().flat_map(|steps| group.which.iter().map(move |(which, _)| with(steps, which))).collect();
    }
    let several = outer.len() > 1;
    let mut out = Vec::new();
    for steps in outer {
        for (which, place) in &inner.which {
            // The words around a list belong to its nearest end.
            let near = |place: Span, (_, words): &(Which, Span)| {
                let joins = if words.start < first.start { place == first } else { place.end == last.end };
                if joins { place.join(*words) } else { place }
            };
            let span = around
                .iter()
                .flat_map(|group| &group.which)
                .fold(*place, |span, words| if span.contains(words.1) { span } else { span.join(near(*place, words)) });
            let step = Step { level: inner.level, noun: inner.noun, which: which.clone() };
            let steps = steps.iter().cloned().chain([step]).collect();
            // Which of several goes with which of several is not said.
            let owner = if several && inner.which.len() > 1 { Owner::Open } else { Owner::Unsaid };
            out.push(Citation { steps, span, owner, called: String::new(), goes_on: false });
        }
    }
    out
}
