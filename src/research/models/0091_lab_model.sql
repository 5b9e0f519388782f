-- Models that researchers keep, by the answers that they are about (a survey's or a data set's id).
CREATE TABLE lab_model (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  lab_model_id BIGINT NOT NULL,
  answers_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  model_text TEXT NOT NULL,           -- lavaan syntax
  created_by BIGINT,                  -- null: came with the answers
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, lab_model_id)
);
CREATE INDEX lab_model_answers ON lab_model (community_id, answers_id, lab_model_id);
