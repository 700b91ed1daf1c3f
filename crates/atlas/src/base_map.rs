//! The user's own base map, below the record: GeoJSON, or the tiles of a PMTiles archive (version 3).
//!
//! An archive stays on the disk: the map asks for the parts that it shows, by ranges of bytes (RFC 9110, section 14).

use crate::{answer::Reply, problem::Problem};
use axum::{body::Bytes, http::StatusCode};
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

/// What every PMTiles archive of this version begins with: its name and `3`.
const PMTILES: &[u8] = b"PMTiles\x03";
/// So many bytes of an archive are sent at most; of a longer range, the beginning.
const MAX_PART: u64 = 4 * 1024 * 1024;

/// A base map of the user's own.
#[derive(Clone, Debug)]
pub struct BaseMap(Kind);

#[derive(Clone, Debug)]
enum Kind {
    GeoJson(Bytes),
    PmTiles(PathBuf),
}

/// A base map that cannot be drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaseMapError {
    /// The file cannot be read.
    #[error("cannot read the base map `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is no JSON.
    #[error("the base map `{path}` is neither PMTiles (version 3) nor GeoJSON")]
    Json {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// The file is JSON, but not a list of features.
    #[error("the base map `{path}` is not a GeoJSON FeatureCollection")]
    NoFeatures {
        /// The file.
        path: PathBuf,
    },
}

impl BaseMap {
    /// Opens a base map; tells PMTiles from GeoJSON by the first bytes.
    ///
    /// # Errors
    /// When the file cannot be read, or no browser could draw it.
    pub fn open(path: &Path) -> Result<Self, BaseMapError> {
        let at = || path.to_owned();
        let cannot = |source| BaseMapError::Read { path: at(), source };
        let mut file = File::open(path).map_err(cannot)?;
        let mut text = Vec::new();
        file.by_ref().take(PMTILES.len() as u64).read_to_end(&mut text).map_err(cannot)?;
        if text == PMTILES {
            return Ok(Self(Kind::PmTiles(at())));
        }
        file.read_to_end(&mut text).map_err(cannot)?;
        let value: serde_json::Value =
            serde_json::from_slice(&text).map_err(|source| BaseMapError::Json { path: at(), source })?;
        if value.get("type").and_then(serde_json::Value::as_str) != Some("FeatureCollection") {
            return Err(BaseMapError::NoFeatures { path: at() });
        }
        Ok(Self(Kind::GeoJson(Bytes::from(text))))
    }

    /// Answers for a file of the map's assets: `base.json` tells what there is, `base.pmtiles` are the tiles.
    pub(crate) fn answer(&self, name: &str, range: Option<&str>) -> Option<Reply> {
        match (&self.0, name) {
            (Kind::GeoJson(bytes), "base.json") => Some(Reply::new("application/geo+json", bytes.clone())),
            (Kind::PmTiles(_), "base.json") => Some(Reply::new("application/json", r#"{"pmtiles":"base.pmtiles"}"#)),
            (Kind::PmTiles(path), "base.pmtiles") => {
                Some(part(path, range).unwrap_or_else(|_| Problem::not_found(name).into()))
            }
            _ => None,
        }
    }
}

/// Sends the part of a file that was asked for; without a range, its beginning.
fn part(path: &Path, range: Option<&str>) -> io::Result<Reply> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    let total = about.len();
    let (first, last) = match range.map_or(Some((0, u64::MAX)), bounds) {
        Some((first, last)) if first < total && first <= last => (first, last.min(total - 1)),
        _ => return Ok(Problem::range(total).into()),
    };
    let length = (last - first + 1).min(MAX_PART);
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(first))?;
    file.take(length).read_to_end(&mut bytes)?;
    let last = first + (bytes.len() as u64).saturating_sub(1);
    let written = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Reply {
        status: StatusCode::PARTIAL_CONTENT,
        range: Some(format!("bytes {first}-{last}/{total}")),
        // Of the whole file, so that the map notices when it is replaced below it.
        tag: Some(format!("\"{total:x}-{:x}\"", written.as_nanos())),
        ..Reply::new("application/vnd.pmtiles", bytes)
    })
}

/// Reads `bytes=first-last`; of several ranges, or one counted from the end, nothing.
fn bounds(range: &str) -> Option<(u64, u64)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    Some((first.parse().ok()?, if last.is_empty() { u64::MAX } else { last.parse().ok()? }))
}
