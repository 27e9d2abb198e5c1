# The root starts daemons and exits.
setsid sh -c 'sleep $NAP & sleep $NAP' "$1" </dev/null &
(setsid sleep $NAP >/dev/null 2>&1 &)
echo up
sleep 0.3
exit 3
