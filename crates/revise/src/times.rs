//! What the names of places are on the two dates of a revision; worked out when first asked for, then remembered.

use crate::gazetteer::{Gazetteer, Reading};
use crate::grammar::Slot;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;
use thaw_core::edtf::Reach;
use thaw_core::{Answer, Day, Edtf, Name};
use thaw_formats::document::About;

/// Forms of a name; none where the tables do not say.
type Forms = Vec<(Slot, Option<String>)>;

/// The names of a gazetteer's places on the date of a document and on the date whose names are written.
pub(crate) struct Times<'g> {
    pub(crate) gazetteer: &'g Gazetteer<'g>,
    /// The date of the document.
    pub(crate) date: &'g Edtf,
    /// The date of the document in letters.
    pub(crate) shown: String,
    /// The same as people say it: `in 1955`.
    pub(crate) said: String,
    /// The date whose names are written.
    pub(crate) to: &'g Edtf,
    /// Whether a place bore each of its names.
    on_date: RefCell<FxHashMap<usize, Vec<Answer>>>,
    then: RefCell<FxHashMap<usize, Option<&'g Name>>>,
    /// The forms of the names that were written so far.
    forms: RefCell<FxHashMap<String, Forms>>,
    /// What was said last of each place.
    abouts: RefCell<FxHashMap<usize, Arc<About>>>,
}

impl<'g> Times<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer<'g>, date: &'g Edtf, to: &'g Edtf) -> Self {
        let (on_date, then) = (RefCell::default(), RefCell::default());
        let (forms, abouts) = (RefCell::default(), RefCell::default());
        Self { gazetteer, date, shown: date.to_string(), said: said(date), to, on_date, then, forms, abouts }
    }

    /// Tells whether the place of a reading bore the name on the date of the document.
    ///
    /// A document of a year in the midst of which a name came or went was written when it was in use, since it uses it.
    pub(crate) fn holds(&self, reading: &Reading) -> Answer {
        let names = &self.gazetteer.places[reading.place].names;
        let answer = |name: &Name| match name.period.holds(self.date) {
            Answer::Possibly if self.was_in_use(name) => Answer::Yes,
            answer => answer,
        };
        let answers = || names.iter().map(answer).collect();
        self.on_date.borrow_mut().entry(reading.place).or_insert_with(answers)[reading.name]
    }

    /// Tells whether a name surely held right before the date of the document or right after it, which is a year at most.
    fn was_in_use(&self, name: &Name) -> bool {
        const YEAR: i64 = 366;
        let Reach { first, last } = self.date.readings();
        let on = |day: Day| name.period.holds_on(day) == Answer::Yes;
        first.plus_days(YEAR) > last && (on(first.plus_days(-1)) || on(last.plus_days(1)))
    }

    /// Returns the name of a place on the other date.
    pub(crate) fn name_then(&self, place: usize) -> Option<&'g Name> {
        let name = || self.gazetteer.places[place].name_on(self.to, &self.gazetteer.lang);
        *self.then.borrow_mut().entry(place).or_insert_with(name)
    }

    /// Returns the form of a new name for an old one written so ([`crate::lexicon::Lexicon::inflect_like`]).
    pub(crate) fn inflect(&self, old: &str, written: &str, new: &str, slot: &Slot) -> Option<String> {
        let lexicon = self.gazetteer.lexicon;
        if matches!(slot, Slot::Case(case) if self.gazetteer.variants.contains(case.as_str())) {
            return lexicon.inflect_like(old, written, new, slot);
        }
        let mut forms = self.forms.borrow_mut();
        let known = forms.get(new).and_then(|known| known.iter().find(|(known, _)| known == slot));
        if let Some((_, form)) = known {
            return form.clone();
        }
        let form = lexicon.inflect(new, slot);
        forms.entry(new.to_owned()).or_default().push((slot.clone(), form.clone()));
        form
    }

    /// Returns what the list of edits says of a name: which place is meant on which date, what it is called on the other, and why.
    pub(crate) fn about(&self, place: usize, reason: &str) -> Arc<About> {
        const REASON: &str = "thaw:reason";
        let mut abouts = self.abouts.borrow_mut();
        // A place is mostly meant for one reason all through a text.
        if let Some(about) =
            abouts.get(&place).filter(|about| about.iter().any(|(key, told)| *key == REASON && told == reason))
        {
            return Arc::clone(about);
        }
        let now = self.name_then(place).map(|name| ("thaw:now", name.text.clone()));
        let id = self.gazetteer.places[place].reference();
        let known = [("id", id), ("thaw:when", self.shown.clone()), (REASON, reason.to_owned())];
        let about = Arc::new(About::from_iter(known.into_iter().chain(now)));
        abouts.insert(place, Arc::clone(&about));
        about
    }
}

/// A date as people say it: `in 1955`, `on 1955-03-05`.
pub(crate) fn said(date: &Edtf) -> String {
    let Reach { first, last } = date.readings();
    format!("{} {date}", if first == last { "on" } else { "in" })
}
