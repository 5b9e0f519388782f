-- Pictures by the hash of their bytes: the same picture is kept once, and what stands under an address never changes.
CREATE TABLE media (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  file_name TEXT NOT NULL,       -- hash and ending, "3f2a….webp": the last part of its address
  content_type TEXT NOT NULL,
  width BIGINT NOT NULL CHECK (width > 0),
  height BIGINT NOT NULL CHECK (height > 0),
  base64 TEXT NOT NULL,          -- TEXT, so that both databases store it alike
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, file_name)
);
