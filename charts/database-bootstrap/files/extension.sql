SET client_min_messages TO warning;
CREATE EXTENSION IF NOT EXISTS :"extension";
