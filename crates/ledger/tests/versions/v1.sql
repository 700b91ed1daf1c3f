PRAGMA application_id = 1416126839;
PRAGMA user_version = 1;
-- The record itself. Everything else in the file can be made again from this table.
CREATE TABLE entry (
  seq         INTEGER PRIMARY KEY, -- 1, 2, 3 ... without a gap
  recorded_at TEXT NOT NULL,       -- UTC, whole seconds: 2026-11-23T08:50:00Z
  recorder    TEXT NOT NULL,       -- who recorded it
  body        TEXT NOT NULL,       -- canonical JSON (RFC 8785)
  prev_hash   BLOB NOT NULL,       -- hash of the entry before; 32 zero bytes for the first
  hash        BLOB NOT NULL        -- SHA-256, see docs/formats/ledger.md
) STRICT;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never changed'); END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never deleted'); END;

-- Also stops INSERT OR REPLACE, which deletes without firing the trigger above.
CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'an entry of the ledger takes the number after the last'); END;
INSERT INTO entry VALUES (1, '2026-01-01T00:01:00Z', 'test', '{"id":"ukase-1961","kind":"law","title":"Указ Президиума Верховного Совета РСФСР","type":"source"}', x'0000000000000000000000000000000000000000000000000000000000000000', x'E4339E2BECC28E46C57F86D8A836D3CFE4FF4FCA00896A6A5515C97954B634A4');
INSERT INTO entry VALUES (2, '2026-01-01T00:01:00Z', 'test', '{"at":{"lat":48.7194,"lon":44.5018},"class":"city","id":"volgograd","kind":"place","type":"subject"}', x'E4339E2BECC28E46C57F86D8A836D3CFE4FF4FCA00896A6A5515C97954B634A4', x'8108A0AE498FC06CF44EC487EF0FCF78E2ACBD21E91C00CAB09594926EB538A5');
INSERT INTO entry VALUES (3, '2026-01-01T00:01:00Z', 'test', '{"date":"1925-04-10","facts":[{"fact":"name","kind":"official","lang":"ru","period":"1925-04-10/1961-11-10","text":"Сталинград"},{"fact":"name","kind":"official","lang":"en","period":"1925-04-10/1961-11-10","text":"Stalingrad"}],"id":"volgograd-1925","kind":"rename","state":"carried-out","subject":"volgograd","type":"act"}', x'8108A0AE498FC06CF44EC487EF0FCF78E2ACBD21E91C00CAB09594926EB538A5', x'CF631BA1911CC0D020526762AEA1E6B8ABD0D8D09EC7D02FEB34734EB165F2E8');
INSERT INTO entry VALUES (4, '2026-01-01T00:01:00Z', 'test', '{"date":"1961-11-10","facts":[{"fact":"name","kind":"official","lang":"ru","period":"1961-11-10/..","text":"Волгоград"}],"id":"volgograd-1961","kind":"rename","state":"carried-out","subject":"volgograd","type":"act"}', x'CF631BA1911CC0D020526762AEA1E6B8ABD0D8D09EC7D02FEB34734EB165F2E8', x'F407C6A72D76EE38E115C19F37D4D7D4F6E135EC1ADF1386F2AFFD5354BB7C57');
INSERT INTO entry VALUES (5, '2026-01-01T00:01:00Z', 'test', '{"act":"volgograd-1961","state":"carried-out","type":"progress"}', x'F407C6A72D76EE38E115C19F37D4D7D4F6E135EC1ADF1386F2AFFD5354BB7C57', x'F11FB7CE7027133963315B5BE94518F0D2F6957047D8588C6FBCD6B96321F9D8');
INSERT INTO entry VALUES (6, '2026-01-01T01:00:00Z', 'test', '{"date":"2026-01-02","id":"undo-volgograd-1961","kind":"reversal","reverses":"volgograd-1961","state":"carried-out","subject":"volgograd","type":"act"}', x'F11FB7CE7027133963315B5BE94518F0D2F6957047D8588C6FBCD6B96321F9D8', x'4272E4F263D4F0F76ACD8D4BA829E1392E756496A5FB0B08D378736F42C89C98');
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
