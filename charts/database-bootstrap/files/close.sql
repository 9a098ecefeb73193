-- As the owner: PostgreSQL lets every role into every new database.
SET client_min_messages TO error;
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
RESET client_min_messages;
-- For anybody but the owner that does nothing, without an error.
SELECT NOT has_database_privilege('public', :'name', 'CONNECT') AS closed
\gset
\if :closed
\else
DO $$ BEGIN RAISE EXCEPTION 'everybody may still connect: the database belongs to another role'; END $$;
\endif
