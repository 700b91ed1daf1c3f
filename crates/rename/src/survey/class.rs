//! What sort of thing an object is, by its tags or by the words of a table.

use thaw_formats::osm::OsmObject;
use thaw_names::ObjectClass;

/// An object's class: a word for people and what the names engine makes of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class {
    pub(super) word: String,
    pub(super) object: ObjectClass,
}

impl Class {
    fn new(word: &str, object: ObjectClass) -> Self {
        Self { word: word.to_owned(), object }
    }

    /// Whether pieces of one name belong together: the ways of a street, the platforms of a station.
    pub(super) fn is_street(&self) -> bool {
        self.word == "street"
    }
}

/// Keys that say what an object is, most telling first: key, class when any value, what the engine makes of it.
const KEYS: &[(&str, ObjectClass)] = &[
    ("historic", ObjectClass::Monument),
    ("memorial", ObjectClass::Monument),
    ("shop", ObjectClass::Shop),
    ("office", ObjectClass::Shop),
    ("craft", ObjectClass::Shop),
    ("place", ObjectClass::Settlement),
    ("boundary", ObjectClass::Settlement),
    ("waterway", ObjectClass::Nature),
    ("natural", ObjectClass::Nature),
    ("amenity", ObjectClass::Institution),
    ("tourism", ObjectClass::Institution),
    ("leisure", ObjectClass::Street),
    ("bridge", ObjectClass::Street),
    ("landuse", ObjectClass::Institution),
    ("man_made", ObjectClass::Institution),
    ("building", ObjectClass::Institution),
];

const STATIONS: &[&str] =
    &["bus_stop", "tram_stop", "station", "halt", "platform", "stop_position", "stop", "subway_entrance"];
const EATING: &[&str] = &["restaurant", "cafe", "bar", "pub", "fast_food", "nightclub", "biergarten", "ice_cream"];
const SQUARES: &[&str] = &["square"];

/// Returns the class of a map object.
pub(super) fn of_osm(object: &OsmObject) -> Class {
    let is_station = |key: &str| object.tag(key).is_some_and(|value| STATIONS.contains(&value));
    if is_station("highway") || is_station("railway") || object.tag("public_transport").is_some() {
        return Class::new("station", ObjectClass::Station);
    }
    match object.tag("type") {
        Some("associatedStreet" | "street") => return Class::new("street-relation", ObjectClass::Street),
        Some("route") => return Class::new("route", ObjectClass::Station),
        _ => {}
    }
    if let Some(place) = object.tag("place") {
        return if SQUARES.contains(&place) {
            Class::new("square", ObjectClass::Street)
        } else {
            Class::new(place, ObjectClass::Settlement)
        };
    }
    if object.tag("highway").is_some() || object.tag("area:highway").is_some() {
        return Class::new("street", ObjectClass::Street);
    }
    if object.tag("tourism") == Some("artwork") {
        return Class::new(object.tag("artwork_type").unwrap_or("artwork"), ObjectClass::Monument);
    }
    if object.tag("amenity").is_some_and(|value| EATING.contains(&value)) {
        return Class::new(object.tag("amenity").unwrap_or("shop"), ObjectClass::Shop);
    }
    for (key, class) in KEYS {
        if let Some(value) = object.tag(key) {
            let word = match value {
                "yes" | "administrative" => key,
                value => value,
            };
            return Class::new(word, *class);
        }
    }
    if object.tag("addr:housenumber").is_some() {
        return Class::new("address", ObjectClass::Street);
    }
    Class::new("object", ObjectClass::Name)
}

/// Words that classes of gazetteers and tables begin with.
const WORDS: &[(&str, ObjectClass)] = &[
    ("street", ObjectClass::Street),
    ("road", ObjectClass::Street),
    ("square", ObjectClass::Street),
    ("lane", ObjectClass::Street),
    ("avenue", ObjectClass::Street),
    ("bridge", ObjectClass::Street),
    ("park", ObjectClass::Street),
    ("city", ObjectClass::Settlement),
    ("town", ObjectClass::Settlement),
    ("village", ObjectClass::Settlement),
    ("settlement", ObjectClass::Settlement),
    ("district", ObjectClass::Settlement),
    ("region", ObjectClass::Settlement),
    ("mountain", ObjectClass::Nature),
    ("river", ObjectClass::Nature),
    ("station", ObjectClass::Station),
    ("stop", ObjectClass::Station),
    ("monument", ObjectClass::Monument),
    ("statue", ObjectClass::Monument),
    ("memorial", ObjectClass::Monument),
    ("bust", ObjectClass::Monument),
    ("plaque", ObjectClass::Monument),
    ("school", ObjectClass::Institution),
    ("works", ObjectClass::Institution),
    ("shop", ObjectClass::Shop),
    ("person", ObjectClass::Person),
];

/// Returns the class that a gazetteer's or table's word means; GeoNames classes are `P.PPL` and the like.
pub(super) fn of_word(word: Option<&str>) -> Class {
    let Some(word) = word else { return Class::new("name", ObjectClass::Name) };
    let object = match word.split_once('.') {
        Some(("P" | "A", _)) => ObjectClass::Settlement,
        Some(("T" | "H" | "V" | "U", _)) => ObjectClass::Nature,
        Some(("R", _)) => ObjectClass::Street,
        Some(("S", code)) if code.starts_with("MNMT") => ObjectClass::Monument,
        Some(("S", code)) if code.starts_with("RSTN") || code.starts_with("STN") => ObjectClass::Station,
        Some(("S", _)) => ObjectClass::Institution,
        _ => {
            let lower = word.to_lowercase();
            WORDS.iter().find(|(known, _)| lower.contains(known)).map_or(ObjectClass::Name, |(_, class)| *class)
        }
    };
    Class::new(word, object)
}
