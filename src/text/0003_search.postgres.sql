-- Everything that can be found.
-- words holds, beside those of the text, one for the community and one for community and kind: a search held to them reads no other
-- document's matches. No text can hold such a word: PostgreSQL makes none that begins with #.
CREATE TABLE search_document (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  kind TEXT NOT NULL,
  document_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  path TEXT NOT NULL,
  words TSVECTOR NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B') ||
    array_to_tsvector(ARRAY['#' || community_id, '#' || community_id || '#' || kind])) STORED,
  PRIMARY KEY (community_id, kind, document_id)
);
CREATE INDEX search_document_words ON search_document USING gin (words);
