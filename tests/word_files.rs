//! Word files through the whole program: the same treaty as text and as a Word file is read alike, and hostile files end
//! with a message.

use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use zip::write::SimpleFileOptions;

const EXAMPLES: [&str; 5] = [
    "alliance-conduct",
    "alliance-conduct.repaired",
    "security-guarantees",
    "security-guarantees.repaired",
    "three-clauses",
];

/// How a run ended, and what it printed.
struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

fn servanda(folder: &Path, arguments: &[&str]) -> Run {
    let run = Command::new(env!("CARGO_BIN_EXE_servanda")).args(arguments).current_dir(folder).output();
    let run = run.expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    Run { status: run.status.code(), out: text(run.stdout), err: text(run.stderr) }
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A Word file of paragraphs, and lists for articles, paragraphs and items.
fn word_file(paragraphs: &[String]) -> Vec<u8> {
    const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let level = |(index, (format, text)): (usize, (&str, &str))| {
        format!(
            "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let levels = [("decimal", "Article %1"), ("decimal", "%2."), ("lowerLetter", "(%3)")];
    let levels: String = levels.into_iter().enumerate().map(level).collect();
    let lists = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    );
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering";
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"a\" Type=\"{kind}\" Target=\"numbering.xml\"/></Relationships>"
    );
    zipped(&[
        ("word/_rels/document.xml.rels", &relations),
        ("word/document.xml", &format!("<w:document {WORD}><w:body>{}</w:body></w:document>", paragraphs.concat())),
        ("word/numbering.xml", &format!("<w:numbering {WORD}>{lists}</w:numbering>")),
    ])
}

fn paragraph(properties: &str, words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// The lines of a text as paragraphs.
fn literal(text: &str) -> Vec<String> {
    text.lines().map(|line| paragraph("", line)).collect()
}

/// The same with the numbers of articles, paragraphs and items left to Word.
fn automatic(text: &str) -> Vec<String> {
    let numbered = |level: usize, words: &str| {
        paragraph(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>"), words)
    };
    let one = |line: &str| {
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        let figures = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
        match mark {
            "Article" if figures(rest) => numbered(0, ""),
            _ if mark.strip_suffix('.').is_some_and(figures) => numbered(1, rest),
            _ if mark.len() == 3 && mark.starts_with('(') && mark.ends_with(')') => numbered(2, rest),
            _ => paragraph("", line),
        }
    };
    text.lines().map(one).collect()
}

/// Takes out what must differ: the file, its encoding and digest, and places.
fn without_places(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for name in ["path", "document", "encoding", "notices", "start", "end", "line", "column", "run", "seal"] {
                fields.remove(name);
            }
            fields.values_mut().for_each(without_places);
        }
        Value::Array(all) => all.iter_mut().for_each(without_places),
        Value::String(text) => *text = text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => {}
    }
}

/// What a command says of a file in JSON, places left out.
fn said(folder: &Path, command: &str, file: &str) -> Value {
    let run = servanda(folder, &[command, file, "--format", "json"]);
    assert_eq!(run.err, "", "{command} {file}");
    assert!(matches!(run.status, Some(0 | 1)), "{command} {file} ends with {:?}", run.status);
    let mut value = serde_json::from_str(&run.out).expect("it is JSON");
    without_places(&mut value);
    value
}

#[test]
fn a_treaty_as_text_and_as_a_word_file_is_read_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file");
    for example in EXAMPLES {
        let path = format!("{}/examples/{example}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("an example");
        write("a.txt", text.as_bytes());
        write("literal.docx", &word_file(&literal(&text)));
        write("automatic.docx", &word_file(&automatic(&text)));
        let read = said(folder.path(), "read", "a.txt");
        assert!(read["sentences"].as_array().is_some_and(|all| all.len() > 5), "{example}");
        assert_eq!(said(folder.path(), "read", "literal.docx"), read, "{example}");
        assert_eq!(said(folder.path(), "read", "automatic.docx"), read, "{example}");
    }
    let findings = said(folder.path(), "check", "a.txt");
    assert_eq!(said(folder.path(), "check", "automatic.docx"), findings);
}

const DRAFT: &str = "TREATY BETWEEN TARNIA AND VELLE\n\nTarnia and Velle have agreed as follows:\n\nArticle 1\n\n\
                     Each Party shall mark its buoys with a number.\n\nArticle 2\n\nNeither Party shall mark its buoys.\n";

#[test]
fn places_are_paragraphs_and_notices_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paragraphs = literal(DRAFT);
    paragraphs.push("<w:p><w:ins w:id=\"1\"><w:r><w:t>Done at Quell.</w:t></w:r></w:ins></w:p>".to_owned());
    std::fs::write(folder.path().join("a.docx"), word_file(&paragraphs)).expect("a file");
    let run = servanda(folder.path(), &["check", "a.docx"]);
    assert_eq!((run.status, run.err.as_str()), (Some(1), ""));
    assert!(run.out.contains("a.docx, paragraph 7  Article 1"), "{}", run.out);
    let notice = "tracked changes were read as accepted (1 insertion)";
    assert!(run.out.contains(&format!("a.docx: {notice}")), "{}", run.out);
    let run = servanda(folder.path(), &["check", "a.docx", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).expect("it is JSON");
    let (document, clause) = (&report["documents"][0], &report["findings"][0]["clauses"][0]);
    assert_eq!((&document["encoding"], &document["notices"]), (&"docx".into(), &[notice].as_slice().into()));
    assert_eq!((&clause["line"], &clause["column"]), (&7.into(), &1.into()));
    let run = servanda(folder.path(), &["read", "a.docx"]);
    assert!(run.out.contains("Article 1 (paragraph 7)") && run.out.contains(notice), "{}", run.out);
}

#[test]
fn corrections_and_facts_beside_a_word_file_are_read_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file");
    write("a.docx", &word_file(&automatic(DRAFT)));
    write("a.norms", b"norm \"Article 2\" each Party: may \"mark its buoys\".\n");
    let run = servanda(folder.path(), &["read", "a.docx"]);
    assert!(run.out.contains("as corrected in a.norms"), "{}{}", run.out, run.err);
}

#[test]
fn a_folder_stands_for_its_word_files_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file");
    write("a.docx", &word_file(&automatic(DRAFT)));
    write("minutes.docx", &word_file(&literal("Minutes\nAll were there.")));
    write("~$a.docx", b"opened by somebody");
    write("renamed.docx", b"Buy milk.");
    let run = servanda(folder.path(), &["check", "."]);
    assert_eq!((run.status, run.err.as_str()), (Some(1), ""));
    assert!(run.out.contains("a.docx") && run.out.contains("2 other files were skipped"), "{}", run.out);
    // What may be a treaty and cannot be read is not passed over in silence.
    write("broken.docx", &word_file(&literal(DRAFT))[..200]);
    let run = servanda(folder.path(), &["check", "."]);
    assert_eq!(run.status, Some(2));
    assert!(run.out.contains("a.docx") && run.err.contains("broken.docx"), "{}{}", run.out, run.err);
}

#[test]
fn hostile_files_end_with_2_and_a_way_to_mend_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let fault = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("a file");
        let run = servanda(folder.path(), &["check", name]);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{}", run.err);
        run.err
    };
    let document = |text: &str| zipped(&[("word/document.xml", text)]);
    insta::assert_snapshot!("no_archive", fault("a.docx", DRAFT.as_bytes()));
    insta::assert_snapshot!("no_word", fault("a.docx", &zipped(&[("content.xml", "<x/>")])));
    insta::assert_snapshot!("cut_off", fault("a.docx", &word_file(&literal(DRAFT))[..200]));
    insta::assert_snapshot!("broken", fault("a.docx", &document("<w:document xmlns:w=\"x\"><w:body>")));
    insta::assert_snapshot!("entities", fault("a.docx", &document("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")));
    insta::assert_snapshot!("deep", fault("a.docx", &document(&"<x>".repeat(5000))));
    insta::assert_snapshot!("bomb", fault("a.docx", &document(&" ".repeat(6 << 20))));
    // The archive tells, whatever the name is.
    insta::assert_snapshot!("other_name", fault("a.txt", &zipped(&[("content.xml", "<x/>")])));
}
