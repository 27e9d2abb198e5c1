# The root ends at the stop signal, its children ignore it.
(trap '' TERM HUP INT; sleep $NAP; sleep $NAP) &
setsid sh -c "trap '' TERM HUP INT; sleep $NAP; sleep $NAP" "$1" &
echo up
wait
