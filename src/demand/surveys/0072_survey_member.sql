-- What one member answered, and where they took part, for their own download.
CREATE INDEX survey_response_member ON survey_response (community_id, member_id, started_at) WHERE member_id IS NOT NULL;
CREATE INDEX survey_participant_member ON survey_participant (community_id, member_id);
