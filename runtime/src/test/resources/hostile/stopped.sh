# Stopped children, in this session and in others; then the root stops itself.
sleep $NAP &
kill -STOP $!
setsid sh -c 'sleep $NAP & kill -STOP $! $$' "$1" &
sh -c 'trap "" TERM; kill -STOP $$; sleep $NAP' "$1" &
echo up
kill -STOP $$
wait
