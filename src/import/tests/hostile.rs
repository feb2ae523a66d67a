//! Damaged and hostile files end in a fault with its mend, and never in a panic.

use std::io::Write;

use proptest::prelude::*;

use super::{WORD, file, p, refused, relations, zipped};
use crate::import::word;

/// A Word file whose text is the given part.
fn with_document(document: &[u8]) -> Vec<u8> {
    zipped(&[
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")]).as_bytes()),
        ("word/document.xml", document),
    ])
}

fn document(inner: &str) -> String {
    format!("<w:document xmlns:w=\"{WORD}\"><w:body>{inner}</w:body></w:document>")
}

fn refused_document(document: &str) -> String {
    refused(&with_document(document.as_bytes()))
}

#[test]
fn what_is_no_word_file_is_told_so() {
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"Article 1\n\nEach Party shall pay.").contains("no Word file"));
    assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest").contains("password"));
    assert!(refused(b"PK\x03\x04rest").contains("cut off"));
    assert!(refused(&zipped(&[("content.xml", b"<x/>")])).contains("holds no Word document"));
    assert!(refused(&with_document(b"<workbook/>")).contains("holds no Word document"));
    assert!(refused(&with_document(document("<w:p/>").as_bytes())).contains("empty"));
}

#[test]
fn declarations_and_entities_are_refused() {
    let bomb = format!(
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>{}",
        document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
    );
    assert!(refused_document(&bomb).contains("document type declaration"));
    assert!(refused_document(&document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")).contains("entity `&b;`"));
    assert!(refused_document(&document("<w:p><w:r><w:t>&#xD800;</w:t></w:r></w:p>")).contains("broken at byte"));
}

#[test]
fn what_is_not_well_formed_is_told_with_its_place() {
    for broken in ["<w:p>", "<w:p></w:r>", "<w:p", "</w:p>", "<w:p><w:pPr></w:p>", "<!-- "] {
        assert!(
            refused_document(&document(broken)).contains("word/document.xml, a part of it, is broken at byte"),
            "{broken}"
        );
    }
    assert!(refused(&with_document(b"<w:document>\xff\xfe")).contains("not in UTF-8"));
}

#[test]
fn depth_is_bounded() {
    let (open, close) = ("<w:tbl><w:tr><w:tc>".repeat(200), "</w:tc></w:tr></w:tbl>".repeat(200));
    assert!(refused_document(&document(&format!("{open}{close}"))).contains("nests more than 256"));
    let deep = "<w:x>".repeat(100_000);
    assert!(refused_document(&document(&deep)).contains("nests more than 256"));
    assert!(refused_document(&document(&format!("<w:p><w:pPr>{deep}"))).contains("nests more than 256"));
}

#[test]
fn sizes_are_bounded() {
    let zeros = vec![b' '; 6 << 20];
    assert!(refused(&with_document(&zeros)).contains("as zip bombs do"));
    let words = "Ports are open. ".repeat((9 << 20) / 16);
    assert!(refused_document(&document(&p("", &words))).contains("more than 8 MiB of text"));
    let words = "Ports are open. ".repeat((1 << 20) / 16);
    assert!(refused_document(&document(&p("", &words))).contains("more than 64 KiB of text"));
    let empty = "<w:p/>".repeat(260_000);
    assert!(refused_document(&document(&empty)).contains("more than 250000 paragraphs"));
    let many: Vec<String> = (0..10_001).map(|n| format!("{n}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(refused(&zipped(&many)).contains("more than 10000 entries"));
}

#[test]
fn a_label_is_bounded_too() {
    let text = "%1".repeat(1_000_000);
    let lists = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3888\"/><w:numFmt w:val=\"lowerRoman\"/>\
         <w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    );
    let body = p("<w:numPr><w:numId w:val=\"1\"/></w:numPr>", "Words");
    assert!(refused(&file(&body, &lists, "")).contains("8 MiB of text"));
}

#[test]
fn text_that_is_kept_elsewhere_is_not_lost_in_silence() {
    assert!(refused_document(&document("<w:altChunk/>")).contains("takes in another file"));
}

#[test]
fn archives_that_say_one_thing_twice_or_too_large_a_thing_are_refused() {
    let twice = zipped(&[("word/document.xml", b"<a/>"), ("word/Document.xml", b"<b/>")]);
    assert!(refused(&twice).contains("the same name"));
    let mut bytes = with_document(document("<w:p/>").as_bytes());
    let end = bytes.len() - 22;
    let tail = bytes.split_off(end);
    // A locator of the larger kind, and an end that points to it.
    bytes.write_all(b"PK\x06\x07").unwrap();
    bytes.extend([0; 16]);
    bytes.extend(&tail[..8]);
    bytes.extend([0xff; 12]);
    bytes.extend([0; 2]);
    assert!(refused(&bytes).contains("ZIP64"));
}

/// A Word file with something of everything.
fn rich() -> Vec<u8> {
    let lists = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
                 </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"A\" w:default=\"1\"><w:name w:val=\"Normal\"/></w:style>";
    let body = p("<w:pStyle w:val=\"A\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr>", "Ports &amp; docks")
        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType=\"begin\"/>\
           </w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>";
    file(&body, lists, styles)
}

/// The parts of a file of Word's kind, not packed, so that changes of a byte reach the XML.
fn plain(document: &[u8], lists: &[u8], styles: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let beside = relations(&[("numbering", "numbering.xml"), ("styles", "styles.xml")]);
    let parts: [(&str, &[u8]); 4] = [
        ("word/_rels/document.xml.rels", beside.as_bytes()),
        ("word/document.xml", document),
        ("word/numbering.xml", lists),
        ("word/styles.xml", styles),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// XML put together from the names that matter, in any order.
fn soup() -> impl Strategy<Value = String> {
    const NAMES: [&str; 40] = [
        "p",
        "r",
        "t",
        "pPr",
        "rPr",
        "numPr",
        "numId",
        "ilvl",
        "tbl",
        "tr",
        "tc",
        "trPr",
        "tcPr",
        "ins",
        "del",
        "moveFrom",
        "cellDel",
        "vanish",
        "txbxContent",
        "fldChar",
        "instrText",
        "fldSimple",
        "sdt",
        "sdtContent",
        "sym",
        "tab",
        "br",
        "footnoteReference",
        "pStyle",
        "body",
        "abstractNum",
        "num",
        "lvl",
        "lvlText",
        "lvlOverride",
        "startOverride",
        "style",
        "basedOn",
        "numStyleLink",
        "abstractNumId",
    ];
    const VALUES: [&str; 12] = ["0", "1", "8", "99", "-1", "%1.%2", "bullet", "begin", "separate", "end", "A", "TOC"];
    let leaf = (0..NAMES.len(), 0..VALUES.len(), any::<bool>()).prop_map(|(name, value, words)| {
        let (name, value) = (NAMES[name], VALUES[value]);
        let ids = format!("w:abstractNumId=\"{value}\" w:numId=\"{value}\" w:ilvl=\"{value}\" w:styleId=\"{value}\" w:fldCharType=\"{value}\"");
        format!("<w:{name} w:val=\"{value}\" {ids}>{}</w:{name}>", if words { "Words" } else { "" })
    });
    leaf.prop_recursive(8, 120, 6, |inner| {
        (0..NAMES.len(), prop::collection::vec(inner, 0..6)).prop_map(|(name, inner)| {
            let name = NAMES[name];
            format!("<w:{name}>{}</w:{name}>", inner.concat())
        })
    })
}

/// Reads without a panic; what is read has its places in order and within the text.
fn holds(bytes: &[u8]) {
    if let Ok(source) = word("a.docx", bytes) {
        let ends = source.text.char_indices().map(|(at, _)| source.position(at).line);
        assert!(ends.collect::<Vec<_>>().is_sorted());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        holds(&bytes);
        holds(&with_document(&bytes));
        holds(&[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn a_file_that_is_cut_off_is_read_or_refused(at in 0.0..1.0f64) {
        let bytes = rich();
        holds(&bytes[..(bytes.len() as f64 * at) as usize]);
    }

    #[test]
    fn a_file_with_changed_bytes_is_read_or_refused(changes in prop::collection::vec((0.0..1.0f64, any::<u8>()), 1..6)) {
        let mut bytes = rich();
        for (at, byte) in changes {
            let at = (bytes.len() as f64 * at) as usize;
            bytes[at] = byte;
        }
        holds(&bytes);
    }

    #[test]
    fn elements_in_any_order_are_read_or_refused(body in soup(), lists in soup(), styles in soup()) {
        let part = |inner: &str| format!("<w:document xmlns:w=\"{WORD}\"><w:body>{inner}</w:body></w:document>");
        holds(&plain(part(&body).as_bytes(), part(&lists).as_bytes(), part(&styles).as_bytes()));
    }

    #[test]
    fn xml_with_changed_bytes_is_read_or_refused(changes in prop::collection::vec((0.0..1.0f64, any::<u8>()), 1..4)) {
        let mut text = document(&(p("<w:pStyle w:val=\"A\"/>", "Ports &amp; docks") + "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>")).into_bytes();
        for (at, byte) in changes {
            let at = (text.len() as f64 * at) as usize;
            text[at] = byte;
        }
        holds(&plain(&text, b"", b""));
    }
}

#[test]
fn words_where_no_word_file_has_any_are_kept() {
    let stray = "<w:tbl><w:t>stray</w:t><w:p><w:tc/></w:p></w:tbl><w:tr><w:t>words</w:t></w:tr>";
    assert_eq!(&*word("a.docx", &with_document(document(stray).as_bytes())).unwrap().text, "| stray | |\n\nwords\n");
}
