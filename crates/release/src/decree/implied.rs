//! What alternatives say together.
//!
//! A decree frees women over fifty and men over fifty-five. Of somebody of sixty whose sex is not known, neither is sure; yet one
//! of the two must be so. From two alternatives that differ in a yes and a no, or that name every value of a choice between them,
//! follows a third that does not ask for that field: both their other conditions.

use super::{Condition, Test};
use crate::cases::{Fields, Kind};

/// The most alternatives that are derived; more would tell nothing that a person follows.
const MOST: usize = 64;

/// Returns what follows from alternatives, without the alternatives themselves.
pub(super) fn implied<'d>(written: &[Vec<&'d Condition>], fields: &Fields) -> Vec<Vec<&'d Condition>> {
    let mut all: Vec<Vec<&Condition>> = written.to_vec();
    let mut next = 1;
    while next < all.len() && all.len() < written.len() + MOST {
        for before in 0..next {
            let found: Vec<Vec<&Condition>> = merged(&all[before], &all[next], fields);
            let is_new = |found: &Vec<&Condition>| !all.iter().any(|known| known.iter().all(|one| has(found, one)));
            let found: Vec<_> = found.into_iter().filter(is_new).collect();
            all.extend(found);
        }
        next += 1;
    }
    all.split_off(written.len())
}

fn has(conditions: &[&Condition], wanted: &Condition) -> bool {
    conditions.iter().any(|one| one.field == wanted.field && one.test == wanted.test)
}

/// Returns what follows from two alternatives, for each field about which one of them must be so.
fn merged<'d>(one: &[&'d Condition], other: &[&'d Condition], fields: &Fields) -> Vec<Vec<&'d Condition>> {
    let mut found = Vec::new();
    for a in one {
        for b in other.iter().filter(|b| a.field == b.field && is_either(a, b, fields)) {
            let mut both: Vec<&Condition> = one.iter().copied().filter(|condition| condition != a).collect();
            for condition in other.iter().filter(|condition| *condition != b) {
                if !has(&both, condition) {
                    both.push(condition);
                }
            }
            found.push(both);
        }
    }
    found
}

/// Tells whether one of two conditions on a field must hold, whatever its value.
fn is_either(a: &Condition, b: &Condition, fields: &Fields) -> bool {
    match (&a.test, &b.test) {
        (Test::Flag(a), Test::Flag(b)) => a != b,
        (Test::OneOf { values, negated: false }, Test::OneOf { values: others, negated: false }) => {
            let field = fields.get(&a.field).filter(|field| field.kind == Kind::Choice);
            field.is_some_and(|field| field.values.keys().all(|value| values.contains(value) || others.contains(value)))
        }
        (Test::OneOf { values, negated: false }, Test::OneOf { values: refused, negated: true })
        | (Test::OneOf { values: refused, negated: true }, Test::OneOf { values, negated: false }) => {
            refused.iter().all(|value| values.contains(value))
        }
        (Test::Articles { patterns, negated }, Test::Articles { patterns: others, negated: other }) => {
            negated != other && patterns == others
        }
        _ => false,
    }
}
