-- What is new from the enterprise, and the promises it kept.
CREATE TABLE news (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  news_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('news', 'kept', 'kept-late')),
  title TEXT NOT NULL,                -- of a kept promise: the promise
  summary TEXT NOT NULL,
  text TEXT NOT NULL,                 -- Markdown
  text_html TEXT NOT NULL,
  link TEXT NOT NULL,                 -- the page of this site that it is about, or ''
  version BIGINT NOT NULL,            -- counts saves, so that two editors notice each other
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by BIGINT,
  published_at BIGINT,                -- empty: a draft
  published_by BIGINT,
  PRIMARY KEY (community_id, news_id)
);
CREATE INDEX news_published ON news (community_id, published_at, news_id);
