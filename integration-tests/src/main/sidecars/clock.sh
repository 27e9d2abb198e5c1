#!/bin/sh
# Writes the time to a file every second. It writes a temporary file and moves it, so that readers always see a complete line.
set -eu
face=$1
trap 'rm -f "$face" "$face.next"; exit 0' TERM INT
while true; do
    date '+%H:%M:%S' >"$face.next"
    mv "$face.next" "$face"
    # sleep runs in the background, so that the shell handles a signal at once.
    sleep 1 &
    wait $! || true
done
