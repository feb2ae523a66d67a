//! Signs of special fonts, which have no character of their own in the file, and characters that a reader does not see.
//!
//! Comes in: characters and codes. Goes out: what a reader sees.

/// The sign that a font has at a code; nothing if it is not known here.
pub(super) fn sign(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // The codes of old fonts are kept in a private corner of Unicode.
    let small = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_lowercase();
    if font.starts_with("symbol") {
        return of_symbol(small);
    }
    if font.starts_with("wingdings") {
        return of_wingdings(small);
    }
    char::from_u32(small).filter(|it| !it.is_control() && !is_private(*it))
}

/// What the font Symbol has: Greek letters and the signs of formulas.
fn of_symbol(code: u32) -> Option<char> {
    const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    match code {
        0x41..=0x5a => GREEK.chars().nth(code as usize - 0x41),
        0x61..=0x7a => SMALL.chars().nth(code as usize - 0x61),
        0x2d | 0xbe => Some('−'),
        0xa2 => Some('′'),
        0xa3 => Some('≤'),
        0xa4 => Some('⁄'),
        0xa5 => Some('∞'),
        0xac => Some('←'),
        0xae => Some('→'),
        0xb0 => Some('°'),
        0xb1 => Some('±'),
        0xb2 => Some('″'),
        0xb3 => Some('≥'),
        0xb4 => Some('×'),
        0xb7 => Some('•'),
        0xb8 => Some('÷'),
        0xb9 => Some('≠'),
        0xba => Some('≡'),
        0xbb => Some('≈'),
        0xbc => Some('…'),
        0xd2 => Some('®'),
        0xd3 => Some('©'),
        0xd4 => Some('™'),
        0x20..=0x3f | 0x5b | 0x5d | 0x5f | 0x7b..=0x7d => char::from_u32(code),
        _ => None,
    }
}

/// Of the pictures of the Wingdings fonts those that texts use: bullets, boxes, ticks and arrows.
fn of_wingdings(code: u32) -> Option<char> {
    match code {
        0x6c | 0x6e | 0x75 | 0x76 | 0x9e | 0x9f | 0xa7 => Some('•'),
        0x6f | 0x71 | 0xa8 => Some('☐'),
        0xfb => Some('✗'),
        0xfc => Some('✓'),
        0xfd => Some('☒'),
        0xfe => Some('☑'),
        0xe0 | 0xf0 => Some('→'),
        _ => None,
    }
}

fn is_private(it: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&it)
}

/// Adds words as a reader sees them: breaks of lines in the file are none on the page, soft hyphens are not seen.
pub(super) fn add(words: &str, out: &mut String) {
    out.extend(words.chars().filter_map(|it| match it {
        '\u{ad}' | '\u{feff}' => None,
        '\u{2011}' => Some('-'),
        it if it.is_control() || matches!(it, '\u{2028}' | '\u{2029}') => Some(' '),
        it => Some(it),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_special_fonts_become_the_characters_that_they_show() {
        assert_eq!(sign("Symbol", "F0B3"), Some('≥'));
        assert_eq!(sign("Symbol", "F06D"), Some('μ'));
        assert_eq!(sign("Wingdings", "F0FC"), Some('✓'));
        assert_eq!(sign("Times New Roman", "20AC"), Some('€'));
        assert_eq!(sign("Webdings", "F081"), None);
        assert_eq!(sign("Symbol", "no"), None);
    }

    #[test]
    fn what_is_not_seen_is_left_out() {
        let mut out = String::new();
        add("co\u{ad}operate\r\nsub\u{2011}paragraph\u{1}", &mut out);
        assert_eq!(out, "cooperate  sub-paragraph ");
    }
}
