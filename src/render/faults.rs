//! What is wrong with the input, and with servanda itself: one clear message each.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::words::{ALARM, STRONG, styled};
use crate::fault::InputError;

/// A fault of the input: what is wrong, where, and how to mend it.
pub fn input(error: &InputError) -> String {
    let Some((source, span)) = error.place.as_deref() else {
        let head = styled(ALARM, "error");
        return format!("{head}: {}\n  {}: {}\n", styled(STRONG, &error.message), styled(STRONG, "mend"), error.mend);
    };
    let end = span.end.clamp(span.start, source.text.len());
    let snippet = Snippet::source(&*source.text)
        .path(&*source.name)
        .annotation(AnnotationKind::Primary.span(span.start.min(end)..end));
    let group = Level::ERROR.primary_title(&*error.message).element(snippet);
    let group = group.element(Level::HELP.with_name("mend").message(&*error.mend));
    format!("{}\n", Renderer::styled().hyperlink(false).render(&[group]))
}

/// Why something cannot be done on this machine.
pub fn unable(why: &str) -> String {
    format!("{}: {why}\n", styled(ALARM, "error"))
}

/// A bug of servanda.
pub fn internal(what: &str) -> String {
    let head = styled(ALARM, "internal error");
    format!("{head}: {what}; this is a bug of servanda, please report it with the text that shows it\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    #[test]
    fn a_fault_in_a_text_shows_its_place_and_the_mend() {
        let source = Source::new("facts.toml", "id = \"a\"\nrelation = \"bordrs\"\n");
        let at = source.text.find("\"bordrs\"").unwrap();
        let error = InputError::at(&source, Span::new(at, at + 8), "no relation `bordrs`", "did you mean `borders`?");
        insta::assert_snapshot!(anstream::adapter::strip_str(&input(&error)).to_string());
    }

    #[test]
    fn a_fault_without_a_place_says_how_to_mend_it_too() {
        let error = InputError::new("there is no file or folder `a.txt`", "check the spelling of the path");
        insta::assert_snapshot!(anstream::adapter::strip_str(&input(&error)).to_string());
    }
}
