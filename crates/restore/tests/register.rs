//! The register of works, from a small ledger of our own.

use thaw_core::{Answer, Edtf, State};
use thaw_restore::register::{Form, readings};

/// A record with three works; the statuses stand as they do in the bundled tables.
fn state() -> State {
    let files = [
        ("record.toml", "id = \"test\"\n"),
        ("sources.csv", "id,title,kind\nlist,A list,book\n"),
        (
            "works.csv",
            "id,class,lang,author,title_en\nnovel,novel,en,A. Author,The Novel\npoem,poem,en,B. Author,The Poem\nstory,story,en,C. Author,The Story\n",
        ),
        (
            "work_life.csv",
            "subject,part,act,kind,from,to,status,sources,seen\n\
             novel,,,ban,1940,1957-06,banned,list,yes\n\
             novel,,,restore,1957-06,1990,cut,list,yes\n\
             novel,,,restore,1990,..,published,list,yes\n\
             poem,,,ban,1949,1988,banned,list,yes\n\
             poem,abroad,,publish,1963,..,published-abroad,list,yes\n\
             poem,,,restore,1988,..,published,list,yes\n\
             story,,,publish,1954-05,..,published,list,yes\n",
        ),
        (
            "books.csv",
            "id,class,lang,author,title_en\nspeech,speech,ru,D. Author,The Speech\nprimer,textbook,en,E. Author,The Primer\n",
        ),
        (
            "book_life.csv",
            "subject,part,act,kind,from,to,status,sources,seen\n\
             speech,,,ban,1966,1989,secret,list,yes\n\
             speech,,,publish,1989,..,published,list,yes\n\
             primer,,,publish,1938,1956,published,list,yes\n\
             primer,,,revise,1956,..,withdrawn,list,yes\n",
        ),
    ];
    let record = thaw_formats::record::read_embedded(&files);
    assert!(record.problems.is_empty(), "{:?}", record.problems);
    State::fold(record.entries)
}

#[track_caller]
fn check(date: &str, expected: &[(&str, Form, Answer)]) {
    let state = state();
    let date: Edtf = date.parse().unwrap();
    let found = readings(&state, &date);
    let found: Vec<_> =
        found.iter().map(|reading| (reading.work.id.0.as_str(), reading.form, reading.answer)).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_could_be_read_depends_on_the_date() {
    check("1945", &[("novel", Form::Banned, Answer::Yes)]);
    check(
        "1956",
        &[
            ("novel", Form::Banned, Answer::Yes),
            ("poem", Form::Banned, Answer::Yes),
            ("story", Form::Published, Answer::Yes),
        ],
    );
    check(
        "1970",
        &[
            ("speech", Form::Banned, Answer::Yes),
            ("poem", Form::Abroad, Answer::Yes),
            ("novel", Form::Cut, Answer::Yes),
            ("story", Form::Published, Answer::Yes),
        ],
    );
    check(
        "1995",
        &[
            ("novel", Form::Restored, Answer::Yes),
            ("poem", Form::Restored, Answer::Yes),
            ("speech", Form::Restored, Answer::Yes),
            ("story", Form::Published, Answer::Yes),
        ],
    );
}

#[test]
fn a_year_in_which_a_work_came_out_has_two_possible_answers() {
    check(
        "1957",
        &[
            ("poem", Form::Banned, Answer::Yes),
            ("novel", Form::Banned, Answer::Possibly),
            ("novel", Form::Cut, Answer::Possibly),
            ("story", Form::Published, Answer::Yes),
        ],
    );
    check(
        "1963",
        &[
            ("poem", Form::Banned, Answer::Possibly),
            ("poem", Form::Abroad, Answer::Possibly),
            ("novel", Form::Cut, Answer::Yes),
            ("story", Form::Published, Answer::Yes),
        ],
    );
}
