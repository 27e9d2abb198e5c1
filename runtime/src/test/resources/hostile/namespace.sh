# needs: root
# A first process of its own, which nothing but a kill from outside ends.
unshare --pid --fork --mount-proc sh -c 'setsid sleep $NAP & sleep $NAP & echo up; wait' "$1" &
wait
