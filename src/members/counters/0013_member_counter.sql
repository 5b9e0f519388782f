-- How often each member did what; derived from the log.
CREATE TABLE member_counter (
  community_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  kind TEXT NOT NULL,                 -- the event's
  total BIGINT NOT NULL,
  PRIMARY KEY (community_id, member_id, kind)
);
