//! Lines of values separated by commas, as spreadsheets read them (RFC 4180, but with plain line ends).

use csv::{Terminator, WriterBuilder};

/// Between the values of a part that has several: no treaty was seen with this sign in its prose.
pub const BETWEEN: &str = " | ";

/// Writes lines of values, the first of them the names of the columns. What needs quotation marks gets them.
pub fn lines(records: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    for record in records {
        // Memory does not fail, and all records of one table have as many values.
        if let Err(problem) = writer.write_record(&record) {
            return format!("error,{problem}\n");
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Several values as one.
pub fn several(values: &[String]) -> String {
    values.join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_quotation_marks_and_line_ends_stay_within_their_value() {
        let record = ["a, b", "the \"Sound\"", "one\ntwo", "plain", ""].map(str::to_owned).to_vec();
        let text = lines([record.clone()]);
        assert_eq!(text, "\"a, b\",\"the \"\"Sound\"\"\",\"one\ntwo\",plain,\n");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let back: Vec<String> = reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(back, record);
    }
}
