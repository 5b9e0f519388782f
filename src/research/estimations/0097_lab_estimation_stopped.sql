-- Who ended an estimation before it had a result, at finished_at; null: it ended by itself.
ALTER TABLE lab_estimation ADD COLUMN stopped_by BIGINT;
UPDATE lab_estimation SET stopped_by = created_by WHERE failure = 'It was stopped before it had a result.';
