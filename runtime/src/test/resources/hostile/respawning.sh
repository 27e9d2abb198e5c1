# Supervisors in the tree that restart their children in new sessions and ignore the stop signal.
keep() {
    trap '' TERM
    i=0
    while [ $i -lt 500 ]; do
        i=$((i + 1))
        setsid sh -c 'trap "" TERM; sleep 0.05' "$1"
    done
}
keep "$1" &
setsid sh -c 'trap "" TERM; i=0; while [ $i -lt 500 ]; do i=$((i + 1)); setsid sleep 0.05 & sleep 0.02; done' "$1" &
echo up
wait
