-- The owner :name logs in with RDS' tokens from here on, and with no password. The administrator is no member of it
-- any more, in the same transaction: RDS would take no password from a member either.
BEGIN;
REVOKE :"name" FROM CURRENT_USER;
GRANT rds_iam TO :"name";
COMMIT;
