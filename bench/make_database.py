"""Make an empty PostgreSQL database unless it is there: python -m bench.make_database URL NAME."""

import sys

import psycopg
from psycopg import sql

address, name = sys.argv[1:]
with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
    known = "SELECT 1 FROM pg_database WHERE datname = %s"
    if not connection.execute(known, [name]).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
