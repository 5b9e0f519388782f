-- Everything that can be found.
CREATE TABLE search_document (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  kind TEXT NOT NULL,
  document_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  path TEXT NOT NULL,
  words TSVECTOR NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')) STORED,
  PRIMARY KEY (community_id, kind, document_id)
);
CREATE INDEX search_document_words ON search_document USING gin (words);
