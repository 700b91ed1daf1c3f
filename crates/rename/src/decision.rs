//! Decisions: what a named person says about a candidate, and the acts that follow.
//!
//! The table that people fill in has one row a candidate. Columns (any order, further ones are ignored):
//!
//! | column | meaning |
//! | --- | --- |
//! | `candidate` | the candidate's id, as the survey printed it |
//! | `decision` | `keep`, `rename`, `reject` (a look-alike) or `source` (needs one before a decision) |
//! | `new_name` | the new name, for `rename`; `new_name:LANG` for other languages |
//! | `named_after` | whom the new name honours, in words or as a Wikidata id |
//! | `authority` | who decided |
//! | `instrument` | law, decree or minute |
//! | `date` | the day from which it holds (EDTF) |
//! | `source` | where the decision can be read: an address or words |
//! | `note` | anything else |

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use thaw_core::candidate::Honours;
use thaw_core::edtf::End;
use thaw_core::{
    Act, ActId, ActKind, ActState, Answer, Candidate, Citation, Edtf, Entry, Fact, Lang, Name, NameKind, Period,
    Problem, Source, SourceId, Subject, SubjectId, SubjectKind,
};
use thaw_formats::error::FormatError;
use thaw_formats::rows::{self, Row};

/// What is decided about a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It bears the name and keeps it.
    Keep,
    /// It gets another name.
    Rename,
    /// It is a look-alike.
    Reject,
    /// No decision before a source is found.
    Defer,
}

impl Verdict {
    /// Reads the word that stands in a table or is typed in a terminal.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "keep" | "k" => Some(Self::Keep),
            "rename" | "r" => Some(Self::Rename),
            "reject" | "look-alike" | "x" => Some(Self::Reject),
            "source" | "needs source" | "needs a source" | "defer" | "s" => Some(Self::Defer),
            _ => None,
        }
    }

    /// Returns the kind of act that records the verdict.
    #[must_use]
    pub fn act_kind(self) -> ActKind {
        match self {
            Self::Keep => ActKind::Keep,
            Self::Rename => ActKind::Rename,
            Self::Reject => ActKind::Reject,
            Self::Defer => ActKind::Defer,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Rename => "rename",
            Self::Reject => "reject",
            Self::Defer => "source",
        }
    }
}

/// A decision on one candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The candidate.
    pub candidate: SubjectId,
    /// What is decided.
    pub verdict: Verdict,
    /// The new name: under the empty key for the name itself, under a language tag for that language.
    pub new_names: BTreeMap<String, String>,
    /// Whom the new name honours.
    pub named_after: Option<String>,
    /// Who decided.
    pub authority: Option<String>,
    /// Law, decree or minute.
    pub instrument: Option<String>,
    /// The day from which it holds.
    pub date: Edtf,
    /// Where it can be read.
    pub source: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// Where it was written, for messages: `line 4`, `row 4`.
    pub place: String,
}

impl Decision {
    /// Returns the new name itself, when there is one.
    #[must_use]
    pub fn new_name(&self) -> Option<&str> {
        self.new_names.get("").map(String::as_str)
    }
}

/// What stands in for cells that a table leaves empty.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// Who decided.
    pub authority: Option<String>,
    /// Law, decree or minute.
    pub instrument: Option<String>,
    /// The day from which decisions hold.
    pub date: Option<Edtf>,
    /// Where they can be read.
    pub source: Option<String>,
}

/// Why a table of decisions cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecisionsError {
    /// The table has no head, or the head lacks a column.
    #[error("the table of decisions has no column `{column}`; its columns are: {found}")]
    NoColumn {
        /// The missing column.
        column: &'static str,
        /// The columns that it has.
        found: String,
    },
    /// The file cannot be read as a table.
    #[error(transparent)]
    Format(#[from] FormatError),
}

/// Reads a table of decisions (CSV with any delimiter, TSV, XLSX, JSON Lines); rows that cannot be used become problems with
/// their place and column.
///
/// # Errors
/// When the file is no table, or the columns `candidate` and `decision` are not there.
pub fn read(path: &Path, defaults: &Defaults) -> Result<(Vec<Decision>, Vec<Problem>), DecisionsError> {
    let mut decisions = Vec::new();
    let mut problems = Vec::new();
    let head = rows::read(path, &mut |row| {
        match decision(&row, defaults) {
            Ok(Some(decision)) => decisions.push(decision),
            Ok(None) => {}
            Err(what) => {
                let (path, place) = (path.display().to_string(), row.place);
                problems.push(Problem { path, place, what, action: "not recorded".to_owned() });
            }
        }
        ControlFlow::Continue(())
    })?;
    for column in ["candidate", "decision"] {
        if !head.iter().any(|cell| cell.trim() == column) {
            return Err(DecisionsError::NoColumn { column, found: head.join(", ") });
        }
    }
    Ok((decisions, problems))
}

/// Reads a row; a row without a decision is one that nobody has filled in yet.
fn decision(row: &Row, defaults: &Defaults) -> Result<Option<Decision>, String> {
    let cells: BTreeMap<&str, &str> = row
        .cells
        .iter()
        .map(|(column, cell)| (column.trim(), cell.trim()))
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    let text = |column: &str| cells.get(column).map(|cell| (*cell).to_owned());
    let Some(word) = cells.get("decision") else { return Ok(None) };
    // A cell too many or too few may have moved the others.
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    let verdict = Verdict::parse(word)
        .ok_or_else(|| format!("column `decision`: expected keep, rename, reject or source, found `{word}`"))?;
    let candidate = text("candidate").ok_or("column `candidate` is empty: expected the id of a candidate")?;
    let date = match cells.get("date") {
        Some(cell) => cell.parse().map_err(|error| format!("column `date`: {error}"))?,
        None => {
            defaults.date.clone().ok_or("column `date` is empty: expected the day from which the decision holds")?
        }
    };
    let mut new_names = BTreeMap::new();
    for (column, cell) in &cells {
        if *column == "new_name" {
            new_names.insert(String::new(), (*cell).to_owned());
        } else if let Some(tag) = column.strip_prefix("new_name:") {
            let lang = Lang::parse(tag).ok_or_else(|| format!("column `{column}`: `{tag}` is no language tag"))?;
            new_names.insert(lang.to_string(), (*cell).to_owned());
        }
    }
    if verdict == Verdict::Rename && !new_names.contains_key("") {
        return Err("column `new_name` is empty: a renaming needs the new name".to_owned());
    }
    if let Some((_, name)) = new_names.iter().find(|(_, name)| name.chars().any(char::is_control)) {
        return Err(format!("column `new_name`: the name has a control character: {}", name.escape_debug()));
    }
    Ok(Some(Decision {
        candidate: SubjectId(candidate),
        verdict,
        new_names,
        named_after: text("named_after"),
        authority: text("authority").or_else(|| defaults.authority.clone()),
        instrument: text("instrument").or_else(|| defaults.instrument.clone()),
        date,
        source: text("source").or_else(|| defaults.source.clone()),
        note: text("note"),
        place: row.place.clone(),
    }))
}

/// Returns the ledger entries of a decision: its source, its subject, and the act.
///
/// The same decision gives the same entries, so that a table can be carried over twice without harm.
/// An act says what made it true: the old names end and the new ones begin on the day of the decision.
#[must_use]
pub fn entries(decision: &Decision, candidate: &Candidate, state: ActState) -> Vec<Entry> {
    let mut entries = Vec::new();
    let citation = decision.source.as_ref().map(|text| {
        let source = source(text);
        let citation = Citation { source: source.id.clone(), locator: None, seen: true };
        entries.push(Entry::Source(source));
        citation
    });
    entries.push(Entry::Subject(subject(candidate)));
    let mut facts = Vec::new();
    if decision.verdict == Verdict::Rename {
        facts.extend(old_names(candidate, &decision.date).into_iter().map(Fact::Name));
        facts.extend(new_names(decision, candidate).into_iter().map(Fact::Name));
    }
    let mut text = BTreeMap::new();
    if let Some(note) = &decision.note {
        text.insert("und".to_owned(), note.clone());
    }
    entries.push(Entry::Act(Act {
        id: act_id(decision, candidate),
        kind: decision.verdict.act_kind(),
        subject: candidate.id.clone(),
        date: decision.date.clone(),
        state,
        authority: decision.authority.clone(),
        instrument: decision.instrument.clone(),
        facts,
        reverses: None,
        sources: citation.into_iter().collect(),
        text,
        note: None,
        links: BTreeMap::new(),
    }));
    entries
}

/// Returns the id of the act that records a decision.
///
/// It ends in a short hash of what was decided, so that the same decision has the same id and is recorded once, and a
/// corrected one, after the first was undone, has another.
#[must_use]
pub fn act_id(decision: &Decision, candidate: &Candidate) -> ActId {
    let texts = [&decision.named_after, &decision.authority, &decision.instrument, &decision.source, &decision.note];
    let mut hash = Sha256::new();
    let names = decision.new_names.iter().flat_map(|(lang, name)| [lang.as_str(), name.as_str()]);
    for text in names.chain(texts.into_iter().map(|text| text.as_deref().unwrap_or_default())) {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    let hash: String = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    ActId(format!("{}@{}-{}-{hash}", candidate.id, decision.date, decision.verdict.word()))
}

fn source(text: &str) -> Source {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    Source {
        id: SourceId(format!("decision:{text}")),
        title: text.to_owned(),
        author: None,
        date: None,
        url: is_address.then(|| text.to_owned()),
        licence: None,
        kind: if is_address { "web" } else { "decision" }.to_owned(),
    }
}

fn subject(candidate: &Candidate) -> Subject {
    let is_monument =
        matches!(candidate.class.as_str(), "memorial" | "monument" | "statue" | "bust" | "plaque" | "tomb");
    let mut properties = BTreeMap::new();
    properties.insert("dossier".to_owned(), candidate.dossier.clone());
    if let Some(within) = &candidate.within {
        properties.insert("within".to_owned(), within.clone());
    }
    let members: std::collections::BTreeSet<&str> =
        candidate.members.iter().map(|member| member.id.0.as_str()).collect();
    if !members.is_empty() {
        properties.insert("members".to_owned(), members.into_iter().collect::<Vec<_>>().join(" "));
    }
    Subject {
        id: candidate.id.clone(),
        kind: if is_monument { SubjectKind::Monument } else { SubjectKind::Place },
        class: candidate.class.clone(),
        title: BTreeMap::new(),
        country: None,
        at: candidate.at,
        external: BTreeMap::new(),
        properties,
    }
}

/// Returns the names that the candidate's own objects bear, ending on `date`.
fn old_names(candidate: &Candidate, date: &Edtf) -> Vec<Name> {
    let mut names: BTreeMap<(String, String), Name> = BTreeMap::new();
    let named_after = (candidate.honours == Honours::Person).then(|| candidate.dossier.clone());
    let named = candidate.named.as_deref().and_then(|text| text.parse::<Edtf>().ok());
    let began = named.filter(|named| named.is_before(date) != Answer::No).map_or(End::Unknown, End::At);
    let mut add = |lang: Lang, text: &str| {
        let key = (lang.to_string(), text.to_owned());
        names.entry(key).or_insert_with(|| Name {
            text: text.to_owned(),
            lang,
            kind: NameKind::Official,
            period: Period { from: began.clone(), to: End::At(date.clone()) },
            named_after: named_after.clone(),
        });
    };
    add(candidate.lang.clone(), &candidate.name);
    for member in &candidate.members {
        if let Some(lang) = member.key.strip_prefix("name:").and_then(Lang::parse) {
            add(lang, &member.value);
        }
    }
    names.into_values().collect()
}

fn new_names(decision: &Decision, candidate: &Candidate) -> Vec<Name> {
    decision
        .new_names
        .iter()
        .map(|(tag, text)| Name {
            text: text.clone(),
            lang: if tag.is_empty() {
                candidate.lang.clone()
            } else {
                Lang::parse(tag).unwrap_or_else(Lang::undetermined)
            },
            kind: NameKind::Official,
            period: Period::since(decision.date.clone()),
            named_after: decision.named_after.clone(),
        })
        .collect()
}
