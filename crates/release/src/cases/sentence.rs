//! Sentences as lists write them, length and punishment in one cell: `10 лет ИТЛ и 5 лет поражения в правах`, `ВМН`.

use super::{Reader, columns::NONE, fields::plain, length::Length, pattern};

/// What the cell of a sentence says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sentence {
    /// The length as cases keep it; `none` when the punishment has none.
    pub(super) length: Option<String>,
    /// The punishment.
    pub(super) penalty: Option<String>,
    /// Words beside them that were not understood.
    pub(super) rest: Vec<String>,
}

/// Punishments that never have a length; of any other one that stands alone the length is not known.
const WITHOUT_LENGTH: [&str; 2] = ["death", "fine"];

#[derive(Clone, Debug)]
enum Token<'t> {
    Number(&'t str, &'t str),
    Word(&'t str),
    Divider,
}

/// Reads a cell; a bare number counts `unit`. Nothing when it is not clear what the sentence is.
pub(super) fn read(cell: &str, unit: &str, reader: &Reader) -> Option<Sentence> {
    let words = &reader.vocabulary.sentence;
    // `ВМН, расстрелян 04.12.1937`: a date is no length.
    let joined = without_money(cell);
    let without_dates: Vec<&str> = joined.split_whitespace().filter(|word| !is_date(word)).collect();
    let joined = without_dates.join(" ");
    let cell = joined.as_str();
    if cell.is_empty() {
        return None;
    }
    if let Some(length) = Length::parse_in(cell, unit, &reader.vocabulary) {
        return Some(Sentence { length: Some(length.to_string()), ..Sentence::default() });
    }
    if let Some(penalty) = reader.fields.get("penalty").and_then(|field| field.value_of(cell))
        && !cell.contains(|c: char| c.is_ascii_digit())
        && !is_any(&words.changed, &pattern::words(&plain(cell)))
    {
        let length = WITHOUT_LENGTH.contains(&penalty).then(|| NONE.to_owned());
        return Some(Sentence { length, penalty: Some(penalty.to_owned()), rest: Vec::new() });
    }
    let text = without_asides(&plain(cell));
    if is_any(&words.changed, &pattern::words(&text)) {
        return None;
    }
    let tokens = tokens(&text)?;
    let at = tokens.iter().position(|token| matches!(token, Token::Number(..)))?;
    let mut sentence = Sentence::default();
    let before: Vec<&str> = tokens[..at].iter().filter_map(word).collect();
    let penalties = penalties(&before, reader);
    sentence.penalty = penalties.first().map(|(value, _)| value.clone());
    let is_known = |(place, word): (usize, &&str)| {
        penalties.iter().any(|(_, places)| places.contains(&place))
            || words.around.iter().chain(&words.dividers).any(|known| known == word)
    };
    let has_unit = matches!(tokens.get(at + 1), Some(Token::Word(word)) if reader.vocabulary.unit_of(word).is_some());
    // `заслання на Північ на 3 роки` says a punishment and a length; the words between them are kept.
    let unknown = before.iter().enumerate().filter(|word| !is_known(*word)).map(|(_, word)| *word).collect::<Vec<_>>();
    if !unknown.is_empty() {
        if !has_unit || penalties.is_empty() {
            return None;
        }
        sentence.rest.push(unknown.join(" "));
    }
    // `multa de 500 ptas.`: what is counted is no time.
    if !has_unit && sentence.penalty.as_deref().is_some_and(|penalty| WITHOUT_LENGTH.contains(&penalty)) {
        return Some(Sentence { length: Some(NONE.to_owned()), ..sentence });
    }
    // `$250 fine and 30 days in jail`: the term is of what follows.
    match sentence.penalty.as_deref() {
        Some("fine") => sentence.penalty = None,
        Some(penalty) if WITHOUT_LENGTH.contains(&penalty) => return None,
        _ => {}
    }
    let (length, rest) = length(&tokens[at..], unit, reader)?;
    sentence.length = Some(length.to_string());
    for chunk in rest.split(|token| is_divider(token, &words.dividers)) {
        let said: Vec<&str> = chunk.iter().filter_map(word).collect();
        let has_number = chunk.iter().any(|token| matches!(token, Token::Number(..)));
        let penalties = self::penalties(&said, reader);
        if is_any(&words.beside, &said) && (has_number || penalties.is_empty() || sentence.penalty.is_some()) {
            continue;
        }
        match penalties.into_iter().next() {
            // `25+5 лет`: the second number is what is added.
            None if has_number => match chunk {
                [Token::Number(..)] => {}
                [Token::Number(..), Token::Word(word)] if reader.vocabulary.unit_of(word).is_some() => {}
                _ => return None,
            },
            Some(_) if has_number => return None,
            Some((value, _)) => {
                sentence.penalty.get_or_insert(value);
            }
            None if said.is_empty() => {}
            // `500 ptas.`: a bare number beside a word that is not known may count anything.
            None if !has_unit => return None,
            None => sentence.rest.push(said.join(" ")),
        }
    }
    Some(sentence)
}

/// Reads a length at the beginning: `12 лет`, `12 años y 1 día`, `10`; returns what follows it.
fn length<'t, 's>(tokens: &'s [Token<'t>], unit: &str, reader: &Reader) -> Option<(Length, &'s [Token<'t>])> {
    const UNITS: [&str; 3] = ["year", "month", "day"];
    let rank = |unit: &str| UNITS.iter().position(|known| *known == unit);
    let part = |tokens: &[Token<'_>]| {
        let [Token::Number(whole, tenths), Token::Word(word), ..] = tokens else { return None };
        let unit = reader.vocabulary.unit_of(word)?;
        Some((Length::of(whole, tenths, unit)?, rank(unit)?))
    };
    let [Token::Number(whole, tenths), ..] = tokens else { return None };
    let Some((mut total, mut last)) = part(tokens) else {
        // `10 ИТЛ`, `25+5 лет`.
        return Some((Length::of(whole, tenths, unit)?, &tokens[1..]));
    };
    let mut rest = &tokens[2..];
    loop {
        let dividers = &reader.vocabulary.sentence.dividers;
        let next = if rest.first().is_some_and(|token| is_divider(token, dividers)) { &rest[1..] } else { rest };
        match part(next) {
            // Smaller units go on with the length; years after years are another punishment.
            Some((more, unit)) if unit > last && !is_added(&next[2..], reader) => {
                (total, last, rest) = (total.plus(more)?, unit, &next[2..]);
            }
            _ => return Some((total, rest)),
        }
    }
}

/// Tells whether what follows a number belongs to an added punishment.
fn is_added(tokens: &[Token<'_>], reader: &Reader) -> bool {
    let words = &reader.vocabulary.sentence;
    let chunk = tokens.split(|token| is_divider(token, &words.dividers)).next().unwrap_or_default();
    let said: Vec<&str> = chunk.iter().filter_map(word).collect();
    is_any(&words.beside, &said)
}

/// Tells whether a word is three numbers, a date: `12.11.37`.
fn is_date(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let parts: Vec<&str> = word.split(['.', '/', '-']).collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Takes out sums of money that say so by a sign: `$1,500.00`, `100 €`.
fn without_money(cell: &str) -> String {
    const SIGNS: [char; 6] = ['$', '£', '€', '₽', '¥', '₴'];
    let is_sum = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = cell.split_whitespace().collect();
    let kept = words.iter().enumerate().filter(|(at, word)| {
        let is_sign = |at: Option<usize>| {
            at.and_then(|at| words.get(at)).is_some_and(|word| SIGNS.iter().any(|sign| *word == sign.to_string()))
        };
        !word.contains(SIGNS) && !(is_sum(word) && (is_sign(at.checked_sub(1)) || is_sign(Some(at + 1))))
    });
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

fn penalties(words: &[&str], reader: &Reader) -> Vec<(String, std::ops::Range<usize>)> {
    let found = reader.fields.get("penalty").map(|field| field.values_in(words)).unwrap_or_default();
    found.into_iter().map(|(value, place)| (value.to_owned(), place)).collect()
}

fn is_any(patterns: &[pattern::Pattern], words: &[&str]) -> bool {
    patterns.iter().any(|pattern| pattern.places(words).next().is_some())
}

fn word<'t>(token: &Token<'t>) -> Option<&'t str> {
    match token {
        Token::Word(word) => Some(word),
        _ => None,
    }
}

fn is_divider(token: &Token<'_>, dividers: &[String]) -> bool {
    match token {
        Token::Divider => true,
        Token::Word(word) => dividers.iter().any(|divider| divider == word),
        Token::Number(..) => false,
    }
}

/// Takes out what stands in parentheses without a digit: `25 (двадцать пять) лет`.
fn without_asides(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('(') {
        let Some((inside, after)) = after.split_once(')') else { break };
        kept.push_str(before);
        kept.push_str(if inside.contains(|c: char| c.is_ascii_digit()) { inside } else { " " });
        rest = after;
    }
    kept + rest
}

/// Divides a text into numbers, words and dividers; nothing for a range of numbers.
fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = |is: &dyn Fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        if first.is_ascii_digit() {
            let n_digits = end(&|c| c.is_ascii_digit());
            let (whole, after) = rest.split_at(n_digits);
            let fraction = after.strip_prefix(['.', ',']).unwrap_or_default();
            let n_tenths = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
            let (tenths, skipped) = if n_tenths > 0 { (&fraction[..n_tenths], n_tenths + 1) } else { ("", 0) };
            rest = &after[skipped..];
            if rest.trim_start().starts_with(['-', '–', '—']) && rest.contains(|c: char| c.is_ascii_digit()) {
                let after = rest.trim_start().trim_start_matches(['-', '–', '—']).trim_start();
                if after.starts_with(|c: char| c.is_ascii_digit()) {
                    return None;
                }
            }
            tokens.push(Token::Number(whole, tenths));
        } else if first.is_alphabetic() {
            let n_letters = end(&|c| c.is_alphabetic() || ['/', '-', '\'', '’'].contains(&c));
            tokens.push(Token::Word(rest[..n_letters].trim_end_matches(['/', '-'])));
            rest = &rest[n_letters..];
        } else {
            if [',', ';', '+', '/', ':'].contains(&first) {
                tokens.push(Token::Divider);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_read_as_lists_write_them() {
        let reader = Reader::bundled().unwrap();
        #[track_caller]
        fn check(reader: &Reader, cell: &str, expected: &str) {
            let told = read(cell, "year", reader).map(|sentence| {
                let rest = sentence.rest.iter().map(|rest| format!("[{rest}]"));
                let parts = sentence.length.into_iter().chain(sentence.penalty).chain(rest);
                parts.collect::<Vec<_>>().join(", ")
            });
            assert_eq!(told.unwrap_or_else(|| "not clear".to_owned()), expected, "{cell}");
        }
        check(&reader, "10 лет 5 месяцев", "10 years 5 months");
        check(&reader, "10 лет ИТЛ", "10 years, imprisonment");
        check(&reader, "10 лет ИТЛ.", "10 years, imprisonment");
        check(&reader, "25 л. ИТЛ и 5 л. п/п", "25 years, imprisonment");
        check(&reader, "15 лет ИТЛ, 5 лет поражения в правах", "15 years, imprisonment");
        check(&reader, "15 лет каторжных работ с поражением в правах на 5 лет", "15 years, imprisonment");
        check(&reader, "10 лет ИТЛ с конфискацией имущества", "10 years, imprisonment");
        check(&reader, "ИТЛ на 8 лет", "8 years, imprisonment");
        check(&reader, "ссылка на 3 года", "3 years, exile");
        check(&reader, "5 лет ссылки", "5 years, exile");
        check(&reader, "3 года лишения свободы", "3 years, imprisonment");
        check(&reader, "6 мес. принудработ", "6 months, other");
        check(&reader, "10 (десять) лет ИТЛ", "10 years, imprisonment");
        check(&reader, "10+5", "10 years");
        check(&reader, "$100 fine", "none, fine");
        check(&reader, "$250.00 fine and 30 days jail", "30 days, imprisonment");
        check(&reader, "12 months probation, $ 1,500 fine", "1 year, other");
        check(&reader, "10 ИТЛ", "10 years, imprisonment");
        check(&reader, "10 лет ИТЛ строгого режима", "10 years, imprisonment");
        check(&reader, "8 років ВТТ", "8 years, imprisonment");
        check(&reader, "12 años y 1 día de reclusión menor", "12 years 1 day, imprisonment");
        check(&reader, "25 Jahre Arbeitslager", "25 years, imprisonment");
        check(&reader, "25+5 a", "25 years");
        check(&reader, "8 lat łagrów", "8 years, imprisonment");
        check(&reader, "10 years labor camp", "10 years, imprisonment");
        check(&reader, "ВМН", "none, death");
        check(&reader, "к расстрелу", "none, death");
        check(&reader, "Todesstrafe", "none, death");
        check(&reader, "Muerte", "none, death");
        // How long is not said.
        check(&reader, "ссылка", "exile");
        check(&reader, "ИТЛ", "imprisonment");
        check(&reader, "ВМН, расстрелян 04.12.1937", "none, death");
        check(&reader, "multa de 500 ptas.", "none, fine");
        check(&reader, "500 ptas.", "not clear");
        check(&reader, "заслання на Північ на 3 роки", "3 years, exile, [північ]");
        check(&reader, "10 a. + 5 a. asumisel", "10 years");
        check(&reader, "8 ani închisoare", "8 years, imprisonment");
        check(&reader, "5 ans de camp", "5 years, imprisonment");
        check(&reader, "10 év", "10 years");
        check(&reader, "10 лет неведомо чего", "10 years, [неведомо чего]");
        // What is not clear is left to people.
        check(&reader, "ВМН, заменена на 10 лет ИТЛ", "not clear");
        check(&reader, "5-10 лет", "not clear");
        check(&reader, "не менее 5 лет", "not clear");
        check(&reader, "10 лет, 3 раза", "not clear");
        check(&reader, "1937", "not clear");
        assert_eq!(read("60", "month", &reader).unwrap().length.unwrap(), "5 years");
    }
}
