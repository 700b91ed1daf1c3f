//! The dated facts of every subject, each written as JSON once: an answer as of a date only chooses among them.

use serde_json::json;
use thaw_core::{Answer, Ends, LonLat, Name, Period, Reach, Subject, SubjectId, SubjectKind};
use thaw_publish::model::{Condition, Held, Model};

/// A subject with what held of it, and when.
#[derive(Debug)]
pub(crate) struct Dated {
    pub(crate) id: SubjectId,
    pub(crate) kind: SubjectKind,
    pub(crate) at: Option<LonLat>,
    /// The beginning of its JSON object: what does not change with time.
    head: String,
    names: Vec<Fact>,
    conditions: Vec<Fact>,
}

/// A fact as a JSON object without its last brace, for the answer to be put in.
#[derive(Debug)]
struct Fact {
    ends: Ends,
    json: String,
}

impl Fact {
    fn new(period: &Period, value: &serde_json::Value) -> Self {
        let mut json = value.to_string();
        json.pop();
        Self { ends: period.ends(), json }
    }
}

/// Returns every subject of a record, by id.
pub(crate) fn all(model: &Model) -> Vec<Dated> {
    let act = |at: usize| model.acts.get(at).map(|recorded| &recorded.act.id);
    let name = |held: &Held<Name>| {
        let Held { what, period, act: by } = held;
        let value =
            json!({ "text": what.text, "lang": what.lang, "kind": what.kind, "period": period, "act": act(*by) });
        Fact::new(period, &value)
    };
    let condition = |held: &Held<Condition>| {
        let Held { what, period, act: by } = held;
        let value =
            json!({ "status": what.status, "part": what.part, "at": what.at, "period": period, "act": act(*by) });
        Fact::new(period, &value)
    };
    let dated = |subject: &Subject| {
        let life = model.life(&subject.id);
        let (id, kind) = (json!(subject.id), json!(subject.kind));
        Dated {
            id: subject.id.clone(),
            kind: subject.kind,
            at: subject.at,
            head: format!("{{\"id\":{id},\"kind\":{kind}"),
            names: life.names.iter().map(name).collect(),
            conditions: life.conditions.iter().map(condition).collect(),
        }
    };
    model.subjects.values().map(dated).collect()
}

impl Dated {
    /// Tells whether anything is known to have held throughout some days, at least possibly.
    pub(crate) fn is_known(&self, days: Reach) -> bool {
        self.names.iter().chain(&self.conditions).any(|fact| fact.ends.hold_throughout(days) != Answer::No)
    }

    /// Writes what held throughout some days, surest first, as a JSON object.
    pub(crate) fn write(&self, days: Reach, out: &mut String) {
        out.push_str(&self.head);
        for (key, facts) in [(",\"names\":[", &self.names), ("],\"conditions\":[", &self.conditions)] {
            out.push_str(key);
            let mut between = "";
            for (answer, word) in [(Answer::Yes, "yes"), (Answer::Possibly, "possibly")] {
                for fact in facts.iter().filter(|fact| fact.ends.hold_throughout(days) == answer) {
                    out.push_str(between);
                    between = ",";
                    out.push_str(&fact.json);
                    out.push_str(",\"answer\":\"");
                    out.push_str(word);
                    out.push_str("\"}");
                }
            }
        }
        out.push_str("]}");
    }
}
