//! The table of a treaty as users meet it: every format on the examples, texts that try to break out of a format, and
//! the page in a browser.

mod browser;

use std::path::Path;
use std::process::Command;

/// A treaty whose words hold signs that mean something to HTML, CSV and Markdown.
const HOSTILE: &str = "TREATY ON \"BUOYS\" & <B>MARKS</B> BETWEEN TARNIA AND VELLE\n\nTarnia and Velle have agreed as \
    follows:\n\nArticle 1\nMarks <i> & 'signs'\n\n1. Each Party shall mark its buoys with \"red, green | white\" paint \
    <script>alert(1)</script>,\nexcept in the C\u{f4}te Sound.\n\n2. Velle shall not move <img src=x onerror=alert(2)> \
    the buoys of Tarnia.\n\n3. Velle may request.\n\nArticle 2\n\n1. The Joint Commission may visit buoys.\n\n2. Each Party \
    has the right to visit the buoys of the other Party at any time.\n";

fn servanda(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_servanda")).args(arguments).current_dir(folder).output();
    let output = output.expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("it is text")
}

/// Runs on the examples.
fn on_examples(arguments: &[&str]) -> String {
    servanda(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")), arguments)
}

/// Runs on a text.
fn on(text: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), text).expect("a file");
    servanda(folder.path(), arguments)
}

/// The lines of a CSV text, each as long as the first.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.expect("it is CSV").iter().map(str::to_owned).collect()).collect()
}

/// A column of a CSV text by its name.
fn column(text: &str, name: &str) -> Vec<String> {
    let records = records(text);
    let at = records[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no column {name}"));
    records[1..].iter().map(|record| record[at].clone()).collect()
}

#[test]
fn the_looks_of_the_examples() {
    for name in ["three-clauses", "alliance-conduct", "security-guarantees"] {
        let file = format!("{name}.txt");
        insta::assert_snapshot!(format!("{name}.human"), on_examples(&["table", &file]));
        insta::assert_snapshot!(format!("{name}.markdown"), on_examples(&["table", &file, "--format", "markdown"]));
        insta::assert_snapshot!(format!("{name}.csv"), on_examples(&["table", &file, "--format", "csv"]));
    }
    let file = "three-clauses.txt";
    insta::assert_snapshot!("by-party.human", on_examples(&["table", file, "--by", "party"]));
    insta::assert_snapshot!("read.csv", on_examples(&["read", file, "--format", "csv"]));
    insta::assert_snapshot!("stats.human", on_examples(&["read", ".", "--stats"]));
    let page = on_examples(&["table", file, "--format", "html"]);
    let (begin, end) = (page.find("<main").expect("a table"), page.find("</main>").expect("its end"));
    insta::assert_snapshot!("three-clauses.html", &page[begin..end]);
}

#[test]
fn signs_of_a_treaty_stay_words_in_a_page() {
    for by in ["place", "party"] {
        let page = on(HOSTILE, &["table", "a.txt", "--format", "html", "--by", by]);
        assert_eq!(page.matches("<script").count(), 1, "its own script and no other");
        assert!(!page.contains("<img") && !page.contains("<B>") && !page.contains("<i> &"));
        assert!(page.contains("TREATY ON &#34;BUOYS&#34; &#38; &#60;B&#62;MARKS&#60;/B&#62;"), "{}", &page[..600]);
        assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;"));
    }
}

#[test]
fn a_page_asks_for_nothing_but_itself() {
    let page = on_examples(&["table", "security-guarantees.txt", "--format", "html"]);
    for reference in ["://", "src=", "url(", "@import", "<link", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(reference), "{reference}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn commas_quotation_marks_and_line_ends_stay_in_their_cells() {
    let table = on(HOSTILE, &["table", "a.txt", "--format", "csv"]);
    assert_eq!(column(&table, "label")[0], "Article 1(1)");
    let words = &column(&table, "words")[0];
    assert!(words.contains("\"red, green | white\" paint <script>alert(1)</script>, except in"), "{words}");
    let read = on(HOSTILE, &["read", "a.txt", "--format", "csv"]);
    let text = &column(&read, "text")[0];
    assert!(text.contains("</script>,\nexcept in"), "{text}");
    // Offsets and text say the same.
    let number = |name: &str| column(&read, name)[0].parse::<usize>().expect("a number");
    assert_eq!(&HOSTILE[number("start")..number("end")], text);
}

#[test]
fn a_line_of_markdown_has_as_many_cells_as_its_head() {
    let table = on(HOSTILE, &["table", "a.txt", "--format", "markdown"]);
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
    assert!(lines.len() > 5, "{table}");
    assert!(lines.iter().all(|line| bars(line) == bars(lines[0])), "{table}");
    assert!(!table.contains("<script"), "{table}");
}

#[test]
fn every_norm_of_the_readings_is_a_row_and_every_row_says_how_far_it_was_read() {
    for file in ["alliance-conduct.txt", "security-guarantees.txt", "three-clauses.txt"] {
        let json: serde_json::Value =
            serde_json::from_str(&on_examples(&["read", file, "--format", "json"])).expect("it is JSON");
        let sentences = json["sentences"].as_array().expect("a list");
        let norms = sentences.iter().flat_map(|it| it["norms"].as_array().expect("a list"));
        let ids: Vec<&str> = norms.map(|norm| norm["id"].as_str().expect("a name")).collect();
        let read = on_examples(&["read", file, "--format", "csv"]);
        assert_eq!(column(&read, "id"), ids, "{file}");
        let table = on_examples(&["table", file, "--format", "csv"]);
        assert_eq!(column(&table, "status").len(), ids.len(), "{file}");
    }
    let table = on(HOSTILE, &["table", "a.txt", "--format", "csv"]);
    assert_eq!(column(&table, "status"), ["read", "read", "partly", "read", "read"]);
    assert_eq!(column(&table, "not_read")[2], "request");
}

#[test]
fn the_same_treaty_gives_the_same_table() {
    for format in ["human", "csv", "markdown", "html"] {
        let arguments = ["table", "security-guarantees.txt", "--by", "party", "--format", format];
        assert_eq!(on_examples(&arguments), on_examples(&arguments));
    }
}

#[test]
fn a_table_for_a_terminal_is_no_wider_than_was_asked() {
    for width in [40, 60, 84, 100, 140] {
        let text = on_examples(&["table", "security-guarantees.txt", "--width", &width.to_string()]);
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= width, "{longest} > {width}");
    }
}

#[test]
fn tables_go_to_files_in_the_format_of_their_ending() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), HOSTILE).expect("a file");
    let outputs = ["--output", "t.html", "--output", "t.md", "--output", "csv=t.data", "--output", "t.txt"];
    let arguments: Vec<&str> = ["table", "a.txt"].into_iter().chain(outputs).collect();
    let shown = servanda(folder.path(), &arguments);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it was written");
    assert!(read("t.html").starts_with("<!doctype html>"));
    assert!(read("t.md").starts_with("# TREATY"));
    assert_eq!(records(&read("t.data")).len(), 6);
    assert_eq!(read("t.txt"), shown);
}

#[test]
fn counts_are_given_for_folders_and_files() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("d/a.txt", HOSTILE), ("d/sub/b.md", HOSTILE), ("d/notes.txt", "Shopping\n\nBuy milk.\n")] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let human = servanda(folder.path(), &["read", "d", "--stats"]);
    assert!(human.contains("d/a.txt") && human.contains("2 files") && human.contains("4 (80.0%)"), "{human}");
    assert!(human.contains("“request” needs something that it acts on") && human.contains("1 other file"), "{human}");
    let json = servanda(folder.path(), &["read", "d", "--stats", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!((&json["total"]["operative"], &json["total"]["partly"]), (&10.into(), &2.into()));
    assert_eq!(json["reasons"][0]["count"], 2);
    assert_eq!(column(&servanda(folder.path(), &["read", "d", "--stats", "--format", "csv"]), "partly"), ["1", "1"]);
}

#[test]
fn a_command_line_that_is_wrong_ends_with_2_and_says_what_there_is() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), HOSTILE).expect("a file");
    for (arguments, told) in [
        (&["table", "a.txt", "--format", "parchment"][..], "markdown"),
        (&["table", "a.txt", "--output", "parchment=x"], "human, csv, markdown and html"),
        (&["table", "a.txt", "--by", "weight"], "party"),
        (&["table", "a.txt", "--width", "7"], "40"),
        (&["table", "b.txt"], "b.txt"),
        (&["read", "a.txt", "--stats", "--format", "norms"], "json"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_servanda")).args(arguments).current_dir(&folder).output();
        let output = output.expect("it starts");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(err.contains(told), "{err}");
    }
}
