-- What is written down of people is something that can happen, about members that there are: whoever serves requests can
-- add to it, but neither make kinds up nor speak in the name of nobody. `by_member` is empty only where a link was used.

ALTER TABLE people_event
  ADD CONSTRAINT people_event_kind_ck CHECK (kind IN (
    'workspace.created', 'workspace.renamed', 'member.invited', 'invite.renewed', 'member.joined', 'member.changed',
    'reset.created', 'password.reset', 'key.created', 'key.revoked')),
  ADD CONSTRAINT people_event_by_ck CHECK ((by_member IS NULL) = (kind = 'password.reset')),
  ADD CONSTRAINT people_event_about_ck CHECK ((about_member IS NULL) = (kind IN ('workspace.created', 'workspace.renamed'))),
  ADD CONSTRAINT people_event_by_fk FOREIGN KEY (workspace_id, by_member) REFERENCES member (workspace_id, member_id),
  ADD CONSTRAINT people_event_about_fk FOREIGN KEY (workspace_id, about_member)
    REFERENCES member (workspace_id, member_id);
