//! How a new name is written in the place of an old one: its form, the word before it, and the sentences in which it would be wrong.

use crate::around::{self, Words};
use crate::gazetteer::{Found, Place};
use crate::grammar::Slot;
use crate::lexicon::Lexicon;
use crate::located;
use crate::phrase::{Phrase, lower};
use crate::setting::Setting;
use crate::times::Times;
use std::ops::Range;
use thaw_core::{Answer, Name};

/// A clear name in its text.
pub(crate) struct Seen<'s> {
    pub(crate) text: &'s str,
    pub(crate) found: &'s Found<'s>,
    pub(crate) setting: &'s Setting<'s>,
    pub(crate) place: &'s Place,
    pub(crate) old: &'s Name,
    pub(crate) slots: &'s [Slot],
    pub(crate) is_first: bool,
}

/// Returns what is written in the place of the name, after what is in that of the word before it where that changes, or why the new name
/// would be wrong there.
pub(crate) fn reworded(seen: &Seen<'_>, new: &str, times: &Times<'_>) -> Result<Vec<(Range<usize>, String)>, String> {
    let lexicon = times.gazetteer.lexicon;
    if let Some(phrase) = is_named_after(seen, lexicon) {
        return Err(format!("the sentence tells of the name: `{}`", phrase.shown()));
    }
    let led = Led::new(seen, lexicon);
    agrees(seen, &led, new, lexicon)?;
    let mut edits = Vec::from_iter(word_before(seen, new, lexicon)?);
    edits.push((seen.found.range.clone(), format!("{}{}", line_end(seen), inflected(seen, &led, new, times)?)));
    Ok(edits)
}

/// Returns the end of the line that divides a name, with the space that the next line begins with: the new name stands behind it, unless
/// the line would be empty without it.
fn line_end<'s>(seen: &Seen<'s>) -> &'s str {
    let (before, written) = (&seen.text[..seen.found.range.start], &seen.text[seen.found.range.clone()]);
    let Some(at) = written.find('\n').filter(|_| !around::opens_line(before)) else { return "" };
    let start = written[..at].trim_end_matches([' ', '\t', '\r']).len();
    let end = written.len() - written[at..].trim_start().len();
    &written[start..end]
}

/// Whether the new name stands within a few words of the old one: it is explained already, or the text is about the renaming.
///
/// A name that takes the place of the old one (`is_replaced`) may stand in the next sentence.
pub(crate) fn stands_beside(seen: &Seen<'_>, new: &str, times: &Times<'_>, is_replaced: bool) -> bool {
    const NEAR: usize = 80;
    let lexicon = times.gazetteer.lexicon;
    let range = &seen.found.range;
    let mut from = around::boundary(seen.text, range.start.saturating_sub(NEAR));
    let mut to = around::boundary(seen.text, range.end + NEAR);
    if is_replaced {
        let sentence = seen.setting.sentence();
        (from, to) = (from.max(sentence.start), to.min(sentence.end));
    }
    // As its own people call it: `Stalinogród, as Katowice was called`.
    let is_at_home = |name: &Found<'_>| {
        name.readings.iter().any(|reading| {
            let known = times.gazetteer.name(reading);
            times.gazetteer.places[reading.place].id == seen.place.id
                && known.lang.primary() != times.gazetteer.lang.primary()
                && known.period.holds(times.to) > Answer::No
        })
    };
    if seen.setting.names_in(&(from..to)).iter().any(is_at_home) {
        return true;
    }
    let around = [&seen.text[from..range.start], &seen.text[range.end..to]];
    // Without its last letters, so that an inflected form is seen as well.
    let n_letters = new.chars().count();
    let stem: String = new.chars().take(if n_letters > 5 { n_letters - 2 } else { n_letters.max(4) - 1 }).collect();
    if !around.iter().any(|text| text.contains(&stem)) {
        return false;
    }
    // `Donezbecken` is not Donezk. What the tables do not inflect may have any ending.
    let forms = lexicon.forms(new);
    let is_form = |word: &str| {
        forms.get(word).is_some_and(|slots| slots.iter().any(|slot| matches!(slot, Slot::Case(_))))
            || forms.len() == 1 && word.starts_with(new)
    };
    new.contains(' ') || around.iter().any(|text| text.split(|character| !around::is_of_word(character)).any(is_form))
}

/// Returns the phrase by which a sentence tells of the name: whom the place was named after (*Zhdanov is named after A. A. Zhdanov*),
/// or that it has another one now. The other name would make it false.
fn is_named_after<'l>(seen: &Seen<'_>, lexicon: &'l Lexicon) -> Option<&'l Phrase> {
    const STEM: usize = 5;
    let stem: String = lower(&seen.text[seen.found.range.clone()]).chars().take(STEM).collect();
    let words = seen.setting.words();
    let is_told = words.iter().any(|word| word.starts_with(&stem));
    words.first_of(&lexicon.naming).filter(|_| is_told).or_else(|| words.first_of(&lexicon.renaming))
}

/// Refuses a new name of another gender, which a verb or an adjective of the sentence would have to follow.
fn agrees(seen: &Seen<'_>, led: &Led<'_>, new: &str, lexicon: &Lexicon) -> Result<(), String> {
    let is_noun = seen.slots.iter().any(|slot| matches!(slot, Slot::Case(_)));
    // Right after a preposition there is no adjective that could show it, and the name is no subject.
    let is_governed = !led.cases.is_empty();
    // `Stalinogród, 4 maja 1955`: no word agrees with the place of a letter, or with a cell of a table.
    let (before, after) = (&seen.text[..seen.found.range.start], &seen.text[seen.found.range.end..]);
    let is_alone = is_set_off(seen)
        || located::fills_cell(seen.text, &seen.found.range)
        || is_stop_of_line(before, after)
        || located::is_of_figures(seen.text, &seen.found.range)
        || located::is_dashed(seen.text, &seen.found.range)
        || around::opens_paragraph(before)
            && after.strip_prefix(',').is_some_and(|after| {
                after.split_whitespace().take(2).any(|word| word.starts_with(|first: char| first.is_ascii_digit()))
            });
    match (lexicon.gender(&seen.old.text), lexicon.gender(new)) {
        (Some(one), Some(other)) if one != other && is_noun && !led.is_apposition && !is_governed && !is_alone => {
            Err(format!("`{new}` has another gender or number, which other words of the sentence may show"))
        }
        _ => Ok(()),
    }
}

/// Tells whether a name is a stop of a timetable: `Warszawa 7.05 — Stalinogród 12.31 — Gliwice 13.12`.
fn is_stop_of_line(before: &str, after: &str) -> bool {
    before.trim_end().ends_with(['—', '–']) && after.trim_start().starts_with(|first: char| first.is_ascii_digit())
}

/// Tells whether a name stands alone between signs, or heads a report: `Stolica: Stalinabad.`, `Częstochowa – Stalinogród – Bielsko`.
fn is_set_off(seen: &Seen<'_>) -> bool {
    let (before, after) = (&seen.text[..seen.found.range.start], &seen.text[seen.found.range.end..]);
    let (before, after) = (before.trim_end(), after.trim_start());
    located::is_news_dateline(seen.text, seen.found)
        || before.ends_with([':', '(', '—', '–'])
            && (after.is_empty() || after.starts_with(['.', ',', ';', '!', '?', ')', '(', '—', '–']))
}

/// Returns the edit of the preposition or article before the name, when the new name asks for its other form.
fn word_before(seen: &Seen<'_>, new: &str, lexicon: &Lexicon) -> Result<Option<(Range<usize>, String)>, String> {
    let range = &seen.found.range;
    let Some(word) = seen.setting.beside.before.iter().next() else { return Ok(None) };
    let (Some(of_old), Some(of_new)) =
        (lexicon.form_before(word, &seen.text[range.clone()]), lexicon.form_before(word, new))
    else {
        return Ok(None);
    };
    if of_old == of_new || word == of_new {
        return Ok(None);
    }
    let before = seen.text[..range.start].trim_end();
    let start = around::last_word(before).map_or(before.len(), |word| word.start);
    let written = &before[start..];
    // A writer who does not follow the rule before the old name has one of his own.
    if of_old != word || lower(written) != word {
        return Err(format!("`{word}` would have another form before `{new}`"));
    }
    let text = if seen.found.in_capitals && !written.chars().any(char::is_lowercase) {
        of_new.to_uppercase()
    } else {
        like(written, of_new)
    };
    Ok(Some((start..before.len(), text)))
}

/// Returns a word with a first letter as large as that of another one.
fn like(written: &str, word: &str) -> String {
    let is_large = written.chars().next().is_some_and(char::is_uppercase);
    let mut characters = word.chars();
    let Some(first) = characters.next() else { return String::new() };
    let first: String = if is_large { first.to_uppercase().collect() } else { first.to_lowercase().collect() };
    first + characters.as_str()
}

/// Returns the new name in the form that the old one has.
fn inflected(seen: &Seen<'_>, led: &Led<'_>, new: &str, times: &Times<'_>) -> Result<String, String> {
    let lexicon = times.gazetteer.lexicon;
    let written = &seen.text[seen.found.range.clone()];
    let Led { cases: possible, is_apposition } = *led;
    let cases = governed(seen, led, lexicon);
    let is_case_of = |case: &String| seen.slots.iter().any(|slot| matches!(slot, Slot::Case(own) if own == case));
    // `do Stalino`: the writer leaves a name in its dictionary form where the language inflects. Behind `в городе` that is usual.
    let is_left_so = !is_apposition
        && seen.slots.contains(&Slot::nominative())
        && !possible.is_empty()
        && !possible.iter().any(is_case_of);
    let is_nominative =
        is_apposition && seen.slots.contains(&Slot::nominative()) && !cases.is_empty() && !cases.iter().any(is_case_of);
    let asked: Vec<Slot> = match is_nominative {
        true => vec![Slot::nominative()],
        false => cases.iter().cloned().map(Slot::Case).collect(),
    };
    let slots = if is_left_so || is_nominative { &asked } else { seen.slots };
    let mut forms: Vec<(&Slot, String)> = Vec::new();
    for slot in slots {
        let form = times
            .inflect(&seen.old.text, written, new, slot)
            .ok_or_else(|| format!("the tables do not say how `{new}` is inflected"))?;
        forms.push((slot, lexicon.shortened_like(written, form)));
    }
    let Some((_, first)) = forms.first().cloned() else { return Err("the form is not known".to_owned()) };
    let form = if forms.iter().all(|(_, form)| *form == first) {
        first
    } else {
        let mut fitting: Vec<&String> = forms
            .iter()
            .filter(|(slot, _)| matches!(slot, Slot::Case(case) if cases.iter().any(|wanted| wanted == case)))
            .map(|(_, form)| form)
            .collect();
        fitting.dedup();
        match fitting.as_slice() {
            [form] => (*form).clone(),
            _ => {
                return Err(format!("`{}` can be several cases, for which `{new}` has different forms", seen.old.text));
            }
        }
    };
    let form = seen.found.spelling.of(&form);
    Ok(if seen.found.in_capitals {
        form.to_uppercase()
    } else if written.chars().next().is_some_and(char::is_lowercase)
        || seen.slots.iter().all(|slot| matches!(slot, Slot::Adjective(_)))
        || seen.old.text.starts_with(char::is_lowercase)
    {
        like(written, &form)
    } else {
        form
    })
}

/// Returns the cases that the words before the name ask for; the dictionary form when the name opens a clause.
fn governed(seen: &Seen<'_>, led: &Led<'_>, lexicon: &Lexicon) -> Vec<String> {
    let cases = led.cases;
    let words = &seen.setting.beside.before;
    // Alone in brackets it stands as in a list: `«Шахтёр» (Сталино)`.
    let (before, after) = (&seen.text[..seen.found.range.start], &seen.text[seen.found.range.end..]);
    if before.ends_with('(') && after.starts_with(')')
        || located::is_of_figures(seen.text, &seen.found.range)
        || located::fills_cell(seen.text, &seen.found.range)
    {
        return vec![crate::grammar::NOMINATIVE.to_owned()];
    }
    // What opens a sentence, behind its number at most, is its subject, or an object of the same form.
    if !seen.text[seen.setting.sentence().start..seen.found.range.start].contains(char::is_alphabetic) {
        return vec![crate::grammar::NOMINATIVE.to_owned()];
    }
    // `Главный город Донбасса — Сталино.` `Пиши: Сталино, до востребования.` `Москва — Сталино — Киев`
    let ends_clause = after.trim_start().is_empty() || after.starts_with(['.', ',', ';', '!', '?', ')']);
    let is_set_off = ends_clause && before.trim_end().ends_with(['—', '–', ':']);
    if cases.is_empty() && (is_set_off || located::is_dashed(seen.text, &seen.found.range)) {
        return vec![crate::grammar::NOMINATIVE.to_owned()];
    }
    // `г. Сталино, 12 мая`
    if cases.is_empty() && led.is_apposition && words.iter().nth(1).is_none() {
        return vec![crate::grammar::NOMINATIVE.to_owned()];
    }
    if cases.contains(&lexicon.goal) && cases.contains(&lexicon.rest) {
        // A verb of going right before the preposition wants the goal; farther off it may or may not.
        let is_going = |words: &Words| words.first_of(&lexicon.motion).is_some();
        let near = seen.setting.beside.near();
        let is_staying = near.first_of(&lexicon.staying).is_some();
        let is_going_far = || is_going(&around::all_words([&seen.text[clause(seen)]]));
        return match (is_going(&near), is_staying) {
            (true, false) => vec![lexicon.goal.clone()],
            (false, true) => vec![lexicon.rest.clone()],
            (false, false) if !is_going_far() => vec![lexicon.rest.clone()],
            _ => Vec::new(),
        };
    }
    if cases.is_empty() { cases_of_list(seen, lexicon) } else { cases.to_vec() }
}

/// Returns the cases that a name has which stands beside it in a list: `найдите на карте Сталинград, Сталино`.
fn cases_of_list(seen: &Seen<'_>, lexicon: &Lexicon) -> Vec<String> {
    let range = &seen.found.range;
    let before = around::member_before(seen.text, range.start, &lexicon.and).map(|(member, _)| member);
    let after = || around::member_after(seen.text, range.end, &lexicon.and);
    let cases = |member: Range<usize>| {
        let name = seen.setting.names_in(&member).first().filter(|name| name.range == member)?;
        let slots = name.readings.iter().flat_map(|reading| &reading.slots);
        let cases = slots.filter_map(|slot| if let Slot::Case(case) = slot { Some(case.clone()) } else { None });
        Some(cases.collect())
    };
    before.and_then(cases).or_else(|| after().and_then(cases)).unwrap_or_default()
}

/// Returns the part of its sentence, between commas, in which a name stands; the sentence where that part says little.
fn clause(seen: &Seen<'_>) -> Range<usize> {
    /// The preposition, the name and two words more.
    const ENOUGH: usize = 4;
    let (sentence, name) = (seen.setting.sentence(), &seen.found.range);
    let is_stop = |character: char| matches!(character, ',' | ';' | ':' | '—' | '–' | '(' | ')');
    let start = seen.text[sentence.start..name.start].rfind(is_stop).map_or(sentence.start, |at| sentence.start + at);
    let end = seen.text[name.end..sentence.end].find(is_stop).map_or(sentence.end, |at| name.end + at);
    match around::words(&seen.text[start..end]).len() >= ENOUGH {
        true => start..end,
        false => sentence,
    }
}

/// What the words before a name ask of it.
#[derive(Clone, Copy)]
struct Led<'l> {
    /// The cases that they can ask for.
    cases: &'l [String],
    /// Whether they tell the class of the place: `в городе`.
    is_apposition: bool,
}

impl<'l> Led<'l> {
    fn new(seen: &Seen<'_>, lexicon: &'l Lexicon) -> Self {
        let mut classes = lexicon.classes.values();
        let is_apposition = classes.any(|class| seen.setting.beside.follows(&class.before).is_some());
        Self { cases: possible_cases(seen, lexicon), is_apposition }
    }
}

/// Returns all cases that the word before the name, or before the list in which it stands, can ask for.
fn possible_cases<'l>(seen: &Seen<'_>, lexicon: &'l Lexicon) -> &'l [String] {
    let of_list = || {
        let head = around::head_of_list(&seen.text[..seen.found.range.start], &lexicon.and)?;
        lexicon.governs.get(&head)
    };
    let mut before = seen.setting.beside.before.iter();
    let of_word = before.next().and_then(|word| {
        // `в г. Сталино`: the preposition stands before the word for the town.
        let is_class = || lexicon.classes.values().any(|class| class.before.last_of(std::iter::once(word)).is_some());
        lexicon
            .governs
            .get(word)
            .or_else(|| before.next().filter(|_| is_class()).and_then(|word| lexicon.governs.get(word)))
    });
    of_word.or_else(of_list).map_or(&[], Vec::as_slice)
}
