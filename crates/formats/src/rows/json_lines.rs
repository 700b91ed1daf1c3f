//! JSON Lines: one object a line. <https://jsonlines.org>
//!
//! What stands in an object inside of it is a column with a path: `birth.date`. Of an array of objects the first gives such columns,
//! the others columns with their number: `arrests (2).date`.

use super::{Each, Row, nth};
use crate::{error::FormatError, metered::Lines, open::Stream};
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn read(stream: Stream, each: Each<'_>) -> Result<Vec<String>, FormatError> {
    let mut heading: Vec<String> = Vec::new();
    let mut lines = Lines::new(stream);
    while let Some((number, line)) = lines.next()? {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let mut row = Row { place: format!("line {number}"), ..Row::default() };
        match serde_json::from_slice(line) {
            Ok(Value::Object(object)) => object.iter().for_each(|(key, value)| flatten(key, value, &mut row.cells)),
            Ok(_) => row.fault = Some("expected an object".to_owned()),
            Err(error) => row.fault = Some(error.to_string()),
        }
        for key in row.cells.keys().filter(|key| !heading.contains(key)).cloned().collect::<Vec<_>>() {
            heading.push(key);
        }
        if each(row).is_break() {
            break;
        }
    }
    Ok(heading)
}

fn flatten(key: &str, value: &Value, cells: &mut BTreeMap<String, String>) {
    let text = match value {
        Value::Null => return,
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        // The columns of the first; `arrests (2).date` is of the second.
        Value::Array(values) if values.iter().any(Value::is_object) => {
            for (value, number) in values.iter().zip(1..) {
                flatten(&nth(key, number), value, cells);
            }
            return;
        }
        Value::Array(values) => {
            let texts: Vec<String> =
                values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
            texts.join("; ")
        }
        Value::Object(object) => {
            return object.iter().for_each(|(inner, value)| flatten(&format!("{key}.{inner}"), value, cells));
        }
    };
    if !text.is_empty() {
        cells.insert(key.to_owned(), text);
    }
}
