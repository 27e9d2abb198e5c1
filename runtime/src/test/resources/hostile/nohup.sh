nohup sleep $NAP >/dev/null 2>&1 &
nohup setsid -f sleep $NAP >/dev/null 2>&1
setsid -f sleep $NAP
(sleep $NAP <&- >&- 2>&- &)
echo up
wait
