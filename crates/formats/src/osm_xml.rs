//! OpenStreetMap XML and osmChange, read as a stream. <https://wiki.openstreetmap.org/wiki/OSM_XML>,
//! <https://wiki.openstreetmap.org/wiki/OsmChange>
//!
//! # What is read
//! The `node`, `way` and `relation` elements inside `<osm>`, or inside the `create` and `modify` blocks of `<osmChange>`: id,
//! version, position, `tag`, `nd`, `member`. The file may be UTF-8 with or without a byte order mark, plain, gzip or bzip2.
//!
//! # What is not read
//! - Timestamps, changesets, users, `bounds`, `note`, `meta` and elements that are not known: passed over.
//! - Deleted objects (`delete` blocks, `visible="false"`, `action="delete"`): passed over, they name nothing any more.
//! - An object whose id, or one of whose references, is not a number: skipped, and a problem.
//! - Coordinates outside the earth: the node is delivered without a position, and a problem.
//! - Entities of a document type of its own: an error. Nothing is ever expanded but the five entities of XML and characters.
//!
//! # Limits
//! 4 MiB for one tag, comment or text; 64 levels; 128 MiB for one object.
//!
//! # What is written
//! [`write()`] makes a file that sorts by kind and id only if its input does; two spaces a level, line feeds, every attribute
//! through [`crate::xml::escape`], positions with at most seven decimals, which is all that OpenStreetMap stores.
//!
//! # Differences from peers
//! A file that ends before its root element does is an error, also when the last object is whole.

use crate::{
    error::FormatError,
    open::{self, Stream},
    osm::{OsmId, OsmKind, OsmMember, OsmObject, OsmQuery, OsmShape},
    problems::Problems,
    remembered::Remembered,
    xml::{self, Lined, escape},
};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::{
    io::{self, BufRead, Write},
    path::Path,
};
use thaw_core::LonLat;

const MAX_DEPTH: usize = 64;
const MAX_WEIGHT: usize = 128 << 20;

/// Delivers the wanted objects of a file in its order.
///
/// # Errors
/// The file cannot be read, is not well-formed, is cut short, or exceeds the limits; what was delivered before stays true.
pub fn read_path(path: &Path, query: OsmQuery<'_>, each: &mut dyn FnMut(OsmObject)) -> Result<Problems, FormatError> {
    let stream: Stream = open::open(path)?;
    read(path, stream, query, each)
}

/// Delivers the wanted objects of any source of bytes; `path` is what errors will call it.
///
/// # Errors
/// As [`read_path`].
pub fn read(
    path: &Path,
    source: impl BufRead,
    query: OsmQuery<'_>,
    each: &mut dyn FnMut(OsmObject),
) -> Result<Problems, FormatError> {
    let mut reader = Reader::from_reader(Lined::new(source));
    let mut buffer = Vec::new();
    let mut walk = Walk {
        path,
        query,
        remembered: Remembered::default(),
        problems: Problems::of(path),
        depth: 0,
        root: false,
        object: None,
        hidden: None,
        weight: 0,
    };
    loop {
        buffer.clear();
        reader.get_mut().next_event();
        let event = reader.read_event_into(&mut buffer);
        let place = || reader.get_ref().place();
        let event = event.map_err(|error| xml::parse_error(path, place(), error))?;
        match event {
            Event::Start(start) => {
                walk.start(&start, &place)?;
                walk.depth += 1;
                if walk.depth > MAX_DEPTH {
                    return Err(FormatError::limit(
                        path,
                        place(),
                        format!("elements are nested deeper than {MAX_DEPTH}"),
                    ));
                }
            }
            Event::Empty(start) => {
                walk.start(&start, &place)?;
                walk.end(each);
            }
            Event::End(_) => {
                walk.depth = walk.depth.saturating_sub(1);
                walk.end(each);
            }
            Event::Eof if walk.depth > 0 => {
                return Err(FormatError::damaged(path, place(), "the file is cut short: elements are still open"));
            }
            Event::Eof if !walk.root => {
                return Err(FormatError::damaged(
                    path,
                    place(),
                    "expected `<osm>` or `<osmChange>`, found the end of the file",
                ));
            }
            Event::Eof => return Ok(walk.problems),
            _ => {}
        }
    }
}

/// What is known between two events.
struct Walk<'a> {
    path: &'a Path,
    query: OsmQuery<'a>,
    remembered: Remembered,
    problems: Problems,
    /// How many elements are open.
    depth: usize,
    /// Whether a root element was seen.
    root: bool,
    /// The object that is open, with the depth of its element.
    object: Option<Open>,
    /// The depth of an open element whose content is passed over.
    hidden: Option<usize>,
    weight: usize,
}

struct Open {
    depth: usize,
    object: OsmObject,
    by_id: bool,
    by_string: bool,
}

impl Walk<'_> {
    fn start(&mut self, start: &BytesStart<'_>, place: &dyn Fn() -> String) -> Result<(), FormatError> {
        if self.hidden.is_some() {
            return Ok(());
        }
        let name = start.name();
        if self.depth == 0 {
            return self.root(name.as_ref(), place);
        }
        match (name.as_ref(), &self.object) {
            ("node", None) => self.open(OsmKind::Node, start, place),
            ("way", None) => self.open(OsmKind::Way, start, place),
            ("relation", None) => self.open(OsmKind::Relation, start, place),
            ("tag" | "nd" | "member", Some(_)) => self.part(start, place),
            ("create" | "modify", None) => Ok(()),
            _ => {
                self.hidden = Some(self.depth);
                Ok(())
            }
        }
    }

    fn root(&mut self, name: &str, place: &dyn Fn() -> String) -> Result<(), FormatError> {
        if self.root || !matches!(name, "osm" | "osmChange") {
            let what = format!("expected one `<osm>` or `<osmChange>` at the root, found `<{}>`", shortened(name));
            return Err(FormatError::damaged(self.path, place(), what));
        }
        self.root = true;
        Ok(())
    }

    /// Calls `take` with every attribute, unescaped.
    fn attributes(
        &self,
        start: &BytesStart<'_>,
        place: &dyn Fn() -> String,
        take: &mut dyn FnMut(&str, &str),
    ) -> Result<(), FormatError> {
        let damaged = |what: String| FormatError::damaged(self.path, place(), what);
        // Checking for doubled attributes costs the square of their number; the last one counts instead.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| damaged(error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| damaged(format!("attribute `{}`: {error}", shortened(attribute.key.as_ref()))))?;
            take(attribute.key.as_ref(), &value);
        }
        Ok(())
    }

    fn open(&mut self, kind: OsmKind, start: &BytesStart<'_>, place: &dyn Fn() -> String) -> Result<(), FormatError> {
        let (mut id, mut version, mut lon, mut lat) = (None, None, None, None);
        let mut is_deleted = false;
        self.attributes(start, place, &mut |key, value| match key {
            "id" => id = Some(value.parse::<i64>().map_err(|_| shortened(value))),
            "version" => version = value.parse::<i64>().ok().filter(|version| *version >= 0),
            "lon" => lon = value.parse::<f64>().ok(),
            "lat" => lat = value.parse::<f64>().ok(),
            "visible" => is_deleted |= value == "false",
            "action" => is_deleted |= value == "delete",
            _ => {}
        })?;
        let id = match id {
            Some(Ok(id)) => OsmId { kind, id },
            Some(Err(text)) => {
                return self.skip(place, format!("expected a number as the id of a {}, found `{text}`", kind.as_str()));
            }
            None => return self.skip(place, format!("a {} without an id", kind.as_str())),
        };
        if is_deleted {
            self.hidden = Some(self.depth);
            return Ok(());
        }
        let shape = match kind {
            OsmKind::Node => {
                let at = lon.zip(lat).and_then(|(lon, lat)| LonLat::new(lon, lat));
                if at.is_none() {
                    self.problems.add(
                        place(),
                        format!("{id}: expected a place on the earth"),
                        "kept without a position",
                    );
                }
                OsmShape::Node(at)
            }
            OsmKind::Way => OsmShape::Way(Vec::new()),
            OsmKind::Relation => OsmShape::Relation(Vec::new()),
        };
        let by_id = match self.query {
            OsmQuery::All => true,
            _ => self.query.ids().is_some_and(|ids| ids.contains(id)),
        };
        self.weight = 0;
        let object = OsmObject { id, version, tags: Vec::new(), shape };
        self.object = Some(Open { depth: self.depth, object, by_id, by_string: false });
        Ok(())
    }

    fn part(&mut self, start: &BytesStart<'_>, place: &dyn Fn() -> String) -> Result<(), FormatError> {
        let name = start.name();
        let (mut first, mut second, mut third) = (None, None, None);
        self.attributes(start, place, &mut |key, value| match key {
            "k" | "ref" => first = Some(value.to_owned()),
            "v" | "role" => second = Some(value.to_owned()),
            "type" => third = Some(value.to_owned()),
            _ => {}
        })?;
        let Some(open) = &mut self.object else { return Ok(()) };
        let id = open.object.id;
        self.weight += 64 + first.as_ref().map_or(0, String::len) + second.as_ref().map_or(0, String::len);
        if self.weight > MAX_WEIGHT {
            let what = format!("{id} takes more than {MAX_WEIGHT} bytes");
            return Err(FormatError::limit(self.path, place(), what));
        }
        match (name.as_ref(), &mut open.object.shape) {
            ("tag", _) => {
                let (Some(key), Some(value)) = (first, second) else {
                    self.problems.add(place(), format!("{id}: a tag without `k` or `v`"), "tag skipped");
                    return Ok(());
                };
                if let Some(test) = self.query.strings() {
                    open.by_string = open.by_string
                        || self.remembered.ask(test, key.as_bytes())
                        || self.remembered.ask(test, value.as_bytes());
                }
                open.object.tags.push((key, value));
            }
            ("nd", OsmShape::Way(nodes)) => match first.as_deref().map(str::parse) {
                Some(Ok(node)) => nodes.push(node),
                _ => return self.drop_object(place, format!("{id}: a node reference that is not a number")),
            },
            ("member", OsmShape::Relation(members)) => {
                let kind = match third.as_deref() {
                    Some("node") => Some(OsmKind::Node),
                    Some("way") => Some(OsmKind::Way),
                    Some("relation") => Some(OsmKind::Relation),
                    _ => None,
                };
                match kind.zip(first.and_then(|number| number.parse().ok())) {
                    Some((kind, number)) => {
                        members.push(OsmMember { id: OsmId { kind, id: number }, role: second.unwrap_or_default() });
                    }
                    None => return self.drop_object(place, format!("{id}: a member without kind or number")),
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Passes over an object that cannot be told, with all that it holds.
    fn skip(&mut self, place: &dyn Fn() -> String, what: String) -> Result<(), FormatError> {
        self.problems.add(place(), what, "skipped");
        self.hidden = Some(self.depth);
        Ok(())
    }

    /// Gives up the object that is open: half of it would be wrong in an edit.
    fn drop_object(&mut self, place: &dyn Fn() -> String, what: String) -> Result<(), FormatError> {
        self.problems.add(place(), what, "skipped");
        self.hidden = self.object.take().map(|open| open.depth);
        Ok(())
    }

    /// Closes the element at the present depth.
    fn end(&mut self, each: &mut dyn FnMut(OsmObject)) {
        if self.hidden.is_some_and(|depth| self.depth <= depth) {
            self.hidden = None;
        }
        if self.hidden.is_none()
            && let Some(mut open) = self.object.take_if(|open| self.depth <= open.depth)
            && (open.by_id || open.by_string)
        {
            if !open.by_string && !self.query.takes_tags_by_id() {
                open.object.tags.clear();
            }
            each(open.object);
        }
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(40).chain(['…']).collect() }
}

/// Writes objects as an OpenStreetMap XML file.
///
/// # Errors
/// What `out` says.
pub fn write<'o>(out: &mut dyn Write, objects: impl IntoIterator<Item = &'o OsmObject>) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\" generator=\"thaw\">")?;
    for object in objects {
        write_object(out, object, "  ")?;
    }
    writeln!(out, "</osm>")
}

/// Writes one object with its parts, indented.
pub(crate) fn write_object(out: &mut dyn Write, object: &OsmObject, indent: &str) -> io::Result<()> {
    let kind = object.id.kind.as_str();
    write!(out, "{indent}<{kind} id=\"{}\"", object.id.id)?;
    if let Some(version) = object.version {
        write!(out, " version=\"{version}\"")?;
    }
    if let Some(at) = object.at() {
        write!(out, " lat=\"{}\" lon=\"{}\"", Degrees(at.lat), Degrees(at.lon))?;
    }
    if object.tags.is_empty() && object.nodes().is_empty() && object.members().is_empty() {
        return writeln!(out, "/>");
    }
    writeln!(out, ">")?;
    for node in object.nodes() {
        writeln!(out, "{indent}  <nd ref=\"{node}\"/>")?;
    }
    for member in object.members() {
        let (kind, role) = (member.id.kind.as_str(), escape(&member.role));
        writeln!(out, "{indent}  <member type=\"{kind}\" ref=\"{}\" role=\"{role}\"/>", member.id.id)?;
    }
    for (key, value) in &object.tags {
        writeln!(out, "{indent}  <tag k=\"{}\" v=\"{}\"/>", escape(key), escape(value))?;
    }
    writeln!(out, "{indent}</{kind}>")
}

/// Degrees with at most seven decimals and no zeros at the end.
struct Degrees(f64);

impl std::fmt::Display for Degrees {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{:.7}", self.0);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(if text == "-0" { "0" } else { text })
    }
}
