-- The calls of one run. Times are Unix milliseconds (UTC), amounts are 10^-12 US dollars, keys and hashes are the 32 bytes of a SHA-256.

-- Processes that opened the ledger to write. A try that has no end and whose process is gone has an unknown outcome.
CREATE TABLE sessions (
  id                       INTEGER NOT NULL PRIMARY KEY,
  process                  INTEGER NOT NULL,
  -- clock ticks since boot at its start, 0 where the system does not tell, and the boot itself: ids of processes come again
  process_start            INTEGER NOT NULL,
  boot                     TEXT NOT NULL,
  opened_at                INTEGER NOT NULL
);

-- Few words that many rows share: stages and models.
CREATE TABLE words (
  id                       INTEGER NOT NULL PRIMARY KEY,
  word                     TEXT NOT NULL UNIQUE
);

-- Every request that was, or was about to be, sent. The row is on disk before the request leaves.
CREATE TABLE tries (
  id                       INTEGER NOT NULL PRIMARY KEY,
  session                  INTEGER NOT NULL REFERENCES sessions (id),
  unit                     TEXT NOT NULL,
  stage                    INTEGER NOT NULL REFERENCES words (id),
  ordinal                  INTEGER NOT NULL CHECK (ordinal >= 0),
  key                      BLOB NOT NULL CHECK (length(key) = 32),
  model                    INTEGER NOT NULL REFERENCES words (id),
  intended_at              INTEGER NOT NULL,
  -- the most it may cost; null when the model's price is not known
  possible_cost            INTEGER CHECK (possible_cost >= 0),
  -- null while it is on its way
  outcome                  TEXT CHECK (outcome IN ('answered', 'failed', 'unknown')),
  ended_at                 INTEGER,
  failure_kind             TEXT,
  failure_status           INTEGER,
  input_tokens             INTEGER NOT NULL DEFAULT 0,
  cached_tokens            INTEGER NOT NULL DEFAULT 0,
  output_tokens            INTEGER NOT NULL DEFAULT 0,
  -- of an answered one; null when the price is not known or the provider counted nothing
  cost                     INTEGER CHECK (cost >= 0),
  request_id               TEXT,
  CHECK ((outcome IS NULL) = (ended_at IS NULL))
);
CREATE INDEX tries_open ON tries (session) WHERE outcome IS NULL;
CREATE INDEX tries_failed ON tries (unit, stage, ordinal, key) WHERE outcome = 'failed';
CREATE INDEX tries_unknown ON tries (unit, stage, ordinal, key) WHERE outcome = 'unknown';

-- The answer of each call that has one, from the model or from the cache. What is here is never asked again.
CREATE TABLE answers (
  unit                     TEXT NOT NULL,
  stage                    INTEGER NOT NULL REFERENCES words (id),
  ordinal                  INTEGER NOT NULL CHECK (ordinal >= 0),
  key                      BLOB NOT NULL CHECK (length(key) = 32),
  -- the try that brought it; null when it came from the cache
  try                      INTEGER REFERENCES tries (id),
  answered_at              INTEGER NOT NULL,
  sha256                   BLOB NOT NULL CHECK (length(sha256) = 32),
  PRIMARY KEY (unit, stage, ordinal, key)
) WITHOUT ROWID;

-- What the answers said, until their unit is finished: kept apart, so that letting go of the texts leaves small rows behind.
CREATE TABLE texts (
  unit                     TEXT NOT NULL,
  stage                    INTEGER NOT NULL,
  ordinal                  INTEGER NOT NULL,
  key                      BLOB NOT NULL,
  text                     TEXT NOT NULL,
  model                    TEXT NOT NULL,
  finish_reason            TEXT NOT NULL,
  request_id               TEXT,
  input_tokens             INTEGER NOT NULL,
  cached_tokens            INTEGER NOT NULL,
  output_tokens            INTEGER NOT NULL,
  PRIMARY KEY (unit, stage, ordinal, key)
) WITHOUT ROWID;

-- Running sums over all (scope 'run', name ''), by stage and by unit, brought up to date in the transaction of each change, so that reading
-- them costs the same however many calls there were.
CREATE TABLE sums (
  scope                    TEXT NOT NULL CHECK (scope IN ('run', 'stage', 'unit')),
  name                     TEXT NOT NULL,
  answered                 INTEGER NOT NULL DEFAULT 0,
  cached                   INTEGER NOT NULL DEFAULT 0,
  failed                   INTEGER NOT NULL DEFAULT 0,
  unknown                  INTEGER NOT NULL DEFAULT 0,
  input_tokens             INTEGER NOT NULL DEFAULT 0,
  cached_tokens            INTEGER NOT NULL DEFAULT 0,
  output_tokens            INTEGER NOT NULL DEFAULT 0,
  cost                     INTEGER NOT NULL DEFAULT 0,
  -- what tries of unknown outcome, and answers whose tokens were not counted, may have cost
  possible_cost            INTEGER NOT NULL DEFAULT 0,
  -- answered and unknown ones that neither sum holds, since no price is known
  unpriced                 INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, name)
) WITHOUT ROWID;
