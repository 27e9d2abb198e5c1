# Processes without an environment and in sessions of their own.
env -i setsid sleep $NAP &
env -i setsid sh -c "env -i setsid sleep $NAP & wait" "$1" &
echo up
wait
