-- What one attempt leaves to the next, by name: the input, the output and the settings the lines below were made with.
CREATE TABLE facts (
  name                     TEXT NOT NULL PRIMARY KEY,
  value                    TEXT NOT NULL
) WITHOUT ROWID;

-- A row per line of the input that counts, in its order.
CREATE TABLE services (
  ordinal                  INTEGER NOT NULL PRIMARY KEY,
  service_id               TEXT NOT NULL UNIQUE,
  name                     TEXT NOT NULL,
  -- pending, working, done, failed
  state                    TEXT NOT NULL,
  -- of the failure; null otherwise
  stage                    TEXT,
  kind                     TEXT,
  message                  TEXT,
  -- findings set aside while it was worked on
  findings                 INTEGER NOT NULL DEFAULT 0,
  started_at               INTEGER,
  ended_at                 INTEGER
);
CREATE INDEX services_by_state ON services (state, ordinal);

-- The finished lines, apart from the rows that lists read.
CREATE TABLE lines (
  ordinal                  INTEGER NOT NULL PRIMARY KEY,
  line                     BLOB NOT NULL
);

-- What could not be used: lines of the input, answers, ids, facets.
CREATE TABLE quarantine (
  id                       INTEGER NOT NULL PRIMARY KEY,
  -- null for a line of the input that is no service
  ordinal                  INTEGER,
  service_id               TEXT NOT NULL,
  stage                    TEXT NOT NULL,
  kind                     TEXT NOT NULL,
  message                  TEXT NOT NULL,
  raw                      TEXT NOT NULL,
  at                       INTEGER NOT NULL
);
CREATE INDEX quarantine_by_ordinal ON quarantine (ordinal);
CREATE INDEX quarantine_by_service ON quarantine (service_id, id);
CREATE INDEX quarantine_by_kind ON quarantine (kind, id);
CREATE INDEX quarantine_by_stage ON quarantine (stage, id);

-- Services in each state, kept by the triggers below: 'how many are done' is asked every second.
CREATE TABLE counts (
  state                    TEXT NOT NULL PRIMARY KEY,
  services                 INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counts (state, services) VALUES ('pending', 0), ('working', 0), ('done', 0), ('failed', 0);
CREATE TRIGGER services_counted AFTER INSERT ON services BEGIN
  UPDATE counts SET services = services + 1 WHERE state = NEW.state;
END;
CREATE TRIGGER services_moved AFTER UPDATE OF state ON services WHEN NEW.state <> OLD.state BEGIN
  UPDATE counts SET services = services - 1 WHERE state = OLD.state;
  UPDATE counts SET services = services + 1 WHERE state = NEW.state;
END;
