# needs: screen
export SCREENDIR="$PWD/screen"
mkdir -m 700 "$SCREENDIR"
screen -c /dev/null -S "$1" -d -m sleep $NAP
screen -c /dev/null -S "$1-deaf" -d -m sh -c "trap '' HUP TERM; sleep $NAP; sleep $NAP"
echo up
exec sleep $NAP
