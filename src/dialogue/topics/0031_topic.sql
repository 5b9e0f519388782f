-- A topic and its posts; the first post opens it.
CREATE TABLE topic (
  community_id BIGINT NOT NULL,
  topic_id BIGINT NOT NULL,
  section_id BIGINT NOT NULL,
  slug TEXT NOT NULL,              -- of the title, for the address
  title TEXT NOT NULL,
  author_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  post_count BIGINT NOT NULL CHECK (post_count >= 1),  -- the highest position, posts that were taken down included
  last_post_at BIGINT NOT NULL,    -- of the last post that is not taken down
  last_author_id BIGINT NOT NULL,
  closed_at BIGINT, closed_by BIGINT,
  pinned_at BIGINT, pinned_by BIGINT,
  hidden_at BIGINT,                -- taken down with its first post
  PRIMARY KEY (community_id, topic_id),
  FOREIGN KEY (community_id, section_id) REFERENCES section (community_id, section_id)
);
CREATE INDEX topic_latest ON topic (community_id, section_id, last_post_at, topic_id) WHERE hidden_at IS NULL;
CREATE INDEX topic_pinned ON topic (community_id, section_id, pinned_at) WHERE hidden_at IS NULL AND pinned_at IS NOT NULL;

CREATE TABLE post (
  community_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  topic_id BIGINT NOT NULL,
  position BIGINT NOT NULL CHECK (position >= 1),  -- within its topic, without gaps, for good
  author_id BIGINT NOT NULL,
  source TEXT NOT NULL,            -- Markdown as written
  body_html TEXT NOT NULL,         -- the same, rendered and safe
  created_at BIGINT NOT NULL,
  edited_at BIGINT, edited_by BIGINT,
  hidden_at BIGINT, hidden_by BIGINT, hidden_reason TEXT,
  submission BIGINT,               -- the form that it came from, so that a form sent twice posts once
  PRIMARY KEY (community_id, topic_id, position),
  UNIQUE (community_id, post_id),
  UNIQUE (community_id, author_id, submission),
  FOREIGN KEY (community_id, topic_id) REFERENCES topic (community_id, topic_id)
);
