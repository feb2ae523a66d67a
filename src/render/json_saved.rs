//! Saved runs: JSON → what it tells, and the seals that show whether it was changed after it was written.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::certify::{DocumentReport, Run, Saved, SavedFinding};
use crate::fault::InputError;
use crate::source::{Source, sha256};

/// The field of a seal.
const SEAL: &str = "seal";

/// Seals an object: the digest of all that stands in it.
pub fn put_seal(value: &mut Value) {
    let seal = seal(value);
    if let Value::Object(fields) = value {
        fields.insert(SEAL.to_owned(), Value::String(seal));
    }
}

/// Whether an object has the seal of what stands in it.
fn is_sealed(value: &Value) -> bool {
    value.get(SEAL).and_then(Value::as_str) == Some(seal(value).as_str())
}

/// The digest of an object without its seal, its fields in the order of their names: laying it out anew breaks no seal.
fn seal(value: &Value) -> String {
    let mut bare = value.clone();
    if let Value::Object(fields) = &mut bare {
        fields.shift_remove(SEAL);
    }
    sha256(sorted(&bare).to_string().as_bytes())
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(all) => Value::Array(all.iter().map(sorted).collect()),
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort();
            Value::Object(names.into_iter().map(|name| (name.clone(), sorted(&fields[name]))).collect())
        }
        other => other.clone(),
    }
}

/// The run that a file tells.
///
/// # Errors
/// If the file is no saved run.
pub fn saved(source: &Source) -> Result<Saved, InputError> {
    let value: Value = serde_json::from_str(&source.text).map_err(|why| not_saved(source, &why.to_string()))?;
    let Value::Object(fields) = &value else {
        return Err(not_saved(source, "it holds no object"));
    };
    let findings: Vec<Value> = part(source, fields, "findings")?;
    let finding = |(at, value): (usize, &Value)| -> Result<SavedFinding, InputError> {
        let read: Result<SavedFinding, _> = serde_json::from_value(value.clone());
        let read = read.map_err(|why| not_saved(source, &format!("finding {}: {why}", at + 1)))?;
        Ok(SavedFinding { sealed: is_sealed(value), ..read })
    };
    Ok(Saved {
        run: part::<Run>(source, fields, "run")?,
        documents: part::<Vec<DocumentReport>>(source, fields, "documents")?,
        findings: findings.iter().enumerate().map(finding).collect::<Result<_, _>>()?,
        sealed: is_sealed(&value),
    })
}

fn part<T: for<'de> Deserialize<'de>>(
    source: &Source,
    fields: &Map<String, Value>,
    name: &str,
) -> Result<T, InputError> {
    let value = fields.get(name).ok_or_else(|| not_saved(source, &format!("it has no `{name}`")))?;
    serde_json::from_value(value.clone()).map_err(|why| not_saved(source, &format!("`{name}`: {why}")))
}

fn not_saved(source: &Source, why: &str) -> InputError {
    InputError::new(
        format!("`{}` is no saved run: {why}", source.name),
        "give what `servanda check PATH --format json` printed",
    )
}
