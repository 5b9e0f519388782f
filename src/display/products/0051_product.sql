-- Products as the enterprise shows them: variants, specifications and pictures keep the order that it gave them.
CREATE TABLE product (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  product_id BIGINT NOT NULL,
  slug TEXT NOT NULL,                 -- its address, fixed once it is made
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  description TEXT NOT NULL,          -- Markdown
  description_html TEXT NOT NULL,
  currency TEXT NOT NULL,             -- ISO 4217, of all its prices
  version BIGINT NOT NULL,            -- counts saves, so that two editors notice each other
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by BIGINT,
  published_at BIGINT,                -- empty: a draft
  published_by BIGINT,
  PRIMARY KEY (community_id, product_id),
  UNIQUE (community_id, slug)
);
CREATE TABLE product_variant (
  community_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  sku TEXT NOT NULL,
  price_minor BIGINT NOT NULL CHECK (price_minor >= 0),
  availability TEXT NOT NULL,
  PRIMARY KEY (community_id, product_id, position),
  FOREIGN KEY (community_id, product_id) REFERENCES product (community_id, product_id)
);
CREATE TABLE product_specification (
  community_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (community_id, product_id, position),
  FOREIGN KEY (community_id, product_id) REFERENCES product (community_id, product_id)
);
CREATE TABLE product_picture (
  community_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  file_name TEXT NOT NULL,
  alt TEXT NOT NULL,
  PRIMARY KEY (community_id, product_id, position),
  FOREIGN KEY (community_id, product_id) REFERENCES product (community_id, product_id),
  FOREIGN KEY (community_id, file_name) REFERENCES media (community_id, file_name)
);
