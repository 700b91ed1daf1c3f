//! What tells that a name that is a surname too, or stands for a battle, is that of a place: the town's river behind a preposition,
//! a case that only things have, a chain of stations, a table of towns.

use crate::around::{self, Beside, words};
use crate::cues::CueId;
use crate::gazetteer::{Found, Gazetteer, Reading};
use crate::grammar::Slot;
use crate::lexicon::Lexicon;
use crate::phrase::{Phrase, Phrases, lower};
use crate::resolve::is_area;
use crate::setting::Setting;
use std::ops::Range;

/// Returns why a name that is also a surname means a place here.
pub(crate) fn reason(
    gazetteer: &Gazetteer<'_>,
    found: &Found<'_>,
    setting: &Setting<'_>,
    reading: &Reading,
) -> Option<String> {
    let lexicon = gazetteer.lexicon;
    if let Some(phrase) = setting.beside.follows(&lexicon.located) {
        return Some(format!("`{}` stands before it", phrase.shown()));
    }
    if is_thing(lexicon, setting, reading) {
        return Some("after this preposition a person would stand in another form".to_owned());
    }
    if is_form_of_thing(lexicon, setting, found) {
        return Some("a person would stand in another form".to_owned());
    }
    if setting.is_meant(reading)
        && setting.beside.before.iter().next().is_some_and(|word| leads_to(lexicon, word, reading))
        && !is_seen_in(lexicon, &setting.block().text, &found.range)
    {
        return Some("it was meant earlier in the text".to_owned());
    }
    let text = &setting.block().text;
    if let Some(phrase) = by_its_cue(gazetteer, found, setting, reading) {
        return Some(format!("`{}` stands near it", phrase.shown()));
    }
    if is_on_route(gazetteer, setting, text, &found.range) {
        return Some("a way from one town to the other is told".to_owned());
    }
    if opens_with_place(lexicon, setting, text, &found.range, reading) {
        return Some("the sentence begins with it and goes on about what stands in towns".to_owned());
    }
    if is_news_dateline(text, found) {
        return Some("it heads a report".to_owned());
    }
    if is_told_of_place(gazetteer, found, setting, reading) {
        return Some("a preposition of place leads to it, and the sentence goes on about ways and towns".to_owned());
    }
    if is_in_chain(lexicon, text, &found.range)
        || is_line(lexicon, text, &found.range)
        || is_joined_to_town(gazetteer, setting, text, found)
        || is_among_brackets(gazetteer, setting, text, found)
        || is_among_figures(gazetteer, setting, text, found)
        || is_in_table(gazetteer, found, setting)
        || is_of_club(text, &found.range)
        || is_in_list(lexicon, setting, text, &found.range)
        || is_among_towns(gazetteer, setting, text, &found.range)
    {
        return Some("it stands among towns".to_owned());
    }
    None
}

/// Russian *в Молотов*: of a person the accusative would be *Молотова*.
fn is_thing(lexicon: &Lexicon, setting: &Setting<'_>, reading: &Reading) -> bool {
    let has_both =
        reading.slots.contains(&Slot::nominative()) && reading.slots.contains(&Slot::Case(lexicon.goal.clone()));
    let cases = setting.beside.before.iter().next().and_then(|word| lexicon.governs.get(word));
    has_both
        && !lexicon.person_adjective.is_empty()
        && cases.is_some_and(|cases| {
            cases.contains(&lexicon.goal) && !cases.iter().any(|case| case == crate::grammar::NOMINATIVE)
        })
}

/// Russian *за Молотовом*: of a person the instrumental would be *Молотовым*.
fn is_form_of_thing(lexicon: &Lexicon, setting: &Setting<'_>, found: &Found<'_>) -> bool {
    let written = &setting.block().text[found.range.clone()];
    !lexicon.thing_endings.is_empty() && {
        let written = lower(written);
        lexicon.thing_endings.iter().any(|ending| written.ends_with(ending.as_str()))
    }
}

/// *Поезд стоял в Молотове*, *варить сталь у Жданові*: behind a preposition of place with a case of its own, in a sentence with verbs
/// of going, ways or other towns, and none by which people see something in a person.
fn is_told_of_place(gazetteer: &Gazetteer<'_>, found: &Found<'_>, setting: &Setting<'_>, reading: &Reading) -> bool {
    let lexicon = gazetteer.lexicon;
    let before = &setting.beside.before;
    let is_led =
        before.iter().next().is_some_and(|word| lexicon.governs.contains_key(word) && leads_to(lexicon, word, reading));
    if !is_led {
        return false;
    }
    let has = |phrases: &Phrases| setting.words().first_of(phrases).is_some();
    !has(&lexicon.seen_in)
        && (has(&lexicon.routes)
            || has(&lexicon.motion)
            || has(&lexicon.cities)
            || lexicon.events.values().any(|event| has(&event.place_words))
            || setting.beside.near().first_of(&lexicon.staying).is_some()
            || n_towns(gazetteer, found, setting, &setting.sentence()) > 0)
}

/// Tells whether a word is a preposition of place with the case of the name: Ukrainian `у Жданова` is with the person, `у Жданові` in
/// the town.
fn leads_to(lexicon: &Lexicon, word: &str, reading: &Reading) -> bool {
    let is_case = |case: &String| reading.slots.contains(&Slot::Case(case.clone()));
    lexicon.spatial.iter().any(|known| known == word)
        && lexicon.governs.get(word).is_none_or(|cases| cases.iter().any(is_case))
}

/// A word that tells the place, where a preposition of place stands right before the name, or between the two.
fn by_its_cue<'g>(
    gazetteer: &'g Gazetteer<'_>,
    found: &Found<'_>,
    setting: &Setting<'_>,
    reading: &Reading,
) -> Option<&'g Phrase> {
    /// How many words may lead from the preposition behind the name to the cue: `on the Sea of Azov`.
    const NEAR: usize = 4;
    let lexicon = gazetteer.lexicon;
    let [cues, _] = gazetteer.cues.of_place(reading.place);
    if !cues.iter().any(|cue| setting.here(&[*cue]).is_some()) {
        return None;
    }
    let text = &setting.block().text;
    let sentence = setting.sentence();
    // `in Luhansk and Zhdanov on the Sea of Azov`: the preposition stands before both.
    let is_last = || around::member_before(text, found.range.start, &lexicon.and).is_some_and(|(_, is_last)| is_last);
    let of_list = is_last().then(|| around::head_of_list(&text[..found.range.start], &lexicon.and)).flatten();
    let before = of_list.as_deref().or_else(|| setting.beside.before.iter().next());
    let is_spatial = |word: &str| leads_to(lexicon, word, reading);
    let phrase = |cue: &CueId| gazetteer.cues.phrase(*cue);
    if before.is_some_and(is_spatial) {
        let words: Vec<String> =
            [words(&text[sentence.start..found.range.start]), words(&text[found.range.end..sentence.end])].concat();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        return cues.iter().map(phrase).find(|phrase| around::any_in(&words, std::slice::from_ref(phrase)).is_some());
    }
    // `Zhdanov (Azov Sea)`.
    if let Some((inside, _)) = text[found.range.end..].strip_prefix(" (").and_then(|after| after.split_once(')')) {
        let inside = words(inside);
        let inside: Vec<&str> = inside.iter().map(String::as_str).take(NEAR).collect();
        return cues.iter().map(phrase).find(|phrase| around::any_in(&inside, std::slice::from_ref(phrase)).is_some());
    }
    let after = words(&text[found.range.end..sentence.end]);
    let after: Vec<&str> = after.iter().map(String::as_str).take(NEAR + 1).collect();
    let is_apart = || text[found.range.end..].starts_with(',');
    let is_led_elsewhere = before.is_some_and(|word| !lexicon.leads_to_place(word));
    if is_led_elsewhere && !is_apart()
        || !after.first().is_some_and(|word| is_spatial(word) || lexicon.by.iter().any(|known| known == word))
    {
        return None;
    }
    cues.iter().map(phrase).find(|phrase| around::any_in(&after, std::slice::from_ref(phrase)).is_some())
}

fn is_dash(character: char) -> bool {
    matches!(character, '—' | '–' | '-' | '→')
}

/// A chain of towns joined by dashes: *Москва — Чкалов — Ташкент*. On both sides there is a dash or no word, so that *Moscow —
/// Molotov said* is none.
pub(crate) fn is_in_chain(lexicon: &Lexicon, text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text[..range.start].trim_end(), text[range.end..].trim_start());
    let dashes = [before.ends_with(is_dash), after.starts_with(is_dash)];
    let is_open = !after.starts_with(|character: char| character.is_alphabetic() || is_dash(character));
    let left = || {
        let left = before.trim_end_matches(is_dash).trim_end();
        around::last_words(left, 1).iter().next().map(str::to_owned)
    };
    let right = || around::first_words(after.trim_start_matches(is_dash), 1).iter().next().map(str::to_owned);
    let is_city = |word: Option<String>| word.is_some_and(|word| is_city(lexicon, &word));
    match dashes {
        [true, true] => is_city(left()) || is_city(right()),
        [true, false] => is_open && is_city(left()),
        _ => false,
    }
}

/// *В Чкалове открыта школа*, *Из Чкалова шёл эшелон*: behind a preposition of place at the beginning of a sentence, in a case of
/// its own, before what stands in towns or goes between them.
fn opens_with_place(
    lexicon: &Lexicon,
    setting: &Setting<'_>,
    text: &str,
    range: &Range<usize>,
    reading: &Reading,
) -> bool {
    const NEAR: usize = 5;
    let mut before = setting.beside.before.iter();
    let (Some(word), None) = (before.next(), before.next()) else { return false };
    if !lexicon.governs.contains_key(word) || !leads_to(lexicon, word, reading) {
        return false;
    }
    let after = around::first_words(&text[range.end..], NEAR);
    let has = |phrases: &Phrases| after.iter().any(|word| phrases.first_of(std::iter::once(word)).is_some());
    let is_from = lexicon.from.iter().any(|from| from == word);
    let is_told =
        if is_from { has(&lexicon.routes) } else { lexicon.events.values().any(|event| has(&event.place_words)) };
    is_told && !is_seen_in(lexicon, text, range)
}

/// *В Молотове рабочие видели вождя*: people see something in a person.
fn is_seen_in(lexicon: &Lexicon, text: &str, range: &Range<usize>) -> bool {
    const NEAR: usize = 5;
    let after = around::first_words(&text[range.end..], NEAR);
    after.iter().any(|word| lexicon.seen_in.first_of(std::iter::once(word)).is_some())
}

/// Beside a town: *Stalino and Kharkov*, *Kharkov – Stalino*. A comma is too little: *Stalino, Kharkov region* is a village.
pub(crate) fn is_beside_town(lexicon: &Lexicon, setting: &Setting<'_>, text: &str, range: &Range<usize>) -> bool {
    let is_and = |word: &str| lexicon.and.iter().any(|and| and == word);
    let leads = |words: &mut dyn Iterator<Item = &str>| {
        words.next().is_some_and(is_and) && words.next().is_some_and(|word| is_city(lexicon, word))
    };
    let after = around::first_words(&text[range.end..], 3);
    // `Stalino and Kharkov oblasts`.
    let is_region = after.iter().last().is_some_and(|word| {
        lexicon.classes.get("region").is_some_and(|region| region.after.first_of(std::iter::once(word)).is_some())
    });
    !is_region
        && (leads(&mut setting.beside.before.iter())
            || text[range.end..].starts_with(' ') && leads(&mut after.iter())
            || is_in_chain(lexicon, text, range)
            || is_end_of_line(lexicon, text, range))
}

/// One end of a line between two towns: *Moscow–Stalino*. A capital is one, which alone would tell its country.
fn is_end_of_line(lexicon: &Lexicon, text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text[..range.start].trim_end(), text[range.end..].trim_start());
    let left = before.ends_with(is_dash).then(|| around::last_words(before.trim_end_matches(is_dash).trim_end(), 1));
    let right = after.starts_with(is_dash).then(|| around::first_words(after.trim_start_matches(is_dash), 1));
    [left, right].into_iter().flatten().any(|words| words.iter().any(|word| is_town(lexicon, word)))
}

/// *Кимры — Щербаков, Щербаков — Ярославль*: a line between two towns, of which one is known, and nothing more beside it.
fn is_line(lexicon: &Lexicon, text: &str, range: &Range<usize>) -> bool {
    let is_open = |character: char| matches!(character, ',' | ';' | ':' | '.' | '\n');
    let (before, after) = (text[..range.start].trim_end(), text[range.end..].trim_start());
    let other = match (before.ends_with(is_dash), after.starts_with(is_dash)) {
        (false, true) if before.is_empty() || before.ends_with(is_open) => {
            let word = after.trim_start_matches(is_dash).trim_start();
            let length = word.find(|character: char| !around::is_of_word(character)).unwrap_or(word.len());
            (word[length..].is_empty() || word[length..].starts_with(is_open)).then_some(&word[..length])
        }
        (true, false) if after.is_empty() || after.starts_with(is_open) => {
            let left = before.trim_end_matches(is_dash).trim_end();
            around::last_word(left)
                .filter(|word| left[..word.start].is_empty() || left[..word.start].trim_end().ends_with(is_open))
                .map(|word| &left[word])
        }
        _ => None,
    };
    other.is_some_and(|word| is_city(lexicon, word) && !is_surname(lexicon, word))
}

/// Tells whether a word names a town, or tells a country as capitals do, and is no surname.
fn is_town(lexicon: &Lexicon, word: &str) -> bool {
    let is_cue = |cue: &Phrase| cue.words().len() == 1 && cue.begins(std::iter::once(word));
    !is_surname(lexicon, word) && (is_city(lexicon, word) || lexicon.countries.values().flatten().any(is_cue))
}

/// A way between two towns, with a word for what goes it: *the train from Moscow to Molotov*, *from Stalino to Zhdanov the road is bad*.
fn is_on_route(gazetteer: &Gazetteer<'_>, setting: &Setting<'_>, text: &str, range: &Range<usize>) -> bool {
    const NEAR: usize = 8;
    let lexicon = gazetteer.lexicon;
    let before: Vec<&str> = setting.beside.before.iter().collect();
    let is_from = |word: &str| lexicon.from.iter().any(|from| from == word);
    let is_of_record = |word: &str| {
        let names = setting.names_in(&setting.sentence()).iter().filter(|name| is_settled(gazetteer, name));
        names.into_iter().any(|name| lower(&text[name.range.clone()]) == word)
    };
    let is_town = |word: &str| is_town(lexicon, word) || is_of_record(word);
    let is_route = |word: &str| lexicon.routes.first_of(std::iter::once(word)).is_some();
    // `The train Sofia – Stalin leaves`.
    let left = text[..range.start].trim_end();
    if left.ends_with(is_dash) {
        let words = around::last_words(left.trim_end_matches(is_dash), NEAR);
        let mut words = words.iter();
        return words.next().is_some_and(is_town) && words.any(is_route);
    }
    let after = || around::first_words(&text[range.end..], NEAR);
    let joins = match before.as_slice() {
        [_, town, from, ..] if is_from(from) => is_town(town),
        [from, ..] if is_from(from) => after().iter().nth(1).is_some_and(is_town),
        _ => false,
    };
    joins && (before.iter().copied().any(is_route) || setting.words().iter().any(is_route))
}

/// A member of a list of figures in which a town is another: *Sverdlovsk 17, Molotov 19*.
fn is_among_figures(gazetteer: &Gazetteer<'_>, setting: &Setting<'_>, text: &str, found: &Found<'_>) -> bool {
    const FAR: usize = 400;
    let is_figure = |word: &Range<usize>| is_of_figures(text, word);
    stands_as_town_near(gazetteer, setting, found, FAR, is_figure, |name| is_sure(gazetteer, name))
}

/// Behind a dash and another town of the record: *Сталино — Жданов 123 км*; or behind a word for towns: *крупнейший порт — Жданов*.
fn is_joined_to_town(gazetteer: &Gazetteer<'_>, setting: &Setting<'_>, text: &str, found: &Found<'_>) -> bool {
    let before = text[..found.range.start].trim_end();
    if !before.ends_with(is_dash) {
        return false;
    }
    let before = before.trim_end_matches(is_dash).trim_end();
    let last = around::last_word(before);
    let is_class = |word: &str| {
        gazetteer
            .lexicon
            .classes
            .get("city")
            .is_some_and(|class| class.before.last_of(std::iter::once(lower(word).as_str())).is_some())
    };
    last.is_some_and(|word| {
        setting.names_in(&word).iter().any(|name| name.range == word && is_settled(gazetteer, name))
            || is_class(&text[word])
    })
}

/// In brackets, as another town is beside it: *Зурахов (Сталино) — Левитин (Чкалов)*.
fn is_among_brackets(gazetteer: &Gazetteer<'_>, setting: &Setting<'_>, text: &str, found: &Found<'_>) -> bool {
    const FAR: usize = 200;
    let is_bracketed = |word: &Range<usize>| text[..word.start].ends_with('(') && text[word.end..].starts_with(')');
    stands_as_town_near(gazetteer, setting, found, FAR, is_bracketed, |name| is_settled(gazetteer, name))
}

/// Whether a name and, not `far` from it, a town stand in a certain way: a name of the record that `is_town`, or a known city.
fn stands_as_town_near(
    gazetteer: &Gazetteer<'_>,
    setting: &Setting<'_>,
    found: &Found<'_>,
    far: usize,
    stands_so: impl Fn(&Range<usize>) -> bool,
    is_town: impl Fn(&Found<'_>) -> bool,
) -> bool {
    let (lexicon, text) = (gazetteer.lexicon, &setting.block().text);
    if !stands_so(&found.range) {
        return false;
    }
    let near =
        around::boundary(text, found.range.start.saturating_sub(far))..around::boundary(text, found.range.end + far);
    setting.names_in(&near).iter().any(|name| is_town(name) && stands_so(&name.range))
        || around::words_at(text, &near)
            .iter()
            .any(|(range, word)| is_city(lexicon, word) && !is_surname(lexicon, word) && stands_so(range))
}

/// The place and the day of a letter or a report: *Stalingrad, den 4. Juli*.
pub(crate) fn is_dateline(text: &str, range: &Range<usize>) -> bool {
    let is_day = |word: &str| {
        let digits = word.len() - word.trim_start_matches(|first: char| first.is_ascii_digit()).len();
        matches!(digits, 1 | 2)
    };
    around::opens_paragraph(&text[..range.start])
        && text[range.end..].strip_prefix(", ").is_some_and(|after| after.split_whitespace().take(2).any(is_day))
}

/// The place from which a newspaper has its report, in capitals before the day or the agency: *СТАЛИНГРАД, 14 июля. (ТАСС)*.
pub(crate) fn is_news_dateline(text: &str, found: &Found<'_>) -> bool {
    found.in_capitals
        && (is_dateline(text, &found.range)
            || around::opens_paragraph(&text[..found.range.start])
                && text[found.range.end..].trim_start_matches(['.', ' ']).starts_with('('))
}

/// The first line of an address: *Сталинград, ул. Мира, 5*.
pub(crate) fn is_of_address(lexicon: &Lexicon, text: &str, range: &Range<usize>) -> bool {
    let street = lexicon.classes.get("street");
    let after = text[range.end..].strip_prefix(',').unwrap_or_default();
    let word = || around::first_words(after, 1);
    street.is_some_and(|street| street.before.first_of(word().iter()).is_some())
}

/// Joined by a dash to a word with a capital: *Москва—Сталинград*.
pub(crate) fn is_dashed(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text[..range.start].trim_end(), text[range.end..].trim_start());
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let left = || {
        before
            .trim_end_matches(is_dash)
            .trim_end()
            .rsplit(|c: char| !around::is_of_word(c))
            .next()
            .is_some_and(is_capital)
    };
    before.ends_with(is_dash) && left()
        || after.starts_with(is_dash) && is_capital(after.trim_start_matches(is_dash).trim_start())
}

/// Counts the other names in a sentence that only towns have and no battle made famous.
pub(crate) fn n_towns(
    gazetteer: &Gazetteer<'_>,
    found: &Found<'_>,
    setting: &Setting<'_>,
    sentence: &Range<usize>,
) -> usize {
    setting.names_in(sentence).iter().filter(|name| name.range != found.range && is_sure(gazetteer, name)).count()
}

/// Tells whether a name can only mean a settlement or a region.
fn is_settled(gazetteer: &Gazetteer<'_>, name: &Found<'_>) -> bool {
    name.readings.iter().all(|reading| !reading.is_surname && is_area(&gazetteer.places[reading.place].class))
}

/// Tells whether only towns have a name, and no battle made it famous.
fn is_sure(gazetteer: &Gazetteer<'_>, name: &Found<'_>) -> bool {
    name.readings.iter().all(|reading| {
        let place = &gazetteer.places[reading.place];
        place.class == "city" && !reading.is_surname && gazetteer.events[reading.place].is_none()
    })
}

/// A member of a list of figures: *Sverdlovsk 17, Molotov 19*; *Київ +22, Сталіно +27*; *Gorky, 640,000; Molotov, 460,000*.
pub(crate) fn is_of_figures(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text[..range.start].trim_end(), text[range.end..].trim_start());
    let is_member = before.ends_with([',', ';', ':']);
    let is_digit = |character: char| character.is_ascii_digit();
    // What only figures follow on is no day of a month.
    if let Some(figure) = after.strip_prefix(", ").filter(|figure| is_member && figure.starts_with(is_digit)) {
        let rest = figure.trim_start_matches(|character: char| is_digit(character) || ", .\u{A0}".contains(character));
        return rest.is_empty() || rest.starts_with([';', '\n', '(']);
    }
    // `Stalingrad – 19 November` alone is no figure.
    let after = match after.strip_prefix(['+', '-', '−', '–', '—']) {
        Some(rest) if is_member => rest.trim_start(),
        Some(rest) => rest,
        None => after,
    };
    (before.is_empty() || is_member) && after.starts_with(is_digit) && text[range.end..].starts_with([' ', '\u{A0}'])
}

/// *в Жданове, Запорожье*, *из Жданова в Запорожье*: behind a preposition of place, and before another town.
fn is_in_list(lexicon: &Lexicon, setting: &Setting<'_>, text: &str, range: &Range<usize>) -> bool {
    let is_spatial = |word: &str| lexicon.spatial.iter().any(|known| known == word);
    let rest = &text[range.end..];
    let after = around::first_words(rest.strip_prefix(',').unwrap_or(rest), 2);
    let mut after = after.iter();
    let next = match after.next() {
        Some(word) if !rest.starts_with(',') => is_spatial(word).then(|| after.next()).flatten(),
        word => word,
    };
    setting.beside.before.iter().next().is_some_and(is_spatial) && next.is_some_and(|word| is_city(lexicon, word))
}

/// A member of a list between two towns, or behind two of them and an `and`: *Riga, Zhdanov and Odessa*; *from Riga, Odessa and
/// Zhdanov*. One town is too little: *in Riga, Zhdanov spoke*.
fn is_among_towns(gazetteer: &Gazetteer<'_>, setting: &Setting<'_>, text: &str, range: &Range<usize>) -> bool {
    let lexicon = gazetteer.lexicon;
    let is_town = |word: &Range<usize>| {
        let written = &text[word.clone()];
        let known = setting.names_in(word).first().filter(|name| name.range == *word);
        known.map_or_else(|| is_city(lexicon, written), |name| is_settled(gazetteer, name))
            && !is_surname(lexicon, written)
    };
    let before = around::member_before(text, range.start, &lexicon.and);
    let Some((left, is_last)) = before.filter(|(word, _)| is_town(word)) else { return false };
    if is_last {
        return around::member_before(text, left.start, &lexicon.and).is_some_and(|(word, _)| is_town(&word));
    }
    around::member_after(text, range.end, &lexicon.and).is_some_and(|word| is_town(&word))
}

/// Tells whether a word is a form of a surname that the lexicon knows.
fn is_surname(lexicon: &Lexicon, word: &str) -> bool {
    let word = lower(word);
    lexicon.persons.iter().any(|person| {
        word.strip_prefix(person.as_str())
            .is_some_and(|ending| ending.is_empty() || lexicon.person_endings.iter().any(|known| known == ending))
    })
}

/// The town of a club in a result: *Torpedo (Stalingrad) – Dinamo (Minsk) 1:1*.
pub(crate) fn is_of_club(text: &str, range: &Range<usize>) -> bool {
    let has_score = |text: &str| {
        let bytes = text.as_bytes();
        bytes.windows(3).any(|three| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit())
    };
    let line = |text: &str, from_end: bool| -> String {
        let mut lines = text.lines();
        (if from_end { lines.next_back() } else { lines.next() }).unwrap_or_default().to_owned()
    };
    text[..range.start].ends_with('(')
        && text[range.end..].starts_with(')')
        && (has_score(&line(&text[..range.start], true)) || has_score(&line(&text[range.end..], false)))
}

/// Tells whether a word is the name of a town that the lexicon knows.
pub(crate) fn is_city(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.cities.first_of(std::iter::once(lower(word).as_str())).is_some()
}

/// Tells whether a verb of going or staying leads to a name: *she moved to*.
pub(crate) fn is_visited(lexicon: &Lexicon, beside: &Beside) -> bool {
    let near = beside.near();
    [&lexicon.motion, &lexicon.staying].into_iter().any(|verbs| near.first_of(verbs).is_some())
}

/// Tells whether a name fills a cell of a table, or stands alone in a line, as another town does.
pub(crate) fn is_in_table(gazetteer: &Gazetteer<'_>, found: &Found<'_>, setting: &Setting<'_>) -> bool {
    /// How many cells, each a block of its own, are looked at on both sides.
    const NEAR: usize = 24;
    let block = setting.block();
    if !fills_cell(&block.text, &found.range) {
        return false;
    }
    // The head of the column: `City`.
    let is_class = |cell: &str| {
        let (cell, classes) = (lower(cell), &gazetteer.lexicon.classes);
        ["city", "town"].iter().filter_map(|class| classes.get(*class)).any(|class| {
            [&class.before, &class.after].iter().any(|words| words.first_of(std::iter::once(cell.as_str())).is_some())
        })
    };
    let is_town = |text: &str, start: usize, names: &[Found<'_>]| {
        cells(text).any(|cell| is_city(gazetteer.lexicon, &text[cell.clone()]) || is_class(&text[cell]))
            || names.iter().any(|name| {
                !std::ptr::eq(name, found)
                    && is_sure(gazetteer, name)
                    && name.range.end - start <= text.len()
                    && fills_cell(text, &(name.range.start - start..name.range.end - start))
            })
    };
    /// A cell that is a block holds a name and little else.
    const LONGEST: usize = 40;
    let is_alone = found.range == (0..block.text.trim_end().len());
    let mut near = setting.around(if is_alone { NEAR } else { 0 });
    // A table of plain text is one block: its next lines are looked at.
    let whole = lines_around(&block.text, &found.range);
    let names = setting.names_in(&whole);
    is_town(&block.text[whole.clone()], whole.start, names)
        || near.any(|(block, names)| block.text.len() <= LONGEST && is_town(&block.text, 0, names))
}

/// The whole lines around a range, some hundred letters of them; nothing of lines that are longer.
fn lines_around(text: &str, range: &Range<usize>) -> Range<usize> {
    const FAR: usize = 1000;
    let from = around::boundary(text, range.start.saturating_sub(FAR));
    let to = around::boundary(text, range.end + FAR);
    let start = if from == 0 { 0 } else { text[from..range.start].find('\n').map_or(range.start, |at| from + at + 1) };
    let end =
        if to == text.len() { to } else { text[range.end..to].rfind('\n').map_or(range.end, |at| range.end + at) };
    start..end
}

/// Tells whether a range fills a cell: all between tabs, bars or line breaks, without spaces.
pub(crate) fn fills_cell(text: &str, range: &Range<usize>) -> bool {
    let is_edge = |character: char| matches!(character, '\t' | '|' | '\n');
    let before = text[..range.start].trim_end_matches(' ');
    let after = text[range.end..].trim_start_matches(' ');
    (before.is_empty() || before.ends_with(is_edge)) && (after.is_empty() || after.starts_with(is_edge))
}

fn cells(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split(['\t', '|', '\n']).map(move |cell| {
        let from = start + (cell.len() - cell.trim_start().len());
        let range = from..from + cell.trim().len();
        start += cell.len() + 1;
        range
    })
}
