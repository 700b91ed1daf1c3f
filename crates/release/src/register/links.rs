//! Which cases are about the same person: what a linkage found, and what people judged.
//!
//! A linkage proposes: it says for each case which person it thinks it is about, and lists the pairs that are in doubt. A named
//! person judges pairs. Judgements are entries of their own that no later linkage changes; [`Register::judgements`] hands
//! them to it.

use super::{Actor, Recorded, Register, RegisterError};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};
use thaw_ledger::CaseEntry;

/// A person's judgement on two cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The two cases, the smaller id first.
    pub cases: [String; 2],
    /// Whether they are about the same person.
    pub is_same: bool,
    /// Who judged.
    pub authority: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a linkage thinks about a case.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The smallest id of the cases that are about the same person.
    pub person: String,
    /// How probable it is that this case and `with` are about the same person, from 0 to 1.
    pub probability: f64,
    /// The case of that person to which this one is likest; none when people alone joined them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// What each field contributed, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// Two cases of which a linkage is not sure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// The two cases, the smaller id first.
    pub cases: [String; 2],
    /// How probable it is that they are about the same person; 0 when they are no longer in doubt.
    pub probability: f64,
    /// What each field contributed, a line each.
    pub reasons: Vec<String>,
}

/// Returns what an entry about two cases is about.
fn pair(cases: &[String; 2]) -> String {
    let [a, b] = cases;
    if a <= b { format!("{a}+{b}") } else { format!("{b}+{a}") }
}

impl Register {
    /// Records what people judged, all or none.
    ///
    /// # Errors
    /// A judgement names nobody, a case that there is not, or one case twice.
    pub fn judge(&mut self, judgements: &[Judgement], actor: Actor<'_>) -> Result<u64, RegisterError> {
        let mut entries = Vec::new();
        for judgement in judgements {
            let [a, b] = &judgement.cases;
            let wrong = |what: &str| RegisterError::Decision { case: a.clone(), what: what.to_owned() };
            if judgement.authority.trim().is_empty() {
                return Err(wrong("it names nobody who decided"));
            }
            if a == b {
                return Err(wrong("it is one case, not two"));
            }
            self.dossier(a)?;
            self.dossier(b)?;
            entries.push(self.entry("judgement", pair(&judgement.cases), judgement)?);
        }
        Ok(self.append(&entries, actor)?.n_new)
    }

    /// Returns the last judgement on each pair, for a linkage to keep to.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn judgements(&self) -> Result<Vec<Recorded<Judgement>>, RegisterError> {
        self.last("judgement")
    }

    /// Keeps what a linkage found; what it found before and finds again adds nothing.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn keep_links(
        &mut self,
        links: &BTreeMap<String, Link>,
        doubts: &[Doubt],
        actor: Actor<'_>,
    ) -> Result<u64, RegisterError> {
        let entries = self.link_entries(links, doubts)?;
        Ok(self.append(&entries, actor)?.n_new)
    }

    /// Returns what a linkage found as entries.
    pub(super) fn link_entries(
        &self,
        links: &BTreeMap<String, Link>,
        doubts: &[Doubt],
    ) -> Result<Vec<CaseEntry>, RegisterError> {
        let links = links.iter().map(|(case, link)| self.entry("link", case.clone(), link));
        let doubts = doubts.iter().map(|doubt| self.entry("doubt", pair(&doubt.cases), doubt));
        links.chain(doubts).collect()
    }

    /// Returns the pairs in doubt that nobody has judged, the most probable first.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn doubts(&self) -> Result<Vec<Doubt>, RegisterError> {
        let judged: BTreeSet<String> = self.judgements()?.iter().map(|recorded| pair(&recorded.what.cases)).collect();
        let mut doubts: Vec<Doubt> = self.last("doubt")?.into_iter().map(|recorded| recorded.what).collect();
        doubts.retain(|doubt: &Doubt| doubt.probability > 0.0 && !judged.contains(&pair(&doubt.cases)));
        doubts.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.cases.cmp(&b.cases)));
        Ok(doubts)
    }

    /// Returns what the last linkage thinks about each case that it gave company.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn links(&self) -> Result<BTreeMap<String, Link>, RegisterError> {
        let mut links = BTreeMap::new();
        self.each_last("link", |case, link: Link| {
            links.insert(case.to_owned(), link);
        })?;
        Ok(links)
    }

    /// Returns what the last linkage thinks about a case, if it gave it company.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn link_of(&self, id: &str) -> Result<Option<Link>, RegisterError> {
        let last = self.ledger.about(id)?.into_iter().rfind(|entry| entry.kind == "link");
        last.map(|entry| self.read(&entry)).transpose()
    }

    /// Returns the person of each case by the last linkage, without what people judged since.
    pub(super) fn linked_persons(&self) -> Result<BTreeMap<String, String>, RegisterError> {
        let mut person_of = BTreeMap::new();
        self.each_person(|case, person| {
            person_of.insert(case.to_owned(), person.to_owned());
        })?;
        Ok(person_of)
    }

    /// Hands over each case to which the last linkage gave company, with the person; the reasons are not read.
    fn each_person(&self, mut each: impl FnMut(&str, &str)) -> Result<(), RegisterError> {
        #[derive(Deserialize)]
        struct Slim<'b> {
            #[serde(borrow)]
            person: Cow<'b, str>,
        }
        self.each_body("link", |_, case, body| {
            let slim: Slim<'_> = serde_json::from_slice(body)?;
            each(case, &slim.person);
            Ok(())
        })
    }

    /// Returns the person of each case that is not alone: by the last linkage, and by what people judged since.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn persons(&self) -> Result<BTreeMap<String, String>, RegisterError> {
        let mut person_of = self.linked_persons()?;
        for judgement in self.judgements()?.iter().filter(|recorded| recorded.what.is_same) {
            let [from, to] = judgement.what.cases.each_ref().map(|case| person_of.get(case).unwrap_or(case).clone());
            for case in &judgement.what.cases {
                person_of.entry(case.clone()).or_insert_with(|| case.clone());
            }
            person_of.values_mut().filter(|person| **person == to).for_each(|person| person.clone_from(&from));
        }
        Ok(person_of)
    }

    /// Returns the other cases that are about the same person as a case.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn same_person(&self, id: &str) -> Result<Vec<String>, RegisterError> {
        let judgements = self.judgements()?;
        let is_apart = |other: &str| {
            let asked = pair(&[id.to_owned(), other.to_owned()]);
            judgements.iter().any(|recorded| !recorded.what.is_same && pair(&recorded.what.cases) == asked)
        };
        // The persons that people said are one, each with the case of which they said it.
        let person = |case: &String| -> Result<String, RegisterError> {
            Ok(self.link_of(case)?.map_or_else(|| case.clone(), |link| link.person))
        };
        let same = judgements.iter().filter(|recorded| recorded.what.is_same).map(|recorded| &recorded.what.cases);
        let same: Vec<[(&String, String); 2]> =
            same.map(|[a, b]| Ok([(a, person(a)?), (b, person(b)?)])).collect::<Result<_, RegisterError>>()?;
        let mut own = BTreeSet::from([person(&id.to_owned())?]);
        while let Some(more) = same.iter().find_map(|[(_, a), (_, b)]| match (own.contains(a), own.contains(b)) {
            (true, false) => Some(b),
            (false, true) => Some(a),
            _ => None,
        }) {
            own.insert(more.clone());
        }
        let judged = same.iter().flatten().filter(|(_, person)| own.contains(person));
        let mut others: BTreeSet<String> = judged.map(|(case, _)| (*case).clone()).collect();
        self.each_person(|case, person| {
            if own.contains(person) {
                others.insert(case.to_owned());
            }
        })?;
        others.retain(|other| other != id && !is_apart(other));
        Ok(others.into_iter().collect())
    }

    fn last<T: for<'de> Deserialize<'de>>(&self, kind: &'static str) -> Result<Vec<Recorded<T>>, RegisterError> {
        let mut last = BTreeMap::new();
        self.ledger.each(Some(kind), |entry| {
            last.insert(entry.about.clone(), entry);
        })?;
        let mut found: Vec<_> = last.into_values().collect();
        found.sort_by_key(|entry| entry.seq);
        found.into_iter().map(|entry| self.recorded(entry)).collect()
    }
}
