# A hundred children at once.
i=0
while [ $i -lt 50 ]; do
    i=$((i + 1))
    sleep $NAP &
    setsid sleep $NAP &
done
echo up
wait
