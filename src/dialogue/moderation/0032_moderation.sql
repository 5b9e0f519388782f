-- What members tell the moderators of a post, until one of them settles it.
CREATE TABLE post_report (
  community_id BIGINT NOT NULL,
  report_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  reporter_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  settled_at BIGINT, settled_by BIGINT,
  outcome TEXT CHECK (outcome IN ('hidden', 'dismissed')),
  PRIMARY KEY (community_id, report_id),
  FOREIGN KEY (community_id, post_id) REFERENCES post (community_id, post_id)
);
-- One open report of one member for one post.
CREATE UNIQUE INDEX post_report_open ON post_report (community_id, post_id, reporter_id) WHERE settled_at IS NULL;
CREATE INDEX post_report_waiting ON post_report (community_id, report_id) WHERE settled_at IS NULL;

-- What moderators did, for good.
CREATE TABLE moderation_action (
  community_id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  kind TEXT NOT NULL,        -- as the event that it made: "post.hidden"
  moderator_id BIGINT NOT NULL,
  topic_id BIGINT NOT NULL,
  post_id BIGINT,            -- empty if it was done to the topic
  note TEXT NOT NULL,        -- the reason given, or from where to where
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, action_id),
  FOREIGN KEY (community_id, topic_id) REFERENCES topic (community_id, topic_id)
);
