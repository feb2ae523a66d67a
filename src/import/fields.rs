//! Fields: a reader sees their results, and not the instructions that made them.

/// How much of an instruction is kept: its first word says what it is.
const KEPT: usize = 40;

/// The fields that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them show nothing here.
    silent: usize,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// The instruction is over.
    result: bool,
    /// The field shows nothing at this point.
    silent: bool,
}

/// What came to light when a field ended or its result began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// Nothing to tell.
    Nothing,
    /// A table of contents or an index, which is no part of the text.
    Contents,
    /// A number that Word reckons and does not keep.
    Number,
}

impl Fields {
    /// True if words at this point are seen.
    pub fn shows(&self) -> bool {
        self.silent == 0
    }

    /// True if an instruction has not come to its end.
    pub fn is_unfinished(&self) -> bool {
        self.open.iter().any(|field| !field.result)
    }

    /// A mark of a field: "begin", "separate" or "end".
    pub fn step(&mut self, mark: &str) -> Met {
        match mark {
            "begin" => {
                self.open.push(Field { silent: true, ..Field::default() });
                self.silent += 1;
                Met::Nothing
            }
            "separate" => {
                let Some(field) = self.open.last_mut().filter(|field| !field.result) else { return Met::Nothing };
                field.result = true;
                let contents = kind(&field.instruction) == Met::Contents;
                if !contents {
                    field.silent = false;
                    self.silent -= 1;
                }
                if contents { Met::Contents } else { Met::Nothing }
            }
            "end" => {
                let Some(field) = self.open.pop() else { return Met::Nothing };
                self.silent -= usize::from(field.silent);
                if field.result || kind(&field.instruction) == Met::Contents {
                    return Met::Nothing;
                }
                kind(&field.instruction)
            }
            _ => Met::Nothing,
        }
    }

    /// Words of an instruction.
    pub fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.result) {
            field.instruction.extend(words.chars().take(KEPT.saturating_sub(field.instruction.len())));
        }
    }
}

/// What an instruction asks for, as far as it matters.
pub(super) fn kind(instruction: &str) -> Met {
    let first = instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    match first.as_str() {
        "TOC" | "INDEX" | "TOA" => Met::Contents,
        "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" | "LISTNUM" => Met::Number,
        _ => Met::Nothing,
    }
}
