# Processes without an environment: in the session of the root, in groups of their own there, below a shell that has one, and
# renamed.
env -i sleep $NAP &
env -i nohup sleep $NAP >/dev/null 2>&1 &
env -i bash -mc "sleep $NAP & wait" "$1" &
(env -i sh -c "sleep $NAP & sleep $NAP" "$1" &)
setsid sh -c 'env -i sleep $NAP & (env -i sleep $NAP &); wait' "$1" &
env -i PATH="$PATH" sh -c "exec -a innocent sleep $NAP" 2>/dev/null || env -i bash -c "exec -a innocent sleep $NAP" &
echo up
wait
