#!/bin/sh
# Writes the time into a file, every second. Each line appears as a whole: the file is written beside and moved into place.
set -eu
face=$1
trap 'rm -f "$face" "$face.next"; exit 0' TERM INT
while true; do
    date '+%H:%M:%S' >"$face.next"
    mv "$face.next" "$face"
    # In the background, so that a signal is handled at once.
    sleep 1 &
    wait $! || true
done
