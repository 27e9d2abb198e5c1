# needs: make
# A build that keeps starting short commands, a limited number.
{
    echo 'all:' $(seq -f 't%g' 1 1000)
    echo 't%:'
    printf '\t@sleep 0.0$(shell expr $(subst t,,$@) %% 7)1; setsid true\n'
} > Makefile
make -s -j 6 NAP=$NAP TAG="$1" &
sleep 0.2
echo up
wait
sleep $NAP
