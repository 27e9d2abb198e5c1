#!/bin/sh
# Runs PostgreSQL on the port PORT with its data in DATA_DIR. The first run creates the data.
set -eu
data=$DATA_DIR/postgres
bin=target/servers/bin
as=

# PostgreSQL refuses to run as root. In a user namespace of its own the process is another user, and the files stay root's.
# Where such namespaces are forbidden, as in many containers, it runs as nobody.
if [ "$(id -u)" = 0 ]; then
    if unshare --user true 2>/dev/null; then
        as='unshare --user'
    else
        chown -R nobody "$DATA_DIR"
        as='setpriv --reuid=nobody --regid=nogroup --clear-groups'
    fi
fi

# The data is complete under its final name only.
if [ ! -d "$data" ]; then
    rm -rf "$data.new"
    $as "$bin/initdb" --pgdata="$data.new" --username=shop --auth=trust --encoding=UTF8 --no-locale --no-sync >/dev/null
    mv "$data.new" "$data"
fi
exec $as "$bin/postgres" -D "$data" -p "$PORT" -c listen_addresses=localhost -c unix_socket_directories=
