//! What is known of a text before it is read: where it comes from and what it names.

use thaw_core::Edtf;

/// What sort of thing a text names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectClass {
    /// Running text.
    #[default]
    Text,
    /// A street, square, bridge, park.
    Street,
    /// A city, village, district, region.
    Settlement,
    /// A mountain, river, island.
    Nature,
    /// A stop or station.
    Station,
    /// A statue, memorial, plaque.
    Monument,
    /// A school, works, theatre: a building or body that bears a name.
    Institution,
    /// A shop, restaurant, firm.
    Shop,
    /// A person: an artist, an owner, a voter.
    Person,
    /// A name of an unknown thing.
    Name,
}

impl ObjectClass {
    /// Tells whether the text is a name of something, not running text.
    #[must_use]
    pub fn is_name(self) -> bool {
        self != Self::Text
    }

    /// Tells whether things of this class honour settlements and battles rather than being them.
    pub(crate) fn is_named_after_places(self) -> bool {
        matches!(self, Self::Street | Self::Station | Self::Monument | Self::Institution | Self::Shop)
    }
}

/// What is known of a text.
#[derive(Clone, Debug, Default)]
pub struct Context<'a> {
    /// The language, when known: of the key `name:ka`, of the document.
    pub lang: Option<&'a str>,
    /// What the text names.
    pub class: ObjectClass,
    /// The country where the thing lies (ISO 3166-1 alpha-2).
    pub country: Option<&'a str>,
    /// Who is honoured by the data's own word (`name:etymology`).
    pub etymology: Option<&'a str>,
    /// Wikidata ids of whom is honoured (`name:etymology:wikidata`), or of the shown person (`subject:wikidata`).
    pub wikidata: Vec<&'a str>,
    /// When the thing got the name.
    pub named: Option<Edtf>,
}

impl<'a> Context<'a> {
    /// Returns the context of running text in a language.
    #[must_use]
    pub fn text(lang: Option<&'a str>) -> Self {
        Self { lang, ..Self::default() }
    }

    /// Returns the context of a name of something.
    #[must_use]
    pub fn name(class: ObjectClass, lang: Option<&'a str>) -> Self {
        Self { lang, class, ..Self::default() }
    }
}
