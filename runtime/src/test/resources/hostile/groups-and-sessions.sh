# Children in sessions and groups of their own, with children in sessions of their own.
setsid sleep $NAP &
setsid sh -c 'setsid sleep $NAP & sleep $NAP' "$1" &
bash -mc 'sleep $NAP & setsid sleep $NAP & wait' "$1" &
echo up
wait
