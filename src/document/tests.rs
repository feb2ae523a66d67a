use super::*;

mod any;

fn document(text: &str) -> Document {
    read(Source::new("test.txt", text))
}

/// All labels, in order, in one line.
fn labels(text: &str) -> String {
    document(text).units_in_order().map(|u| u.label.clone()).collect::<Vec<_>>().join(" | ")
}

/// The sentences of the body: label, ordinal, parts with depth.
fn body(text: &str) -> Vec<String> {
    let document = document(text);
    let words = |span: Span| document.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let show = |s: &Sentence| {
        let ordinal = s.ordinal.map_or_else(String::new, |n| format!("#{n}"));
        let parts: Vec<String> = s
            .parts
            .iter()
            .map(|p| match p.role {
                PartRole::Main => words(p.span),
                PartRole::Item => format!("{}[{}] {}", "+".repeat(p.depth), p.label, words(p.span)),
                PartRole::Tail => format!("<{} {}", p.depth, words(p.span)),
            })
            .collect();
        format!("{}{ordinal}: {}", s.label, parts.join(" / "))
    };
    document.sentences.iter().filter(|s| s.place == Place::Body).map(show).collect()
}

fn places(text: &str, place: Place) -> Vec<String> {
    let document = document(text);
    let all = document.sentences.iter().filter(|s| s.place == place);
    all.map(|s| document.source.slice(s.span).to_owned()).collect()
}

/// Names, short names and roles, then the collective names.
fn parties(text: &str) -> (Vec<String>, String) {
    let document = document(text);
    let show = |p: &Party| {
        format!("{} = {}{}", p.name, p.short, p.roles.iter().map(|r| format!(" ({r})")).collect::<String>())
    };
    (document.parties.iter().map(show).collect(), document.collective.join(", "))
}

const AGREED: &str = "TREATY ON THE LOCKS\n\nThe Republic of Arn and the Kingdom of Belm, hereinafter referred to as \"the Parties\",\n\nHave agreed as follows:\n\n";

fn treaty(articles: &str) -> String {
    format!("{AGREED}{articles}")
}

#[test]
fn the_frame_of_a_small_treaty() {
    let text = treaty(
        "Article 1\nAim\n\nThe Parties shall keep the locks open.\n\nDone at Arn, in two copies.\n\nFor the Republic of Arn:\n\nFor the Kingdom of Belm:",
    );
    let document = document(&text);
    assert_eq!(document.title.map(|t| document.source.slice(t)), Some("TREATY ON THE LOCKS"));
    assert_eq!(places(&text, Place::Title).len(), 1);
    assert_eq!(places(&text, Place::Preamble).len(), 2);
    assert_eq!(places(&text, Place::Heading), ["Aim"]);
    assert_eq!(body(&text), ["Article 1: The Parties shall keep the locks open."]);
    assert_eq!(places(&text, Place::Closing).len(), 3);
    assert!(looks_like_instrument(&document));
    let article = document.unit("Article 1").unwrap();
    assert_eq!(article.heading.map(|h| document.source.slice(h)), Some("Aim"));
    assert!(document.unit("Article 2").is_none());
}

#[test]
fn a_letter_to_the_editor_is_no_instrument() {
    assert!(!looks_like_instrument(&document("Sir,\n\nThe locks are closed. We shall complain.\n")));
}

#[test]
fn paragraphs_and_items_are_cited_as_lawyers_do() {
    let text = treaty(
        "ARTICLE IV\n\n1. Each Party shall pay.\n\n2. Each Party shall:\n\n(a) build\n\n(i) a lock; and\n\n(ii) a weir;\n\n(b) keep a list.\n\nARTICLE V bis\n\nThe weir is free. It shall be lit.",
    );
    assert_eq!(
        labels(&text),
        "Article IV | Article IV(1) | Article IV(2) | Article IV(2)(a) | Article IV(2)(a)(i) | Article IV(2)(a)(ii) | Article IV(2)(b) | Article V bis"
    );
    assert_eq!(
        body(&text),
        [
            "Article IV(1): Each Party shall pay.",
            "Article IV(2): Each Party shall: / +[Article IV(2)(a)] build / ++[Article IV(2)(a)(i)] a lock; and / ++[Article IV(2)(a)(ii)] a weir; / +[Article IV(2)(b)] keep a list.",
            "Article V bis#1: The weir is free.",
            "Article V bis#2: It shall be lit.",
        ]
    );
}

#[test]
fn words_after_the_items_belong_to_the_chapeau() {
    let text = treaty(
        "Article 1\n\nNo Party shall:\n\n(a) close a lock;\n\n(b) drain a pond;\n\nwithout the consent of the other Party.\n\nIt shall give reasons.",
    );
    assert_eq!(
        body(&text),
        [
            "Article 1#1: No Party shall: / +[Article 1(a)] close a lock; / +[Article 1(b)] drain a pond; / <0 without the consent of the other Party.",
            "Article 1#2: It shall give reasons.",
        ]
    );
}

#[test]
fn words_between_items_belong_to_the_item_before() {
    let text = treaty(
        "Article 1\n\nEach Party shall:\n\n(a) inspect:\n\n(i) weirs; and\n\n(ii) locks,\n\nonce a year;\n\n(b) report.",
    );
    assert_eq!(
        body(&text),
        [
            "Article 1: Each Party shall: / +[Article 1(a)] inspect: / ++[Article 1(a)(i)] weirs; and / ++[Article 1(a)(ii)] locks, / <1 once a year; / +[Article 1(b)] report."
        ]
    );
}

#[test]
fn items_in_one_line_are_items() {
    let text = treaty(
        "Article 1\n\n1. Locks are open. Each Party shall: (a) light its locks; and (b) dredge them. It shall do so in May.",
    );
    assert_eq!(
        body(&text),
        [
            "Article 1(1)#1: Locks are open.",
            "Article 1(1)#2: Each Party shall: / +[Article 1(1)(a)] light its locks; and / +[Article 1(1)(b)] dredge them.",
            "Article 1(1)#3: It shall do so in May.",
        ]
    );
}

#[test]
fn letters_and_numerals_are_told_apart_by_their_neighbours() {
    let letters: String = ('a'..='k').map(|c| format!("({c}) lock {c};\n\n")).collect();
    let text = treaty(&format!("Article 1\n\nThe locks are:\n\n{letters}"));
    assert!(labels(&text).ends_with("Article 1(h) | Article 1(i) | Article 1(j) | Article 1(k)"));
    let text = treaty(
        "Article 1\n\nThe locks are:\n\n(h) at Arn:\n\n(i) the old;\n\n(ii) the new;\n\n(i) at Belm;\n\n(j) at Cost.",
    );
    assert!(labels(&text).ends_with("Article 1(h) | Article 1(h)(i) | Article 1(h)(ii) | Article 1(i) | Article 1(j)"));
    let numerals: String = ["i", "ii", "iii", "iv", "v"].iter().map(|n| format!("({n}) lock;\n\n")).collect();
    let text = treaty(&format!("Article 1\n\n(a) The locks are:\n\n{numerals}(b) Weirs."));
    assert!(labels(&text).ends_with("Article 1(a)(iv) | Article 1(a)(v) | Article 1(b)"));
}

#[test]
fn articles_in_other_dress() {
    let text = treaty(
        "Article 1. Tolls. Each Party may levy tolls.\n\nArticle 2 – Weirs\n\nWeirs are free.\n\n## Article 3\n\n**Locks**\n\nLocks are free.\n\nArticle 4. Each Party shall pay.\n\nArticle 5: Dues\n\n1) Dues are due.\n\n2) They are paid.",
    );
    let document = document(&text);
    let headings: Vec<_> = document.units.iter().map(|u| u.heading.map_or("", |h| document.source.slice(h))).collect();
    assert_eq!(headings, ["Tolls.", "Weirs", "Locks", "", "Dues"]);
    assert_eq!(
        body(&text),
        [
            "Article 1: Each Party may levy tolls.",
            "Article 2: Weirs are free.",
            "Article 3: Locks are free.",
            "Article 4: Each Party shall pay.",
            "Article 5(1): Dues are due.",
            "Article 5(2): They are paid.",
        ]
    );
}

#[test]
fn titles_may_stand_before_the_number() {
    let text = treaty(
        "Tolls\n\nArticle 1\n\nTolls are free.\n\nWeirs\n\nArticle 2\n\nWeirs are free.\n\nLocks\n\nArticle 3\n\nLocks are free.",
    );
    let document = document(&text);
    let headings: Vec<_> = document.units.iter().map(|u| u.heading.map_or("", |h| document.source.slice(h))).collect();
    assert_eq!(headings, ["Tolls", "Weirs", "Locks"]);
    assert_eq!(body(&text).len(), 3);
}

#[test]
fn numbers_without_articles() {
    let text = "MEMORANDUM\n\nThe Duchy of Ox and the City of Ul have agreed as follows:\n\n1. The Duchy shall pay.\n\n2. The City shall:\n\n(a) build; and\n\n(b) repair.";
    assert_eq!(labels(text), "Paragraph 1 | Paragraph 2 | Paragraph 2(a) | Paragraph 2(b)");
    assert!(looks_like_instrument(&document(text)));
}

#[test]
fn numbers_alone_on_their_lines_are_paragraphs_and_page_numbers_are_not() {
    let text = treaty(
        "Article 1\n\n1\n\nThe locks shall be open to all ships of the\n\n17\n\nother Party.\n\n2.\n\nThe weirs shall be closed.",
    );
    assert_eq!(
        body(&text),
        [
            "Article 1(1): The locks shall be open to all ships of the 17 other Party.",
            "Article 1(2): The weirs shall be closed."
        ]
    );
}

#[test]
fn divisions_stand_in_labels_only_where_numbers_begin_again() {
    let text = treaty(
        "PART I\n\nLOCKS\n\nArticle 1\n\nLocks are free.\n\nPART II\n\nWEIRS\n\nArticle 2\n\nWeirs are free.\n\nANNEX I\n\nArticle 1\n\n1. Maps are drawn.\n\nANNEX II\n\n1. Lists are kept.\n\n2. They are open.",
    );
    assert_eq!(
        labels(&text),
        "Part I | Article 1 | Part II | Article 2 | Annex I | Annex I, Article 1 | Annex I, Article 1(1) | Annex II | Annex II, paragraph 1 | Annex II, paragraph 2"
    );
    let text = treaty("Part I\n\nArticle 1\n\nLocks are free.\n\nPart II\n\nArticle 1\n\nWeirs are free.");
    assert_eq!(labels(&text), "Part I | Part I, Article 1 | Part II | Part II, Article 1");
}

#[test]
fn sections_within_an_article() {
    let text =
        treaty("Article 1\n\nSECTION I\n\nLOCKS\n\n1. Locks are free.\n\nSECTION II\n\nWEIRS\n\n1. Weirs are free.");
    assert_eq!(
        labels(&text),
        "Article 1 | Article 1, Section I | Article 1, Section I, paragraph 1 | Article 1, Section II | Article 1, Section II, paragraph 1"
    );
}

#[test]
fn decimal_paragraphs() {
    let text = treaty(
        "Article 4\n\n4.1 Locks are free.\n\n4.2 Weirs are not:\n\n(a) in May;\n\n(b) in June.\n\nArticle 5\n\n1. Dues\n\n1.1 Dues are due.",
    );
    assert_eq!(
        labels(&text),
        "Article 4 | Article 4(4.1) | Article 4(4.2) | Article 4(4.2)(a) | Article 4(4.2)(b) | Article 5 | Article 5(1) | Article 5(1.1)"
    );
}

#[test]
fn a_chapeau_over_numbers() {
    let joined = treaty("Article 1\n\nEach Party shall:\n\n1. open its locks;\n\n2. close its weirs.");
    assert_eq!(
        body(&joined),
        ["Article 1: Each Party shall: / +[Article 1(1)] open its locks; / +[Article 1(2)] close its weirs."]
    );
    let parted = treaty(
        "Article 1\n\nFor the purposes of this Treaty:\n\n1. \"Lock\" means a gate.\n\n2. \"Weir\" means a dam.",
    );
    assert_eq!(body(&parted).len(), 3);
}

#[test]
fn items_without_marks() {
    let text = treaty(
        "Article 1\n\nFor the purposes of this Treaty:\n\n\"lock\" means a gate;\n\n\"weir\" means a dam.\n\nOther words mean what they say.",
    );
    assert_eq!(
        body(&text),
        [
            "Article 1#1: For the purposes of this Treaty: / +[Article 1] \"lock\" means a gate; / +[Article 1] \"weir\" means a dam.",
            "Article 1#2: Other words mean what they say.",
        ]
    );
}

#[test]
fn lines_without_blank_lines_between_them() {
    let text = "TREATY ON FERRIES\nBETWEEN ARN AND BELM\n\nArn and Belm,\nHave agreed as follows:\nArticle 1\nFerries\nEach Party shall run:\n(a) a ferry, which leaves in the morning and comes back\nin the evening; and\n(b) a tug.\nArticle 2\nFares are free.";
    assert_eq!(labels(text), "Article 1 | Article 1(a) | Article 1(b) | Article 2");
    assert_eq!(parties(text).0, ["Arn = Arn", "Belm = Belm"]);
}

#[test]
fn an_attached_instrument_begins_its_own_numbering() {
    let text = treaty(
        "Article 1\n\nLocks are free.\n\nIN WITNESS WHEREOF the undersigned have signed.\n\nCHARTER OF THE LOCK COURT\n\nArticle 1\n\nThe Court sits at Arn.",
    );
    assert_eq!(labels(&text), "Article 1 | Charter | Charter, Article 1");
}

#[test]
fn tables_are_no_sentences() {
    let text = treaty("Article 1\n\nLocks are free.\n\nANNEX\n\nLIST OF LOCKS\n\n| Lock | Toll |\n\n| Arn | 5 |");
    assert_eq!(places(&text, Place::Table).len(), 2);
    assert_eq!(body(&text).len(), 1);
}

#[test]
fn parties_with_roles() {
    let opening = |words: &str| {
        parties(&format!("TREATY\n\n{words}\n\nHave agreed as follows:\n\nArticle 1\n\nThe Parties shall pay."))
    };
    let two = ["Republic of Arn = Arn", "Kingdom of Belm = Belm"];
    for (words, collective) in [
        ("The Republic of Arn and the Kingdom of Belm (the \"Parties\"),", "Parties"),
        (
            "The Republic of Arn and the Kingdom of Belm, hereinafter called the Contracting Parties,",
            "Contracting Parties",
        ),
        ("The Republic of Arn and the Kingdom of Belm, the Parties to this Treaty,", "Parties"),
        ("The Republic of Arn and the Kingdom of Belm,\n\nBeing the Parties to this Treaty,", "Parties"),
        (
            "The Republic of Arn and the Kingdom of Belm, hereinafter designated as “the Contracting States”,",
            "Contracting States",
        ),
        ("The Republic of Arn,\n\nand\n\nThe Kingdom of Belm,\n\n(hereinafter jointly “the Parties”)", "Parties"),
        ("The Republic of Arn, of the one part, and the Kingdom of Belm, of the other part,", "Parties"),
        ("THE REPUBLIC OF ARN AND THE KINGDOM OF BELM,", "Parties"),
        ("The Republic of Arn and the Kingdom of Belm, hereinafter the Lakesides,", "Lakesides"),
        ("The Republic of Arn and the Kingdom of Belm, hereinafter referred to as the Adherents, have", "Adherents"),
        ("The Republic of Arn and the Kingdom of Belm, hereinafter \"the cousins\",", "cousins"),
    ] {
        assert_eq!(opening(words), (two.map(str::to_owned).to_vec(), collective.to_owned()), "{words}");
    }
    let (names, _) = opening(
        "The Republic of Arn, hereinafter \"the Upper State\", and the Kingdom of Belm, hereinafter \"the Lower State\",",
    );
    assert_eq!(names, ["Republic of Arn = Arn (Upper State)", "Kingdom of Belm = Belm (Lower State)"]);
    let (names, _) = opening("The Government of the Republic of Arn and the Government of Belm,");
    assert_eq!(
        names,
        ["Republic of Arn = Arn (Government of the Republic of Arn)", "Belm = Belm (Government of Belm)"]
    );
    let (names, _) = opening("The Free State of Arn, the Belm Confederation and the United Provinces of Cost,");
    assert_eq!(
        names,
        ["Free State of Arn = Arn", "Belm Confederation = Belm Confederation", "United Provinces of Cost = Cost"]
    );
    let (names, _) = opening("The Republic of Arn and the member States of the Lake League,");
    assert_eq!(names[1], "member States of the Lake League = member States of the Lake League");
    let (names, _) = opening("The Kingdom of Arn and Dell and the Republic of Trinidad and Tobago,");
    assert_eq!(
        names,
        ["Kingdom of Arn and Dell = Arn and Dell", "Republic of Trinidad and Tobago = Trinidad and Tobago"]
    );
}

#[test]
fn parties_from_the_title_and_collective_names_from_the_articles() {
    let text = "TREATY BETWEEN THE REPUBLIC OF ARN AND THE RUSSIAN FEDERATION ON LOCKS\n\nThe High Contracting Parties,\n\nHave agreed as follows:\n\nArticle 1\n\nLocks are free.";
    assert_eq!(
        parties(text),
        (
            vec!["Republic of Arn = Arn".into(), "Russian Federation = Russian Federation".into()],
            "High Contracting Parties".into()
        )
    );
    let text = "Treaty between Arn and Belm on Locks\n\nHave agreed as follows:\n\nArticle 1\n\n'Contracting States' means the States which have signed.\n\nArticle 2\n\nThe Parties to the dispute shall pay.";
    assert_eq!(parties(text), (vec!["Arn = Arn".into(), "Belm = Belm".into()], "Contracting States".into()));
    let text = "CONVENTION\n\nThe States Parties to this Convention,\n\nHave agreed as follows:\n\nArticle 1\n\nEach State Party shall pay.";
    assert_eq!(parties(text), (Vec::new(), "States Parties".into()));
}
