//! Words, breaks, fields, tables, boxes and notes as a reader sees them, and the places of paragraphs.

use super::{file, p, paragraphs, r, relations, source, zipped};
use crate::import::word;
use crate::source::Encoding;

fn run(inner: &str) -> String {
    format!("<w:r>{inner}</w:r>")
}

fn one(inner: &str) -> String {
    let source = source(&format!("<w:p>{inner}</w:p>"));
    source.text.trim_end_matches('\n').to_owned()
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |words: &&str| format!("<w:tc>{}</w:tc>", words.split('¶').map(|it| p("", it)).collect::<String>());
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn places_are_paragraphs_and_empty_ones_count() {
    let body =
        p("", "Article 1") + "<w:p/>" + &p("", "Each Party") + &table(&[&["Quell", "9 m"]]) + &p("", "Ports are open.");
    let source = source(&body);
    assert_eq!(source.encoding, Encoding::Docx);
    let place = |words: &str| source.position(source.text.find(words).unwrap());
    assert_eq!((place("Article").line, place("Article").column), (1, 1));
    assert_eq!((place("Party").line, place("Party").column), (3, 6));
    assert_eq!((place("| Quell").line, place("9 m").line), (4, 5));
    assert_eq!(place("open").line, 6);
}

#[test]
fn runs_are_joined_and_signs_between_words_are_read() {
    assert_eq!(one(&(r("Each ") + &r("Par") + &r("ty"))), "Each Party");
    let signs = "<w:t>sub</w:t><w:noBreakHyphen/><w:t>para</w:t><w:softHyphen/><w:t>graph</w:t><w:tab/><w:t>9</w:t>\
                 <w:sym w:font=\"Symbol\" w:char=\"F0B0\"/><w:br/><w:t>North</w:t><w:lastRenderedPageBreak/><w:cr/><w:t>South</w:t>";
    assert_eq!(one(&run(signs)), "sub-paragraph\t9°\nNorth\nSouth");
    assert_eq!(one(&run("<w:t>a&amp;b &#x2013; &lt;c&gt; <![CDATA[&d]]></w:t>")), "a&b – <c> &d");
    // Without a word to the contrary, the spaces around a text in the file are none.
    assert_eq!(one(&(run("<w:t>\n  Each </w:t>") + &run("<w:t xml:space=\"preserve\"> Party</w:t>"))), "Each Party");
    assert_eq!(one("<m:oMath><m:r><m:t>E=m</m:t></m:r></m:oMath>"), "E=m");
}

#[test]
fn a_tab_behind_a_mark_is_a_space() {
    assert_eq!(
        one(&run("<w:tab/><w:t>1.</w:t><w:tab/><w:t>(a)</w:t><w:tab/><w:t>Port</w:t><w:tab/><w:t>Depth</w:t>")),
        "1. (a) Port\tDepth"
    );
}

#[test]
fn names_are_known_by_their_family_and_not_by_their_prefix() {
    let strict = "<d:document xmlns:d=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" xmlns:w=\"urn:other\"><d:body><d:p><d:r>\
                  <d:t>Ports</d:t><w:t>Docks</w:t></d:r></d:p></d:body></d:document>";
    let kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument";
    let rels = format!(
        "<Relationships xmlns=\"x\"><Relationship Id=\"a\" Type=\"{kind}\" Target=\"/main/text.xml\" TargetMode=\"Internal\"/></Relationships>"
    );
    let bytes = zipped(&[("_rels/.rels", rels.as_bytes()), ("main/text.xml", strict.as_bytes())]);
    assert_eq!(&*word("a.docx", &bytes).unwrap().text, "Ports\n");
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(strict.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let bytes = zipped(&[("_rels/.rels", rels.as_bytes()), ("main\\TEXT.xml", &wide)]);
    assert_eq!(&*word("a.docx", &bytes).unwrap().text, "Ports\n");
    let bytes = zipped(&[("_rels/.rels", relations(&[]).as_bytes()), ("word/document.xml", strict.as_bytes())]);
    assert_eq!(&*word("a.docx", &bytes).unwrap().text, "Ports\n");
}

#[test]
fn notes_comments_and_their_marks_are_left_out() {
    let body = r("Ports")
        + &run("<w:footnoteReference w:id=\"2\"/>")
        + &run("<w:endnoteReference w:customMarkFollows=\"1\" w:id=\"3\"/><w:t>*</w:t>")
        + "<w:commentRangeStart w:id=\"0\"/>"
        + &r(" are open.")
        + "<w:commentRangeEnd w:id=\"0\"/>"
        + &run("<w:commentReference w:id=\"0\"/>");
    let source = source(&format!("<w:p>{body}</w:p>"));
    assert_eq!(paragraphs(&source), ["Ports are open."]);
    assert_eq!(*source.notices, ["2 footnotes and endnotes were left out"]);
}

#[test]
fn fields_show_their_results() {
    let mark = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let instruction = |words: &str| run(&format!("<w:instrText>{words}</w:instrText>"));
    let inner = mark("begin") + &instruction("REF a") + &mark("separate") + &r("hidden") + &mark("end");
    let field =
        mark("begin") + &instruction(" REF port ") + &inner + &mark("separate") + &r("Article 5") + &mark("end");
    assert_eq!(one(&(r("See ") + &field + &r(" below."))), "See Article 5 below.");
    assert_eq!(one(&format!("<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>", r("7"))), "7");
    // A field that does not end swallows nothing.
    let endless =
        source(&format!("<w:p>{}{}{}</w:p>{}", mark("begin"), instruction("REF"), r("Ports"), p("", "Docks")));
    assert_eq!(paragraphs(&endless), ["Ports", "Docks"]);
    assert_eq!(*endless.notices, ["a field does not end, so that all words in fields were read"]);
    let reckoned =
        source(&format!("<w:p>{}{}{}{}</w:p>", mark("begin"), instruction("LISTNUM"), mark("end"), r("Docks")));
    assert_eq!(
        *reckoned.notices,
        ["1 number was left out, which Word reckons in a field and does not keep in the file"]
    );
}

#[test]
fn a_table_of_contents_is_left_out() {
    let mark = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Verz\"><w:name w:val=\"toc 1\"/></w:style>";
    let contents = format!(
        "<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent><w:p>{}{}{}{}</w:p>{}<w:p>{}{}</w:p></w:sdtContent></w:sdt>",
        mark("begin"),
        run("<w:instrText> TOC \\o </w:instrText>"),
        mark("separate"),
        r("Article 1 … 2"),
        p("", "Article 2 … 3"),
        mark("end"),
        r("Article 1")
    );
    let body = contents + &p("<w:pStyle w:val=\"Verz\"/>", "Annex … 9") + &p("", "Ports are open.");
    let source = word("a.docx", &file(&body, "", styles)).unwrap();
    assert_eq!(paragraphs(&source), ["Article 1", "Ports are open."]);
    assert_eq!(source.position(source.text.find("open").unwrap()).line, 5);
    assert_eq!(*source.notices, ["a table of contents or an index was left out"]);
}

#[test]
fn hidden_words_are_left_out_by_themselves_and_by_their_styles() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"H\"><w:rPr><w:vanish/></w:rPr></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"Q\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let with = |properties: &str, words: &str| {
        run(&format!("<w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t>"))
    };
    let body = r("Ports ")
        + &with("<w:vanish/>", "never ")
        + &with("<w:rStyle w:val=\"H\"/>", "not ")
        + &with("<w:vanish w:val=\"0\"/>", "are ")
        + &r("open.");
    let body = format!("<w:p>{body}</w:p>{}", p("<w:pStyle w:val=\"Q\"/>", "Docks are dry."));
    let source = word("a.docx", &file(&body, "", styles)).unwrap();
    assert_eq!(paragraphs(&source), ["Ports are open."]);
    assert_eq!(*source.notices, ["hidden text was left out"]);
}

#[test]
fn a_paragraph_whose_end_is_hidden_goes_on_in_the_next() {
    let heading = format!("<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>{}</w:p>", r("1. Ports."));
    assert_eq!(paragraphs(&source(&(heading + &p("", "Each Party shall pay.")))), ["1. Ports. Each Party shall pay."]);
}

#[test]
fn rows_are_lines_and_a_table_that_arranges_the_page_is_read_as_paragraphs() {
    let data = table(&[&["Port", "Depth"], &["Quell¶(north)", ""], &["", ""]]);
    assert_eq!(paragraphs(&source(&data)), ["| Port | Depth |", "| Quell (north) | |"]);
    let page = table(&[&["Article 1", "1. Ports are open.¶2. Docks are dry.¶3. Tolls are free."]]);
    assert_eq!(
        paragraphs(&source(&page)),
        ["Article 1", "1. Ports are open.", "2. Docks are dry.", "3. Tolls are free."]
    );
    assert_eq!(paragraphs(&source(&table(&[&["Article 1"], &["Ports are open."]]))), ["Article 1", "Ports are open."]);
    let nested = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", table(&[&["Quell", "9 m"]]), p("", "Docks"));
    assert_eq!(paragraphs(&source(&nested)), ["| Quell | 9 m |", "Docks"]);
}

#[test]
fn a_text_box_is_read_once_behind_its_paragraph() {
    let content = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", words));
    let shape = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>{0}</w:pict>\
         </mc:Fallback></mc:AlternateContent>",
        content("In a box")
    );
    let body = format!("<w:p>{}{}</w:p>{}", run(&shape), r("Anchor"), p("", "After"));
    let source = source(&body);
    assert_eq!(paragraphs(&source), ["Anchor", "In a box", "After"]);
    assert_eq!(source.position(source.text.find("After").unwrap()).line, 2);
    let unknown = "<mc:AlternateContent><mc:Choice Requires=\"w16se\"><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent>";
    assert_eq!(one(&run(unknown)), "old");
}

#[test]
fn what_only_wraps_words_does_not_hide_them() {
    let inner = format!(
        "<w:hyperlink>{}</w:hyperlink><w:smartTag><w:smartTagPr/>{}</w:smartTag><w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr>\
         <w:sdtContent>{}</w:sdtContent></w:sdt><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>",
        r("a"),
        r("b"),
        r("c"),
        r("no"),
        r("d")
    );
    assert_eq!(one(&inner), "abcd");
}

#[test]
fn a_sign_of_an_unknown_font_is_seen_to_be_missing() {
    let source = source(&format!("<w:p>{}{}</w:p>", run("<w:sym w:font=\"Webdings\" w:char=\"F081\"/>"), r("Ports")));
    assert_eq!(paragraphs(&source), ["\u{fffd}Ports"]);
    assert_eq!(source.notices.len(), 1);
}
