# Forty levels, each second one in a session of its own.
if [ "${2:-0}" -lt 40 ]; then
    if [ $((${2:-0} % 2)) -eq 0 ]; then
        setsid sh "$0" "$1" $((${2:-0} + 1)) &
    else
        sh "$0" "$1" $((${2:-0} + 1)) &
    fi
else
    echo up
fi
sleep $NAP
wait
