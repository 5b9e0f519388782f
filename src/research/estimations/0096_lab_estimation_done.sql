-- The runs that a result can be compared with, without reading past those that failed.
CREATE INDEX lab_estimation_done ON lab_estimation (community_id, answers_id, method, lab_estimation_id)
  WHERE result IS NOT NULL;
