//! Tallies as tables in Markdown, for the terminal and for `grammar/README.md`.

use std::fmt::Write;

use servanda::clauses::{Clause, Stop};
use servanda::source::{Source, join_space};

use crate::judge::{Pair, Verdict, name, phrases};
use crate::labels::{Filling, Labelled, Slot};
use crate::tally::{Genre, Share, Tally, kind_name};

/// Between these lines a page holds the tables.
pub const MARKS: [&str; 2] = ["<!-- written by `cargo run --example gold`: begin -->", "<!-- end -->"];

/// "92.1 (89–95)": per cent, with the interval.
fn per_cent(share: Share) -> String {
    let (low, high) = share.interval();
    format!("{:.1} ({:.0}–{:.0})", 100.0 * share.value(), 100.0 * low, 100.0 * high)
}

fn of(share: Share) -> String {
    format!("{}/{}", share.right, share.of)
}

/// What stands in `grammar/README.md`: totals and slots of the halves side by side.
pub fn summary(halves: &[(&str, Tally)]) -> String {
    let names: Vec<&str> = halves.iter().map(|(name, _)| *name).collect();
    let mut out =
        format!("| per cent (95 % interval) | {} |\n| --- |{}\n", names.join(" | "), " --- |".repeat(names.len()));
    let mut line = |name: &str, value: &dyn Fn(&Tally) -> String| {
        let cells: Vec<String> = halves.iter().map(|(_, tally)| value(tally)).collect();
        out.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
    };
    line("sentences", &|tally| tally.all.kind.of.to_string());
    line("kind right", &|tally| per_cent(tally.all.kind));
    line("operative or not, right", &|tally| per_cent(tally.all.operative));
    line("begins and ends right", &|tally| per_cent(tally.cut));
    line("of those that bind: read / partly / unread / taken for something else", &|tally| {
        tally.coverage.map(|count| count.to_string()).join(" / ")
    });
    line("of those that bind: as many norms", &|tally| per_cent(tally.count));
    line("of those that bind: every slot of every norm", &|tally| per_cent(tally.all.whole));
    line("of those called read: every slot of every norm", &|tally| per_cent(tally.whole_of_read));
    for slot in Slot::ALL {
        line(&format!("F1 of {}", slot.name()), &|tally| {
            let (low, high) = tally.f1_interval(slot);
            format!("{:.1} ({:.0}–{:.0})", 100.0 * tally.slot(slot).f1(), 100.0 * low, 100.0 * high)
        });
    }
    out
}

/// All totals of one half.
pub fn totals(half: &str, tally: &Tally) -> String {
    let mut out = format!("## {half}\n\n{}", summary(&[(half, tally.clone())]));
    out.push_str(
        "\n| slot | precision | recall | right | given | wanted |\n| --- | --- | --- | ---: | ---: | ---: |\n",
    );
    for slot in Slot::ALL {
        let counts = tally.slot(slot);
        let (precision, recall) = (per_cent(counts.precision()), per_cent(counts.recall()));
        let (right, given, wanted) = (counts.right, counts.given, counts.wanted);
        let _ = writeln!(out, "| {} | {precision} | {recall} | {right} | {given} | {wanted} |", slot.name());
    }
    out.push_str("\n| genre | kind | operative | every slot |\n| --- | ---: | ---: | ---: |\n");
    for (name, Genre { kind, operative, whole }) in &tally.genres {
        let _ = writeln!(out, "| {name} | {} | {} | {} |", of(*kind), of(*operative), of(*whole));
    }
    out.push_str("\n| it is | taken for | times |\n| --- | --- | ---: |\n");
    for ((is, said), times) in &tally.confusions {
        let _ = writeln!(out, "| {is} | {said} | {times} |");
    }
    out
}

/// What is wrong with a sentence, slot by slot; nothing, if nothing is.
pub fn misses(gold: &Labelled, verdict: &Verdict<'_>, source: &Source, why: &[&Stop]) -> String {
    if verdict.kind_right && verdict.operative_right && verdict.pairs.iter().all(Pair::whole) {
        return String::new();
    }
    let place = source.position(gold.span.start);
    let said = verdict.kind.map_or("nothing", kind_name);
    let status = verdict.status.map_or(String::new(), |status| format!(", {status:?}"));
    let mut out = format!("\n{}:{} {}\n", gold.file, place.line, join_space(source.slice(gold.span)));
    if !verdict.kind_right {
        let _ = writeln!(out, "  KIND {} taken for {said}", kind_name(gold.kinds[0]));
    }
    if !verdict.cut_alike {
        out.push_str("  CUT elsewhere\n");
    }
    for stop in why {
        let _ = writeln!(out, "  stopped{status}: {:?} at {:?}", stop.reason, join_space(source.slice(stop.span)));
    }
    for pair in verdict.pairs.iter().filter(|pair| !pair.whole()) {
        out.push_str(&difference(pair, source));
    }
    out
}

fn difference(pair: &Pair<'_>, source: &Source) -> String {
    match (pair.gold, pair.read) {
        (Some(norm), None) => format!("  MISSED {}\n", words(&norm.slots[&Slot::Verb], source)),
        (None, Some(clause)) => format!("  BESIDE {} {}\n", clause.verb, join_space(source.slice(clause.span))),
        (Some(norm), Some(clause)) => {
            let mut out = format!("  norm {}\n", clause.verb);
            for (slot, outcome) in Slot::ALL.into_iter().zip(pair.slots).filter(|(_, outcome)| !outcome.right) {
                let wanted = if outcome.wanted { words(&norm.slots[&slot], source) } else { "nothing".to_owned() };
                let _ = writeln!(out, "    {}: {wanted}  ← read {}", slot.name(), given(slot, clause));
            }
            out
        }
        (None, None) => String::new(),
    }
}

fn words(filling: &Filling, source: &Source) -> String {
    match filling {
        Filling::Name(name) => name.clone(),
        Filling::Ranks(ranks) => {
            let one = |(relation, span): &_| format!("{relation:?} {}", join_space(source.slice(*span)));
            ranks.iter().map(one).collect::<Vec<_>>().join("; ")
        }
        filling => filling.spans().iter().map(|span| join_space(source.slice(*span))).collect::<Vec<_>>().join("; "),
    }
}

fn given(slot: Slot, clause: &Clause) -> String {
    if slot == Slot::Verb {
        return clause.verb_phrase.clone();
    }
    let said: Vec<String> = phrases(slot, clause).iter().map(|it| format!("{} [{}]", it.text, it.rule)).collect();
    name(slot, clause).map_or_else(|| said.join("; "), str::to_owned)
}
