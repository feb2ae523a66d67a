//! Findings as JSON, the form that scripts rely on (`specs/` and the README name every field).

use std::path::PathBuf;

use serde_json::{Value, json};

use super::json_saved;
use crate::certify::Report;

/// One object, indented, with a line end.
pub fn report(report: &Report, skipped: &[PathBuf]) -> String {
    let mut value = serde_json::to_value(report).unwrap_or_else(|problem| json!({ "error": problem.to_string() }));
    if let Value::Object(fields) = &mut value {
        let skipped: Vec<Value> = skipped.iter().map(|path| json!(path.display().to_string())).collect();
        fields.insert("skipped".to_owned(), Value::Array(skipped));
        fields.get_mut("findings").and_then(Value::as_array_mut).into_iter().flatten().for_each(json_saved::put_seal);
    }
    json_saved::put_seal(&mut value);
    print(&value)
}

/// Prints a value as people like to read JSON.
pub fn print(value: &Value) -> String {
    format!("{value:#}\n")
}
