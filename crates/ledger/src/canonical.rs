//! One value, one spelling: canonical JSON (RFC 8785) and the hash of an entry.

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A SHA-256 hash.
pub(crate) type Hash = [u8; 32];

/// The `prev_hash` of the first entry.
pub(crate) const NO_HASH: Hash = [0; 32];

/// Returns the canonical JSON of a value, or the number that has none (infinities do not occur in JSON).
pub(crate) fn to_json(value: &Value) -> String {
    let mut out = String::with_capacity(256);
    write_value(&mut out, value);
    out
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => _ = write!(out, "{whole}"),
            None => match number.as_u64() {
                Some(whole) => _ = write!(out, "{whole}"),
                None => write_float(out, number.as_f64().unwrap_or_default()),
            },
        },
        Value::String(text) => write_text(out, text),
        Value::Array(items) => {
            out.push('[');
            for (idx, item) in items.iter().enumerate() {
                if idx > 0 {
                    out.push(',');
                }
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            // RFC 8785, 3.2.3: by UTF-16 code units, whatever order the map has.
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|(a, _), (b, _)| {
                if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
            });
            out.push('{');
            for (idx, (key, item)) in fields.into_iter().enumerate() {
                if idx > 0 {
                    out.push(',');
                }
                write_text(out, key);
                out.push(':');
                write_value(out, item);
            }
            out.push('}');
        }
    }
}

/// RFC 8785, 3.2.2.2: only what must be escaped is, in the shortest way.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => _ = write!(out, "\\u{:04x}", u32::from(character)),
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// RFC 8785, 3.2.2.3: numbers as ECMAScript prints them: the fewest digits that read back as the same number,
/// plain from 1e-6 up to below 1e21, with an exponent beyond.
fn write_float(out: &mut String, number: f64) {
    if number == 0.0 {
        out.push('0');
        return;
    }
    let shortest = format!("{:e}", number.abs());
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits: String = digits.chars().filter(|character| *character != '.').collect();
    let n_digits = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let point = exponent.parse::<i32>().unwrap_or_default() + 1;
    if number < 0.0 {
        out.push('-');
    }
    if (n_digits..=21).contains(&point) {
        out.push_str(&digits);
        out.extend((n_digits..point).map(|_| '0'));
    } else if (1..=21).contains(&point) {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or_default());
        _ = write!(out, "{whole}.{fraction}");
    } else if (-5..=0).contains(&point) {
        out.push_str("0.");
        out.extend((point..0).map(|_| '0'));
        out.push_str(&digits);
    } else {
        let (first, rest) = digits.split_at(1);
        let sign = if point > 0 { "+" } else { "" };
        let dot = if rest.is_empty() { "" } else { "." };
        _ = write!(out, "{first}{dot}{rest}e{sign}{}", point - 1);
    }
}

/// Returns the hash of an entry. The bytes are described in `docs/formats/ledger.md`.
pub(crate) fn hash(prev: &[u8], seq: u64, recorded_at: &str, recorder: &str, body: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(prev);
    hasher.update(seq.to_be_bytes());
    for text in [recorded_at, recorder, body] {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().into()
}

/// Returns a hash in lower-case hexadecimal digits.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let value: Value = serde_json::from_str(input).unwrap();
        assert_eq!(to_json(&value), expected);
    }

    #[test]
    fn keys_are_sorted_by_utf_16_units_and_spaces_go() {
        check(r#"{ "b": 1, "a": [true, null, {"z":0,"y":1}] }"#, r#"{"a":[true,null,{"y":1,"z":0}],"b":1}"#);
        check("{\"\u{fb33}\":1,\"\u{1f600}\":2,\"\u{20ac}\":3}", "{\"\u{20ac}\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn only_what_must_be_escaped_is() {
        check(r#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/\u007f""#, "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}\"");
    }

    #[test]
    fn numbers_have_one_form() {
        for (input, expected) in [
            ("44.0", "44"),
            ("48.7194", "48.7194"),
            ("-0.0", "0"),
            ("1e21", "1e+21"),
            ("1e20", "100000000000000000000"),
            ("123456789012345680000.0", "123456789012345680000"),
            ("1e-6", "0.000001"),
            ("1e-7", "1e-7"),
            ("-1.5e-9", "-1.5e-9"),
            ("333333333.33333329", "333333333.3333333"),
            ("18446744073709551615", "18446744073709551615"),
        ] {
            check(input, expected);
        }
    }
}
