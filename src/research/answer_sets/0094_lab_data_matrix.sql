-- Published covariance matrices, kept like answers: csv is then a table of variables by variables with names and sizes.
ALTER TABLE lab_data ADD COLUMN is_matrix BIGINT NOT NULL DEFAULT 0 CHECK (is_matrix IN (0, 1));
