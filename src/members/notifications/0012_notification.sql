-- Who wants to hear of what. Dated, so that what was heard can be derived again from the log.
CREATE TABLE follow (
  community_id BIGINT NOT NULL,
  kind TEXT NOT NULL,                 -- "topic"
  subject_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,                       -- null: still
  PRIMARY KEY (community_id, kind, subject_id, member_id, since),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, member_id)
);

-- One row for each event that a member is told of; derived from the log.
CREATE TABLE notification (
  community_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  position BIGINT NOT NULL,           -- of the event
  kind TEXT NOT NULL,
  actor_id BIGINT,
  subject_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  path TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, member_id, position),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, member_id)
);

-- Which of them were read: the member's own doing, so not derived and not forgotten.
CREATE TABLE notification_read (
  community_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, member_id, position)
);

-- How many were not, kept with each change, because every page shows it.
CREATE TABLE notification_count (
  community_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  unread BIGINT NOT NULL CHECK (unread >= 0),
  PRIMARY KEY (community_id, member_id)
);
