//! Time in words → [`Window`]: "within 30 days after receipt of the request", "not before … and not after …".

use super::acts::act_of_event;
pub use super::calendar::date_range;
use super::calendar::{date, day_and_month, is_no_day};
use super::events::event;
pub use super::events::{entry_into_force, signature};
use super::lasting::lasting;
use super::names::Names;
use super::quantity::number_at;
use super::seasons::{self, Yearly};
use super::words::{Word, starts_with, words};
use super::{Act, Anchor, Circumstance, Instant, Quantity, Season, Unit, Window};
use crate::lexicon;

/// What the adjuncts of time of a clause come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    /// The window.
    pub window: Window,
    /// Days of the year.
    pub season: Option<Season>,
    /// First and last days in each year, of which the words give one: "not before 15 April".
    days_of_year: Vec<Season>,
    /// How long it is done: "for not less than three years", in months or days.
    pub duration: Option<Quantity>,
    /// Acts that an obligation with a day or deadline waits for: "within ten days after the release of the crew".
    pub due_after: Vec<Act>,
    /// Words that bound the time in a way that is not reckoned with; they narrow the act.
    pub opaque: Vec<String>,
    /// Words of time that bound nothing that is reckoned with.
    pub unread: Vec<String>,
}

/// The event from which "within 48 hours" counts when the words do not say.
pub struct Context<'a> {
    /// Names of parties and terms.
    pub names: &'a Names,
    /// What triggers the duty, if it has a condition; else the entry into force.
    pub default: Circumstance,
}

/// Reads the adjuncts of time of one clause.
pub fn times(adjuncts: &[String], context: &Context) -> Times {
    let mut out = Times::default();
    for text in adjuncts {
        out.window.text.push(text.clone());
        for piece in pieces(text) {
            piece_into(&mut out, &piece, context);
        }
    }
    // "Within a month thereafter": reckoned from what was named before, and not from the entry into force.
    if adjuncts.iter().any(|text| matches!(text.as_str(), "thereafter" | "afterwards" | "thereupon")) {
        let from_entry = |i: &Instant| i.anchor == Anchor::Event(entry_into_force());
        out.window.lo = out.window.lo.take().filter(|i| !from_entry(i));
        out.window.hi = out.window.hi.take().filter(|i| !from_entry(i));
    }
    out.season = seasons::narrowed(out.season, &out.days_of_year, adjuncts);
    out
}

/// "Not before the expiration of eighteen months, and not after the expiration of one year, from the entry into force":
/// two bounds that share what they are reckoned from.
fn pieces(text: &str) -> Vec<Vec<Word>> {
    let list: Vec<Word> = words(text).into_iter().filter(|w| !w.mark).collect();
    let opens = |i: usize| {
        let joined = i > 0
            && list[i].any(&["and", "but"])
            && list
                .get(i + 1)
                .is_some_and(|w| w.any(&["not", "no", "before", "after", "until", "within", "at", "by", "in"]));
        joined && bound_word(&list[i + 1..]).is_some()
    };
    let cuts: Vec<usize> = (0..list.len()).filter(|&i| opens(i)).collect();
    let mut out = Vec::new();
    let mut from = 0;
    for cut in cuts {
        out.push(list[from..cut].to_vec());
        from = cut + 1;
    }
    out.push(list[from..].to_vec());
    let shared = out.last().and_then(|last| anchor_at(last).map(|at| last[at..].to_vec()));
    if let Some(shared) = shared {
        let count = out.len();
        for piece in &mut out[..count - 1] {
            let skip = skip_bound(piece);
            if anchor_at(piece).is_none() && duration(&piece[skip..]).is_some() {
                piece.extend(shared.iter().cloned());
            }
        }
    }
    out
}

/// Which side of a window a phrase bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Not later than.
    Latest,
    /// Not earlier than.
    Earliest,
    /// Before: the day before at the latest.
    Before,
    /// After, upon: from then on, and only then.
    After,
    /// On: that very day.
    On,
    /// For a period from its beginning.
    For,
    /// Until: forms the end, that day not included for a period.
    Until,
}

/// The words that open a bound, and how many.
pub fn bound_word(list: &[Word]) -> Option<(Bound, usize)> {
    const TABLE: [(&[&str], Bound); 47] = [
        (&["not", "later", "than"], Bound::Latest),
        (&["no", "later", "than"], Bound::Latest),
        (&["at", "the", "latest"], Bound::Latest),
        (&["not", "after"], Bound::Latest),
        (&["within"], Bound::Latest),
        (&["by"], Bound::Latest),
        (&["before", "the", "end", "of"], Bound::Latest),
        (&["before", "the", "expiry", "of"], Bound::Latest),
        (&["before", "the", "expiration", "of"], Bound::Latest),
        (&["in", "the", "course", "of"], Bound::Latest),
        (&["not", "earlier", "than"], Bound::Earliest),
        (&["no", "earlier", "than"], Bound::Earliest),
        (&["not", "sooner", "than"], Bound::Earliest),
        (&["no", "sooner", "than"], Bound::Earliest),
        (&["not", "before"], Bound::Earliest),
        (&["only", "after"], Bound::After),
        (&["only", "once"], Bound::After),
        (&["only", "when"], Bound::After),
        (&["only", "upon"], Bound::After),
        (&["only", "on"], Bound::After),
        (&["only", "following"], Bound::After),
        (&["only", "as", "soon", "as"], Bound::After),
        (&["not", "until", "after"], Bound::Earliest),
        (&["not", "until"], Bound::Earliest),
        (&["subsequent", "to"], Bound::After),
        (&["subsequently", "to"], Bound::After),
        (&["on", "or", "after"], Bound::Earliest),
        (&["as", "from"], Bound::Earliest),
        (&["starting"], Bound::Earliest),
        (&["from"], Bound::Earliest),
        (&["earlier", "than"], Bound::Before),
        (&["prior", "to"], Bound::Before),
        (&["before"], Bound::Before),
        (&["as", "soon", "as"], Bound::After),
        (&["immediately", "after"], Bound::After),
        (&["immediately", "upon"], Bound::After),
        (&["forthwith", "upon"], Bound::After),
        (&["upon"], Bound::After),
        (&["after"], Bound::After),
        (&["once"], Bound::After),
        (&["when"], Bound::After),
        (&["following"], Bound::After),
        (&["on"], Bound::On),
        (&["for"], Bound::For),
        (&["during"], Bound::For),
        (&["until"], Bound::Until),
        (&["till"], Bound::Until),
    ];
    TABLE.iter().find(|(form, _)| starts_with(list, form)).map(|(form, b)| (*b, form.len()))
}

fn piece_into(out: &mut Times, list: &[Word], context: &Context) {
    let list = if list.first().is_some_and(|w| w.any(&["but", "and", "only"]))
        && list.get(1).is_some_and(|w| !w.any(&["after", "once", "when"]))
    {
        &list[1..]
    } else {
        list
    };
    let on = usize::from(list.first().is_some_and(|w| w.is("on")));
    if on == 1 && is_no_day(&list[on..]) {
        out.window.lo = Some(Instant { anchor: Anchor::Day(1), plus: Vec::new() });
        out.window.hi = Some(Instant { anchor: Anchor::Day(0), plus: Vec::new() });
        return;
    }
    match seasons::yearly(list, context.names) {
        Some(Yearly::Season(season)) => {
            // "Between 1 and 15 May for the first half; between 1 and 15 November for the second": one or the other.
            let joined = out.season.map_or(season, |other| seasons::both(season, other));
            if joined.from == 0 && list.iter().any(|w| w.is("for")) {
                out.opaque.push(super::words::join(list));
            } else {
                out.season = Some(joined);
            }
            return;
        }
        Some(Yearly::Bound(bound)) => out.days_of_year.push(bound),
        None => {}
    }
    if always(list) {
        out.window.throughout = true;
        return;
    }
    if let Some(duration) = lasting(list) {
        out.duration = Some(duration);
        return;
    }
    if recurs(list) || vague(list) {
        return;
    }
    match bound_word(list).or_else(|| duration(list).map(|_| (Bound::On, 0))) {
        Some((bound, used)) if bound_into(out, bound, &list[used..], context) => {}
        _ if list.iter().any(|w| {
            w.any(&[
                "hour", "hours", "night", "day", "sunset", "sunrise", "o'clock", "season", "period", "time", "month",
                "week",
            ])
        }) =>
        {
            out.opaque.push(super::words::join(list));
        }
        _ => out.unread.push(super::words::join(list)),
    }
}

/// "As soon as possible", "without delay", "in due course": how soon, and no day.
fn vague(list: &[Word]) -> bool {
    list.iter().any(|w| w.any(&["possible", "practicable", "feasible", "delay", "due", "immediately", "promptly"]))
        && !list.iter().any(|w| w.any(&["after", "upon", "from", "following", "within", "before"]))
}

/// "At all times", "at no time", "permanently".
fn always(list: &[Word]) -> bool {
    let has = |word: &str| list.iter().any(|w| w.is(word));
    if has("day") && has("night") && !list.iter().any(|w| number_at(std::slice::from_ref(w)).is_some()) {
        return true;
    }
    if has("season") || has("seasons") {
        return list.iter().any(|w| w.any(&["any", "every", "all", "each"]))
            && !list.iter().any(|w| w.any(&["one", "calendar"]));
    }
    let times = (has("times") || has("time")) && (has("all") || has("any") || has("no"));
    times
        || list.iter().any(|w| w.any(&["any", "every", "all", "each"])) && (has("hour") || has("hours"))
        || has("year") && list.iter().any(|w| w.any(&["throughout", "round"]))
        || list.iter().any(|w| {
            w.any(&["permanently", "always", "continuously", "throughout", "perpetuity", "ever", "interruption"])
        })
}

/// "Every year", "once a week", "by 1 March of each year": a duty that comes back, which bounds no single window.
fn recurs(list: &[Word]) -> bool {
    let each = list.iter().position(|w| w.any(&["each", "every", "a", "per"]));
    let period = |w: &Word| {
        w.any(&["year", "month", "week", "day", "quarter", "years", "months", "session", "season"])
            || w.any(&["calendar"])
    };
    // "In any one season", "in any calendar year".
    let any =
        list.windows(3).any(|w| w[0].is("any") && w[1].any(&["one", "calendar", "given", "single"]) && period(&w[2]));
    any || list.iter().any(|w| w.any(&["annually", "yearly", "monthly", "weekly", "daily", "quarterly"]))
        || each.is_some_and(|at| {
            list[at + 1..].iter().take(2).any(period)
                && (list[at].any(&["each", "every"]) || list.iter().any(|w| w.any(&["once", "twice", "times"])))
        })
}

/// Puts one bound into a window; false if the words name no point in time.
fn bound_into(times: &mut Times, bound: Bound, rest: &[Word], context: &Context) -> bool {
    let window = &mut times.window;
    let act = || act_of_event(&act_words(rest), context.names);
    let waits = matches!(bound, Bound::After | Bound::Earliest);
    if waits
        && duration(rest).is_none()
        && date(&anchor_words(rest)).is_none()
        && let Some(act) = act()
    {
        window.after.push(act);
        return true;
    }
    let Some(instant) = instant(rest, context) else { return false };
    let period = duration(rest).is_some();
    match bound {
        Bound::Latest => {
            times.due_after.extend(act_after_period(rest, context.names));
            // "Within ten days of the find": between the one and the other.
            if runs_from_event(rest, &instant) {
                window.lo.get_or_insert(Instant { plus: Vec::new(), ..instant.clone() });
            }
            window.hi = Some(instant);
        }
        Bound::Before => {
            window.until.extend(act().filter(|_| !period));
            window.hi = Some(earlier(instant));
        }
        Bound::Until => {
            window.until.extend(act().filter(|_| !period));
            window.hi = Some(earlier(instant));
        }
        Bound::Earliest | Bound::After => window.lo = Some(instant),
        // "On showing a pass" is how it is done, not when.
        Bound::On
            if rest.first().is_some_and(|w| w.lower.ends_with("ing") || w.any(&["presentation", "production"])) => {}
        Bound::On => {
            times.due_after.extend(if period { act_after_period(rest, context.names) } else { act() });
            window.lo = Some(instant.clone());
            window.hi = Some(instant);
        }
        Bound::For if period => {
            let from = anchor_instant(rest, context);
            window.hi = Some(instant);
            window.lo.get_or_insert(from);
        }
        Bound::For => {}
    }
    true
}

/// True for "thirty days after the release": a period that runs from an event, other than those of the instrument.
fn runs_from_event(list: &[Word], end: &Instant) -> bool {
    let Some((_, _, used)) = duration(list) else { return false };
    let told = list.get(used).is_some_and(|w| w.any(&["after", "from", "of", "following", "since"]));
    let forward = end.plus.iter().all(|(n, _)| *n > 0);
    told && forward && matches!(&end.anchor, Anchor::Event(e) if *e != entry_into_force() && *e != signature())
}

/// The act after which a period runs: "thirty days after the release of the crew".
fn act_after_period(list: &[Word], names: &Names) -> Option<Act> {
    let (_, _, used) = duration(list)?;
    let rest = &list[used..];
    let runs = rest.first().is_some_and(|w| w.any(&["after", "from", "of", "following", "upon", "since"]));
    runs.then(|| act_of_event(&act_words(rest), names)).flatten()
}

fn earlier(mut instant: Instant) -> Instant {
    instant.plus.push((-1, Unit::Day));
    instant
}

/// "30 days", "eighteen months", "a period of one year", "forty-eight hours": the amount, the unit, the words it takes.
pub fn duration(list: &[Word]) -> Option<(i64, Unit, usize)> {
    let lead = list
        .iter()
        .take_while(|w| {
            w.any(&[
                "the",
                "a",
                "an",
                "expiry",
                "expiration",
                "lapse",
                "end",
                "period",
                "term",
                "of",
                "further",
                "additional",
                "full",
                "at",
                "least",
                "date",
                "day",
                "first",
            ])
        })
        .count();
    // "One year" opens with a number that "a" may stand for.
    let (value, used) =
        number_at(&list[lead..]).or_else(|| (lead > 0 && list[lead - 1].any(&["a", "an"])).then_some((1, 0)))?;
    let mut at = lead + used;
    while list.get(at).is_some_and(|w| w.any(&["calendar", "consecutive", "working", "full", "whole", "clear"])) {
        at += 1;
    }
    let (unit, is_ordinal_day) = unit(list.get(at)?)?;
    let ordinal = number_is_ordinal(&list[lead..lead + used]);
    (!ordinal || is_ordinal_day).then_some((value, unit, at + 1))
}

fn number_is_ordinal(list: &[Word]) -> bool {
    list.last().is_some_and(|w| w.lower.ends_with("th") || w.any(&["first", "second", "third"]))
}

/// A unit of time, and whether an ordinal may stand before it ("the ninetieth day").
fn unit(word: &Word) -> Option<(Unit, bool)> {
    Some(match lexicon::lemma_noun(&word.lower).as_str() {
        "hour" => (Unit::Hour, true),
        "day" => (Unit::Day, true),
        "week" => (Unit::Week, true),
        "month" => (Unit::Month, true),
        "year" | "anniversary" => (Unit::Year, true),
        _ => return None,
    })
}

/// Where "from …", "after …", "of …" begins what a period is reckoned from.
fn anchor_at(list: &[Word]) -> Option<usize> {
    let skip = skip_bound(list);
    let used = duration(&list[skip..]).map(|(_, _, used)| skip + used)?;
    (used..list.len()).find(|&i| {
        list[i].any(&["after", "from", "of", "following", "since", "before", "prior", "to"])
            && !(list[i].is("to") && i == used)
    })
}

fn skip_bound(list: &[Word]) -> usize {
    bound_word(list).map_or(0, |(_, n)| n)
}

/// What the words name as the point of reckoning, "the date of" and the like taken off.
fn anchor_words(list: &[Word]) -> Vec<Word> {
    let mut rest = list;
    while let Some(first) = rest.first() {
        if first.any(&[
            "the",
            "date",
            "day",
            "time",
            "moment",
            "that",
            "of",
            "on",
            "which",
            "its",
            "such",
            "completion",
            "after",
            "from",
            "following",
            "since",
            "have",
            "has",
            "elapsed",
            "passed",
            "when",
            "since",
        ]) && rest.len() > 1
            && !(first.is("its") || first.is("such"))
        {
            rest = &rest[1..];
        } else {
            break;
        }
    }
    rest.to_vec()
}

/// The words that name an act, "the date of" and the like taken off: completion is an act too.
fn act_words(list: &[Word]) -> Vec<Word> {
    let plain = anchor_words(list);
    let completion = list.len().checked_sub(plain.len() + 1).and_then(|at| {
        let of = usize::from(list.get(at).is_some_and(|w| w.any(&["of", "the"])));
        at.checked_sub(of)
    });
    match list.iter().position(|w| w.is("completion")) {
        Some(at) if completion.is_some_and(|end| at <= end) && list.len() > at + 1 => list[at..].to_vec(),
        _ => plain,
    }
}

/// The point in time that the words name: an event or date, with or without a period after or before it.
pub fn instant(list: &[Word], context: &Context) -> Option<Instant> {
    if let Some((day, _)) = date(&anchor_words(list)) {
        return Some(Instant { anchor: Anchor::Day(day), plus: Vec::new() });
    }
    if day_and_month(list).is_some() {
        return None;
    }
    let Some((value, unit, used)) = duration(list) else {
        return Some(Instant { anchor: event_anchor(&anchor_words(list), context)?, plus: Vec::new() });
    };
    let rest = &list[used..];
    let sign = if rest.iter().take(2).any(|w| w.any(&["before", "prior", "preceding"])) { -1 } else { 1 };
    let rest: Vec<Word> = rest.iter().skip_while(|w| w.any(&["before", "prior", "to", "preceding"])).cloned().collect();
    let anchored = anchor_words(&rest);
    let anchor = if let Some((day, _)) = date(&anchored) {
        Anchor::Day(day)
    } else {
        event_anchor(&anchored, context).unwrap_or_else(|| Anchor::Event(context.default.clone()))
    };
    Some(Instant { anchor, plus: vec![(sign * value, unit)] })
}

/// The instant from which "for a period of …" runs.
fn anchor_instant(list: &[Word], context: &Context) -> Instant {
    let used = duration(list).map_or(0, |(_, _, n)| n);
    let anchored = anchor_words(&list[used..]);
    let anchor =
        if let Some((day, _)) = date(&anchored) { Some(Anchor::Day(day)) } else { event_anchor(&anchored, context) };
    Instant { anchor: anchor.unwrap_or_else(|| Anchor::Event(context.default.clone())), plus: Vec::new() }
}

fn event_anchor(list: &[Word], context: &Context) -> Option<Anchor> {
    if list.is_empty() {
        return None;
    }
    Some(Anchor::Event(event(list, context.names)))
}
