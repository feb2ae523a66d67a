//! Any text at all gives a document.

use proptest::prelude::*;

use super::*;

/// What must hold of every document: see `every_text_is_read`.
fn check(text: &str) {
    let document = document(text);
    let mut end = 0;
    let mut seen = 0;
    for sentence in &document.sentences {
        assert!(sentence.span.start >= end && sentence.span.end <= text.len(), "sentences are in order");
        assert!(text.get(sentence.span.range()).is_some(), "sentences fall on characters");
        let mut part_end = sentence.span.start;
        for part in &sentence.parts {
            assert!(part.span.start >= part_end && part.span.start <= part.span.end, "parts are in order");
            assert!(text.get(part.span.range()).is_some(), "parts fall on characters");
            part_end = part.span.end;
            seen += text[part.span.range()].chars().filter(|c| c.is_alphabetic()).count();
        }
        assert_eq!(part_end, sentence.span.end, "a sentence ends with its last part");
        end = sentence.span.end;
    }
    assert!(seen <= text.chars().filter(|c| c.is_alphabetic()).count());
    for unit in document.units_in_order() {
        assert!(text.get(unit.span.range()).is_some(), "units fall on characters");
        assert!(unit.children.iter().all(|c| unit.span.contains(c.span)), "units hold their children");
    }
}

#[test]
fn odd_texts_are_read() {
    for text in [
        "",
        "\u{feff}",
        "#",
        "(",
        "((((a)",
        "1.",
        "1.1",
        "Article",
        "Article 1",
        "ARTICLE I.",
        "(a)\n(b)\n(i)",
        "- \n- ",
        "|",
        "**",
        "Annex",
        "PART I\nPART II",
        "Article 1\n\n(a)",
        "…“”’—",
        "e\u{301}\n\nArticle é1",
        "\r\r\n\n",
        "Section 1. The X shall. Section 2. Y shall.",
        "The",
        "TREATY BETWEEN",
        "between and",
        "(hereinafter",
        "The A, hereinafter \"",
        "A\n\nB\n\nC\n\nI\n\nII",
    ] {
        check(text);
    }
}

#[test]
fn deep_and_long_texts_take_little_time() {
    let start = std::time::Instant::now();
    check(&"(a) x:\n\n(i) y:\n\n(A) z:\n\n1. u:\n\n".repeat(2000));
    check(&treaty(&"(".repeat(100_000)));
    check(&treaty(&format!("Article 1\n\n{}", "each Party shall pay, and ".repeat(20_000))));
    check(&treaty(
        &(1..3000)
            .map(|n| format!("Article {n}\n\n1. Locks are free. They shall: (a) open; (b) close.\n\n"))
            .collect::<String>(),
    ));
    check(&treaty(&format!("Article 1\n\n{}", "\"(a) U.S. No. ".repeat(30_000))));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// Pieces of which treaties are made, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just(" ".to_owned()),
        Just("Article 1".to_owned()),
        Just("ARTICLE IV – Locks".to_owned()),
        Just("PART II".to_owned()),
        Just("Annex B".to_owned()),
        Just("A. Locks".to_owned()),
        Just("SECTION 3. The Parties shall pay.".to_owned()),
        Just("Have agreed as follows:".to_owned()),
        Just("The Republic of Arn and the Kingdom of Belm, hereinafter \"the Parties\",".to_owned()),
        Just("Each Party shall:".to_owned()),
        Just("pay; and".to_owned()),
        Just("in “Arn”.".to_owned()),
        Just("Done at Arn.".to_owned()),
        Just("Charter of Arn".to_owned()),
        "[0-9]{1,3}[.)]? ",
        "\\(?[a-x]{1,3}\\)\\.? ",
        "[-–*#|>] ",
        "\\PC{0,12}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|all| all.concat())
}

proptest! {
    #[test]
    fn every_text_is_read(text in "(?s).{0,400}") {
        check(&text);
    }

    #[test]
    fn every_heap_of_pieces_is_read(text in pieces()) {
        check(&text);
    }
}
