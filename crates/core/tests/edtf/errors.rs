//! The sentences in which Thaw tells what is wrong with a date.

use insta::assert_snapshot;
use thaw_core::Edtf;

/// Returns the sentence and the hint.
fn error(text: &str) -> String {
    let error = text.parse::<Edtf>().unwrap_err();
    error.hint().map_or_else(|| error.to_string(), |hint| format!("{error}\nhint: {hint}"))
}

#[test]
fn errors_tell_what_is_expected_where() {
    assert_snapshot!(error(""), @r"
    expected a date, found nothing
    hint: leave the field out, or write `XXXX` for an unknown date
    ");
    assert_snapshot!(error("1961-13"), @r"
    date `1961-13`, character 6: expected a month from 01 to 12 or a season from 21 to 41, found `13`
    hint: when the month is not known, write `1961` or `1961-XX`
    ");
    assert_snapshot!(error("1961-00-00"), @r"
    date `1961-00-00`, character 6: expected a month from 01 to 12 or a season from 21 to 41, found `00`
    hint: when the month is not known, write `1961` or `1961-XX`
    ");
    assert_snapshot!(error("1961-02-29"), @r"
    date `1961-02-29`, character 1: the calendar has no day `1961-02-29`
    hint: when the day is not known, write only the year and month
    ");
    assert_snapshot!(error("1961-11-1"), @"date `1961-11-1`, character 10: expected a day from 01 to 31, found the end");
    assert_snapshot!(error("1961-11-32"), @r"
    date `1961-11-32`, character 9: expected a day from 01 to 31, found `32`
    hint: when the day is not known, write `1961-11` or `1961-11-XX`
    ");
    assert_snapshot!(error("1961-21-05"), @"date `1961-21-05`, character 8: expected the end of the date, found `-`");
    assert_snapshot!(error("1961/1925"), @r"
    date `1961/1925`, character 6: the interval ends before it begins
    hint: write the earlier date first
    ");
    assert_snapshot!(error("[1961,..1970]"), @"date `[1961,..1970]`, character 7: expected a date (`..` stands only before the first or behind the last), found `.`");
    assert_snapshot!(error("[1961"), @"date `[1961`, character 6: expected `,`, `..` or `]` in the set, found the end");
    assert_snapshot!(error("-0000"), @"date `-0000`, character 1: expected a year other than -0000, which is 0000, found `-`");
    assert_snapshot!(error("Y1961"), @"date `Y1961`, character 1: expected a year of more than four digits after `Y`, found `Y`");
    assert_snapshot!(error("Y99999999999999999"), @"date `Y99999999999999999`, character 1: expected a year within 10000000000000000 years of year 0");
    assert_snapshot!(error("1961-11-10T22:00:00+15:00"), @"date `1961-11-10T22:00:00+15:00`, character 21: expected the hours from UTC, 00 to 14, found `15`");
    assert_snapshot!(error(".."), @"date `..`, character 3: expected `/` and the end of the interval, found the end");
}

#[test]
fn hints_tell_what_to_write_instead() {
    assert_snapshot!(error(" 1961"), @r"
    date ` 1961`, character 1: expected a year of four digits, found ` `
    hint: remove the white space around the date
    ");
    assert_snapshot!(error("10.11.1961"), @r"
    date `10.11.1961`, character 3: expected a year of four digits, found `.`
    hint: write the year first: `1961-11-10` for 10.11.1961
    ");
    assert_snapshot!(error("10/11/1961"), @r"
    date `10/11/1961`, character 3: expected a year of four digits, found `/`
    hint: write the year first: `1961-11-10` for 10/11/1961
    ");
    assert_snapshot!(error("1960s"), @r"
    date `1960s`, character 5: expected the end of the date, found `s`
    hint: for a decade write `196X`, for a century `19XX`
    ");
    assert_snapshot!(error("c. 1961"), @r#"
    date `c. 1961`, character 1: expected a year of four digits, found `c`
    hint: for "circa 1961" write `1961~`
    "#);
    assert_snapshot!(error("196x"), @r"
    date `196x`, character 4: expected a year of four digits, found `x`
    hint: write a capital `X` for a digit that is not known
    ");
    assert_snapshot!(error("19611110"), @r"
    date `19611110`, character 5: expected the end of the date, found `1110`
    hint: join year, month and day by hyphens: `1961-11-10`; write a year of more digits as `Y19611`
    ");
    assert_snapshot!(error("1961 11"), @r"
    date `1961 11`, character 5: expected the end of the date, found ` `
    hint: join year, month and day by hyphens: `1961-11-10`
    ");
    assert_snapshot!(error("1961/open"), @r"
    date `1961/open`, character 6: expected a year of four digits, found `o`
    hint: for an interval that goes on write `1961/..`
    ");
    assert_snapshot!(error("10 November 1961"), @r"
    date `10 November 1961`, character 3: expected a year of four digits, found ` `
    hint: join year, month and day by hyphens: `1961-11-10`
    ");
    assert_snapshot!(error("ноябрь 1961"), @r"
    date `ноябрь 1961`, character 1: expected a year of four digits, found `н`
    hint: write the month as a number: `1961-11` for November 1961
    ");
}

#[test]
fn the_text_of_an_error_is_one_short_line() {
    let text = format!("1961\n{}", "9".repeat(100_000));
    let error = error(&text);
    assert!(error.len() < 300 && error.lines().count() <= 2, "{error}");
}

#[test]
fn hostile_texts_end_in_an_error() {
    let long = ["X".repeat(1_000_000), format!("[{}", "1961,".repeat(200_000)), format!("Y{}", "9".repeat(1_000_000))];
    let short = [
        "\0",
        "1961\u{301}",
        "１９６１",
        "[",
        "{",
        "/1961/",
        "Y1E255",
        "Y1E99999999999999999999",
        "-",
        "--",
        "?",
        "~",
        "T",
    ];
    for text in short.into_iter().chain(long.iter().map(String::as_str)) {
        assert!(text.parse::<Edtf>().is_err());
    }
}
