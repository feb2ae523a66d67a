//! Nodes → units with labels, events → sentences with parts.

use std::collections::HashMap;

use super::outline::{Event, Joint, Node, NodeId};
use super::{Part, PartRole, Place, Sentence, Unit, sentences};
use crate::source::Span;

/// The tree of units; what has no label of its own gives its children to its parent.
pub(super) fn tree(nodes: &[Node], labels: &[String]) -> Vec<Unit> {
    let mut roots = Vec::new();
    let mut kids: Vec<Vec<Unit>> = nodes.iter().map(|_| Vec::new()).collect();
    // Children come after their parents, so going backwards each node is complete when its turn comes.
    for (i, node) in nodes.iter().enumerate().rev() {
        let mut children = std::mem::take(&mut kids[i]);
        let home = node.parent.map_or(&mut roots, |p| &mut kids[p]);
        if node.joint == Joint::Silent {
            home.extend(children);
            continue;
        }
        children.reverse();
        home.push(Unit { label: labels[i].clone(), kind: node.kind, heading: node.heading, span: node.span, children });
    }
    roots.reverse();
    roots
}

/// A sentence to which parts may still be added.
struct Open {
    node: Option<NodeId>,
    parts: Vec<Part>,
}

struct Builder<'n> {
    text: &'n str,
    nodes: &'n [Node],
    labels: &'n [String],
    open: Option<Open>,
    out: Vec<(Option<NodeId>, Sentence)>,
}

/// Builds the sentences from the words in their order.
pub(super) fn sentences(text: &str, nodes: &[Node], labels: &[String], events: &[Event]) -> Vec<Sentence> {
    let mut builder = Builder { text, nodes, labels, open: None, out: Vec::new() };
    for event in events {
        builder.event(*event);
    }
    builder.flush();
    number(builder.out)
}

/// Sets the ordinals where a unit has several sentences.
fn number(sentences: Vec<(Option<NodeId>, Sentence)>) -> Vec<Sentence> {
    let counts = |s: &Sentence| s.place == Place::Body;
    let mut total: HashMap<NodeId, u32> = HashMap::new();
    for (node, sentence) in &sentences {
        if let Some(node) = node.filter(|_| counts(sentence)) {
            *total.entry(node).or_default() += 1;
        }
    }
    let mut so_far: HashMap<NodeId, u32> = HashMap::new();
    let number = |(node, mut sentence): (Option<NodeId>, Sentence)| {
        if let Some(node) = node.filter(|n| counts(&sentence) && total.get(n).is_some_and(|&t| t > 1)) {
            let place = so_far.entry(node).or_default();
            *place += 1;
            sentence.ordinal = Some(*place);
        }
        sentence
    };
    sentences.into_iter().map(number).collect()
}

impl Builder<'_> {
    fn label(&self, node: Option<NodeId>) -> String {
        node.map_or_else(String::new, |n| self.labels[n].clone())
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Solo { place, node, span } => {
                self.flush();
                let label = self.label(node);
                let parts = vec![Part { label: label.clone(), role: PartRole::Main, depth: 0, span }];
                self.out.push((node, Sentence { label, ordinal: None, place, span, parts }));
            }
            Event::Text { node, span } => self.text(node, span),
            Event::Item { node, span } => match self.depth(node) {
                Some(depth) => self.part(Some(node), PartRole::Item, depth, span),
                None => self.text(Some(node), span),
            },
            Event::More { span } => match self.open.as_mut().and_then(|o| o.parts.last_mut()) {
                Some(part) => part.span.end = span.end,
                None => self.text(None, span),
            },
            Event::Tail { node, span } => match self.tail_depth(node) {
                Some(depth) => self.part(node, PartRole::Tail, depth, span),
                None => self.text(node, span),
            },
        }
    }

    fn part(&mut self, node: Option<NodeId>, role: PartRole, depth: usize, span: Span) {
        let label = self.label(node);
        if let Some(open) = &mut self.open {
            open.parts.push(Part { label, role, depth, span });
        }
    }

    /// How far `node` lies below the unit of the open sentence.
    fn depth(&self, node: NodeId) -> Option<usize> {
        let open = self.open.as_ref()?;
        let (mut depth, mut at) = (0, Some(node));
        while at != open.node {
            at = self.nodes[at?].parent;
            depth += 1;
        }
        (depth > 0).then_some(depth)
    }

    fn tail_depth(&self, node: Option<NodeId>) -> Option<usize> {
        let open = self.open.as_ref()?;
        if node == open.node { Some(0) } else { self.depth(node?) }
    }

    /// A provision: all its sentences but the last are complete.
    fn text(&mut self, node: Option<NodeId>, span: Span) {
        self.flush();
        let label = self.label(node);
        for piece in sentences::cut(self.text, span) {
            self.flush();
            let parts = vec![Part { label: label.clone(), role: PartRole::Main, depth: 0, span: piece }];
            self.open = Some(Open { node, parts });
        }
    }

    fn flush(&mut self) {
        let Some(open) = self.open.take() else { return };
        let (Some(first), Some(last)) = (open.parts.first(), open.parts.last()) else {
            return;
        };
        let span = first.span.join(last.span);
        let label = self.label(open.node);
        self.out.push((open.node, Sentence { label, ordinal: None, place: Place::Body, span, parts: open.parts }));
    }
}
