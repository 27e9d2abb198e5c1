# A child executes another program all the time (at most 10 s).
if [ -z "$2" ]; then
    setsid sh "$0" "$1" 400 &
    echo up
    wait
    exit
fi
trap '' TERM
sleep 0.02
if [ $(($2 % 2)) -eq 0 ]; then
    exec bash "$0" "$1" $(($2 - 1))
elif [ "$2" -gt 1 ]; then
    exec sh "$0" "$1" $(($2 - 1))
fi
