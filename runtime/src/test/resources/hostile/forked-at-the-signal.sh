# At the stop signal the root starts processes: at once, in sessions of their own, and with a delay.
trap 'sleep $NAP & setsid sleep $NAP & (sleep 0.2; setsid sleep $NAP) & (sleep 0.4; setsid sh -c "trap \"\" TERM; sleep $NAP" &) & exit 0' TERM
echo up
i=0
while [ $i -lt 2000 ]; do i=$((i + 1)); sleep 0.02; done
