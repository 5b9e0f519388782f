-- The words of the home page that an editor chooses.
CREATE TABLE home_page (
  community_id BIGINT PRIMARY KEY REFERENCES community (community_id),
  welcome_title TEXT NOT NULL,
  welcome_text TEXT NOT NULL,
  question_title TEXT NOT NULL,       -- the one question that we would like answered, or ''
  question_text TEXT NOT NULL,
  question_link TEXT NOT NULL,        -- where it is answered: a page of this site
  changed_at BIGINT NOT NULL,
  changed_by BIGINT
);
