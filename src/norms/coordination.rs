//! Coordination of nouns: "A, B and C in P", "any person, including its own nationals", "the parishes of Aln and Ede".

use super::classes::{is_adjective, is_determiner};
use super::names::Names;
use super::phrase::pre_modifier_end;
use super::words::Word;

/// Takes ", including X," out: the rest, and X.
pub fn without_included(list: &[Word]) -> (Vec<Word>, Vec<Word>) {
    let Some(at) = list.iter().position(|w| w.is("including")).filter(|&at| at > 0) else {
        return (list.to_vec(), Vec::new());
    };
    let end = (at + 1..list.len()).find(|&i| list[i].mark).unwrap_or(list.len());
    let before = if list[at - 1].mark { at - 1 } else { at };
    let rest = list[..before].iter().chain(&list[(end + 1).min(list.len())..]).cloned().collect();
    (rest, list[at + 1..end].to_vec())
}

/// "The parishes of Aln, Ede and Orr": several names after one "of", each with the words before.
fn several_names(back: &[Word]) -> Option<(Vec<Vec<Word>>, &[Word])> {
    let (of, rest) = back.split_first()?;
    if !of.is("of") {
        return None;
    }
    let part = |w: &Word| w.capital() || w.mark || w.any(&["and", "or", "of", "the"]);
    let len = rest.iter().take_while(|w| part(w)).count();
    let (list, after) = rest.split_at(len);
    if !list.iter().any(|w| w.any(&["and", "or"])) {
        return None;
    }
    let mut each: Vec<Vec<Word>> = vec![Vec::new()];
    for word in list {
        if word.mark || word.any(&["and", "or"]) {
            each.push(Vec::new());
        } else if let Some(last) = each.last_mut()
            && !(last.is_empty() && word.any(&["of", "the"]))
        {
            last.push(word.clone());
        }
    }
    each.retain(|name| name.iter().any(Word::capital));
    for name in &mut each {
        name.insert(0, of.clone());
    }
    (each.len() > 1).then_some((each, after))
}

/// Splits "A, B and C in P" into ["A in P", "B in P", "C in P"]; coordination after the first preposition stays.
pub fn conjuncts(list: &[Word], names: &Names) -> Vec<Vec<Word>> {
    let end = pre_modifier_end(list, names);
    let (front, back) = list.split_at(end);
    let mut groups: Vec<Vec<Word>> = vec![Vec::new()];
    for (i, word) in front.iter().enumerate() {
        let party = names.mention(&front[i..]).is_some();
        let bound = super::quantity::comparison_words(front.get(i + 1..).unwrap_or_default()).is_some();
        let separator = !bound && word.mark
            || !bound && word.any(&["and", "or", "nor"])
            || (word.is("as") && front.get(i + 1).is_some_and(|w| w.is("well")));
        let filler = word.any(&["well", "as"]) && !party;
        if separator {
            groups.push(Vec::new());
        } else if !filler && let Some(last) = groups.last_mut() {
            last.push(word.clone());
        }
    }
    groups.retain(|g| g.iter().any(|w| !is_determiner(&w.lower)));
    if groups.len() > 1 && shares_head(&groups) {
        share_head(&mut groups);
    }
    // Relative and prepositional phrases belong to the last noun at least, and to all where the list is of bare nouns.
    let (several, back) = several_names(back).unwrap_or((vec![Vec::new()], back));
    let with = |group: &Vec<Word>| {
        several.iter().map(|name| group.iter().chain(name).chain(back).cloned().collect()).collect::<Vec<Vec<Word>>>()
    };
    let groups: Vec<Vec<Word>> = groups.iter().flat_map(with).collect();
    if groups.is_empty() { vec![list.to_vec()] } else { groups }
}

/// "Land and naval forces": an adjective alone shares the head of the next conjunct.
fn shares_head(groups: &[Vec<Word>]) -> bool {
    groups[..groups.len() - 1].iter().any(|g| g.len() == 1 && is_adjective(&g[0].lower))
        && groups.last().is_some_and(|g| g.len() > 1)
}

fn share_head(groups: &mut [Vec<Word>]) {
    let Some(head) = groups.last().and_then(|g| g.last()).cloned() else { return };
    let last = groups.len() - 1;
    for group in &mut groups[..last] {
        if group.len() == 1 && is_adjective(&group[0].lower) {
            group.push(head.clone());
        }
    }
}
