//! GeoJSON (RFC 7946): subjects as points with their names and conditions as properties.

use super::resource;
use crate::model::Model;
use serde_json::{Value, json};
use thaw_core::Subject;

/// Returns a subject as a feature; nothing when the record does not say where it is.
#[must_use]
pub fn feature(model: &Model, subject: &Subject) -> Option<Value> {
    let at = subject.at?;
    let mut properties = resource::subject(model, subject);
    if let Some(object) = properties.as_object_mut() {
        object.remove("at");
    }
    Some(json!({
        "type": "Feature", "id": subject.id, "geometry": { "type": "Point", "coordinates": [at.lon, at.lat] }, "properties": properties,
    }))
}

/// Returns subjects as a collection; those without a place are left out.
#[must_use]
pub fn collection<'a>(model: &Model, subjects: impl Iterator<Item = &'a Subject>) -> Value {
    json!({ "type": "FeatureCollection", "features": subjects.filter_map(|subject| feature(model, subject)).collect::<Vec<_>>() })
}
