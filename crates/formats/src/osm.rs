//! The objects of OpenStreetMap, whatever file they come from, and the one way to ask a file for them.

use crate::{detect, detect::Format, error::FormatError, osm_pbf, osm_xml, problems::Problems};
use rustc_hash::FxHashSet;
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::OnceLock,
};
use thaw_core::{LonLat, SubjectId};

/// The three kinds of objects, in the order of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OsmKind {
    /// A point.
    Node,
    /// A line or ring of nodes.
    Way,
    /// A list of members with roles.
    Relation,
}

impl OsmKind {
    /// Returns the word that OSM XML uses: `node`, `way`, `relation`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Way => "way",
            Self::Relation => "relation",
        }
    }
}

/// The id of an object, unique with its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OsmId {
    /// Node, way or relation.
    pub kind: OsmKind,
    /// The number.
    pub id: i64,
}

impl OsmId {
    /// Returns the id of a node.
    #[must_use]
    pub fn node(id: i64) -> Self {
        Self { kind: OsmKind::Node, id }
    }

    /// Returns the id of a way.
    #[must_use]
    pub fn way(id: i64) -> Self {
        Self { kind: OsmKind::Way, id }
    }

    /// Returns the id of a relation.
    #[must_use]
    pub fn relation(id: i64) -> Self {
        Self { kind: OsmKind::Relation, id }
    }

    /// Returns the subject id: `osm/way/4309937`.
    #[must_use]
    pub fn subject(self) -> SubjectId {
        SubjectId(format!("osm/{}/{}", self.kind.as_str(), self.id))
    }

    /// Returns the id that [`OsmId::subject`] wrote.
    #[must_use]
    pub fn of_subject(subject: &SubjectId) -> Option<Self> {
        let (kind, id) = subject.0.strip_prefix("osm/")?.split_once('/')?;
        let kind = match kind {
            "node" => OsmKind::Node,
            "way" => OsmKind::Way,
            "relation" => OsmKind::Relation,
            _ => return None,
        };
        Some(Self { kind, id: id.parse().ok()? })
    }
}

impl fmt::Display for OsmId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.as_str(), self.id)
    }
}

/// A member of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OsmMember {
    /// The object.
    pub id: OsmId,
    /// Its role: `outer`, `street`, `house`; often empty.
    pub role: String,
}

/// A whole object: all that an osmChange has to repeat about it.
#[derive(Clone, Debug, PartialEq)]
pub struct OsmObject {
    /// Its id.
    pub id: OsmId,
    /// Its version; some extracts leave it out.
    pub version: Option<i64>,
    /// Keys and values in the order of the file.
    pub tags: Vec<(String, String)>,
    /// What only its kind has.
    pub shape: OsmShape,
}

/// What only a node, a way or a relation has.
#[derive(Clone, Debug, PartialEq)]
pub enum OsmShape {
    /// Where a node is; nothing when its coordinates are missing or outside the earth.
    Node(Option<LonLat>),
    /// The nodes of a way, in order.
    Way(Vec<i64>),
    /// The members of a relation, in order.
    Relation(Vec<OsmMember>),
}

impl OsmObject {
    /// Returns the value of a key.
    #[must_use]
    pub fn tag(&self, key: &str) -> Option<&str> {
        self.tags.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// Returns where a node is.
    #[must_use]
    pub fn at(&self) -> Option<LonLat> {
        match self.shape {
            OsmShape::Node(at) => at,
            _ => None,
        }
    }

    /// Returns the nodes of a way; none for other kinds.
    #[must_use]
    pub fn nodes(&self) -> &[i64] {
        match &self.shape {
            OsmShape::Way(nodes) => nodes,
            _ => &[],
        }
    }

    /// Returns the members of a relation; none for other kinds.
    #[must_use]
    pub fn members(&self) -> &[OsmMember] {
        match &self.shape {
            OsmShape::Relation(members) => members,
            _ => &[],
        }
    }
}

/// Objects to fetch by id.
#[derive(Clone, Debug, Default)]
pub struct OsmIds {
    /// Numbers of nodes.
    pub nodes: FxHashSet<i64>,
    /// Numbers of ways.
    pub ways: FxHashSet<i64>,
    /// Numbers of relations.
    pub relations: FxHashSet<i64>,
}

impl OsmIds {
    /// Adds an id.
    pub fn insert(&mut self, id: OsmId) {
        self.of_mut(id.kind).insert(id.id);
    }

    /// Tells whether an id is among them.
    #[must_use]
    pub fn contains(&self, id: OsmId) -> bool {
        self.of(id.kind).contains(&id.id)
    }

    /// Tells whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.ways.is_empty() && self.relations.is_empty()
    }

    /// Returns the numbers of one kind.
    #[must_use]
    pub fn of(&self, kind: OsmKind) -> &FxHashSet<i64> {
        match kind {
            OsmKind::Node => &self.nodes,
            OsmKind::Way => &self.ways,
            OsmKind::Relation => &self.relations,
        }
    }

    fn of_mut(&mut self, kind: OsmKind) -> &mut FxHashSet<i64> {
        match kind {
            OsmKind::Node => &mut self.nodes,
            OsmKind::Way => &mut self.ways,
            OsmKind::Relation => &mut self.relations,
        }
    }
}

impl FromIterator<OsmId> for OsmIds {
    fn from_iter<I: IntoIterator<Item = OsmId>>(ids: I) -> Self {
        let mut set = Self::default();
        ids.into_iter().for_each(|id| set.insert(id));
        set
    }
}

/// Tells whether a key or a value is looked for. It must always give the same answer for the same bytes:
/// readers ask once for each distinct string of a block and remember answers.
pub type StringTest<'a> = dyn Fn(&[u8]) -> bool + Sync + 'a;

/// Which objects of a file are wanted: those with a tag whose key or value passes `strings`, and those in `ids`.
#[derive(Clone, Copy)]
pub enum OsmQuery<'a> {
    /// Every object.
    All,
    /// Objects with at least one tag whose key or value passes the test.
    Strings(&'a StringTest<'a>),
    /// Objects with these ids.
    Ids(&'a OsmIds),
    /// Both; an object that is wanted by its id alone comes without its tags: what is asked for is where it is.
    StringsOrIds(&'a StringTest<'a>, &'a OsmIds),
}

impl<'a> OsmQuery<'a> {
    pub(crate) fn strings(&self) -> Option<&'a StringTest<'a>> {
        match self {
            Self::Strings(test) | Self::StringsOrIds(test, _) => Some(*test),
            _ => None,
        }
    }

    /// Tells whether an object that is wanted by its id alone brings its tags.
    pub(crate) fn takes_tags_by_id(&self) -> bool {
        !matches!(self, Self::StringsOrIds(..))
    }

    pub(crate) fn ids(&self) -> Option<&'a OsmIds> {
        match self {
            Self::Ids(ids) | Self::StringsOrIds(_, ids) => Some(ids),
            _ => None,
        }
    }
}

/// An OpenStreetMap file: PBF, or XML (plain, gzip or bzip2), or osmChange.
#[derive(Debug)]
pub struct OsmFile {
    path: PathBuf,
    format: Format,
    n_threads: usize,
    is_whole: bool,
    sections: OnceLock<Option<osm_pbf::Sections>>,
}

impl OsmFile {
    /// Looks at the first bytes of a file.
    ///
    /// # Errors
    /// The file cannot be read, or holds something else.
    pub fn open(path: &Path) -> Result<Self, FormatError> {
        let format = detect::detect(path)?;
        match format {
            Format::OsmPbf | Format::OsmXml | Format::OsmChange => {
                let path = path.to_owned();
                Ok(Self { path, format, n_threads: 0, is_whole: false, sections: OnceLock::new() })
            }
            other => Err(FormatError::unsupported(path, format!("expected an OpenStreetMap file, found {other}"))),
        }
    }

    /// Sets how many threads decode; 0, the default, is one for each core. The result is the same for any number.
    #[must_use]
    pub fn threads(mut self, n_threads: usize) -> Self {
        self.n_threads = n_threads;
        self
    }

    /// Makes [`OsmFile::read_kind`] read the whole file, in whatever order its objects stand.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.is_whole = true;
        self
    }

    /// Delivers the wanted objects in the order of the file.
    ///
    /// # Errors
    /// The file is damaged, cut short, beyond the limits, or of a kind that is not read; what was delivered before stays true.
    pub fn read(&self, query: OsmQuery<'_>, each: &mut dyn FnMut(OsmObject)) -> Result<Problems, FormatError> {
        match self.format {
            Format::OsmPbf => osm_pbf::read_path(&self.path, query, self.n_threads, each),
            _ => osm_xml::read_path(&self.path, query, each),
        }
    }

    /// Delivers the wanted objects of one kind in the order of the file.
    ///
    /// A PBF is read only where objects of this kind lie, so that reading relations, then the ways that they name, then the
    /// nodes of these costs as much as reading the file once. Other files are read whole each time.
    ///
    /// # Errors
    /// As [`OsmFile::read`]; [`FormatError::OutOfOrder`] when the kinds of a PBF do not lie apart, which may show only when the last
    /// of them is read: then begin again with [`OsmFile::whole`].
    pub fn read_kind(
        &self,
        kind: OsmKind,
        query: OsmQuery<'_>,
        each: &mut dyn FnMut(OsmObject),
    ) -> Result<Problems, FormatError> {
        if self.format == Format::OsmPbf && !self.is_whole {
            let sections = match self.sections.get() {
                Some(sections) => sections,
                None => self.sections.get_or_init({
                    let sections = osm_pbf::sections(&self.path)?;
                    || sections
                }),
            };
            if let Some(sections) = sections {
                return osm_pbf::read_section(&self.path, sections, kind, query, self.n_threads, each);
            }
        }
        self.read(query, &mut |object| {
            if object.id.kind == kind {
                each(object);
            }
        })
    }
}
