// What is kept in two places must agree: counts with what they count, the event log with the rows it tells of.
import assert from "node:assert/strict";
import { within } from "./wait.js";

const none = {
  "positions of posts have gaps, or a topic's count is wrong": `
    SELECT t.topic_id, t.post_count, count(p.post_id) AS counted, max(p.position) AS last FROM topic t
    LEFT JOIN post p ON p.community_id = t.community_id AND p.topic_id = t.topic_id GROUP BY t.topic_id, t.post_count
    HAVING t.post_count <> count(p.post_id) OR t.post_count <> max(p.position)`,
  "a section's counts are wrong": `
    SELECT s.slug, s.topic_count, s.post_count, count(t.topic_id) AS topics, coalesce(sum(t.post_count), 0) AS posts FROM section s
    LEFT JOIN topic t ON t.community_id = s.community_id AND t.section_id = s.section_id AND t.hidden_at IS NULL
    GROUP BY s.slug, s.topic_count, s.post_count HAVING s.topic_count <> count(t.topic_id) OR s.post_count <> coalesce(sum(t.post_count), 0)`,
  "a reply has not exactly one event": `
    SELECT p.post_id, count(e.event_id) AS events FROM post p
    LEFT JOIN engagement_event e ON e.community_id = p.community_id AND e.kind = 'post.written' AND e.subject_id = p.post_id
    WHERE p.position > 1 GROUP BY p.post_id HAVING count(e.event_id) <> 1`,
  "an event tells of a post that is not there": `
    SELECT e.position FROM engagement_event e WHERE e.kind = 'post.written'
    AND NOT EXISTS (SELECT 1 FROM post p WHERE p.community_id = e.community_id AND p.post_id = e.subject_id)`,
  "positions of events have gaps": `
    SELECT h.position, count(*) AS events, max(e.position) AS last FROM spine_head h
    JOIN engagement_event e ON e.community_id = h.community_id GROUP BY h.position
    HAVING h.position <> count(*) OR h.position <> max(e.position)`,
};
const behind = "SELECT c.subscriber FROM spine_cursor c JOIN spine_head h ON h.community_id = c.community_id WHERE c.position < h.position";
const counters = `
  SELECT e.actor_id, e.kind, count(*) AS events, max(c.total) AS total FROM engagement_event e
  LEFT JOIN member_counter c ON c.community_id = e.community_id AND c.member_id = e.actor_id AND c.kind = e.kind
  WHERE e.actor_id IS NOT NULL GROUP BY e.actor_id, e.kind HAVING count(*) <> coalesce(max(c.total), 0)`;
const unread = `
  SELECT n.member_id, count(*) AS notifications, max(c.unread) AS unread FROM notification n
  LEFT JOIN notification_count c ON c.community_id = n.community_id AND c.member_id = n.member_id
  WHERE NOT EXISTS (SELECT 1 FROM notification_read r WHERE r.community_id = n.community_id AND r.member_id = n.member_id AND r.position = n.position)
  GROUP BY n.member_id HAVING count(*) <> coalesce(max(c.unread), 0)`;

/** Of a site that runs: waits until its subscribers have caught up. */
export async function checkBooks(database) {
  for (const [what, sql] of Object.entries(none)) assert.deepEqual(database.rows(sql).slice(0, 5), [], what);
  await within(20_000, "the subscribers catch up", () => database.rows(behind).length === 0, 100);
  assert.deepEqual(database.rows(counters).slice(0, 5), [], "a member's counter is not the number of events");
  assert.deepEqual(database.rows(unread).slice(0, 5), [], "the number of unread notifications is wrong");
}
