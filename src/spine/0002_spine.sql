-- Communities: one server hosts many; each table below has the community first in its key.
CREATE TABLE community (
  community_id BIGINT PRIMARY KEY,
  host TEXT NOT NULL UNIQUE,          -- the host name it answers to; '*' answers to every other
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- The engagement event log: append only.
CREATE TABLE engagement_event (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  position BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  actor_id BIGINT,
  subject_id BIGINT NOT NULL,
  context_id BIGINT NOT NULL,
  initiative_id BIGINT,
  valence BIGINT CHECK (valence BETWEEN -1 AND 1),
  details TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, position)
);
CREATE INDEX engagement_event_actor ON engagement_event (community_id, actor_id, position);

-- The newest position of each community's log.
CREATE TABLE spine_head (
  community_id BIGINT PRIMARY KEY REFERENCES community (community_id),
  position BIGINT NOT NULL
);

-- How far each durable subscriber has come.
CREATE TABLE spine_cursor (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  subscriber TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (community_id, subscriber)
);
