-- Questions that are asked often, with the enterprise's answers.
CREATE TABLE faq_category (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  category_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (community_id, category_id),
  UNIQUE (community_id, name)
);
CREATE TABLE faq_entry (
  community_id BIGINT NOT NULL,
  entry_id BIGINT NOT NULL,
  category_id BIGINT NOT NULL,
  product_id BIGINT,                  -- about this product
  position BIGINT NOT NULL,           -- within its category
  question TEXT NOT NULL,
  answer TEXT NOT NULL,               -- Markdown
  answer_html TEXT NOT NULL,
  version BIGINT NOT NULL,            -- counts saves, so that two editors notice each other
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by BIGINT,
  published_at BIGINT,                -- empty: a draft
  published_by BIGINT,
  PRIMARY KEY (community_id, entry_id),
  FOREIGN KEY (community_id, category_id) REFERENCES faq_category (community_id, category_id)
);
CREATE INDEX faq_entry_product ON faq_entry (community_id, product_id);

-- "Did this help?": one vote a member or browser; the last word counts.
CREATE TABLE faq_vote (
  community_id BIGINT NOT NULL,
  entry_id BIGINT NOT NULL,
  voter TEXT NOT NULL,                -- hash of the member's id or of the session
  helped BIGINT NOT NULL CHECK (helped IN (0, 1)),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (community_id, entry_id, voter),
  FOREIGN KEY (community_id, entry_id) REFERENCES faq_entry (community_id, entry_id)
);
