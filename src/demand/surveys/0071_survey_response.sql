-- One respondent's answers to a survey: a draft until submitted_at is set, never changed afterwards.
CREATE TABLE survey_response (
  community_id BIGINT NOT NULL,
  response_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,           -- of the token in the respondent's cookie; '' for imported responses
  member_id BIGINT,                   -- only where the survey is for members; an anonymous one never stores it
  started_at BIGINT NOT NULL,
  submitted_at BIGINT,
  PRIMARY KEY (community_id, response_id),
  FOREIGN KEY (community_id, survey_id) REFERENCES survey (community_id, survey_id)
);
CREATE UNIQUE INDEX survey_response_by_token ON survey_response (community_id, token_hash) WHERE token_hash <> '';
CREATE UNIQUE INDEX survey_response_by_member ON survey_response (community_id, survey_id, member_id) WHERE member_id IS NOT NULL;
CREATE INDEX survey_response_submitted ON survey_response (community_id, survey_id, submitted_at, response_id) WHERE submitted_at IS NOT NULL;

CREATE TABLE survey_answer (
  community_id BIGINT NOT NULL,
  response_id BIGINT NOT NULL,
  question_id BIGINT NOT NULL,
  choice BIGINT NOT NULL,             -- multiple choice: the number of a ticked option, one row each; otherwise 0
  number DOUBLE PRECISION,            -- Likert: the point; single choice: the number of the option; number: as typed
  text TEXT,
  PRIMARY KEY (community_id, response_id, question_id, choice),
  FOREIGN KEY (community_id, response_id) REFERENCES survey_response (community_id, response_id),
  FOREIGN KEY (community_id, question_id) REFERENCES survey_question (community_id, question_id),
  CHECK ((number IS NULL) <> (text IS NULL))
);
CREATE INDEX survey_answer_text ON survey_answer (community_id, question_id, response_id) WHERE text IS NOT NULL;

-- That a member took part in an anonymous survey, so that nobody answers twice: without a time or a response.
CREATE TABLE survey_participant (
  community_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  PRIMARY KEY (community_id, survey_id, member_id),
  FOREIGN KEY (community_id, survey_id) REFERENCES survey (community_id, survey_id)
);

-- Kept by the transaction that submits a response, so that watching a survey costs the same at any number of responses.
-- Rows of survey_question_count and survey_option_count are made when the survey opens.
CREATE TABLE survey_question_count (
  community_id BIGINT NOT NULL,
  question_id BIGINT NOT NULL,
  answered BIGINT NOT NULL,
  mean DOUBLE PRECISION NOT NULL,     -- of the numbers (Likert, number)
  squares DOUBLE PRECISION NOT NULL,  -- sum of squared differences from the mean
  PRIMARY KEY (community_id, question_id),
  FOREIGN KEY (community_id, question_id) REFERENCES survey_question (community_id, question_id)
);
CREATE TABLE survey_option_count (
  community_id BIGINT NOT NULL,
  question_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  answers BIGINT NOT NULL,
  PRIMARY KEY (community_id, question_id, number),
  FOREIGN KEY (community_id, question_id, number) REFERENCES survey_option (community_id, question_id, number)
);
CREATE TABLE survey_day_count (
  community_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  day BIGINT NOT NULL,                -- days since 1970-01-01 UTC
  started BIGINT NOT NULL,
  submitted BIGINT NOT NULL,
  PRIMARY KEY (community_id, survey_id, day),
  FOREIGN KEY (community_id, survey_id) REFERENCES survey (community_id, survey_id)
);
CREATE TABLE survey_duration_count (
  community_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  seconds BIGINT NOT NULL,            -- from starting to sending, down to the tenth second; 3600 and more in one row
  responses BIGINT NOT NULL,
  PRIMARY KEY (community_id, survey_id, seconds),
  FOREIGN KEY (community_id, survey_id) REFERENCES survey (community_id, survey_id)
);
