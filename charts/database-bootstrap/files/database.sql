-- The database :name, and its owner of the same name.
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name')
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = :'name')
\gexec
