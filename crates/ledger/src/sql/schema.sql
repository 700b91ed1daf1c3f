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
