-- What lists of runs are read from: no list reads spec_json, result_json or a stack.

-- ' train nightly ': each tag between spaces, which no tag holds; '' for none
ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '';

-- when a worker last reported progress or metrics
ALTER TABLE runs ADD COLUMN reported_at INTEGER;

-- everything that lists filter and sort by, so that they scan this alone: 10,000 runs are 2 MB here
DROP INDEX runs_by_state;
CREATE INDEX runs_listing ON runs
  (state, id, workload, name, profile, tags, created_at, started_at, ended_at, attempts, progress);

-- derived from metrics.ndjson: the value at the last step of each metric, and its extremes. By name first: a list sorts by one metric.
CREATE TABLE latest_metrics (
  name                     TEXT NOT NULL,
  run_id                   TEXT NOT NULL REFERENCES runs (id),
  step                     INTEGER NOT NULL,
  value                    REAL NOT NULL,
  minimum                  REAL NOT NULL,
  maximum                  REAL NOT NULL,
  PRIMARY KEY (name, run_id)
) WITHOUT ROWID;
