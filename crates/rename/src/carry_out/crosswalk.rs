//! The crosswalk: from each old name and address to the new one, for registers that are no maps.

use super::Change;
use crate::survey::is_name_key;
use thaw_core::LonLat;

/// One line of the crosswalk.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// The object: `osm/node/7`.
    pub id: String,
    /// The key under which the name stood.
    pub key: String,
    /// The old name.
    pub old: String,
    /// The new name; empty where the object has none under this key any more.
    pub new: String,
    /// House number, postcode and town, where the object is an address.
    pub address: [String; 3],
    /// Where it is, for nodes.
    pub at: Option<LonLat>,
    /// The acts, separated by spaces.
    pub acts: String,
}

/// The head of the crosswalk's table.
pub const HEAD: [&str; 11] = [
    "object",
    "key",
    "old_name",
    "new_name",
    "housenumber",
    "postcode",
    "city",
    "old_address",
    "new_address",
    "lonlat",
    "act",
];

/// Returns the crosswalk of changed objects: one line for each key that held an old name, by object and key.
#[must_use]
pub fn crosswalk(changes: &[Change]) -> Vec<Crossing> {
    let mut lines = Vec::new();
    for change in changes {
        let tag = |key: &str| change.before.tag(key).unwrap_or_default().to_owned();
        let acts: Vec<&str> = change.acts.iter().map(|act| act.0.as_str()).collect();
        for (key, old) in change.before.tags.iter().filter(|(key, _)| is_name_key(key)) {
            let new = change.after.tag(key).unwrap_or_default();
            if new != old {
                lines.push(Crossing {
                    id: change.before.id.subject().0,
                    key: key.clone(),
                    old: old.clone(),
                    new: new.to_owned(),
                    address: [tag("addr:housenumber"), tag("addr:postcode"), tag("addr:city")],
                    at: change.before.at(),
                    acts: acts.join(" "),
                });
            }
        }
    }
    lines.sort_by(|left, right| (&left.old, &left.id, &left.key).cmp(&(&right.old, &right.id, &right.key)));
    lines
}

impl Crossing {
    /// Returns the cells of a line, in the order of [`HEAD`].
    #[must_use]
    pub fn cells(&self) -> [String; 11] {
        let [number, postcode, city] = &self.address;
        let address = |street: &str| {
            let is_address = self.key == "addr:street" || self.key == "addr:place";
            let parts =
                [format!("{street} {number}").trim().to_owned(), format!("{postcode} {city}").trim().to_owned()];
            let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            if is_address { parts.join(", ") } else { String::new() }
        };
        [
            self.id.clone(),
            self.key.clone(),
            self.old.clone(),
            self.new.clone(),
            number.clone(),
            postcode.clone(),
            city.clone(),
            address(&self.old),
            address(&self.new),
            self.at.map(|at| format!("{} {}", at.lon, at.lat)).unwrap_or_default(),
            self.acts.clone(),
        ]
    }
}
