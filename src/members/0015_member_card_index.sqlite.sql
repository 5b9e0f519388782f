-- Who a member is, in one search of one index, as every post of a page asks for it: by the member first, which tells
-- nearly all rows apart with one comparison, and with all that the card says, so that the table itself is not read.
-- SQLite's planner would take the primary key's index instead. PostgreSQL chooses well by itself.
CREATE INDEX member_card_by_id ON member (member_id, community_id, name, handle, role);
DROP VIEW member_card;
CREATE VIEW member_card AS SELECT community_id, member_id, name, handle, role FROM member INDEXED BY member_card_by_id;
