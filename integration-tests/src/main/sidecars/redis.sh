#!/bin/sh
# Runs the first of the unpacked Redis servers that this machine can run: they are built for several systems.
set -eu
for server in target/redis/redis-server-*; do
    "$server" --version >/dev/null 2>&1 && exec "$server" "$@"
done
echo "none of target/redis/redis-server-* runs on this machine ($(uname -sm))" >&2
exit 1
