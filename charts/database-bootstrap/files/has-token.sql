-- Whether :name logs in with RDS' tokens, which is the last thing that it gets.
SELECT EXISTS (
  SELECT FROM pg_catalog.pg_auth_members
  WHERE roleid = to_regrole('rds_iam') AND member = to_regrole(:'name')
);
