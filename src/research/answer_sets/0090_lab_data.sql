-- Data sets of the laboratory that no survey of ours collected: uploaded files, example studies.
CREATE TABLE lab_data (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  lab_data_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  note TEXT NOT NULL,                 -- where the answers come from, for readers; may be empty
  simulated BIGINT NOT NULL CHECK (simulated IN (0, 1)),
  respondents BIGINT NOT NULL,
  csv TEXT NOT NULL,                  -- as stats/table/csv.hpp writes it
  codebook TEXT NOT NULL,             -- JSON: the wordings of variables, value labels, constructs
  owner_id BIGINT,                    -- the researcher who uploaded it, and who alone may use it; null: all who may use the laboratory
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, lab_data_id)
);
