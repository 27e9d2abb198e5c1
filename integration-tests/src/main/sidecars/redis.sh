#!/bin/sh
# Runs the unpacked Redis server for this machine.
set -eu
case "$(uname -sm)" in
    'Linux x86_64') built_for=linux-amd64 ;;
    'Linux aarch64') built_for=linux-arm64 ;;
    'Darwin x86_64') built_for=darwin-amd64 ;;
    'Darwin arm64') built_for=darwin-arm64 ;;
    *) built_for=none ;;
esac
server=$(echo target/redis/redis-server-*-"$built_for")
if [ ! -x "$server" ]; then
    echo "there is no Redis server for $(uname -sm) in target/redis" >&2
    exit 1
fi
# The 64-bit server for Linux needs OpenSSL 3; the 32-bit server needs no library.
if [ "$built_for" = linux-amd64 ] && ! "$server" --version >/dev/null 2>&1; then
    server=$(echo target/redis/redis-server-*-linux-386)
fi
exec "$server" "$@"
