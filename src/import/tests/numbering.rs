//! Automatic numbers become the labels that a reader sees.

use super::{file, p, paragraphs};
use crate::import::word;

/// A definition of levels, each with its format, its text and whatever else it says.
fn definition(id: usize, levels: &[(&str, &str, &str)]) -> String {
    let level = |(index, (format, text, more)): (usize, &(&str, &str, &str))| {
        format!(
            "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/>\
             <w:pPr><w:ind w:left=\"720\"/></w:pPr></w:lvl>"
        )
    };
    let levels: String = levels.iter().enumerate().map(level).collect();
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
}

/// A list of a definition, and what it says besides.
fn list(id: usize, definition: usize, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{more}</w:num>")
}

/// A paragraph of a level of a list.
fn item(list: usize, level: usize) -> String {
    p(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), "Words")
}

/// The labels of paragraphs that all hold "Words".
fn labels_with(body: &str, lists: &str, styles: &str) -> Vec<String> {
    let source = word("a.docx", &file(body, lists, styles)).unwrap();
    assert!(source.notices.is_empty(), "{:?}", source.notices);
    paragraphs(&source).iter().map(|line| line.trim_end_matches("Words").trim_end().to_owned()).collect()
}

/// The labels of items of levels of one list.
fn labels(levels: &[(&str, &str, &str)], items: &[usize]) -> Vec<String> {
    let body: String = items.iter().map(|&level| item(1, level)).collect();
    labels_with(&body, &(definition(0, levels) + &list(1, 0, "")), "")
}

#[test]
fn levels_count_by_themselves_and_start_anew_below_one_another() {
    let levels = [
        ("decimal", "Article %1", ""),
        ("decimal", "%2.", ""),
        ("lowerLetter", "(%3)", ""),
        ("lowerRoman", "(%4)", ""),
    ];
    assert_eq!(
        labels(&levels, &[0, 1, 1, 2, 2, 3, 3, 2, 1, 2, 0, 1]),
        ["Article 1", "1.", "2.", "(a)", "(b)", "(i)", "(ii)", "(c)", "3.", "(a)", "Article 2", "1."]
    );
}

#[test]
fn a_label_may_hold_the_numbers_above_it() {
    let levels = [("upperRoman", "%1.", ""), ("decimal", "%1.%2", ""), ("decimal", "%1.%2.%3", "<w:isLgl/>")];
    assert_eq!(labels(&levels, &[0, 1, 2, 2, 1, 2]), ["I.", "I.1", "1.1.1", "1.1.2", "I.2", "1.2.1"]);
    // A level that is passed over counts as begun, and begins before the next of its own.
    assert_eq!(labels(&levels, &[2, 0, 2]), ["1.1.1", "II.", "2.1.1"]);
}

#[test]
fn where_a_level_starts_anew_may_be_told() {
    let never = [("decimal", "Article %1", ""), ("decimal", "%2.", "<w:lvlRestart w:val=\"0\"/>")];
    assert_eq!(labels(&never, &[0, 1, 1, 0, 1]), ["Article 1", "1.", "2.", "Article 2", "3."]);
    let after_the_first =
        [("decimal", "%1", ""), ("decimal", "%2.", ""), ("lowerLetter", "(%3)", "<w:lvlRestart w:val=\"1\"/>")];
    assert_eq!(labels(&after_the_first, &[1, 2, 1, 2, 2]), ["1.", "(a)", "2.", "(b)", "(c)"]);
}

#[test]
fn lists_of_one_definition_go_on_and_one_that_starts_anew_does_so_once() {
    let anew = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let lists = definition(0, &[("decimal", "%1.", "")]) + &list(1, 0, "") + &list(2, 0, "") + &list(3, 0, anew);
    let body: String = [1, 1, 2, 3, 3, 1].iter().map(|&id| item(id, 0)).collect();
    assert_eq!(labels_with(&body, &lists, ""), ["1.", "2.", "3.", "5.", "6.", "7."]);
}

#[test]
fn a_list_may_have_levels_of_its_own() {
    let own = "<w:lvlOverride w:ilvl=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperLetter\"/>\
               <w:lvlText w:val=\"Annex %1\"/></w:lvl></w:lvlOverride>";
    let lists = definition(0, &[("decimal", "%1.", "")]) + &definition(1, &[("decimal", "%1.", "")]);
    let lists = lists + &list(1, 0, "") + &list(2, 1, own);
    assert_eq!(labels_with(&(item(1, 0) + &item(2, 0) + &item(2, 0)), &lists, ""), ["1.", "Annex A", "Annex B"]);
}

#[test]
fn styles_give_numbers_and_are_based_on_one_another() {
    let levels =
        [("decimal", "Article %1", "<w:pStyle w:val=\"Art\"/>"), ("decimal", "%2.", "<w:pStyle w:val=\"Para\"/>")];
    let lists = definition(0, &levels) + &list(7, 0, "");
    let style = |id: &str, inner: &str| format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{inner}</w:style>");
    let styles = style("Art", "<w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr>")
        // The level is that which names the style, whatever stands in the style; the list is that of its base.
        + &style("Para", "<w:basedOn w:val=\"Art\"/><w:pPr><w:numPr><w:ilvl w:val=\"4\"/></w:numPr></w:pPr>")
        + &style("Narrow", "<w:basedOn w:val=\"Para\"/>")
        + &style("Round", "<w:basedOn w:val=\"Square\"/>")
        + &style("Square", "<w:basedOn w:val=\"Round\"/>");
    let styled = |id: &str, more: &str| p(&format!("<w:pStyle w:val=\"{id}\"/>{more}"), "Words");
    let body = [
        styled("Art", ""),
        styled("Para", ""),
        styled("Narrow", ""),
        // The paragraph may take its number away.
        styled("Para", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>"),
        styled("Round", ""),
        styled("Art", ""),
        styled("Art", "<w:numPr><w:ilvl w:val=\"1\"/></w:numPr>"),
    ];
    assert_eq!(labels_with(&body.concat(), &lists, &styles), ["Article 1", "1.", "2.", "", "", "Article 2", "1."]);
}

#[test]
fn a_definition_may_be_kept_with_a_style() {
    let lists = definition(0, &[("upperRoman", "%1.", "")])
        + "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"Legal\"/>\
         </w:abstractNum>"
        + &list(1, 0, "")
        + &list(2, 1, "");
    let styles = "<w:style w:type=\"numbering\" w:styleId=\"Legal\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    assert_eq!(labels_with(&(item(2, 0) + &item(2, 0)), &lists, styles), ["I.", "II."]);
}

#[test]
fn what_a_list_was_before_a_tracked_change_does_not_count() {
    let lists = definition(0, &[("decimal", "%1.", "")]) + &list(1, 0, "");
    let before = "<w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange>";
    let source = word("a.docx", &file(&(p(before, "Free") + &item(1, 0)), &lists, "")).unwrap();
    assert_eq!(paragraphs(&source), ["Free", "1. Words"]);
    assert_eq!(*source.notices, ["tracked changes were read as accepted (1 change of layout)"]);
}

#[test]
fn bullets_are_bullets_and_a_bare_number_stands_above_its_words() {
    assert_eq!(labels(&[("bullet", "\u{f0b7}", "")], &[0, 0]), ["•", "•"]);
    assert_eq!(labels(&[("bullet", "o", "")], &[0]), ["•"]);
    assert_eq!(labels(&[("bullet", "–", "")], &[0]), ["–"]);
    assert_eq!(labels(&[("decimal", "%1", "")], &[0, 0]), ["1", "2"]);
    assert_eq!(labels(&[("none", "", "")], &[0]), [""]);
    assert_eq!(
        labels(&[("ordinalText", "%1 Protocol", ""), ("decimalZero", "%2", "")], &[0, 1]),
        ["First Protocol", "01"]
    );
}

#[test]
fn a_number_without_words_is_seen_and_a_bullet_without_words_is_not() {
    let levels = [("decimal", "Article %1", ""), ("bullet", "•", "")];
    let lists = definition(0, &levels) + &list(1, 0, "");
    let empty = |level: usize| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>")
    };
    let source = word("a.docx", &file(&(empty(0) + &p("", "Ports") + &empty(1) + &empty(0)), &lists, "")).unwrap();
    assert_eq!(paragraphs(&source), ["Article 1", "Ports", "Article 2"]);
}

#[test]
fn a_format_that_is_not_known_is_told() {
    let lists = definition(0, &[("hebrew1", "%1.", "")]) + &list(1, 0, "");
    let source = word("a.docx", &file(&item(1, 0), &lists, "")).unwrap();
    assert_eq!(paragraphs(&source), ["1. Words"]);
    assert_eq!(*source.notices, ["automatic numbers of the format “hebrew1” were read as figures"]);
}

#[test]
fn lists_that_are_not_there_number_nothing() {
    let lists = definition(0, &[("decimal", "%1.", "")]) + &list(1, 9, "") + &list(2, 0, "");
    let body =
        [item(1, 0), item(3, 0), item(2, 8), item(2, 12), p("<w:numPr><w:numId w:val=\"x\"/></w:numPr>", "Words")];
    assert_eq!(labels_with(&body.concat(), &lists, ""), [""; 5]);
}
