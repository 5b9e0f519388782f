-- Durable work: one row a job, kept after it ended so that its page can still be read.
CREATE TABLE job (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  job_id BIGINT NOT NULL,
  kind TEXT NOT NULL,                 -- "mail.send": names the handler
  owner_id BIGINT,                    -- the member who may look at it beside staff; null: staff only
  payload TEXT NOT NULL,              -- JSON; emptied in the end, because it may hold what only the job should know
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
  attempts BIGINT NOT NULL,           -- begun so far
  attempts_allowed BIGINT NOT NULL,
  run_after BIGINT NOT NULL,
  lease_holder TEXT,                  -- which runner works on it, and until when it is believed to be alive
  lease_until BIGINT,
  progress DOUBLE PRECISION NOT NULL,
  message TEXT NOT NULL,              -- the latest progress, or the latest error
  result TEXT,                        -- JSON
  cancelled_at BIGINT,
  created_at BIGINT NOT NULL,
  started_at BIGINT,
  finished_at BIGINT,
  PRIMARY KEY (community_id, job_id)
);
CREATE INDEX job_waiting ON job (kind, run_after) WHERE state = 'queued';
CREATE INDEX job_running ON job (kind, lease_until) WHERE state = 'running';
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;
