//! Which place a name in a text means, and why: the places that bore it on the date, ranked by what stands around it.
//!
//! A name is *clear* when one place is well ahead of the others and nothing speaks against reading a place at all: a fixed
//! expression, a person of that name, a title in quotation marks. Whatever is not clear is left alone, with the reason.

use crate::around::{self, Beside};
use crate::cues::CueId;
use crate::gazetteer::{Found, Gazetteer, Place, Reading};
use crate::grammar::Slot;
use crate::lexicon::Class;
use crate::located;
use crate::phrase::Phrase;
use crate::revise::Options;
use crate::setting::Setting;
use crate::times::Times;
use crate::title;
use serde::Serialize;
use thaw_core::{Answer, NameKind};

/// A place that a name can mean, with what speaks for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranked {
    /// The id of the place.
    pub place: String,
    /// What it is called on the other date, or its id where that is not known.
    pub name: String,
    /// Its class: `city`.
    pub class: String,
    /// Its country.
    pub country: Option<String>,
    /// The higher, the likelier.
    pub score: i32,
    /// What speaks for and against it.
    pub reasons: Vec<String>,
}

/// What a name in a text means.
#[derive(Clone, Debug)]
pub struct Resolved<'g> {
    /// The reading, when it is clear.
    pub clear: Option<&'g Reading>,
    /// Why it is clear or left alone, in one sentence.
    pub reason: String,
    /// The places, the likeliest first; when they are to be explained.
    pub ranked: Vec<Ranked>,
}

/// How far ahead the best place must be.
const MARGIN: i32 = 2;

/// Tells what a found name means on a date.
///
/// With `keep_quotations`, a name in a quotation is not clear.
#[must_use]
pub(crate) fn resolve<'g>(
    gazetteer: &Gazetteer<'g>,
    found: &Found<'g>,
    setting: &Setting<'_>,
    times: &Times<'_>,
    options: &Options,
) -> Resolved<'g> {
    let left = |reason: String| Resolved { clear: None, reason, ranked: Vec::new() };
    if let Some(reason) = no_place(gazetteer, found, setting, options.keep_quotations) {
        return left(reason);
    }
    let mut candidates: Vec<(&Reading, Answer)> = Vec::new();
    for reading in found.readings {
        let answer = times.holds(reading);
        if answer > Answer::No
            && !candidates.iter().any(|(other, _)| other.place == reading.place && other.slots == reading.slots)
        {
            candidates.push((reading, answer));
        }
    }
    if candidates.is_empty() {
        return left(format!("no place bore this name {}", times.said));
    }
    if let Some(reason) = event(gazetteer, found, setting, times) {
        return left(reason);
    }
    rank(gazetteer, found, setting, times, candidates, options.is_explained)
}

/// Returns another name in the sentence that can only mean one place, a city.
fn companion<'g>(
    gazetteer: &Gazetteer<'g>,
    found: &Found<'_>,
    setting: &Setting<'_>,
    times: &Times<'_>,
) -> Option<&'g str> {
    setting.names_in(&setting.sentence()).iter().filter(|name| name.range != found.range).find_map(|name| {
        let is_possible =
            |reading: &&Reading| is_area(&gazetteer.places[reading.place].class) && times.holds(reading) == Answer::Yes;
        let mut held = name.readings.iter().filter(is_possible);
        let first = held.next()?;
        let is_city = gazetteer.places[first.place].class == "city" && held.all(|other| other.place == first.place);
        (is_city && !name.is_of_person).then(|| gazetteer.name(first).text.as_str())
    })
}

fn rank<'g>(
    gazetteer: &Gazetteer<'g>,
    found: &Found<'g>,
    setting: &Setting<'_>,
    times: &Times<'_>,
    candidates: Vec<(&'g Reading, Answer)>,
    is_explained: bool,
) -> Resolved<'g> {
    let said = gazetteer.lexicon.classes.iter().find_map(|(class, words)| {
        let before =
            setting.beside.follows(&words.before).filter(|phrase| !is_preposition(gazetteer, found, setting, phrase));
        Some((class, before.or_else(|| setting.beside.precedes(&words.after))?))
    });
    // What is no settlement or region is meant only when a word says so.
    let mut possible: Vec<(&Reading, Answer)> = Vec::new();
    for (reading, answer) in candidates {
        if !names_class(gazetteer, said, reading) && is_meant_instead(gazetteer, setting, reading) {
            let place = &gazetteer.places[reading.place];
            return Resolved {
                clear: None,
                reason: format!("a {} of this name may be meant: {}", place.class, place.id),
                ranked: Vec::new(),
            };
        }
        let is_known = possible.iter().any(|(other, _)| other.place == reading.place);
        if !is_known
            && (is_area(&gazetteer.places[reading.place].class)
                || names_class(gazetteer, said, reading) && is_in_town(gazetteer, setting, reading))
        {
            possible.push((reading, answer));
        }
    }
    // Only where several places are possible, known or not, the text around the name is searched for what tells them apart.
    let is_common =
        possible.iter().any(|(reading, _)| gazetteer.lexicon.common.contains(&gazetteer.name(reading).text));
    let with_cues = possible.len() > 1 || is_common;
    let city =
        || companion(gazetteer, found, setting, times).map(|name| format!("`{name}`, a city, stands in the sentence"));
    let is_beside_town = || located::is_beside_town(gazetteer.lexicon, setting, &setting.block().text, &found.range);
    let town = || is_beside_town().then(|| "a town stands beside it".to_owned());
    let is_dateline = || located::is_dateline(&setting.block().text, &found.range);
    let dateline = || is_dateline().then(|| "it heads a letter or a report".to_owned());
    let companion = if with_cues { city().or_else(town).or_else(dateline) } else { None };
    let is_native = |reading: &Reading| {
        let name = gazetteer.name(reading);
        name.kind == NameKind::Official && name.lang.primary() == gazetteer.lang.primary()
    };
    let n_native = possible.iter().filter(|(reading, _)| is_native(reading)).count();
    let with_native = n_native == 1 && possible.len() > 1;
    let is_told = is_explained || possible.len() > 1;
    // A city of the name that the paragraph speaks of goes before one that only other paragraphs do.
    let is_here = |reading: &Reading| {
        let [of_place, of_country] = gazetteer.cues.of_place(reading.place);
        setting.here(of_place).or_else(|| setting.here(of_country)).is_some()
    };
    let is_city = |reading: &Reading| gazetteer.places[reading.place].class == "city";
    let has_city_here = with_cues && possible.iter().any(|(reading, _)| is_city(reading) && is_here(reading));
    let mut scored: Vec<(Score, &Reading, Answer)> = possible
        .into_iter()
        .map(|(reading, answer)| {
            let is_elsewhere = has_city_here && !is_here(reading);
            let mut score =
                score(gazetteer, setting, said, reading, Cued { is_wanted: with_cues, is_elsewhere }, is_told);
            if let Some(told) = companion.as_ref().filter(|_| gazetteer.places[reading.place].class == "city") {
                score.add(2, || told.clone());
                score.has_context = true;
            }
            if with_native && is_native(reading) && !is_elsewhere {
                score.add(1, || "only here it is the official name in this language".to_owned());
            }
            (score, reading, answer)
        })
        .collect();
    scored.sort_by_key(|(score, reading, _)| (std::cmp::Reverse(score.points), reading.place));
    let rank = |(score, reading, _): &(Score, &Reading, Answer)| {
        let place = &gazetteer.places[reading.place];
        let id = &place.id.0;
        Ranked {
            place: id.clone(),
            name: times.name_then(reading.place).map_or_else(|| id.clone(), |name| name.text.clone()),
            class: place.class.clone(),
            country: place.country.clone(),
            score: score.points,
            reasons: score.reasons.clone().unwrap_or_default(),
        }
    };
    let ranked: Vec<Ranked> = if is_explained { scored.iter().map(rank).collect() } else { Vec::new() };
    let left = |reason: String, ranked: Vec<Ranked>| Resolved { clear: None, reason, ranked };
    let Some((best, reading, answer)) = scored.first() else {
        return left("no place of this class is known by this name".to_owned(), ranked);
    };
    let is_located = || located::reason(gazetteer, found, setting, reading).is_some();
    if found.is_of_person && !best.names_class && !is_located() {
        return left("it is also a surname, and no word beside it names a place".to_owned(), ranked);
    }
    if best.is_contradicted {
        return left("a word beside it names another class of place".to_owned(), ranked);
    }
    if *answer == Answer::Possibly {
        return left(format!("it is not sure that the place bore this name {}", times.said), ranked);
    }
    // `The capital of Romania and the town of Stalin`: other towns of the name may not be known in this language.
    if found.is_of_person
        && !is_here(reading)
        && !setting.is_meant(reading)
        && let Some(cue) = elsewhere(gazetteer, setting, &gazetteer.places[reading.place])
    {
        let cue = gazetteer.cues.phrase(cue).shown();
        return left(format!("it is also a surname, and `{cue}` tells another country"), ranked);
    }
    match scored.get(1) {
        None if is_common && !best.has_context => {
            return left(
                "more places bore this name than are known, and nothing around it tells which".to_owned(),
                ranked,
            );
        }
        None => {}
        Some(_) if !best.has_context => {
            return left(format!("{} places bore this name, and nothing around it tells which", scored.len()), ranked);
        }
        Some((second, _, _)) if best.points < second.points + MARGIN => {
            return left(format!("{} places bore this name, and it is not clear which", scored.len()), ranked);
        }
        Some(_) => {}
    }
    let id = &gazetteer.places[reading.place].id.0;
    let name = times.name_then(reading.place).map_or(id.as_str(), |name| name.text.as_str());
    let reason = match scored.len() {
        1 => format!("only {name} bore this name {}", times.said),
        n => {
            format!("{name} is the likeliest of {n} places: {}", best.reasons.as_deref().unwrap_or_default().join(", "))
        }
    };
    Resolved { clear: Some(reading), reason, ranked }
}

/// Tells whether a word that can be short for a class of places is a preposition here: Russian `с. Сталино`, but `с Сталинском`.
fn is_preposition(gazetteer: &Gazetteer<'_>, found: &Found<'_>, setting: &Setting<'_>, phrase: &Phrase) -> bool {
    const LONGEST: usize = 2;
    phrase.written().chars().count() <= LONGEST
        && gazetteer.lexicon.governs.contains_key(phrase.written())
        && !setting.block().text[..found.range.start].trim_end().ends_with('.')
}

/// Returns why a found form names no place here.
fn no_place(
    gazetteer: &Gazetteer<'_>,
    found: &Found<'_>,
    setting: &Setting<'_>,
    keep_quotations: bool,
) -> Option<String> {
    let text = &setting.block().text;
    let (before, after) = (&text[..found.range.start], &text[found.range.end..]);
    if is_joined(before, after) {
        return Some("it is part of a compound, an address or a hashtag".to_owned());
    }
    if let Some(phrase) = setting.beside.follows(&gazetteer.lexicon.fixed_before) {
        return Some(format!("fixed expression: it stands after `{}`", phrase.shown()));
    }
    if let Some(phrase) = setting.beside.precedes(&gazetteer.lexicon.fixed_after) {
        return Some(format!("fixed expression: it stands before `{}`", phrase.shown()));
    }
    if let Some(reason) = title::part_of_name(gazetteer, found, &setting.beside, text) {
        return Some(reason);
    }
    if title::is_street(gazetteer, found, &setting.beside, &text[found.range.clone()]) {
        return Some("it stands beside a word for streets: the name of a street".to_owned());
    }
    title::quoted(gazetteer.lexicon, setting, &found.range, keep_quotations)
}

/// Returns why a found form means, or may mean, what happened at a place and not the place.
fn event(gazetteer: &Gazetteer<'_>, found: &Found<'_>, setting: &Setting<'_>, times: &Times<'_>) -> Option<String> {
    let lexicon = gazetteer.lexicon;
    let event = found.readings.iter().find_map(|reading| gazetteer.events[reading.place])?;
    if event.during.as_ref().is_some_and(|during| times.date.is_within(during) > Answer::No) {
        return Some("what happened there may be meant: the text is of that time".to_owned());
    }
    let text = &setting.block().text;
    let sentence = setting.short_sentence();
    let words = setting.words();
    if located::is_news_dateline(text, found) {
        return None;
    }
    if title::is_work_of(lexicon, &text[..found.range.start]) {
        return Some("a name in the genitive stands before it: it may be a work of this author".to_owned());
    }
    if let Some(phrase) = setting.beside.follows(&event.before) {
        // German `nach` is also the word for where somebody goes.
        let is_goal =
            setting.beside.follows(&event.place_before).is_some() && words.first_of(&lexicon.motion).is_some();
        if !is_goal {
            return Some(format!("what happened there may be meant: it stands after `{}`", phrase.shown()));
        }
    }
    if let Some(phrase) = words.first_of(&event.words) {
        return Some(format!("what happened there may be meant: `{}` stands in the sentence", phrase.shown()));
    }
    let beside = &setting.beside;
    let is_adjective =
        found.readings.iter().all(|reading| reading.slots.iter().all(|slot| matches!(slot, Slot::Adjective(_))));
    let names_class = |class: &Class| beside.follows(&class.before).or_else(|| beside.precedes(&class.after)).is_some();
    let is_certain = is_adjective
        || words.first_of(&event.place_words).is_some()
        || lexicon.classes.values().any(names_class)
        || located::is_of_club(text, &found.range)
        || located::is_of_address(lexicon, text, &found.range)
        || located::is_in_table(gazetteer, found, setting);
    // `In` alone may lead to either, and so may the town's river: there must be two such things, in the sentence or in a text
    // around it that goes on about the town. A theatre is enough.
    let is_place = is_certain || {
        const FAR: usize = 600;
        const ENOUGH: usize = 2;
        let n_told = usize::from(beside.follows(&event.place_before).is_some())
            + usize::from(beside.follows(&lexicon.located).is_some() || located::is_visited(lexicon, beside))
            + usize::from(found.readings.iter().any(|reading| setting.is_meant(reading)))
            + usize::from(located::is_of_figures(text, &found.range) || located::is_dashed(text, &found.range))
            + usize::from(located::is_dateline(text, &found.range))
            + words.places_of(&event.place_hints).count()
            + words.places_of(&lexicon.cities).count()
            + located::n_towns(gazetteer, found, setting, &sentence);
        // How many more are near, up to as many as are missing.
        let n_near = |n_missing: usize| {
            let from = around::boundary(text, found.range.start.saturating_sub(FAR)).min(sentence.start);
            let to = around::boundary(text, found.range.end + FAR).max(sentence.end);
            let near = around::all_words([&text[from..sentence.start], &text[sentence.end..to]]);
            let is_event = near.first_of(&event.words).is_some();
            if is_event {
                return 0;
            }
            let n_near = near.places_of(&event.place_words).take(n_missing).count();
            // `From Stalingrad she left in May. To Stalingrad she did not return.`
            let is_other = |name: &&Found<'_>| {
                name.range != found.range
                    && name.readings.first().map(|reading| reading.place)
                        == found.readings.first().map(|reading| reading.place)
                    && Beside::new(text, &name.range).follows(&event.place_before).is_some()
            };
            n_near + setting.names_in(&(from..to)).iter().filter(is_other).take(n_missing - n_near).count()
        };
        n_told >= ENOUGH || n_near(ENOUGH - n_told) >= ENOUGH - n_told
    };
    (!is_place).then(|| "nothing in the sentence tells whether the place or what happened there is meant".to_owned())
}

/// Tells whether a name is a part of something longer: a compound, also one that the end of a line divides, or an address. A figure
/// behind a stop calls a note.
fn is_joined(before: &str, after: &str) -> bool {
    let is_hyphen = |character: char| matches!(character, '-' | '\u{2010}' | '\u{2011}' | '\u{AD}' | '¬');
    let is_in_address = |character: char| matches!(character, '@' | '/' | '_' | '\\' | '=');
    let mut ahead = after.chars();
    let joins_ahead = match ahead.next() {
        Some('.') => ahead.next().is_some_and(char::is_alphabetic),
        // Markdown has it before an apostrophe: `Stalingrad\'s`.
        Some('\\') => ahead.next().is_some_and(char::is_alphanumeric),
        Some(hyphen) if is_hyphen(hyphen) => over_line_end(ahead.as_str()).starts_with(char::is_alphanumeric),
        Some(other) => is_in_address(other),
        None => false,
    };
    let ends_with_hyphen =
        |text: &str| text.strip_suffix(is_hyphen).is_some_and(|word| word.ends_with(char::is_alphanumeric));
    let line = before.trim_end_matches([' ', '\t']).strip_suffix('\n');
    joins_ahead
        || before.ends_with(|last| is_in_address(last) || matches!(last, '#' | '&'))
        || ends_with_hyphen(before)
        || line.is_some_and(|line| ends_with_hyphen(line.trim_end_matches([' ', '\t', '\r'])))
}

/// Returns a text without the end of a line, and the spaces around that, if it begins so.
fn over_line_end(text: &str) -> &str {
    let next = text.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n');
    next.map_or(text, |next| next.trim_start_matches([' ', '\t']))
}

#[derive(Default)]
struct Score {
    points: i32,
    /// What gave the points, when it is told.
    reasons: Option<Vec<String>>,
    /// Whether something around the name speaks for the place.
    has_context: bool,
    /// Whether a word beside the name tells the class of the place.
    names_class: bool,
    /// Whether a word beside the name tells another class.
    is_contradicted: bool,
}

impl Score {
    fn add(&mut self, points: i32, reason: impl FnOnce() -> String) {
        self.points += points;
        if let Some(reasons) = &mut self.reasons {
            reasons.push(reason());
        }
    }
}

/// Whether the text around a name is searched for what speaks for a place.
#[derive(Clone, Copy)]
struct Cued {
    is_wanted: bool,
    /// Whether only the paragraph counts, since it speaks of another city of the name.
    is_elsewhere: bool,
}

/// Scores one reading; `said` is the class of place that a word beside the name tells, and the phrase. What gave the points is put
/// into words when it `is_told`.
fn score(
    gazetteer: &Gazetteer<'_>,
    setting: &Setting<'_>,
    said: Option<(&String, &Phrase)>,
    reading: &Reading,
    cued: Cued,
    is_told: bool,
) -> Score {
    let place: &Place = &gazetteer.places[reading.place];
    let name = gazetteer.name(reading);
    let names_class = names_class(gazetteer, said, reading);
    let reasons = is_told.then(Vec::new);
    let mut score = Score { reasons, has_context: names_class, names_class, ..Score::default() };
    let (standing, _) = standing(&place.class);
    if standing > 0 {
        score.add(standing, || format!("it is a {}", place.class));
    }
    if name.kind == NameKind::Colloquial {
        score.add(-1, || "the name was never official".to_owned());
    }
    match said {
        Some((class, phrase)) if names_class => {
            let is_exact = *class == place.class || !matches!(class.as_str(), "city");
            score.add(if is_exact { 4 } else { 3 }, || format!("`{}` stands beside it", phrase.shown()));
        }
        // The region of a city may have kept its name: the record must tell of it.
        Some((class, _)) if class == "region" && gazetteer.region_words.contains(name.text.as_str()) => {}
        // A word of another class: `the village of` before the name of a city.
        Some((class, phrase)) => {
            score.add(-3, || format!("`{}` stands beside it", phrase.shown()));
            // `the streets of`, `the mines of` go before towns; `the village of` does not.
            score.is_contradicted = !matches!(class.as_str(), "street" | "works");
        }
        None => {}
    }
    if cued.is_wanted {
        let [of_place, of_country] = gazetteer.cues.of_place(reading.place);
        let shown = |cue: CueId| gazetteer.cues.phrase(cue).shown();
        // A word that tells the place may also tell its country; it is said once.
        let mut told = None;
        for (cues, points, points_here) in [(of_place, 2, 3), (of_country, 1, 2)] {
            let (cue, points, how) = match setting.here(cues) {
                Some(cue) => (cue, points_here, "in the same paragraph"),
                None => match setting.near(cues).filter(|_| !cued.is_elsewhere) {
                    Some(cue) => (cue, points, "near"),
                    None => continue,
                },
            };
            score.has_context = true;
            if told.replace(cue) != Some(cue) {
                score.add(points, || format!("`{}` stands {how}", shown(cue)));
            }
        }
        let is_told = setting.here(of_place).or_else(|| setting.here(of_country)).is_some();
        if !is_told && let Some(cue) = elsewhere(gazetteer, setting, place) {
            score.add(-1, || format!("`{}` stands in the same paragraph, which tells another country", shown(cue)));
        }
        if setting.is_meant(reading) && !cued.is_elsewhere {
            score.add(2, || "it was meant earlier in the text".to_owned());
            score.has_context = true;
        }
    }
    score
}

/// Returns the cue of another country that stands in the same paragraph.
fn elsewhere(gazetteer: &Gazetteer<'_>, setting: &Setting<'_>, place: &Place) -> Option<CueId> {
    let is_other = |country: &str| place.country.as_deref().is_some_and(|own| own != country);
    gazetteer.cues.countries().find_map(|(country, cues)| setting.here(cues).filter(|_| is_other(country)))
}

/// Tells whether a word beside the name, or of the name itself, tells the class of the place.
fn names_class(gazetteer: &Gazetteer<'_>, said: Option<(&String, &Phrase)>, reading: &Reading) -> bool {
    let place_class = gazetteer.places[reading.place].class.as_str();
    let (_, words_class) = standing(place_class);
    let name = &gazetteer.name(reading).text;
    let class = gazetteer.lexicon.classes.get(words_class);
    let is_of_class = |class: &str| match class {
        // In some languages one word stands for villages and small towns, in others one for towns alone.
        "settlement" => words_class == "village" || place_class == "town",
        "town" => words_class == "city",
        class => class == words_class,
    };
    name.contains(' ')
        || said.is_some_and(|(class, _)| is_of_class(class))
        || class.is_some_and(|class| class.within.iter().any(|end| name.ends_with(end)))
}

/// Tells whether a station, a street or a quarter of the name may be meant: words for it and for its country stand in the text.
fn is_meant_instead(gazetteer: &Gazetteer<'_>, setting: &Setting<'_>, reading: &Reading) -> bool {
    let place = &gazetteer.places[reading.place];
    let (standing, words_class) = standing(&place.class);
    let [of_place, of_country] = gazetteer.cues.of_place(reading.place);
    let is_there = || setting.here(of_place).or_else(|| setting.here(of_country)).is_some();
    let Some(class) = gazetteer.lexicon.classes.get(words_class).filter(|_| standing < 0 && is_there()) else {
        return false;
    };
    let words = around::all_words([&setting.block().text[setting.sentence()]]);
    // Beside the name the words are weighed like those for any class.
    [&class.before, &class.after].into_iter().any(|phrases| words.first_of(phrases).is_some())
        && setting.beside.follows(&class.before).or_else(|| setting.beside.precedes(&class.after)).is_none()
}

/// Tells whether something speaks for the town of a street, a station or works, since those of one name stand in many towns.
fn is_in_town(gazetteer: &Gazetteer<'_>, setting: &Setting<'_>, reading: &Reading) -> bool {
    let (_, words_class) = standing(&gazetteer.places[reading.place].class);
    let [of_place, _] = gazetteer.cues.of_place(reading.place);
    !matches!(words_class, "street" | "works" | "station") || setting.near(of_place).is_some()
}

/// Tells whether places of a class are settlements or regions.
pub(crate) fn is_area(class: &str) -> bool {
    standing(class).0 >= 0
}

/// Returns how well known places of a class are, and the class of words that tells it. What is no settlement or region
/// (a street, a station) is meant only when a word says so.
pub(crate) fn standing(class: &str) -> (i32, &'static str) {
    match class {
        "city" => (2, "city"),
        "town" => (1, "city"),
        "region" => (1, "region"),
        "village" | "settlement" | "resort" | "township" => (0, "village"),
        "housing-estate" | "neighbourhood" => (-1, "village"),
        "district" => (0, "region"),
        "street" | "square" | "streets" | "bridge" | "park" => (-1, "street"),
        "station" | "network" => (-1, "station"),
        "mountain" => (-1, "mountain"),
        _ => (-1, "works"),
    }
}
