//! What the pages say, in the reader's language: Fluent catalogues from `data/messages`.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use serde::Serialize;
use std::{fmt, str::FromStr};
use unic_langid::LanguageIdentifier;

/// A language that the atlas speaks; it is the first part of every page's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
    /// Russian.
    Ru,
}

impl Language {
    /// Every language, in the order in which a page offers them.
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Ru];

    /// Returns the BCP 47 tag.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Ru => "ru",
        }
    }

    /// Returns what the language calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Ru => "Русский",
        }
    }

    /// Chooses by an `Accept-Language` header (RFC 9110, 12.5.4); English when it names none of ours.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best = (0.0_f32, Self::En);
        for range in header.split(',').take(32) {
            let mut parts = range.trim().split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |text| text.trim().parse::<f32>().unwrap_or(0.0));
            let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            if let Ok(language) = primary.parse::<Self>()
                && quality > best.0
            {
                best = (quality, language);
            }
        }
        best.1
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|language| language.code() == text).ok_or(())
    }
}

/// A catalogue that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MessagesError {
    /// A line is not Fluent.
    #[error("the {language} message catalogue has a syntax error: {what}")]
    Syntax {
        /// The language.
        language: Language,
        /// Where and what.
        what: String,
    },
    /// A message stands twice.
    #[error("the {language} message catalogue has a message twice: {what}")]
    Twice {
        /// The language.
        language: Language,
        /// Which.
        what: String,
    },
}

/// The catalogues of all languages.
pub struct Messages {
    bundles: [FluentBundle<FluentResource>; 3],
}

/// Returns the bundled catalogues' texts, for tests and for translators.
#[must_use]
pub fn catalogues() -> [(Language, &'static str); 3] {
    Language::ALL.map(|language| (language, thaw_data::file(&format!("messages/{language}.ftl")).unwrap_or_default()))
}

impl Messages {
    /// Reads the bundled catalogues.
    ///
    /// # Errors
    /// When a catalogue is not Fluent, or has a message twice.
    pub fn load() -> Result<Self, MessagesError> {
        let mut bundles = Vec::with_capacity(3);
        for (language, text) in catalogues() {
            let resource = FluentResource::try_new(text.to_owned())
                .map_err(|(_, errors)| MessagesError::Syntax { language, what: format!("{errors:?}") })?;
            let mut bundle =
                FluentBundle::new_concurrent(language.code().parse::<LanguageIdentifier>().into_iter().collect());
            bundle.set_use_isolating(false);
            bundle
                .add_resource(resource)
                .map_err(|errors| MessagesError::Twice { language, what: format!("{errors:?}") })?;
            bundles.push(bundle);
        }
        let bundles: [FluentBundle<FluentResource>; 3] =
            bundles.try_into().unwrap_or_else(|_| unreachable!("there are three catalogues"));
        Ok(Self { bundles })
    }

    /// Tells whether a language has a message.
    #[must_use]
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.bundles[language as usize].get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// Returns a message without arguments; the key itself when no language has it.
    #[must_use]
    pub fn get(&self, language: Language, key: &str) -> String {
        self.format(language, key, &[])
    }

    /// Returns a message with its arguments filled in; English when the language lacks it, the key itself when none has it.
    #[must_use]
    pub fn format(&self, language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let mut fluent_args = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            fluent_args.set(*name, value.clone());
        }
        for language in [language, Language::En] {
            let bundle = &self.bundles[language as usize];
            if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
                let mut errors = Vec::new();
                return bundle.format_pattern(pattern, Some(&fluent_args), &mut errors).into_owned();
            }
        }
        key.to_owned()
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Messages")
    }
}

/// Writes a whole number with the language's marks between thousands.
#[must_use]
pub fn number(language: Language, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mark = match language {
        Language::En => ',',
        Language::Es | Language::Ru => '\u{a0}',
    };
    let mut text = String::new();
    if value < 0 {
        text.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && !(digits.len() == 4 && language == Language::Es) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// Writes a number with two decimals, by the language's mark.
#[must_use]
pub fn decimal(language: Language, value: f64) -> String {
    let text = format!("{value:.2}");
    match language {
        Language::En => text,
        Language::Es | Language::Ru => text.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_chooses_the_language() {
        #[track_caller]
        fn check(header: &str, expected: Language) {
            assert_eq!(Language::accepted(header), expected, "{header}");
        }
        check("", Language::En);
        check("ru-RU,ru;q=0.9,en;q=0.8", Language::Ru);
        check("fr;q=1, es-MX;q=0.7, en;q=0.3", Language::Es);
        check("de", Language::En);
        check("en;q=0.1,ru;q=0.2", Language::Ru);
        check("es;q=broken", Language::En);
    }

    #[test]
    fn numbers_have_the_marks_of_the_language() {
        assert_eq!(number(Language::En, 1_201_738), "1,201,738");
        assert_eq!(number(Language::Es, 1953), "1953");
        assert_eq!(number(Language::Ru, -12_000), "−12\u{a0}000");
        assert_eq!(number(Language::En, 7), "7");
    }

    #[test]
    fn every_language_has_every_message() {
        let messages = Messages::load().expect("the catalogues are Fluent");
        let keys: std::collections::BTreeSet<&str> = catalogues()
            .into_iter()
            .flat_map(|(_, text)| text.lines())
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .filter(|key| key.starts_with(|first: char| first.is_ascii_lowercase()) && !key.contains(' '))
            .collect();
        let missing: Vec<_> = Language::ALL
            .into_iter()
            .flat_map(|language| keys.iter().map(move |key| (language, *key)))
            .filter(|(language, key)| !messages.has(*language, key))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(keys.len() > 50, "{}", keys.len());
    }
}
