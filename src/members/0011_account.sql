-- What makes tokens and pseudonyms of this installation unguessable.
CREATE TABLE server_secret (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Which role a member had since when, and who gave it; member.role is the latest.
CREATE TABLE member_role (
  community_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  since BIGINT NOT NULL,
  role TEXT NOT NULL,
  given_by BIGINT,                    -- null: from the command line or at the start
  PRIMARY KEY (community_id, member_id, since),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, member_id)
);

-- Signed-in browsers. Only the token's hash is kept.
CREATE TABLE member_session (
  community_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,            -- written at most every few minutes
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, session_id),
  UNIQUE (community_id, token_hash),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, member_id)
);
CREATE INDEX member_session_member ON member_session (community_id, member_id);

-- People who filled in the form but have not shown yet that the address is theirs. A member is made when they do.
CREATE TABLE sign_up (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  token_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  consents BIGINT NOT NULL CHECK (consents IN (0, 1)),
  visitor_hash TEXT NOT NULL,         -- the browser that filled in the form
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, token_hash)
);
CREATE INDEX sign_up_email ON sign_up (community_id, email_folded);

-- Links in mails that do one thing once. Only the token's hash is kept.
CREATE TABLE one_time_link (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  token_hash TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('reset-password', 'change-email', 'set-up')),
  member_id BIGINT,                   -- null for 'set-up'
  detail TEXT NOT NULL,               -- 'change-email': the new address
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, token_hash)
);
CREATE INDEX one_time_link_member ON one_time_link (community_id, member_id);

-- How often something was tried lately, by a hash of who tried it: sign-ins, mails to one address.
CREATE TABLE attempt_count (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  kind TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  window_start BIGINT NOT NULL,
  total BIGINT NOT NULL,
  PRIMARY KEY (community_id, kind, key_hash)
);
