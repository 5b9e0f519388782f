-- The message board: anyone writes, the enterprise answers in public.
CREATE TABLE board_message (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  message_id BIGINT NOT NULL,
  author_id BIGINT,                   -- the member; empty for a visitor
  name TEXT NOT NULL,                 -- of a visitor, as typed; '' for a member
  email TEXT,                         -- of a visitor who wants the answer by mail; shown to nobody
  key_hash TEXT,                      -- of the key in a visitor's link to their own message
  subject TEXT NOT NULL,
  text TEXT NOT NULL,                 -- Markdown
  text_html TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  approved_at BIGINT,                 -- empty: waits to be read by staff before others see it
  approved_by BIGINT,
  hidden_at BIGINT,
  hidden_by BIGINT,
  done_at BIGINT,                     -- answered, or closed without an answer: off the waiting list
  done_by BIGINT,
  PRIMARY KEY (community_id, message_id)
);
CREATE INDEX board_message_time ON board_message (community_id, created_at, message_id);

CREATE TABLE board_answer (
  community_id BIGINT NOT NULL,
  answer_id BIGINT NOT NULL,
  message_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  text TEXT NOT NULL,                 -- Markdown
  text_html TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, answer_id),
  FOREIGN KEY (community_id, message_id) REFERENCES board_message (community_id, message_id)
);
CREATE INDEX board_answer_message ON board_answer (community_id, message_id, created_at);
