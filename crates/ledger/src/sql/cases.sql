-- The case ledger: what lists say about people, and what was decided about them. Kept apart from the public record.
-- Entries are only added; each has the hash of the one before it in its own.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL, -- RFC 3339, UTC
    recorder TEXT NOT NULL,
    kind TEXT NOT NULL,        -- row, judgement, ruling, seen...
    about TEXT NOT NULL,       -- the id of the case, list or pair
    digest TEXT NOT NULL,      -- of the body before it was sealed: the same content twice in a row is one entry
    body BLOB NOT NULL,        -- JSON, or sealed JSON
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX entry_about ON entry (about, kind, seq);
CREATE INDEX entry_kind ON entry (kind, seq);

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN
    SELECT raise(ABORT, 'entries are never changed');
END;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN
    SELECT raise(ABORT, 'entries are never removed');
END;
CREATE TRIGGER setting_stays BEFORE UPDATE ON setting BEGIN
    SELECT raise(ABORT, 'settings are never changed');
END;
