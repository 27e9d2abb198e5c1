# The root obeys, a child does not.
(trap '' TERM HUP INT; sleep $NAP; sleep $NAP) &
setsid sh -c "trap '' TERM HUP INT; sleep $NAP; sleep $NAP" "$1" &
echo up
wait
