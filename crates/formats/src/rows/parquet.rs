//! Parquet, row by row. <https://parquet.apache.org/docs/file-format/>

use super::{Each, Row};
use crate::error::{At, FormatError};
use parquet::{
    errors::ParquetError,
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use std::{fs::File, path::Path};

pub(super) fn read(path: &Path, each: Each<'_>) -> Result<Vec<String>, FormatError> {
    let damaged = |error: ParquetError| FormatError::damaged(path, "the columns", error.to_string());
    let file = File::open(path).at(path, "cannot open")?;
    let reader = SerializedFileReader::new(file).map_err(damaged)?;
    let fields = reader.metadata().file_metadata().schema().get_fields();
    let heading = fields.iter().map(|field| field.name().to_owned()).collect();
    for (row, number) in reader.get_row_iter(None).map_err(damaged)?.zip(1_u64..) {
        let row = row.map_err(damaged)?;
        let cells = row.get_column_iter().filter_map(|(key, value)| Some((key.clone(), text(value)?)));
        if each(Row { place: format!("row {number}"), cells: cells.collect(), fault: None }).is_break() {
            break;
        }
    }
    Ok(heading)
}

fn text(value: &Field) -> Option<String> {
    let text = match value {
        Field::Null => return None,
        Field::Str(text) => text.clone(),
        Field::ListInternal(list) => list.elements().iter().filter_map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    };
    Some(text).filter(|text| !text.is_empty())
}
