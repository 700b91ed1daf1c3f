//! The letters that a name is written with where a machine, or a writer, has not all of its own: *Orasul Stalin*, *Oraşul Stalin*.

use thaw_core::Script;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// With which letters a name is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// Its own.
    #[default]
    Own,
    /// With the Turkish `ş` and `ţ` for the Romanian `ș` and `ț`, which came into Unicode and onto keyboards late.
    Turkish,
    /// Without accents; in Cyrillic, with `е` for `ё`, where the other marks make other letters.
    Plain,
}

impl Spelling {
    /// Returns a text in this spelling when it has letters that are others in it.
    pub(crate) fn other_than(self, text: &str) -> Option<String> {
        let may_differ = |letter: char| match self {
            Self::Own => false,
            Self::Turkish => turkish(letter) != letter,
            Self::Plain => !matches!(letter, '\0'..='\x7F' | 'а'..='я' | 'А'..='Я'),
        };
        let other = text.contains(may_differ).then(|| self.of(text))?;
        (other != text).then_some(other)
    }

    /// Returns a text in this spelling.
    pub(crate) fn of(self, text: &str) -> String {
        match self {
            Self::Own => text.to_owned(),
            Self::Turkish => text.chars().map(turkish).collect(),
            Self::Plain => text.chars().flat_map(plain).collect(),
        }
    }
}

/// A letter without its accents.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let is_whole = Script::of(letter) != Script::Latn && !matches!(letter, 'ё' | 'Ё');
    std::iter::once(letter).nfd().filter(move |part| is_whole || !is_combining_mark(*part)).nfc()
}

fn turkish(letter: char) -> char {
    match letter {
        'ș' => 'ş',
        'Ș' => 'Ş',
        'ț' => 'ţ',
        'Ț' => 'Ţ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_a_writer_does_not_have_are_others() {
        for (spelling, text, expected) in [
            (Spelling::Own, "Orașul Stalin", "Orașul Stalin"),
            (Spelling::Turkish, "ORAȘUL Tărgoviște, Țara", "ORAŞUL Tărgovişte, Ţara"),
            (Spelling::Plain, "Orașul Stalin, Sztálinváros, Łódź", "Orasul Stalin, Sztalinvaros, Łodz"),
            (Spelling::Plain, "Будённовск, Йошкар-Ола, Київ", "Буденновск, Йошкар-Ола, Київ"),
        ] {
            assert_eq!(spelling.of(text), expected);
        }
    }
}
