//! Tracked changes are read as accepted, and the report says so.

use super::{file, p, paragraphs, r, source};
use crate::import::word;

const LISTS: &str = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
                     <w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
const NUMBERED: &str = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";

fn deleted(words: &str) -> String {
    format!("<w:del w:id=\"1\"><w:r><w:delText xml:space=\"preserve\">{words}</w:delText></w:r></w:del>")
}

#[test]
fn insertions_stay_deletions_go_and_one_notice_tells_how_many() {
    let body = format!(
        "<w:p>{}<w:ins w:id=\"2\">{}<w:del w:id=\"3\">{}</w:del></w:ins>{}{}</w:p>",
        r("Each Party shall "),
        r("always "),
        r("and for ever "),
        deleted("never "),
        r("pay.")
    );
    let source = source(&body);
    assert_eq!(paragraphs(&source), ["Each Party shall always pay."]);
    assert_eq!(*source.notices, ["tracked changes were read as accepted (1 insertion, 2 deletions)"]);
}

#[test]
fn what_was_moved_stands_where_it_was_moved_to() {
    let moved = |place: &str, words: &str| {
        format!("<w:p><w:pPr><w:rPr><w:{place}/></w:rPr></w:pPr><w:{place} w:id=\"1\">{}</w:{place}></w:p>", r(words))
    };
    let body = moved("moveFrom", "Ports are open.") + &p("", "Tolls are free.") + &moved("moveTo", "Ports are open.");
    let source = source(&body);
    assert_eq!(paragraphs(&source), ["Tolls are free.", "Ports are open."]);
    assert_eq!(*source.notices, ["tracked changes were read as accepted (1 move)"]);
}

#[test]
fn a_deleted_paragraph_has_no_number_and_the_end_of_one_joins_two() {
    let gone =
        format!("<w:p><w:pPr>{NUMBERED}<w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}</w:p>", deleted("Tolls are due."));
    let joined = format!("<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}</w:p>", r("Each Party "));
    let body =
        p(NUMBERED, "Ports are open.") + &gone + &joined + &p(NUMBERED, "shall pay.") + &p(NUMBERED, "Docks are dry.");
    let source = word("a.docx", &file(&body, LISTS, "")).unwrap();
    assert_eq!(paragraphs(&source), ["1. Ports are open.", "2. Each Party shall pay.", "3. Docks are dry."]);
    assert_eq!(source.position(source.text.find("Docks").unwrap()).line, 3);
    assert_eq!(*source.notices, ["tracked changes were read as accepted (2 deletions)"]);
}

#[test]
fn deleted_rows_and_cells_go() {
    let cell = |properties: &str, words: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", words));
    let row = |properties: &str, cells: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>");
    let table = [
        row("", &(cell("", "Quell") + &cell("", "9 m") + &cell("<w:cellDel w:id=\"1\"/>", "deep"))),
        row("<w:del w:id=\"1\"/>", &(cell("", "Marn") + &cell("", "4 m"))),
        row("<w:ins w:id=\"1\"/>", &(cell("", "Velm") + &cell("", "7 m"))),
    ];
    let source = source(&format!("<w:tbl><w:tblPr/>{}</w:tbl>", table.concat()));
    assert_eq!(paragraphs(&source), ["| Quell | 9 m |", "| Velm | 7 m |"]);
}

#[test]
fn words_before_the_end_of_a_text_are_kept_when_no_paragraph_follows() {
    let last = format!("<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}</w:p>", r("Ports are open."));
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("", "Quell"), p("", "9 m"));
    assert_eq!(
        paragraphs(&source(&format!("{last}{table}{last}"))),
        ["Ports are open.", "| Quell | 9 m |", "Ports are open."]
    );
}
