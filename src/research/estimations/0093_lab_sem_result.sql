-- Structural equation models that somebody asked to estimate, and tests of invariance: what was asked, and what came of
-- it once the job has ended. The title of the answers is kept, because the answers may be deleted later.
CREATE TABLE lab_sem_result (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  lab_sem_result_id BIGINT NOT NULL,
  answers_id BIGINT NOT NULL,
  answers_title TEXT NOT NULL,
  simulated BIGINT NOT NULL CHECK (simulated IN (0, 1)),
  model_text TEXT NOT NULL,           -- lavaan syntax
  settings TEXT NOT NULL,             -- JSON: estimator, ordinal items, groups, hypotheses, …
  job_id BIGINT NOT NULL,
  created_by BIGINT,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  fingerprint TEXT,                   -- of the answers that were used
  result TEXT,                        -- JSON, the same as of the command line
  failure TEXT,                       -- why there is no result
  PRIMARY KEY (community_id, lab_sem_result_id),
  CHECK (result IS NULL OR failure IS NULL)
);
CREATE INDEX lab_sem_result_answers ON lab_sem_result (community_id, answers_id, lab_sem_result_id);
