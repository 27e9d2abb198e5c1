# needs: root
setpriv --reuid=65534 --regid=65534 --clear-groups setsid sh -c "trap '' TERM; sleep $NAP; sleep $NAP" "$1" &
setpriv --reuid=65534 --regid=65534 --clear-groups sh -c "(setsid sleep $NAP &); sleep $NAP" "$1" &
echo up
wait
