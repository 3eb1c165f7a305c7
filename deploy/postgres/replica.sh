#!/bin/sh
# Starts as a copy of the primary, made at the first start, and follows it.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    export PGPASSWORD="$REPLICATION_PASSWORD"
    until pg_basebackup --host primary --username replicator --pgdata "$PGDATA" --write-recovery-conf --wal-method stream; do
        sleep 2
    done
    chmod 700 "$PGDATA"
fi
exec postgres -c hot_standby=on
