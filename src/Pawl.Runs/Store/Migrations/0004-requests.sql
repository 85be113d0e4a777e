-- Requests that name themselves by a key and made a run: sent again, they find it here instead of making another.
CREATE TABLE requests (
  key                      TEXT NOT NULL PRIMARY KEY,
  -- of what was asked, so that a key used for something else is noticed
  fingerprint              TEXT NOT NULL,
  run_id                   TEXT NOT NULL REFERENCES runs (id),
  created_at               INTEGER NOT NULL
) WITHOUT ROWID;
