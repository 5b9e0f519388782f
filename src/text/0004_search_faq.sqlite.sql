-- FTS5 reads all matches of a word, whatever the scope. The FAQ, which is small, has an index of its own, so that its
-- search does not slow down as the community writes. PostgreSQL's GIN index needs none.
CREATE VIRTUAL TABLE search_faq_index USING fts5 (
  title, body, scope, content = 'search_document', content_rowid = 'document_number',
  tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO search_faq_index (rowid, title, body, scope)
SELECT document_number, title, body, scope FROM search_document WHERE kind = 'faq';
CREATE TRIGGER search_faq_added AFTER INSERT ON search_document WHEN new.kind = 'faq' BEGIN
  INSERT INTO search_faq_index (rowid, title, body, scope) VALUES (new.document_number, new.title, new.body, new.scope);
END;
CREATE TRIGGER search_faq_removed AFTER DELETE ON search_document WHEN old.kind = 'faq' BEGIN
  INSERT INTO search_faq_index (search_faq_index, rowid, title, body, scope)
  VALUES ('delete', old.document_number, old.title, old.body, old.scope);
END;
CREATE TRIGGER search_faq_changed AFTER UPDATE ON search_document WHEN old.kind = 'faq' BEGIN
  INSERT INTO search_faq_index (search_faq_index, rowid, title, body, scope)
  VALUES ('delete', old.document_number, old.title, old.body, old.scope);
  INSERT INTO search_faq_index (rowid, title, body, scope) VALUES (new.document_number, new.title, new.body, new.scope);
END;
