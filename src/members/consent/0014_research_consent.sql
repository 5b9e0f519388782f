-- Each time a member gave or withdrew consent to research, with the words that they agreed to. Rows are never changed.
CREATE TABLE research_consent (
  community_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  given BIGINT NOT NULL CHECK (given IN (0, 1)),
  text_version TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (community_id, member_id, at),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, member_id)
);

-- Who consents now: what research may join.
CREATE VIEW consenting_member AS
  SELECT c.community_id, c.member_id, c.at AS given_at FROM research_consent c
  WHERE c.given = 1 AND NOT EXISTS (
    SELECT 1 FROM research_consent later WHERE later.community_id = c.community_id AND later.member_id = c.member_id
    AND later.at > c.at);
