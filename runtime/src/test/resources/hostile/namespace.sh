# needs: root
# A pid name space with a process 1 of its own, which only a kill from outside ends.
unshare --pid --fork --mount-proc sh -c 'setsid sleep $NAP & sleep $NAP & echo up; wait' "$1" &
wait
