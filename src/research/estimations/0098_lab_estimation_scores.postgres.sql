-- Factor scores of the respondents, CSV, apart from what others may see of the result; they go when the answers go.
ALTER TABLE lab_estimation ADD COLUMN scores TEXT;
UPDATE lab_estimation SET result = (result::jsonb - 'scores_regression' - 'scores_Bartlett')::text
WHERE method = 'sem' AND settings LIKE '%"scores":"yes"%' AND result IS NOT NULL;
