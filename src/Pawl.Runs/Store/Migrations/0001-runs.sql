-- Times are Unix milliseconds (UTC), spans are milliseconds, hashes are lower-case hex SHA-256.

CREATE TABLE runs (
  id                       TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
  workload                 TEXT NOT NULL,
  name                     TEXT,
  profile                  TEXT,
  state                    TEXT NOT NULL CHECK (state IN
    ('queued', 'running', 'retrying', 'waiting', 'succeeded', 'failed', 'cancelled', 'timed_out', 'interrupted')),
  spec_json                TEXT NOT NULL,
  created_at               INTEGER NOT NULL,
  started_at               INTEGER,
  ended_at                 INTEGER,
  attempts                 INTEGER NOT NULL,
  progress                 REAL NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  message                  TEXT,
  failure_kind             TEXT,
  failure_retryable        INTEGER,
  failure_message          TEXT,
  failure_stack            TEXT,
  result_json              TEXT,
  cancel_reason            TEXT,
  retry_of                 TEXT REFERENCES runs (id),
  retry_attempts           INTEGER NOT NULL,
  retry_backoff            INTEGER NOT NULL,
  retry_maximum_backoff    INTEGER NOT NULL,
  retry_jitter             REAL NOT NULL,
  retry_deadline           INTEGER,
  retry_interruptions      INTEGER NOT NULL,
  -- the retry budget counts from here: creation, or the last resume
  budget_at                INTEGER NOT NULL,
  budget_attempt           INTEGER NOT NULL,
  -- head of the event chain: how many events the run has and the hash of the last
  event_count              INTEGER NOT NULL DEFAULT 0,
  event_head               TEXT NOT NULL DEFAULT '',
  CHECK ((ended_at IS NOT NULL) = (state IN ('succeeded', 'failed', 'cancelled', 'timed_out', 'interrupted')))
);
CREATE INDEX runs_by_state ON runs (state, id);

CREATE TABLE attempts (
  run_id                   TEXT NOT NULL REFERENCES runs (id),
  number                   INTEGER NOT NULL CHECK (number >= 1),
  state                    TEXT NOT NULL CHECK (state IN
    ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed_out', 'interrupted', 'waiting')),
  queued_at                INTEGER NOT NULL,
  not_before               INTEGER NOT NULL,
  started_at               INTEGER,
  ended_at                 INTEGER,
  -- the worker that claimed it, whole: its row in workers may be gone when its death is noticed
  worker_id                TEXT,
  worker_machine           TEXT,
  worker_boot              TEXT,
  worker_process           INTEGER,
  worker_start             INTEGER,
  host_process             INTEGER,
  host_start               INTEGER,
  lease_expires_at         INTEGER,
  resumed_step             INTEGER,
  resumed_sha256           TEXT,
  checkpoint_step          INTEGER,
  -- 1 once it saved a checkpoint beyond every earlier attempt's
  gained_ground            INTEGER NOT NULL DEFAULT 0,
  failure_kind             TEXT,
  failure_retryable        INTEGER,
  failure_message          TEXT,
  failure_stack            TEXT,
  PRIMARY KEY (run_id, number),
  CHECK ((ended_at IS NULL) = (state IN ('queued', 'running'))),
  CHECK (state <> 'running' OR (worker_id IS NOT NULL AND lease_expires_at IS NOT NULL))
) WITHOUT ROWID;
-- at most one attempt of a run is open, whatever the code above does
CREATE UNIQUE INDEX attempts_open ON attempts (run_id) WHERE state IN ('queued', 'running');
CREATE INDEX attempts_due ON attempts (not_before, run_id) WHERE state = 'queued';
CREATE INDEX attempts_running ON attempts (worker_id) WHERE state = 'running';

CREATE TABLE workers (
  id                       TEXT NOT NULL PRIMARY KEY,
  machine                  TEXT NOT NULL,
  boot                     TEXT NOT NULL,
  process                  INTEGER NOT NULL,
  start                    INTEGER NOT NULL,
  started_at               INTEGER NOT NULL,
  seen_at                  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE artifacts (
  run_id                   TEXT NOT NULL REFERENCES runs (id),
  -- the folder the path is in: the run's artifacts, or the data root for datasets that runs share
  scope                    TEXT NOT NULL CHECK (scope IN ('run', 'data')),
  path                     TEXT NOT NULL,
  kind                     TEXT NOT NULL,
  media_type               TEXT NOT NULL,
  size                     INTEGER NOT NULL,
  sha256                   TEXT NOT NULL,
  attempt                  INTEGER NOT NULL,
  saved_at                 INTEGER NOT NULL,
  PRIMARY KEY (run_id, scope, path)
) WITHOUT ROWID;

CREATE TABLE events (
  position                 INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id                   TEXT NOT NULL REFERENCES runs (id),
  sequence                 INTEGER NOT NULL,
  time                     INTEGER NOT NULL,
  type                     TEXT NOT NULL,
  attempt                  INTEGER NOT NULL,
  data                     TEXT NOT NULL,
  previous_hash            TEXT NOT NULL,
  hash                     TEXT NOT NULL,
  UNIQUE (run_id, sequence)
);
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN
  SELECT RAISE (ABORT, 'events are append-only: a row may not be changed');
END;
CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
BEGIN
  SELECT RAISE (ABORT, 'events are append-only: a row may not be removed');
END;

CREATE TABLE cursors (
  consumer                 TEXT NOT NULL PRIMARY KEY,
  position                 INTEGER NOT NULL
) WITHOUT ROWID;
