-- Everything that can be found. document_number is FTS5's row number.
CREATE TABLE search_document (
  document_number INTEGER PRIMARY KEY,
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  kind TEXT NOT NULL,
  document_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  path TEXT NOT NULL,
  scope TEXT NOT NULL GENERATED ALWAYS AS ('in' || community_id || ' in' || community_id || 'x' || kind) VIRTUAL,
  UNIQUE (community_id, kind, document_id)
);
-- scope holds words made of community and kind: a search held to them finds nothing else, whatever is typed.
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, body, scope, content = 'search_document', content_rowid = 'document_number',
  tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
  INSERT INTO search_index (rowid, title, body, scope) VALUES (new.document_number, new.title, new.body, new.scope);
END;
CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
  INSERT INTO search_index (search_index, rowid, title, body, scope)
  VALUES ('delete', old.document_number, old.title, old.body, old.scope);
END;
CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN
  INSERT INTO search_index (search_index, rowid, title, body, scope)
  VALUES ('delete', old.document_number, old.title, old.body, old.scope);
  INSERT INTO search_index (rowid, title, body, scope) VALUES (new.document_number, new.title, new.body, new.scope);
END;
