//! Which language a block of text is in, and the place names of each language.

use crate::around::boundary;
use crate::gazetteer::{Gazetteer, GazetteerError, Place};
use crate::lexicon::Lexicons;
use std::sync::{Mutex, OnceLock, PoisonError};
use thaw_core::Lang;
use thaw_formats::document::Block;

/// The place names of every language that has a lexicon, each put together when it is first asked for.
#[derive(Debug)]
pub struct Gazetteers<'a> {
    places: &'a [Place],
    pub(crate) lexicons: &'a Lexicons,
    built: Vec<OnceLock<Gazetteer<'a>>>,
    /// Held by who puts one together.
    building: Mutex<()>,
}

impl<'a> Gazetteers<'a> {
    /// Returns the gazetteers of some places.
    #[must_use]
    pub fn new(places: &'a [Place], lexicons: &'a Lexicons) -> Self {
        Self { places, lexicons, built: vec![OnceLock::new(); lexicons.n()], building: Mutex::default() }
    }

    /// Returns the one of a lexicon.
    pub(crate) fn get(&self, idx: usize) -> Result<&Gazetteer<'a>, GazetteerError> {
        if let Some(built) = self.built[idx].get() {
            return Ok(built);
        }
        let _turn = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(built) = self.built[idx].get() {
            return Ok(built);
        }
        let built = Gazetteer::new(self.places, self.lexicons.tag(idx), self.lexicons)?;
        Ok(self.built[idx].get_or_init(|| built))
    }
}

/// The language of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// One that has a lexicon.
    Known(usize),
    /// Another one, by its tag when the document tells it.
    Unknown(Option<String>),
}

/// Tells the language of one block after the other: by what the document says, its small words, its script, and the blocks before.
#[derive(Debug)]
pub(crate) struct Tongues<'a> {
    lexicons: &'a Lexicons,
    /// The language of the document.
    main: Option<usize>,
    /// Whether all blocks are in it.
    is_only: bool,
    /// The last language that was clear, of each script.
    last: Vec<usize>,
}

impl<'a> Tongues<'a> {
    pub(crate) fn new(lexicons: &'a Lexicons, main: &Lang, is_only: bool) -> Self {
        Self { lexicons, main: lexicons.index(main), is_only, last: Vec::new() }
    }

    pub(crate) fn of(&mut self, block: &Block) -> Tongue {
        /// So much of a block is looked at.
        const N_BYTES: usize = 600;
        let lexicons = self.lexicons;
        if let (true, Some(main)) = (self.is_only, self.main) {
            return Tongue::Known(main);
        }
        let told = block.lang.as_deref().and_then(Lang::parse).filter(|lang| !says_nothing(lang));
        let told = match told.map(|lang| (lexicons.index(&lang), lang)) {
            Some((None, lang)) => return Tongue::Unknown(Some(lang.to_string())),
            Some((Some(idx), _)) => Some(idx),
            None => None,
        };
        let favourite = told.or(self.last.last().copied()).or(self.main);
        let evidence = lexicons.evidence(&block.text, N_BYTES, favourite);
        let has_script = |idx: &usize| evidence.script.is_none_or(|script| lexicons.script(*idx) == script);
        if let Some(told) = told.filter(has_script) {
            // Templates and word processors write a language that nobody chose: the words of the text count more.
            const MANY: u16 = 4;
            let other = evidence.best(Some(told)).filter(|best| {
                evidence.hits(*best) >= MANY && evidence.hits(*best) >= MANY * evidence.hits(told).max(1)
            });
            return Tongue::Known(self.clear(other.unwrap_or(told)));
        }
        if let Some(best) = evidence.best(favourite).filter(has_script) {
            // Galician and Catalan have most of the small words of their neighbors: a paragraph in the midst of Spanish is Spanish.
            let is_near = |own: &usize| {
                let (own, other) = (evidence.hits(*own), evidence.hits(best));
                !lexicons.lexicon(best).can_edit() && own > 0 && (4 * own >= 3 * other || own + 1 >= other)
            };
            let best = favourite.filter(has_script).filter(is_near).unwrap_or(best);
            return Tongue::Known(self.clear(best));
        }
        if evidence.is_of_another_language() {
            return Tongue::Unknown(None);
        }
        let before: Vec<usize> = self.last.iter().rev().chain(&self.main).copied().filter(has_script).collect();
        let points = lexicons.points(&block.text[..boundary(&block.text, N_BYTES)], evidence.script);
        points.best(&before).map_or(Tongue::Unknown(None), Tongue::Known)
    }

    /// Remembers a language that was clear.
    fn clear(&mut self, idx: usize) -> usize {
        if self.last.last() != Some(&idx) {
            self.last.retain(|other| *other != idx);
            self.last.push(idx);
        }
        idx
    }
}

/// Tags for what is no single language.
fn says_nothing(lang: &Lang) -> bool {
    matches!(lang.primary(), "und" | "mul" | "zxx" | "mis")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(blocks: &[(&str, Option<&str>)], expected: &[&str]) {
        let lexicons = Lexicons::parse(thaw_data::files("revise/")).unwrap();
        let mut tongues = Tongues::new(&lexicons, &Lang::parse("en").unwrap(), false);
        let found = blocks.iter().map(|(text, lang)| {
            let block = Block { text: (*text).to_owned(), lang: lang.map(str::to_owned), ..Block::default() };
            match tongues.of(&block) {
                Tongue::Known(idx) => lexicons.tag(idx).to_string(),
                Tongue::Unknown(tag) => format!("? {}", tag.unwrap_or_default()),
            }
        });
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_paragraph_has_its_language() {
        check(
            &[
                ("The train from the north was late, and the station was closed.", None),
                ("Поезд из города опоздал, и на станции никого не было.", None),
                ("СТАЛИНГРАД", None),
                ("Stalingrad, 1949", None),
                ("Der Zug kam nicht, und die Leute warteten auf dem Bahnsteig.", None),
                ("Pociąg nie przyjechał, a ludzie czekali na peronie do rana.", None),
                ("Потяг не приїхав, і люди чекали на станції до ранку.", None),
            ],
            &["en", "ru", "ru", "en", "de", "pl", "uk"],
        );
    }

    #[test]
    fn what_the_document_says_is_a_hint() {
        check(
            &[
                ("Stalinstadt", Some("de-DE")),
                ("Поезд из города опоздал, и на станции никого не было.", Some("en-US")),
                ("The train from the north was late, and the station was closed to all of us.", Some("ru")),
                ("The train was late.", Some("und")),
                ("Juna saapui myöhään, eikä asemalla ollut ketään.", Some("fi")),
                ("Bu kitap için çok para verdik ve bir gün daha bekledik.", None),
                (
                    "Treni ilichelewa sana; hakuna mtu aliyesubiri kituoni, kesho yake tulienda mapema milimani pamoja wengine, \
                     tukitazama vijiji vilivyokuwa chini kwa utulivu mkubwa kabisa asubuhi nzuri.",
                    None,
                ),
                ("Treni ilichelewa sana.", Some("sw")),
            ],
            &["de", "ru", "en", "en", "fi", "tr", "? ", "? sw"],
        );
    }

    #[test]
    fn a_short_paragraph_is_in_the_language_around_it_and_not_in_the_neighbor_of_that() {
        check(
            &[
                ("El tren llegó con retraso, y en la estación ya no había nadie cuando volvimos.", None),
                ("Echaremos de menos a Chris Rutter.", None),
                (
                    "O tren chegou tarde e na estación non había ninguén, pero nós aínda tiñamos que agardar ata a mañá.",
                    None,
                ),
            ],
            &["es", "es", "gl"],
        );
    }
}
