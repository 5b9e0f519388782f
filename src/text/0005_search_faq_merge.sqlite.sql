-- Each change of the FAQ leaves a segment of its own in its index, and a search opens every segment. Merging two of a size
-- as soon as there are two, instead of sixteen, keeps them few (the logarithm of the entries): a search of 42 entries
-- costs half. What it takes falls on saving an entry, which is rare.
INSERT INTO search_faq_index (search_faq_index, rank) VALUES ('crisismerge', 2);
INSERT INTO search_faq_index (search_faq_index) VALUES ('optimize');
