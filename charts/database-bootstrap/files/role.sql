-- The role that owns the database :name. Its password is set apart from this.
SELECT format('CREATE ROLE %I LOGIN', :'name')
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'name')
\gexec
-- Before anybody becomes a member: RDS takes no password from a role that logs in with tokens, nor from its members.
SELECT format('REVOKE rds_iam FROM %I', :'name')
WHERE EXISTS (
  SELECT FROM pg_catalog.pg_auth_members
  WHERE roleid = to_regrole('rds_iam') AND member = to_regrole(:'name')
)
\gexec
-- An administrator that is no superuser may only make somebody the owner whose member it is.
SET client_min_messages TO warning;
GRANT :"name" TO CURRENT_USER;
