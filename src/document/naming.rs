//! How lawyers cite each unit: "Article IV(2)(a)", "Annex II, Article 3", "Part II, Section 1".

use std::collections::{HashMap, HashSet};

use super::UnitKind;
use super::outline::{Joint, Node, NodeId};

/// The label of every node, in the order of the nodes.
pub(super) fn labels(text: &str, nodes: &[Node]) -> Vec<String> {
    let owns = own_names(text, nodes);
    let restarting = restarting(nodes, &owns);
    let mut out: Vec<String> = Vec::with_capacity(nodes.len());
    for (i, node) in nodes.iter().enumerate() {
        let above = |id: Option<NodeId>| id.map_or("", |p| out[p].as_str());
        let label = match node.joint {
            Joint::Silent => above(node.parent).to_owned(),
            Joint::Letter => bracketed(above(node.parent), &owns[i]),
            Joint::Top => comma(above(outer(nodes, i, &owns[i], &restarting)), &owns[i]),
            Joint::Number | Joint::Decimal => {
                let decimal = node.joint == Joint::Decimal;
                let base = if decimal { above_numbers(nodes, node.parent) } else { node.parent };
                let outer = outer(nodes, i, &owns[i], &restarting);
                if base.is_some_and(|p| nodes[p].kind != UnitKind::Division) {
                    bracketed(above(base), &owns[i])
                } else if above(outer).is_empty() {
                    format!("Paragraph {}", owns[i])
                } else if outer.is_some_and(|p| nodes[p].kind == UnitKind::Article) {
                    bracketed(above(outer), &owns[i])
                } else {
                    format!("{}, paragraph {}", above(outer), owns[i])
                }
            }
        };
        out.push(label);
    }
    out
}

/// Own labels; of several annexes without a number each is named by its title.
fn own_names(text: &str, nodes: &[Node]) -> Vec<String> {
    let mut owns: Vec<String> = nodes.iter().map(|n| n.own.clone()).collect();
    let mut count: HashMap<&str, u32> = HashMap::new();
    for node in nodes.iter().filter(|n| n.annex) {
        *count.entry(node.own.as_str()).or_default() += 1;
    }
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.annex && !n.own.contains(' ')) {
        let several = count.get(node.own.as_str()).is_some_and(|&n| n > 1);
        let title = node.heading.filter(|_| several).and_then(|h| text.get(h.range())).unwrap_or_default();
        let title = title.split(['(', '"', '“']).next().unwrap_or_default();
        let mut named: Vec<&str> = title.split_whitespace().take(8).collect();
        if named.first().is_some_and(|w| w.eq_ignore_ascii_case(&node.own)) {
            named.remove(0);
        }
        let small = ["on", "to", "for", "of", "concerning", "regarding"];
        if named.first().is_some_and(|w| small.contains(w)) {
            owns[i] = format!("{} {}", node.own, named.join(" "));
        }
    }
    owns
}

/// What kind of number a node has, if it is of a kind that may begin again in each division.
fn class<'o>(node: &Node, own: &'o str) -> Option<&'o str> {
    match node.joint {
        Joint::Top if node.kind == UnitKind::Division && !own.contains(' ') => Some("lettered"),
        Joint::Top => own.split(' ').next(),
        Joint::Number => Some("paragraph"),
        Joint::Decimal | Joint::Letter | Joint::Silent => None,
    }
}

/// A division (or the whole text) and a kind of number within it.
type Numbering<'o> = (Option<NodeId>, &'o str);

/// The unit whose label must stand before a node's own: as far out as the numbering runs through.
fn outer(nodes: &[Node], id: NodeId, own: &str, restarting: &HashSet<Numbering>) -> Option<NodeId> {
    let chain = chain(nodes, id);
    let Some(class) = class(&nodes[id], own) else {
        return chain.first().copied().flatten();
    };
    let through = chain.iter().find(|a| !restarting.contains(&(**a, class)));
    through.or(chain.last()).copied().flatten()
}

/// The units around a node, from its scope inwards: divisions, all but the scope.
fn chain(nodes: &[Node], id: NodeId) -> Vec<Option<NodeId>> {
    let scope = scope(nodes, id);
    let (mut out, mut at) = (Vec::new(), nodes[id].parent);
    while at != scope {
        let Some(p) = at else { break };
        if nodes[p].kind == UnitKind::Division {
            out.push(Some(p));
        }
        at = nodes[p].parent;
    }
    out.push(scope);
    out.reverse();
    out
}

/// Where kinds of number begin again in each of several divisions.
fn restarting<'o>(nodes: &[Node], owns: &'o [String]) -> HashSet<Numbering<'o>> {
    let mut first_home: HashMap<(Numbering, &str), Option<NodeId>> = HashMap::new();
    let mut repeated: HashMap<Numbering, HashSet<&str>> = HashMap::new();
    let mut total: HashMap<Numbering, u32> = HashMap::new();
    for (i, node) in nodes.iter().enumerate() {
        let Some(class) = class(node, &owns[i]) else {
            continue;
        };
        let inner = node.parent.is_some_and(|p| nodes[p].kind != UnitKind::Division);
        if node.joint == Joint::Number && inner {
            continue;
        }
        let chain = chain(nodes, i);
        let home = chain.last().copied().flatten();
        for &around in &chain {
            let key = (around, class);
            match first_home.get(&(key, owns[i].as_str())) {
                None => {
                    first_home.insert((key, &owns[i]), home);
                    *total.entry(key).or_default() += 1;
                }
                Some(first) if *first != home => {
                    repeated.entry(key).or_default().insert(&owns[i]);
                }
                Some(_) => {}
            }
        }
    }
    // A number that is there twice may be a slip of the source; the first number twice, or several, is none.
    let begins = |own: &&str| matches!(own.rsplit(' ').next(), Some("1" | "I" | "A" | "One"));
    let restarts = |(key, owns): &(Numbering, HashSet<&str>)| {
        let share = owns.len() * 4 >= total.get(key).copied().unwrap_or(0) as usize;
        owns.len() >= 3 || share && owns.iter().any(begins)
    };
    repeated.into_iter().filter(restarts).map(|(key, _)| key).collect()
}

/// The nearest node whose label stands before everything in it: an annex or an article.
fn scope(nodes: &[Node], id: NodeId) -> Option<NodeId> {
    let mut above = nodes[id].parent;
    while let Some(p) = above {
        if nodes[p].annex || nodes[p].kind != UnitKind::Division {
            return Some(p);
        }
        above = nodes[p].parent;
    }
    None
}

/// The first node upwards that is no numbered paragraph: "2.1" holds the 2 already.
fn above_numbers(nodes: &[Node], mut id: Option<NodeId>) -> Option<NodeId> {
    while let Some(p) = id {
        if !matches!(nodes[p].joint, Joint::Number | Joint::Decimal) {
            break;
        }
        id = nodes[p].parent;
    }
    id
}

fn bracketed(above: &str, own: &str) -> String {
    if above.is_empty() { format!("({own})") } else { format!("{above}({own})") }
}

fn comma(above: &str, own: &str) -> String {
    if above.is_empty() { own.to_owned() } else { format!("{above}, {own}") }
}
