-- Estimations of every method in one table: what was asked, and what came of it once the job has ended. The title of the
-- answers is kept, because the answers may be deleted later.
CREATE TABLE lab_estimation (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  lab_estimation_id BIGINT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('pls', 'sem')),
  answers_id BIGINT NOT NULL,
  answers_title TEXT NOT NULL,
  simulated BIGINT NOT NULL CHECK (simulated IN (0, 1)),
  model_text TEXT NOT NULL,           -- lavaan syntax
  settings TEXT NOT NULL,             -- JSON, as the method has them
  job_id BIGINT NOT NULL,
  created_by BIGINT,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  fingerprint TEXT,                   -- of the answers that were used
  result TEXT,                        -- JSON, the same as of the command line
  failure TEXT,                       -- why there is no result
  PRIMARY KEY (community_id, lab_estimation_id),
  CHECK (result IS NULL OR failure IS NULL)
);
CREATE INDEX lab_estimation_method ON lab_estimation (community_id, method, lab_estimation_id);
CREATE INDEX lab_estimation_answers ON lab_estimation (community_id, answers_id, method, lab_estimation_id);
INSERT INTO lab_estimation (community_id, lab_estimation_id, method, answers_id, answers_title, simulated, model_text,
                            settings, job_id, created_by, created_at, finished_at, fingerprint, result, failure)
SELECT community_id, lab_result_id, 'pls', answers_id, answers_title, simulated, model_text,
       '{"scheme":"' || scheme || '","draws":' || draws || ',"seed":' || seed || '}',
       job_id, created_by, created_at, finished_at, fingerprint, result, failure
FROM lab_result;
INSERT INTO lab_estimation (community_id, lab_estimation_id, method, answers_id, answers_title, simulated, model_text,
                            settings, job_id, created_by, created_at, finished_at, fingerprint, result, failure)
SELECT community_id, lab_sem_result_id, 'sem', answers_id, answers_title, simulated, model_text, settings,
       job_id, created_by, created_at, finished_at, fingerprint, result, failure
FROM lab_sem_result;
DROP TABLE lab_result;
DROP TABLE lab_sem_result;
