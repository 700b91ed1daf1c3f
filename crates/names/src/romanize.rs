//! Romanizations: tables of `data/romanizations` that turn a name of another script into Latin letters.

use std::sync::OnceLock;

/// A table, read when first used.
///
/// A line is `from to`, or `from` alone for a letter that is left out. `^` before `from` stands for the start of a word.
/// The longest `from` wins. Lines with `#` are comments; the first is the table's name in explanations.
#[derive(Debug)]
pub(crate) struct Romanization {
    id: String,
    text: &'static str,
    rules: OnceLock<Vec<(Vec<char>, bool, String)>>,
}

impl Romanization {
    pub(crate) fn lazy(id: &str, text: &'static str) -> Self {
        Self { id: id.to_owned(), text, rules: OnceLock::new() }
    }

    /// Returns the table's name: its first comment line.
    pub(crate) fn name(&self) -> &str {
        self.text.lines().next().and_then(|line| line.strip_prefix('#')).map_or(&self.id, str::trim)
    }

    fn rules(&self) -> &[(Vec<char>, bool, String)] {
        self.rules.get_or_init(|| {
            let lines = self.text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
            let mut rules: Vec<_> = lines
                .map(|line| {
                    let (from, to) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
                    let initial = from.starts_with('^');
                    (from.trim_start_matches('^').chars().collect::<Vec<_>>(), initial, to.trim().to_owned())
                })
                .collect();
            rules.sort_by_key(|(from, initial, _)| (std::cmp::Reverse(from.len()), !initial));
            rules
        })
    }

    /// Writes a text in Latin letters; `inside` says that it continues a word.
    pub(crate) fn apply(&self, text: &str, inside: bool) -> String {
        let letters: Vec<char> = text.chars().collect();
        let lower: Vec<char> = letters.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
        let mut latin = String::new();
        let mut at = 0;
        let mut initial = !inside;
        while at < letters.len() {
            let rule =
                self.rules().iter().find(|(from, at_start, _)| lower[at..].starts_with(from) && (initial || !at_start));
            let (taken, to) = rule.map_or((1, None), |(from, _, to)| (from.len().max(1), Some(to)));
            match to {
                Some(to) if letters[at] != lower[at] => {
                    let mut chars = to.chars();
                    latin.extend(chars.next().into_iter().flat_map(char::to_uppercase).chain(chars));
                }
                Some(to) => latin.push_str(to),
                None => latin.push(letters[at]),
            }
            initial = !letters[at].is_alphabetic();
            at += taken;
        }
        latin
    }
}
