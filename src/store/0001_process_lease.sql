-- Which process holds which id number, until when (milliseconds, UTC).
CREATE TABLE process_lease (
  number BIGINT PRIMARY KEY CHECK (number BETWEEN 0 AND 31),
  holder TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
