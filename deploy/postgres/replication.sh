#!/bin/sh
# Run once by the image of PostgreSQL, when its database is made: somebody may stream it.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set password="$REPLICATION_PASSWORD" <<'SQL'
CREATE ROLE replicator WITH REPLICATION LOGIN PASSWORD :'password';
SQL
echo "host replication replicator samenet scram-sha-256" >> "$PGDATA/pg_hba.conf"
