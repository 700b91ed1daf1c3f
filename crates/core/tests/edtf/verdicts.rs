//! A sample of the differential test (`benches/edtf/run`), so that it can be checked without the other programs.

use thaw_core::Edtf;

#[test]
fn dates_are_read_as_in_the_sample_of_the_differential_test() {
    let mut n_agreed = 0;
    for line in include_str!("verdicts.tsv").lines().skip(1) {
        let [text, first, last, by] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let found = match text.parse::<Edtf>() {
            Ok(date) => (date.earliest().to_string(), date.latest().to_string()),
            Err(_) => ("error".to_owned(), "error".to_owned()),
        };
        assert_eq!(found, (first.to_owned(), last.to_owned()), "{text}, by {by}");
        n_agreed += usize::from(by.contains('+'));
    }
    assert!(n_agreed > 400, "only {n_agreed} texts on which two programs agree");
}
