-- What one member reported, for their own download.
CREATE INDEX post_report_reporter ON post_report (community_id, reporter_id, created_at);
