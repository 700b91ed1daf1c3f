//! Every word that the lexicons know, by which a paragraph is told that has too few small words.

use crate::lexicon::{Lexicon, Lexicons};
use crate::phrase::{Phrase, lower};
use rustc_hash::FxHashMap;
use thaw_core::Script;

/// The lexicons that have a word, a bit each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    words: FxHashMap<String, u64>,
    /// Beginnings of words, which any ending may follow.
    starts: FxHashMap<String, u64>,
    /// The lexicons whose words never have a letter.
    absent: FxHashMap<char, u64>,
}

/// How much speaks for each lexicon.
pub(crate) struct Points([u32; Lexicons::MOST]);

impl Points {
    /// What a word is worth that one lexicon alone knows; those that share a word share its points.
    const WORD: u32 = 12;

    /// Tells which of the lexicons `before`, the nearest first, a text goes on in, or which other one it is in; none when that
    /// is not clear.
    ///
    /// Where all that goes before is in one language, two words more must speak for another.
    pub(crate) fn best(&self, before: &[usize]) -> Option<usize> {
        let Self(points) = self;
        let most = points.iter().copied().max().filter(|most| *most > 0);
        let nearest = before.first().copied();
        let Some(most) = most else { return nearest };
        if nearest.is_none() && most < Self::WORD {
            return None;
        }
        let is_only = |nearest: &usize| before.iter().all(|idx| idx == nearest);
        if let Some(nearest) = nearest.filter(is_only).filter(|nearest| most < points[*nearest] + 2 * Self::WORD) {
            return Some(nearest);
        }
        before.iter().copied().find(|idx| points[*idx] == most).or_else(|| {
            let mut best = (0..points.len()).filter(|idx| points[*idx] == most);
            best.next().filter(|_| best.next().is_none())
        })
    }
}

impl Vocabulary {
    /// No beginning of a word has fewer letters.
    const SHORTEST: usize = 3;

    pub(crate) fn new(lexicons: &[Lexicon]) -> Self {
        let mut vocabulary = Self::default();
        for (idx, lexicon) in lexicons.iter().enumerate() {
            for word in lexicon.phrases().flat_map(Phrase::words) {
                let known = if word.is_start { &mut vocabulary.starts } else { &mut vocabulary.words };
                if !word.is_start || word.text.chars().nth(Self::SHORTEST - 1).is_some() {
                    *known.entry(word.text.clone()).or_default() |= 1 << idx;
                }
            }
            for letter in lexicon.absent.chars() {
                *vocabulary.absent.entry(letter).or_default() |= 1 << idx;
            }
            for word in lexicon.words() {
                *vocabulary.words.entry(lower(word)).or_default() |= 1 << idx;
            }
        }
        vocabulary
    }

    /// Counts what speaks for the lexicons of a script.
    pub(crate) fn points(&self, text: &str, lexicons: &Lexicons, script: Option<Script>) -> Points {
        let of_script = (0..lexicons.n()).filter(|idx| script.is_none_or(|script| lexicons.script(*idx) == script));
        let of_script: u64 = of_script.map(|idx| 1 << idx).sum();
        let mut points = [0; Lexicons::MOST];
        for written in text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
            let word = lower(written);
            let start = |(at, letter): (usize, char)| self.starts.get(&word[..at + letter.len_utf8()]);
            let of_starts = word.char_indices().skip(Self::SHORTEST - 1).filter_map(start).fold(0, |all, of| all | of);
            let of_word = self.words.get(&word).copied().unwrap_or(0);
            let absent = |letter: char| self.absent.get(&letter).copied().unwrap_or(0);
            // Latin names keep their letters in other languages.
            let may_be_foreign = script != Some(Script::Cyrl) && written.starts_with(char::is_uppercase);
            let is_foreign = if may_be_foreign { 0 } else { word.chars().fold(0, |all, letter| all | absent(letter)) };
            let mut known = (of_word | of_starts | lexicons.telling(written, &word)) & of_script & !is_foreign;
            let share = Points::WORD.checked_div(known.count_ones()).unwrap_or(0);
            while known != 0 {
                points[known.trailing_zeros() as usize] += share;
                known &= known - 1;
            }
        }
        Points(points)
    }
}

impl Lexicon {
    /// The phrases that have to do with places.
    fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let lists = [
            &self.fixed_before,
            &self.fixed_after,
            &self.located,
            &self.seen_in,
            &self.routes,
            &self.naming,
            &self.renaming,
            &self.cities,
            &self.institutions,
            &self.clause,
            &self.saying,
            &self.motion,
            &self.staying,
        ];
        let of_classes = self.classes.values().flat_map(|class| [&class.before, &class.after]);
        let of_events = self.events.values().flat_map(|event| {
            [&event.before, &event.words, &event.place_before, &event.place_words, &event.place_hints]
        });
        let lists = lists.into_iter().chain(of_classes).chain(of_events);
        let cues = self.countries.values().chain(self.places.values()).flatten();
        lists.flat_map(|phrases| phrases.iter()).chain(cues)
    }

    /// Single words beside small ones.
    fn words(&self) -> impl Iterator<Item = &String> {
        [&self.spatial, &self.from, &self.by, &self.of, &self.and, &self.articles]
            .into_iter()
            .flatten()
            .chain(self.governs.keys())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells the language of a text that stands behind texts in some others.
    #[track_caller]
    fn check(text: &str, before: &[&str], expected: Option<&str>) {
        let lexicons = Lexicons::parse(thaw_data::files("revise/")).unwrap();
        let before: Vec<usize> =
            before.iter().map(|tag| lexicons.index(&thaw_core::Lang::parse(tag).unwrap()).unwrap()).collect();
        let points = Vocabulary::new(lexicons.all()).points(text, &lexicons, Some(Script::of_text(text)));
        assert_eq!(points.best(&before).map(|idx| lexicons.tag(idx).as_str()), expected, "{text}");
    }

    #[test]
    fn a_few_words_tell_the_language_among_others() {
        let others = ["de", "en"];
        check("El Conservatorio de Stalinabad tiene doscientos alumnos.", &others, Some("es"));
        check("Stalinabad's cotton mill employs four thousand women.", &["de", "fr"], Some("en"));
        check("Wetter: Moskau 19, Saratow 28, Stalingrad 31 Grad.", &["pl", "en"], Some("de"));
        check("Азовский порт Жданов принимает суда круглый год.", &["uk", "bg"], Some("ru"));
        check("Stalinabad, 1949", &others, Some("de"));
        check("", &others, Some("de"));
    }

    #[test]
    fn one_word_does_not_end_a_text_in_one_language() {
        check("Stalin recibió al embajador", &["es"], Some("es"));
        check("Turbine Erfurt – Traktor Stalingrad 1:3", &["de", "de"], Some("de"));
    }
}
