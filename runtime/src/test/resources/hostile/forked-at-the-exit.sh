# The root starts daemons while it exits.
trap '(setsid sh -c "sleep $NAP & sleep $NAP" "$1" &)' EXIT
trap 'exit 0' TERM
echo up
i=0
while [ $i -lt 2000 ]; do i=$((i + 1)); sleep 0.02; done
