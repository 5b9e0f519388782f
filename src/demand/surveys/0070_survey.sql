-- A survey and its questionnaire. The questionnaire is edited as a whole while the survey is a draft, and frozen when it opens.
CREATE TABLE survey (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  survey_id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,              -- plain text: what the answers are for
  introduction TEXT NOT NULL,         -- Markdown, as thanks and outcome
  introduction_html TEXT NOT NULL,
  thanks TEXT NOT NULL,
  thanks_html TEXT NOT NULL,
  outcome TEXT NOT NULL DEFAULT '',   -- what came of the answers; written after closing
  outcome_html TEXT NOT NULL DEFAULT '',
  minutes BIGINT NOT NULL CHECK (minutes BETWEEN 1 AND 120),
  respondents TEXT NOT NULL CHECK (respondents IN ('anonymous', 'members')),
  simulated BIGINT NOT NULL CHECK (simulated IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed')),  -- the newest survey_state
  closes_at BIGINT,                   -- takes no answers from then on, even if still 'open'
  created_by BIGINT,                  -- empty: the system
  created_at BIGINT NOT NULL,
  opened_at BIGINT,                   -- the first time
  closed_at BIGINT,                   -- the last time
  started BIGINT NOT NULL DEFAULT 0,  -- responses begun, and those of them that were sent
  submitted BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (community_id, survey_id)
);
CREATE INDEX survey_by_state ON survey (community_id, state, survey_id);

-- Who opened and closed it, and when.
CREATE TABLE survey_state (
  community_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  member_id BIGINT,
  PRIMARY KEY (community_id, survey_id, changed_at, state),
  FOREIGN KEY (community_id, survey_id) REFERENCES survey (community_id, survey_id)
);

CREATE TABLE survey_construct (
  community_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('reflective', 'formative')),
  PRIMARY KEY (community_id, survey_id, code),
  FOREIGN KEY (community_id, survey_id) REFERENCES survey (community_id, survey_id)
);

CREATE TABLE survey_section (
  community_id BIGINT NOT NULL,
  section_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  introduction TEXT NOT NULL,
  PRIMARY KEY (community_id, section_id),
  FOREIGN KEY (community_id, survey_id) REFERENCES survey (community_id, survey_id)
);
CREATE INDEX survey_section_of ON survey_section (community_id, survey_id, position);

CREATE TABLE survey_question (
  community_id BIGINT NOT NULL,
  question_id BIGINT NOT NULL,
  survey_id BIGINT NOT NULL,
  section_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  code TEXT NOT NULL,                 -- the variable's name in exports and models
  kind TEXT NOT NULL CHECK (kind IN ('likert', 'single', 'multiple', 'number', 'text')),
  stem TEXT NOT NULL,                 -- "How satisfied are you with …", shared by neighbouring items
  text TEXT NOT NULL,
  hint TEXT NOT NULL,
  construct_code TEXT,
  required BIGINT NOT NULL CHECK (required IN (0, 1)),
  reversed BIGINT NOT NULL CHECK (reversed IN (0, 1)),
  minimum DOUBLE PRECISION,           -- minimum, maximum, unit: of a number
  maximum DOUBLE PRECISION,
  unit TEXT NOT NULL,
  max_length BIGINT NOT NULL,         -- of an open answer, in characters
  PRIMARY KEY (community_id, question_id),
  UNIQUE (community_id, survey_id, code),
  FOREIGN KEY (community_id, section_id) REFERENCES survey_section (community_id, section_id),
  FOREIGN KEY (community_id, survey_id, construct_code) REFERENCES survey_construct (community_id, survey_id, code)
);
CREATE INDEX survey_question_of ON survey_question (community_id, survey_id, position);

-- The options of a choice, or the points of a Likert scale, counted from 1.
CREATE TABLE survey_option (
  community_id BIGINT NOT NULL,
  question_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (community_id, question_id, number),
  UNIQUE (community_id, question_id, code),
  FOREIGN KEY (community_id, question_id) REFERENCES survey_question (community_id, question_id)
);
