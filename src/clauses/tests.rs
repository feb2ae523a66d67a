//! Sentences of our own, one group for each construction, with the reading that they must get.

use super::shields::{Names, shield};
use super::tokens::{phrase, tokenise};
use super::units::Labels;
use super::{Clause, Phrase, StopReason, items, sentence};
use crate::document::{Part, PartRole, Place, Sentence, Unit, UnitKind};
use crate::lexicon::NounType;
use crate::source::Span;

fn names() -> Names {
    let mut names = Names::default();
    for name in ["Ostrava", "Luria", "Republic of Ostrava", "Kingdom of Luria", "Parties", "Contracting Parties"] {
        names.add(name, NounType::Party);
    }
    names
}

fn labels() -> Labels {
    let unit = |label: &str, kind, children| {
        let (label, heading, span) = (label.to_owned(), None, Span::default());
        Unit { label, kind, heading, span, children }
    };
    let (article, paragraph) = (UnitKind::Article, UnitKind::Paragraph);
    let item = unit("Article 3(2)(b)", UnitKind::Item, Vec::new());
    let second = unit("Article 3(2)", paragraph, vec![item]);
    let paragraphs = vec![unit("Article 3(1)", paragraph, Vec::new()), second];
    let annex = unit("Annex I", UnitKind::Division, Vec::new());
    Labels::of_units(&[unit("Article 2", article, Vec::new()), unit("Article 3", article, paragraphs), annex])
}

fn show(clause: &Clause) -> String {
    let mut out = clause.modality.map_or_else(|| "so".to_owned(), |modality| format!("{modality:?}").to_lowercase());
    if clause.negated {
        out.push_str(" not");
    }
    let mut one = |name: &str, phrase: &Option<Phrase>| {
        if let Some(phrase) = phrase {
            out.push_str(&format!(" | {name}: {}", phrase.text));
        }
    };
    one("who", &clause.bearer);
    out.push_str(&format!(" | {}", clause.verb_phrase));
    let mut one = |name: &str, phrase: &Option<Phrase>| {
        if let Some(phrase) = phrase {
            out.push_str(&format!(" | {name}: {}", phrase.text));
        }
    };
    one("what", &clause.object);
    one("act", &clause.complement);
    one("whom", &clause.counterparty);
    one("how much", &clause.quantity);
    for (name, list) in [
        ("where", &clause.places),
        ("how", &clause.manner),
        ("what for", &clause.purpose),
        ("if", &clause.conditions),
        ("except", &clause.exceptions),
        ("when", &clause.window),
    ] {
        for phrase in list {
            out.push_str(&format!(" | {name}: {}", phrase.text));
        }
    }
    for rank in &clause.rank {
        out.push_str(&format!(" | {:?}: {}", rank.relation, rank.to_label.as_ref().unwrap_or(&rank.to.text)));
    }
    if let Some(power) = clause.power {
        out.push_str(&format!(" | {power:?}"));
    }
    out
}

fn read(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &mut tokens);
    let tokens = shield(tokens, &names());
    sentence::read(text, &tokens, "Article 3(1)", &labels(), 0).clauses.iter().map(show).collect()
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "{text}");
}

#[test]
fn modals_and_their_negations() {
    reads(
        "Each Party shall keep the lights of its harbours burning.",
        &["obligation | who: Each Party | keep | what: the lights of its harbours burning"],
    );
    reads("Neither Party shall dam the river.", &["prohibition | who: Neither Party | dam | what: the river"]);
    reads("No tug may enter the basin.", &["prohibition | who: No tug | enter | what: the basin"]);
    reads("Luria may lease the quay.", &["permission | who: Luria | lease | what: the quay"]);
    reads("Neither Party need pay the toll.", &["exemption | who: Neither Party | pay | what: the toll"]);
    reads("At no time shall the sluice be shut.", &["prohibition | shut | what: the sluice | when: At no time"]);
}

#[test]
fn forms_that_govern_the_act() {
    reads(
        "Each Party undertakes never under any circumstances to mine the strait.",
        &["prohibition | who: Each Party | mine | what: the strait | how: under any circumstances"],
    );
    reads(
        "Ostrava is under no obligation to feed the garrison.",
        &["exemption | who: Ostrava | feed | what: the garrison"],
    );
    reads(
        "The wardens shall have the right to board any barge.",
        &["permission | who: The wardens | board | what: any barge"],
    );
    reads("Luria shall not be entitled to raise the dam.", &["prohibition | who: Luria | raise | what: the dam"]);
    reads(
        "The Parties shall refrain from fishing in the bay.",
        &["prohibition | who: The Parties | fish | where: in the bay"],
    );
    reads("Luria is prohibited from arming its ferries.", &["prohibition | who: Luria | arm | what: its ferries"]);
    reads(
        "The Parties agree that neither of them shall fortify the pass.",
        &["prohibition | who: neither of them | fortify | what: the pass"],
    );
    reads(
        "Each Party undertakes to refrain from taxing the ferries.",
        &["prohibition | who: Each Party | tax | what: the ferries"],
    );
}

#[test]
fn acts_that_are_nouns() {
    reads(
        "The burning of reeds on the dykes by the tenants is forbidden.",
        &["prohibition | who: the tenants | burn | what: reeds | where: on the dykes"],
    );
    reads("There shall be no fishing in the fairway.", &["prohibition | fish | where: in the fairway"]);
    reads(
        "It shall be unlawful for the crews to land salt at the quay.",
        &["prohibition | who: the crews | land | what: salt | where: at the quay"],
    );
    reads(
        "The Parties shall refrain from the use of poison.",
        &["prohibition | who: The Parties | use | what: poison"],
    );
    reads(
        "Nothing in this Treaty shall prevent Luria from closing its ports.",
        &["permission | who: Luria | close | what: its ports | Notwithstanding: this Treaty"],
    );
    reads(
        "Nothing in Article 2 shall be construed as requiring a Party to name its agents.",
        &["exemption | who: a Party | name | what: its agents | Notwithstanding: Article 2"],
    );
}

#[test]
fn passives() {
    reads(
        "The costs shall be borne by the Parties in equal shares.",
        &["obligation | who: the Parties | bear | what: The costs | how: in equal shares"],
    );
    reads("No wreck shall be moved.", &["prohibition | move | what: wreck"]);
    reads(
        "The Court shall be presided over by a judge of a third State.",
        &["obligation | who: a judge of a third State | preside over | what: The Court"],
    );
}

#[test]
fn coordinated_verbs() {
    reads(
        "The Parties shall not cast, drill or sell cannon.",
        &[
            "prohibition | who: The Parties | cast | what: cannon",
            "prohibition | who: The Parties | drill | what: cannon",
            "prohibition | who: The Parties | sell | what: cannon",
        ],
    );
    reads(
        "The keeper shall light the lamp, sound the horn and enter both in the log.",
        &[
            "obligation | who: The keeper | light | what: the lamp",
            "obligation | who: The keeper | sound | what: the horn",
            "obligation | who: The keeper | enter | what: both in the log",
        ],
    );
    reads(
        "Luria shall dredge the channel and shall not close it.",
        &["obligation | who: Luria | dredge | what: the channel", "prohibition | who: Luria | close | what: it"],
    );
    reads(
        "Ostrava shall not raise the weir, nor shall it drain the marsh.",
        &["prohibition | who: Ostrava | raise | what: the weir", "prohibition | who: it | drain | what: the marsh"],
    );
}

#[test]
fn brackets_keep_their_verbs() {
    reads(
        "If the lock is shut and the level has not fallen, a Party may open the sluice.",
        &["permission | who: a Party | open | what: the sluice | if: If the lock is shut and the level has not fallen"],
    );
    reads(
        "Any owner who has moored a raft which blocks the channel shall remove it.",
        &["obligation | who: Any owner who has moored a raft which blocks the channel | remove | what: it"],
    );
    reads(
        "Each Party may, if it finds that its safety is at stake, shut the frontier.",
        &["permission | who: Each Party | shut | what: the frontier | if: if it finds that its safety is at stake"],
    );
    reads(
        "The Parties shall appoint such wardens as the Board may require.",
        &["obligation | who: The Parties | appoint | what: such wardens as the Board may require"],
    );
}

#[test]
fn windows() {
    reads(
        "Within ten days after the thaw Ostrava shall reopen the road.",
        &["obligation | who: Ostrava | reopen | what: the road | when: Within ten days after the thaw"],
    );
    reads(
        "Luria shall drain the dock as soon as the fee has been paid.",
        &["obligation | who: Luria | drain | what: the dock | when: as soon as the fee has been paid"],
    );
    reads(
        "The Board shall meet once a year at Vell.",
        &["obligation | who: The Board | meet | where: at Vell | when: once a year"],
    );
    reads(
        "No barge shall pass between 22.00 and 05.00 hours.",
        &["prohibition | who: No barge | pass | when: between 22.00 and 05.00 hours"],
    );
    reads(
        "This Treaty shall enter into force thirty days after its signature.",
        &["so | who: This Treaty | enter into force | when: thirty days after its signature"],
    );
    reads(
        "Ostrava shall raze the fort by 1 March 2031.",
        &["obligation | who: Ostrava | raze | what: the fort | when: by 1 March 2031"],
    );
}

#[test]
fn conditions_and_exceptions() {
    reads(
        "Vessels may enter only if they carry a pilot.",
        &["permission | who: Vessels | enter | if: only if they carry a pilot"],
    );
    reads(
        "Luria may search the barges with the consent of Ostrava.",
        &["permission | who: Luria | search | what: the barges | if: with the consent of Ostrava"],
    );
    reads(
        "No light shall be shown, save by the pilot boat.",
        &["prohibition | show | what: light | except: save by the pilot boat"],
    );
    reads(
        "Neither Party shall tax wine, with the exception of wine made abroad after 1 May 2030.",
        &[
            "prohibition | who: Neither Party | tax | what: wine | except: with the exception of wine made abroad after 1 May 2030",
        ],
    );
    reads(
        "The tug shall not sail unless the master so orders.",
        &["prohibition | who: The tug | sail | except: unless the master so orders"],
    );
}

#[test]
fn ranks() {
    reads(
        "Notwithstanding Article 2, Luria may tax the ferry.",
        &["permission | who: Luria | tax | what: the ferry | Notwithstanding: Article 2"],
    );
    reads(
        "Subject to paragraph 2 (b), Luria may tax the ferry.",
        &["permission | who: Luria | tax | what: the ferry | SubjectTo: Article 3(2)(b)"],
    );
    reads(
        "Except as provided in Annex I, Luria shall not tax the ferry.",
        &["prohibition | who: Luria | tax | what: the ferry | SubjectTo: Annex I"],
    );
    reads(
        "Subject to the leave of the Board, Luria may tax the ferry.",
        &["permission | who: Luria | tax | what: the ferry | if: Subject to the leave of the Board"],
    );
}

#[test]
fn objects_and_recipients() {
    reads(
        "Ostrava shall hand over to Luria the keys of the fort.",
        &["obligation | who: Ostrava | hand over | what: the keys of the fort | whom: Luria"],
    );
    reads(
        "Luria shall notify Ostrava, within 24 hours, of the loss of any boat.",
        &["obligation | who: Luria | notify | what: the loss of any boat | whom: Ostrava | when: within 24 hours"],
    );
    reads(
        "Luria shall inform Ostrava that the dyke has burst.",
        &[
            "obligation | who: Luria | inform | what: that the dyke has burst | act: that the dyke has burst | whom: Ostrava",
        ],
    );
    reads(
        "Luria shall carry out the demolition of the forts.",
        &["obligation | who: Luria | demolish | what: the demolition of the forts | act: the forts"],
    );
    reads(
        "Luria shall permit the barges to pass the lock.",
        &["obligation | who: Luria | permit | what: the barges to pass the lock | act: to pass the lock"],
    );
    reads(
        "Luria shall keep in stock at least 30 sacks but not more than 40 sacks of oats.",
        &[
            "obligation | who: Luria | keep | what: at least 30 sacks but not more than 40 sacks of oats | how much: at least 30 | how: in stock",
        ],
    );
    reads(
        "Luria shall build on its soil a kiln after the handing over of the clay.",
        &[
            "obligation | who: Luria | build | what: a kiln | where: on its soil | when: after the handing over of the clay",
        ],
    );
    reads(
        "Each Party may withdraw from this Treaty.",
        &["permission | who: Each Party | withdraw from | what: this Treaty | Withdraw"],
    );
}

#[test]
fn quantities() {
    reads(
        "Luria shall keep not more than 200 cannon in the Zone.",
        &[
            "obligation | who: Luria | keep | what: not more than 200 cannon | how much: not more than 200 | where: in the Zone",
        ],
    );
    reads(
        "Ostrava shall release at least 40 cubic metres of water per second.",
        &[
            "obligation | who: Ostrava | release | what: at least 40 cubic metres of water per second | how much: at least 40 cubic metres of water per second",
        ],
    );
    reads(
        "Luria may raise the dam by up to two metres.",
        &["permission | who: Luria | raise | what: the dam | how much: by up to two metres"],
    );
}

#[test]
fn what_the_draft_says_to_be_so() {
    reads(
        "Mount Kell lies in the territory of Luria.",
        &["so | who: Mount Kell | lie | where: in the territory of Luria"],
    );
    reads(
        "The Reserve consists of the Marsh and the Dunes.",
        &["so | who: The Reserve | consist | what: of the Marsh and the Dunes"],
    );
    reads(
        "Luria acquired the island in 1921 and sold none of it.",
        &["so | who: Luria | acquire | what: the island | when: in 1921", "so | who: Luria | sell | what: none of it"],
    );
    reads(
        "The Parties should bear in mind the needs of the villages.",
        &["so | who: The Parties | bear in mind | what: the needs of the villages"],
    );
}

#[test]
fn definitions_are_found() {
    let text = "In this Treaty, \"raft\" means any craft without a keel.";
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &mut tokens);
    let flat = sentence::read(text, &shield(tokens, &names()), "Article 1", &labels(), 0);
    assert_eq!(flat.definitions[0].term, "raft");
    assert_eq!(flat.definitions[0].meaning.text, "any craft without a keel");

    let text = "Luria shall mend the slips below the mill, hereinafter \"the Slips\", each spring.";
    let mut raw = Vec::new();
    tokenise(text, Span::new(0, text.len()), &mut raw);
    let mut found = Vec::new();
    super::definitions::short_names(text, &raw, "Article 1", &mut found);
    assert_eq!((found[0].term.as_str(), found[0].meaning.text.as_str()), ("Slips", "the slips below the mill"));
}

/// A sentence with items, from the chapeau, the items and the tail.
fn provision(chapeau: &str, list: &[&str], tail: &str) -> (String, Sentence) {
    let mut text = chapeau.to_owned();
    let mut parts =
        vec![Part { label: "Article 3".to_owned(), role: PartRole::Main, depth: 0, span: Span::new(0, text.len()) }];
    for (index, item) in list.iter().enumerate() {
        let letter = char::from(b'a' + u8::try_from(index).unwrap());
        text.push_str(&format!("\n({letter}) "));
        let start = text.len();
        text.push_str(item);
        parts.push(Part {
            label: format!("Article 3({letter})"),
            role: PartRole::Item,
            depth: 1,
            span: Span::new(start, text.len()),
        });
    }
    if !tail.is_empty() {
        text.push('\n');
        let start = text.len();
        text.push_str(tail);
        parts.push(Part {
            label: "Article 3".to_owned(),
            role: PartRole::Tail,
            depth: 0,
            span: Span::new(start, text.len()),
        });
    }
    let span = Span::new(0, text.len());
    (text, Sentence { label: "Article 3".to_owned(), ordinal: None, place: Place::Body, span, parts })
}

fn items_of(chapeau: &str, list: &[&str], tail: &str) -> Vec<String> {
    let (text, sentence) = provision(chapeau, list, tail);
    items::read(&text, &sentence, &names(), &labels())
        .clauses
        .iter()
        .map(|clause| format!("{} {}", clause.label, show(clause)))
        .collect()
}

#[test]
fn items_that_carry_verbs_or_objects_are_clauses_of_their_own() {
    assert_eq!(
        items_of("Each Party undertakes:", &["not to dam the river;", "to keep the towpath clear."], ""),
        [
            "Article 3(a) prohibition | who: Each Party | dam | what: the river",
            "Article 3(b) obligation | who: Each Party | keep | what: the towpath clear"
        ]
    );
    assert_eq!(
        items_of("Ostrava shall demolish:", &["at least 10 forts; and", "the barracks,"], "not later than 1 May 2031."),
        [
            "Article 3(a) obligation | who: Ostrava | demolish | what: at least 10 forts | how much: at least 10 | when: not later than 1 May 2031",
            "Article 3(b) obligation | who: Ostrava | demolish | what: the barracks | when: not later than 1 May 2031"
        ]
    );
}

#[test]
fn items_that_are_conditions_stay_together() {
    assert_eq!(
        items_of("Luria may close the road if:", &["snow has fallen; or", "the bridge is down."], ""),
        [
            "Article 3 permission | who: Luria | close | what: the road | if: if: (a) snow has fallen; or (b) the bridge is down"
        ]
    );
}

#[test]
fn a_subordinate_clause_may_end_without_a_comma() {
    reads("Divers who work shall be fed.", &["obligation | feed | what: Divers who work"]);
    reads(
        "If any leaks remain unrepaired they shall be reported to Ostrava.",
        &["obligation | report | what: they | whom: Ostrava | if: If any leaks remain unrepaired"],
    );
}

#[test]
fn a_modal_without_a_clause_makes_a_sentence_unread_and_no_statement() {
    let text = "Nets, whenever torn, and which they shall.";
    let mut tokens = Vec::new();
    tokenise(text, Span::new(0, text.len()), &mut tokens);
    let flat = sentence::read(text, &shield(tokens, &names()), "Article 3(1)", &labels(), 0);
    assert_eq!(flat.why.iter().map(|stop| stop.reason).collect::<Vec<_>>(), [StopReason::NoPredicate]);
}

#[test]
fn any_words_at_all_are_read_without_a_panic() {
    for text in [
        "",
        ".",
        "shall",
        "shall shall shall",
        "and or , ; ( \" that which if",
        "No",
        "Nothing in shall prevent from",
        "§ 5 ¶ “",
        "may, , , and",
    ] {
        let _ = read(text);
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &mut tokens);
        let _ = phrase(text, &tokens, 0, 9, "test");
    }
}
