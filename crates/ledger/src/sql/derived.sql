-- Derived from the entries, updated in the transaction that adds them; `rebuild` makes all of it again.
-- Every row is a pure function of one entry, except act.state and act.in_force, which later entries move.

-- Which entries carry an id. kind: 0 source, 1 subject, 2 act, 3 progress of that act.
CREATE TABLE entry_id (
  kind INTEGER NOT NULL,
  id   TEXT NOT NULL,
  seq  INTEGER NOT NULL,
  PRIMARY KEY (kind, id, seq)
) STRICT, WITHOUT ROWID;

-- Each recorded version of a subject; the last one counts.
CREATE TABLE subject (
  seq     INTEGER PRIMARY KEY,
  id      TEXT NOT NULL,
  kind    TEXT NOT NULL,
  class   TEXT NOT NULL,
  country TEXT,
  lon     REAL,
  lat     REAL
) STRICT;

-- Where subjects are (WGS 84 degrees, rounded outwards to 32 bits; `subject` has the exact point).
CREATE VIRTUAL TABLE place USING rtree (seq, min_lon, max_lon, min_lat, max_lat);

-- Acts. first_day and last_day: days since 1970-01-01 that the date can mean.
CREATE TABLE act (
  seq       INTEGER PRIMARY KEY,
  id        TEXT NOT NULL,
  kind      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  date      TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  last_day  INTEGER NOT NULL,
  reverses  TEXT,
  state     TEXT NOT NULL,
  in_force  INTEGER NOT NULL -- 1: approved or carried out, and no act in force reverses it
) STRICT;
CREATE INDEX act_by_subject ON act (subject);
CREATE INDEX act_by_reversed ON act (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX act_without_force ON act (seq) WHERE in_force = 0;

-- The dated names that acts gave. The four days bound the beginning and the end of the period.
CREATE TABLE name (
  act_seq    INTEGER NOT NULL,
  fact       INTEGER NOT NULL, -- position among the facts of the act
  subject    TEXT NOT NULL,
  text       TEXT NOT NULL,
  lang       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  from_first INTEGER NOT NULL,
  from_last  INTEGER NOT NULL,
  to_first   INTEGER NOT NULL,
  to_last    INTEGER NOT NULL,
  PRIMARY KEY (act_seq, fact)
) STRICT, WITHOUT ROWID;

-- The prose of entries: what happened, notes, titles. rowid is the sequence number of the entry.
CREATE VIRTUAL TABLE prose USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");

-- The name index up to an entry, in parts of at most 16 MiB (src/names/bytes.rs knows the bytes).
CREATE TABLE name_index (
  part  INTEGER PRIMARY KEY,
  upto  INTEGER NOT NULL, -- the last entry whose names are in it
  bytes BLOB NOT NULL
) STRICT;
