-- Estimations that somebody asked for: what was asked, and what came of it once the job has ended. The title of the
-- answers is kept, because the answers may be deleted later.
CREATE TABLE lab_result (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  lab_result_id BIGINT NOT NULL,
  answers_id BIGINT NOT NULL,
  answers_title TEXT NOT NULL,
  simulated BIGINT NOT NULL CHECK (simulated IN (0, 1)),
  model_text TEXT NOT NULL,           -- lavaan syntax
  scheme TEXT NOT NULL CHECK (scheme IN ('path', 'factorial', 'centroid')),
  draws BIGINT NOT NULL,              -- of the bootstrap; 0: none
  seed BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  created_by BIGINT,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  fingerprint TEXT,                   -- of the answers that were used
  result TEXT,                        -- JSON, the same as of the command line
  failure TEXT,                       -- why there is no result
  PRIMARY KEY (community_id, lab_result_id),
  CHECK (result IS NULL OR failure IS NULL)
);
CREATE INDEX lab_result_answers ON lab_result (community_id, answers_id, lab_result_id);
