-- The sections of a community's discussion.
CREATE TABLE section (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  section_id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  place BIGINT NOT NULL,                   -- its order in the list
  starters TEXT NOT NULL CHECK (starters IN ('members', 'staff')),  -- who may start topics
  topic_count BIGINT NOT NULL DEFAULT 0,   -- of topics that are not taken down
  post_count BIGINT NOT NULL DEFAULT 0,    -- of the posts of these topics
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, section_id),
  UNIQUE (community_id, slug)
);
