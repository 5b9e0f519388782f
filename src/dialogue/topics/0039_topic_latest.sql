-- What was written in last anywhere in the community, for the home page.
CREATE INDEX topic_latest_anywhere ON topic (community_id, last_post_at) WHERE hidden_at IS NULL;
