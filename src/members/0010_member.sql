-- People with an account. Their states (confirmed, banned) and their consents are dated rows of their own tables.
CREATE TABLE member (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  member_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  handle TEXT NOT NULL,               -- in addresses: /people/ada-kern-1x9k2f7q is found by the id, the words are for people
  email TEXT NOT NULL,                -- as typed
  email_folded TEXT NOT NULL,         -- lower case; what sign-in looks for
  password_hash TEXT NOT NULL,        -- Argon2id with its parameters; '' while there is none (nobody can sign in)
  role TEXT NOT NULL CHECK (role IN ('member', 'organizer', 'service', 'marketing', 'research-development', 'researcher', 'admin')),
  bio TEXT NOT NULL DEFAULT '',       -- Markdown
  bio_html TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '',
  confirmed_at BIGINT,                -- when the address was confirmed; empty: cannot sign in yet
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, member_id),
  UNIQUE (community_id, email_folded)
);

-- What other features' SQL may join: who a member is, and nothing private. (members/ publishes this; the table is its own.)
CREATE VIEW member_card AS SELECT community_id, member_id, name, handle, role FROM member;
