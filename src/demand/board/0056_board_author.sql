-- What one member wrote, for their own download.
CREATE INDEX board_message_author ON board_message (community_id, author_id, created_at) WHERE author_id IS NOT NULL;
CREATE INDEX board_answer_author ON board_answer (community_id, author_id, created_at);
