//! Measures of how easy a text is to read, one for each language of the story.
//!
//! English: Flesch-Kincaid grade (Kincaid and others 1975). Spanish: Fernández Huerta's reading ease (1959), whose table gives
//! 80 to 90 to the fifth grade and more to lower ones. Russian: Flesch-Kincaid grade with Oborneva's coefficients (2006), the
//! stricter of the two in use; Solnyshkina's (2018) gives about two and a half grades less.

use thaw_publish::messages::Language;

/// What the formulas are made of.
#[derive(Debug)]
pub(crate) struct Measure {
    sentences: usize,
    words: usize,
    syllables: usize,
}

impl Measure {
    pub(crate) fn of(language: Language, text: &str) -> Self {
        let mut measure = Self { sentences: 0, words: 0, syllables: 0 };
        let mut open = false;
        for token in text.split_whitespace() {
            let word = token.trim_matches(|c: char| !c.is_alphanumeric());
            // A dash between spaces is no word; a compound is one.
            if !word.is_empty() {
                measure.words += 1;
                measure.syllables += word.split('-').map(|part| syllables(language, part)).sum::<usize>();
                open = true;
            }
            if open && token.trim_end_matches(['»', '”', '"', ')']).ends_with(['.', '!', '?']) {
                measure.sentences += 1;
                open = false;
            }
        }
        measure.sentences += usize::from(open);
        measure
    }

    fn words_in_sentence(&self) -> f64 {
        self.words as f64 / self.sentences as f64
    }

    fn syllables_in_word(&self) -> f64 {
        self.syllables as f64 / self.words as f64
    }

    pub(crate) fn flesch_kincaid(&self) -> f64 {
        0.39 * self.words_in_sentence() + 11.8 * self.syllables_in_word() - 15.59
    }

    pub(crate) fn fernandez_huerta(&self) -> f64 {
        206.84 - 60.0 * self.syllables_in_word() - 1.02 * self.words_in_sentence()
    }

    pub(crate) fn oborneva(&self) -> f64 {
        0.5 * self.words_in_sentence() + 8.4 * self.syllables_in_word() - 15.59
    }
}

/// Counts the syllables of a word; a number counts one for each digit, about as many as it has when it is said.
fn syllables(language: Language, word: &str) -> usize {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if digits > 0 {
        return digits;
    }
    let word: Vec<char> = word.to_lowercase().chars().collect();
    match language {
        Language::En => english(&word).max(1),
        Language::Es => spanish(&word).max(1),
        Language::Ru => word.iter().filter(|c| "аеёиоуыэюя".contains(**c)).count(),
    }
}

/// Groups of vowels, without a silent `e` at the end or in `-ed` and `-es`.
fn english(word: &[char]) -> usize {
    let vowel = |c: char| "aeiouy".contains(c);
    let word: Vec<char> = word.split(|c| matches!(c, '\'' | '’')).next().unwrap_or_default().to_vec();
    let groups = word.iter().enumerate().filter(|(at, c)| vowel(**c) && (*at == 0 || !vowel(word[at - 1]))).count();
    let text: String = word.iter().collect();
    let before = |tail: &str, not: &str| {
        text.strip_suffix(tail)
            .and_then(|stem| stem.chars().last())
            .is_some_and(|last| !vowel(last) && !not.contains(last))
    };
    // "the" keeps its only vowel by the caller's minimum; in "little" the `l` is a syllable, in "named" the `e` is silent.
    let silent = before("e", "l")
        || before("ed", "dt")
        || before("es", "cgszxl")
        || text.ends_with("ole")
        || text.ends_with("ile");
    groups - usize::from(silent && groups > 1)
}

/// Groups of vowels; two strong ones, or an accented weak one beside another, stand apart.
fn spanish(word: &[char]) -> usize {
    let strong = |c: char| "aeoáéó".contains(c);
    let weak = |c: char| "iuü".contains(c);
    let accented = |c: char| "íú".contains(c);
    let mut count = 0;
    let mut previous: Option<char> = None;
    for (at, &c) in word.iter().enumerate() {
        let next = word.get(at + 1).copied();
        let mute =
            c == 'u' && at > 0 && matches!(word[at - 1], 'q' | 'g') && next.is_some_and(|next| "eiéí".contains(next));
        let last_y = c == 'y' && next.is_none();
        let vowel = !mute && (strong(c) || weak(c) || accented(c) || last_y);
        if vowel {
            let apart = previous.is_none_or(|before| (strong(before) && strong(c)) || accented(before) || accented(c));
            count += usize::from(apart);
        }
        previous = vowel.then_some(c);
    }
    count
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    #[track_caller]
    fn check(language: Language, words: &[(&str, usize)]) {
        for (word, expected) in words {
            assert_eq!(syllables(language, word), *expected, "{word}");
        }
    }
    check(
        Language::En,
        &[
            ("the", 1),
            ("leader", 2),
            ("named", 1),
            ("printed", 2),
            ("people", 2),
            ("statues", 2),
            ("whole", 1),
            ("while", 1),
            ("little", 2),
            ("pages", 2),
            ("times", 1),
            ("Stalin’s", 2),
            ("journal", 2),
            ("propaganda", 4),
            ("Volgograd", 3),
            ("people", 2),
            ("read", 1),
            ("years", 1),
            ("1956", 4),
            ("October", 3),
            ("places", 2),
        ],
    );
    check(
        Language::Es,
        &[
            ("culto", 2),
            ("país", 2),
            ("ciudad", 2),
            ("guerra", 2),
            ("quien", 1),
            ("que", 1),
            ("miedo", 2),
            ("leer", 2),
            ("muy", 1),
            ("y", 1),
            ("días", 2),
            ("deshielo", 3),
            ("Unión", 2),
            ("Soviética", 4),
            ("oír", 2),
            ("estatua", 3),
        ],
    );
    check(Language::Ru, &[("оттепель", 3), ("съезд", 1), ("в", 0), ("её", 2), ("Волгоград", 3)]);
}
