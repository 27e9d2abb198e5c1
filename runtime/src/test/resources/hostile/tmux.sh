# needs: tmux
# A server in its own session, with panes on terminals of their own.
export TMUX_TMPDIR="$PWD"
unset TMUX
tmux -L "$1" -f /dev/null new-session -d "sleep $NAP"
tmux -L "$1" split-window -d "trap '' HUP TERM; sleep $NAP; sleep $NAP"
tmux -L "$1" new-window -d "env -i sleep $NAP"
echo up
exec sleep $NAP
