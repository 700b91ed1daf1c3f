//! Parquet: read row by row, written as columns of text. <https://parquet.apache.org/docs/file-format/>

use super::{Each, Row, nth};
use crate::error::{At, FormatError};
use parquet::{
    basic::ConvertedType,
    data_type::{ByteArray, ByteArrayType},
    errors::ParquetError,
    file::{
        reader::{FileReader, SerializedFileReader},
        writer::SerializedFileWriter,
    },
    record::Field,
    schema::{parser::parse_message_type, types::TypePtr},
};
use std::{collections::BTreeMap, fs::File, path::Path, sync::Arc};

pub(super) fn read(path: &Path, each: Each<'_>) -> Result<Vec<String>, FormatError> {
    let damaged = |error: ParquetError| FormatError::damaged(path, "the columns", error.to_string());
    let file = File::open(path).at(path, "cannot open")?;
    let reader = SerializedFileReader::new(file).map_err(damaged)?;
    let fields = reader.metadata().file_metadata().schema().get_fields();
    // A list of groups is told by the columns of its groups.
    let is_plain_list = |field: &TypePtr| {
        let elements =
            || field.get_fields().iter().filter(|inner| inner.is_group()).flat_map(|inner| inner.get_fields());
        field.get_basic_info().converted_type() == ConvertedType::LIST
            && elements().all(|element| element.is_primitive())
    };
    let is_plain = |field: &&TypePtr| field.is_primitive() || is_plain_list(field);
    let mut heading: Vec<String> = fields.iter().filter(is_plain).map(|field| field.name().to_owned()).collect();
    for (row, number) in reader.get_row_iter(None).map_err(damaged)?.zip(1_u64..) {
        let row = row.map_err(damaged)?;
        let mut cells = BTreeMap::new();
        row.get_column_iter().for_each(|(key, value)| flatten(key, value, &mut cells));
        for key in cells.keys().filter(|key| !heading.contains(key)).cloned().collect::<Vec<String>>() {
            heading.push(key);
        }
        if each(Row { place: format!("row {number}"), cells, fault: None }).is_break() {
            break;
        }
    }
    Ok(heading)
}

/// Gives what stands in a group a column with a path, as in JSON: `birth.date`, `arrests (2).date`.
fn flatten(key: &str, value: &Field, cells: &mut BTreeMap<String, String>) {
    match value {
        Field::Group(group) => {
            group.get_column_iter().for_each(|(inner, value)| flatten(&format!("{key}.{inner}"), value, cells));
        }
        Field::ListInternal(list) if list.elements().iter().any(|value| matches!(value, Field::Group(_))) => {
            for (value, number) in list.elements().iter().zip(1..) {
                flatten(&nth(key, number), value, cells);
            }
        }
        value => cells.extend(text(value).map(|text| (key.to_owned(), text))),
    }
}

fn text(value: &Field) -> Option<String> {
    let text = match value {
        Field::Null => return None,
        Field::Str(text) => text.clone(),
        Field::ListInternal(list) => list.elements().iter().filter_map(text).collect::<Vec<_>>().join("; "),
        // Moments of lists are days; the hour is there only because the column has one.
        Field::TimestampMillis(_) | Field::TimestampMicros(_) => {
            let written = value.to_string();
            written.split(' ').next().unwrap_or_default().to_owned()
        }
        // A column of years with gaps is one of floating numbers.
        Field::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Field::Double(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string(),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Writes a table of texts, a column each; an empty text is a null.
///
/// # Errors
/// What `out` or the format says.
pub fn write(heading: &[&str], rows: &[Vec<String>], out: &mut (dyn std::io::Write + Send)) -> std::io::Result<()> {
    let columns: String = heading.iter().map(|name| format!("OPTIONAL BYTE_ARRAY {name} (UTF8); ")).collect();
    let schema = parse_message_type(&format!("message cases {{ {columns} }}")).map_err(std::io::Error::other)?;
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::default()).map_err(std::io::Error::other)?;
    let mut group = writer.next_row_group().map_err(std::io::Error::other)?;
    for column in 0..heading.len() {
        let cells = || rows.iter().filter_map(|row| row.get(column));
        let values: Vec<ByteArray> = cells().filter(|cell| !cell.is_empty()).map(|cell| cell.as_str().into()).collect();
        let levels: Vec<i16> = cells().map(|cell| i16::from(!cell.is_empty())).collect();
        let Some(mut next) = group.next_column().map_err(std::io::Error::other)? else { break };
        next.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).map_err(std::io::Error::other)?;
        next.close().map_err(std::io::Error::other)?;
    }
    group.close().map_err(std::io::Error::other)?;
    writer.close().map_err(std::io::Error::other)?;
    Ok(())
}
