# needs: script
# A terminal of its own.
script -qfc "sh -c 'sleep $NAP & trap \"\" HUP TERM; echo up; sleep $NAP; sleep $NAP' $1" /dev/null
