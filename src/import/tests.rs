//! Word files made by hand, and what is read from them.

mod changes;
mod hostile;
mod layout;
mod numbering;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::word;
use crate::source::Source;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A zip archive of some parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Relations of a part to others, each a kind and a target.
fn relations(all: &[(&str, &str)]) -> String {
    let one = |(kind, target): &(&str, &str)| {
        let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
        format!("<Relationship Id=\"r-{target}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let all: String = all.iter().map(one).collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

/// A Word file with a body, lists and styles.
fn file(body: &str, lists: &str, styles: &str) -> Vec<u8> {
    let part = |name: &str, inner: &str| {
        let others = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
                      xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";
        format!("<?xml version=\"1.0\"?><w:{name} xmlns:w=\"{WORD}\" {others}>{inner}</w:{name}>")
    };
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    let (lists, styles) = (part("numbering", lists), part("styles", styles));
    let beside = [("numbering", "numbering.xml"), ("styles", "styles.xml")];
    zipped(&[
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")]).as_bytes()),
        ("word/_rels/document.xml.rels", relations(&beside).as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/numbering.xml", lists.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/header1.xml", b"<w:hdr>No header shall be read</w:hdr>"),
        ("word/footnotes.xml", b"<w:footnotes>No note shall be read</w:footnotes>"),
    ])
}

/// The text of a body without lists or styles.
fn source(body: &str) -> Source {
    word("a.docx", &file(body, "", "")).unwrap()
}

/// Its paragraphs.
fn paragraphs(source: &Source) -> Vec<&str> {
    source.text.trim_end().split("\n\n").collect()
}

/// A paragraph with properties and words.
fn p(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(words))
}

/// A run.
fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// Why bytes are refused, and the mend.
fn refused(bytes: &[u8]) -> String {
    let error = word("a.docx", bytes).unwrap_err();
    format!("{}; {}", error.message, error.mend)
}
