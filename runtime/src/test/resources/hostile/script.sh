# needs: script
# Processes on a terminal of their own.
script -qfc "sh -c 'sleep $NAP & trap \"\" HUP TERM; echo up; sleep $NAP; sleep $NAP' $1" /dev/null
