//! How high above the sea a thing is to stand: "shall build in its territory, at an altitude of more than 1,500 metres, …".
//!
//! Comes in: the slots of a clause. Goes out: the act's places, narrowed by their height. Only what stands on the ground
//! is read: an altitude of flight narrows no soil.

use super::quantity::{Leading, leading_quantity};
use super::words::{Word, join, words};
use super::{Act, Restrictor};
use crate::clauses::{Clause, Phrase};

/// The unit of a place's height above the sea.
pub const ALTITUDE: &str = "metre above the sea";

/// Verbs whose object is then there, on the ground.
const BUILDING: [&str; 15] = [
    "build",
    "construct",
    "erect",
    "establish",
    "open",
    "set up",
    "found",
    "install",
    "plant",
    "create",
    "place",
    "locate",
    "make",
    "provide",
    "lay out",
];
/// Words for what does not stand on the ground.
const IN_THE_AIR: [&str; 12] = [
    "air",
    "flight",
    "route",
    "corridor",
    "airway",
    "zone",
    "patrol",
    "aircraft",
    "balloon",
    "satellite",
    "orbit",
    "airspace",
];

/// Takes the words of a height out of a clause's object, where they stand before what is built.
pub fn settle(clause: &mut Clause) {
    let Some(object) = clause.object.as_mut().filter(|_| BUILDING.contains(&clause.verb_phrase.as_str())) else {
        return;
    };
    let list = words(&object.text);
    let Some(found) = height(&list).filter(|found| found.from == 0) else { return };
    let rest = &list[found.to..];
    let skip = rest.iter().take_while(|w| w.mark).count();
    if skip == 0 || rest.len() == skip {
        return;
    }
    let measured = Phrase { text: join(&list[..found.to]), ..object.clone() };
    object.text = join(&rest[skip..]);
    clause.quantity = None;
    clause.manner.push(measured);
}

/// Narrows the places of an act by the height that the clause tells.
pub fn narrow(act: &mut Act, clause: &Clause) {
    let on_the_ground = BUILDING.contains(&act.kind.as_str());
    let in_the_air = |word: &str| IN_THE_AIR.contains(&word);
    let flies = act.thing.iter().any(|thing| {
        let of_air = |r: &Restrictor| match r {
            Restrictor::Word(word) => in_the_air(word),
            Restrictor::Phrase(preposition, key) => preposition == "of" && in_the_air(&key.head),
            _ => false,
        };
        in_the_air(&thing.head) || thing.restrictors.iter().any(of_air)
    });
    if !on_the_ground || flies {
        return;
    }
    let Some(found) = told(clause) else { return };
    for place in &mut act.place {
        place.restrictors.insert(Restrictor::Measured {
            unit: ALTITUDE.to_owned(),
            least: found.least,
            most: found.most,
        });
    }
    // The measure of the height is no measure of what is built.
    if act.quantity.as_ref().is_some_and(|q| matches!(q.unit.as_str(), "metre" | "meter" | "foot")) {
        act.quantity = None;
    }
}

/// The height at which the clause says that its act is done, or its object stands.
fn told(clause: &Clause) -> Option<Height> {
    let adjuncts = || clause.manner.iter().chain(&clause.places).map(|phrase| words(&phrase.text));
    let object = clause.complement.as_ref().or(clause.object.as_ref()).map(|phrase| words(&phrase.text));
    let soil = |before: &[Word]| before.iter().any(|w| w.any(&["territory", "soil"]));
    let of_act = adjuncts().find_map(|list| height(&list).filter(|found| found.from <= 2 || soil(&list[..found.from])));
    let of_object = || object.as_ref().and_then(|list| height(list).filter(|found| stands_there(&list[..found.from])));
    // "At an altitude | exceeding 900 metres, a hut": torn apart by the reader.
    let torn = || {
        let named = adjuncts().find(|list| list.last().is_some_and(|w| w.any(&["altitude", "elevation"])))?;
        height(&[named.as_slice(), object.as_deref()?].concat())
    };
    of_act.or_else(of_object).or_else(torn)
}

/// "A hut | at …", "a hut for shepherds situated | at …": it is the hut that stands so high. In "a school for the study of
/// clouds | at …" it may be the clouds.
fn stands_there(before: &[Word]) -> bool {
    let articles = |w: &&Word| w.any(&["at", "a", "an", "the"]);
    let end = before.len() - before.iter().rev().take_while(articles).count();
    let stands =
        |w: &Word| w.any(&["situated", "located", "lying", "standing", "placed", "built", "which", "lies", "stands"]);
    end.checked_sub(1).is_none_or(|last| stands(&before[last]))
        || !before[..end].iter().any(|w| super::phrase::is_preposition(&w.lower))
}

/// A height in words: where its words begin and end, and its bounds in metres.
struct Height {
    from: usize,
    to: usize,
    least: Option<i64>,
    most: Option<i64>,
}

fn height(list: &[Word]) -> Option<Height> {
    (0..list.len()).find_map(|at| {
        let named = list[at].any(&["altitude", "elevation", "height"]);
        let after = at + usize::from(named);
        let skip = list[after..].iter().take_while(|w| w.any(&["of"]) || w.mark).count();
        let start = if named { after + skip } else { at };
        let (found, rest) = leading_quantity(&list[start..]);
        let Leading { unit, least, most } = found?;
        let end = list.len() - rest.len();
        let (least, most) = in_metres(unit.as_deref()?, least, most)?;
        let above = above_the_sea(&list[end..]);
        let told = above.is_some() || named && !list[at].is("height");
        told.then_some(Height { from: at, to: end + above.unwrap_or(0), least, most })
    })
}

/// "Above sea level", "above the level of the sea": how many words.
fn above_the_sea(list: &[Word]) -> Option<usize> {
    list.first().filter(|w| w.any(&["above", "over"]))?;
    let sea = list.iter().take(6).position(|w| w.is("sea"))?;
    Some(sea + 1 + usize::from(list.get(sea + 1).is_some_and(|w| w.is("level"))))
}

fn in_metres(unit: &str, least: Option<i64>, most: Option<i64>) -> Option<(Option<i64>, Option<i64>)> {
    let (times, per) = super::units::ratio(unit, "metre")?;
    let part = |n: i64| n.checked_mul(times).map(|n| n / per);
    Some((least.and_then(part), most.and_then(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(text: &str) -> Option<(Option<i64>, Option<i64>)> {
        height(&words(text)).map(|h| (h.least, h.most))
    }

    #[test]
    fn heights_above_the_sea_are_told_in_several_ways() {
        assert_eq!(bounds("at an altitude of more than 900 metres"), Some((Some(901), None)));
        assert_eq!(bounds("a hut at a height of at least 700 metres above sea level"), Some((Some(700), None)));
        assert_eq!(bounds("not less than 300 metres above the level of the sea"), Some((Some(300), None)));
        assert_eq!(bounds("at an elevation exceeding 1,000 feet"), Some((Some(305), None)));
    }

    #[test]
    fn what_stands_so_high_is_what_is_built() {
        let there = |text: &str| height(&words(text)).is_some_and(|found| stands_there(&words(text)[..found.from]));
        assert!(there("a hut at an altitude of more than 900 metres"));
        assert!(there("a hut for shepherds situated at an altitude of more than 900 metres"));
        assert!(!there("a hut for the study of clouds at an altitude of more than 900 metres"));
    }

    #[test]
    fn the_height_of_a_thing_is_no_height_above_the_sea() {
        assert_eq!(bounds("a tower of a height of at least 40 metres"), None);
        assert_eq!(bounds("at least 40 metres above the road"), None);
    }
}
