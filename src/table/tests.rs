use super::*;
use crate::pipeline::{Form, Loaded, load};
use crate::source::Source;

/// A treaty between Tarnia and Velle with these articles.
fn treaty(articles: &str) -> Loaded {
    let text = format!("TREATY BETWEEN TARNIA AND VELLE\n\nTarnia and Velle have agreed as follows:\n\n{articles}\n");
    let source = Source::new("a.txt", text);
    let document = crate::document::read(source.clone());
    let readings = crate::clauses::read(&document);
    Loaded { source, form: Form::Prose, document, readings, notation: None, sidecar: None, against: false }
}

fn sheet_of(articles: &str, by: By) -> Sheet {
    table(&[treaty(articles)], &FactBase::default(), by).sheets.swap_remove(0)
}

/// Title of each group with the labels of its rows.
fn shape(sheet: &Sheet) -> Vec<(&str, Vec<&str>)> {
    fn labels(group: &Group) -> Vec<&str> {
        group.rows.iter().map(|row| row.label.as_str()).collect()
    }
    sheet.groups.iter().map(|group| (group.title.as_str(), labels(group))).collect()
}

const ARTICLES: &str = "Article 1\nMarks\n\n1. Each Party shall mark its buoys.\n\n2. Velle shall not move buoys.\n\n\
    Article 2\n\nBuoys shall be inspected once a year.\n\nArticle 3\n\nThe Joint Commission may visit buoys. It shall \
    publish a report.";

#[test]
fn in_the_order_of_the_text_rows_stand_under_their_articles() {
    let sheet = sheet_of(ARTICLES, By::Place);
    assert_eq!(
        shape(&sheet),
        [
            ("Article 1", vec!["Article 1(1)", "Article 1(2)"]),
            ("Article 2", vec!["Article 2"]),
            ("Article 3", vec!["Article 3", "Article 3"])
        ]
    );
    assert_eq!(sheet.groups[0].heading.as_deref(), Some("Marks"));
    assert_eq!(sheet.rows, 5);
}

#[test]
fn by_party_the_parties_come_first_and_nobody_by_name_last() {
    let sheet = sheet_of(ARTICLES, By::Party);
    assert_eq!(
        shape(&sheet),
        [
            ("Tarnia", vec!["Article 1(1)"]),
            ("Velle", vec!["Article 1(1)", "Article 1(2)"]),
            ("Joint Commission", vec!["Article 3"]),
            ("it", vec!["Article 3"]),
            ("nobody is named", vec!["Article 2"])
        ]
    );
    assert_eq!(sheet.rows, 5);
    let each = &sheet.groups[0].rows[0].who;
    assert_eq!((each.words.as_deref(), each.parties.len(), each.all), (Some("Each Party"), 2, true));
}

#[test]
fn the_row_of_an_item_has_the_words_of_the_chapeau_and_of_no_other_item() {
    let articles =
        "Article 1\n\nEach Party shall:\n\n(a) mark its buoys;\n\n(b) light its buoys;\n\n(c) count its buoys.";
    let sheet = sheet_of(articles, By::Place);
    let quotes: Vec<String> = sheet.groups[0].rows.iter().map(Row::quote).collect();
    assert_eq!(
        quotes,
        [
            "Each Party shall: (a) mark its buoys; …",
            "Each Party shall: … (b) light its buoys; …",
            "Each Party shall: … (c) count its buoys."
        ]
    );
}

#[test]
fn what_stopped_the_reading_marks_its_own_row_and_the_words_to_blame() {
    let sheet = sheet_of("Article 1\n\nEach Party shall mark its buoys. Velle may request.", By::Place);
    let rows = &sheet.groups[0].rows;
    let status: Vec<Status> = rows.iter().map(|row| row.status).collect();
    assert_eq!(status, [Status::Read, Status::Partly]);
    assert_eq!(rows[1].stops[0].words, "request");
    assert!(rows[1].words.contains(&Piece { text: "request".to_owned(), part: Part::Unread }), "{:?}", rows[1].words);
}

#[test]
fn a_sentence_read_in_part_has_a_row_that_says_so() {
    let texts = [
        "Neither Party shall move a buoy shall so to speak.",
        "Each Party shall mark buoys and Velle may request.",
        "The buoys as before and may.",
    ];
    for text in texts {
        let one = treaty(&format!("Article 1\n\n{text}"));
        let rows = rows(&one, &pipeline::draft(&one, &FactBase::default()));
        let partly = one.readings.iter().any(|reading| reading.status == Status::Partly);
        assert_eq!(partly, rows.iter().any(|row| row.status == Status::Partly), "{text}");
    }
}

#[test]
fn a_correction_beside_the_treaty_takes_the_place_of_what_was_read_under_its_label() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, &*treaty(ARTICLES).source.text).unwrap();
    std::fs::write(folder.path().join("a.norms"), "norm 1(1) Velle: shall paint \"buoys\".\n").unwrap();
    let mut facts = FactBase::default();
    let loaded = load(&[path], &mut facts).unwrap();
    let sheet = table(&loaded, &facts, By::Place).sheets.swap_remove(0);
    let rows = &sheet.groups[0].rows;
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].verb.as_str(), rows[0].who.parties.as_slice()), ("paint", &["Velle".to_owned()][..]));
    assert!(rows[0].corrected.as_deref().is_some_and(|file| file.ends_with("a.norms")));
    assert_eq!(rows[0].quote(), "Each Party shall mark its buoys.");
    assert_eq!((rows[1].verb.as_str(), &rows[1].corrected), ("move", &None));
}

#[test]
fn a_table_says_the_same_each_time() {
    assert_eq!(sheet_of(ARTICLES, By::Party), sheet_of(ARTICLES, By::Party));
}
