package io.quarkiverse.processmanager.runtime.process.watchdog;

/**
 * What the warden does, for any POSIX shell.
 * <p>
 * It reads one order per line: {@code M NAME} the marker variable of all processes; {@code F FILE} the file to remove at the
 * end; {@code G PID START SIGNAL} a group has been started, {@code E PID} nothing of it is left; {@code C DIRECTORY} there
 * is a control group, {@code R DIRECTORY} it is gone; {@code S SIGNAL TARGET...} send a signal, answered by a line;
 * {@code T GROUP...} answer with those of the groups that somebody is in; {@code Q} end, nothing is left. Anything else is
 * skipped. When its input ends without a Q,
 * the JVM is dead and the warden ends what it has been told of. The same lines are the state file, whose last line may be torn.
 * <p>
 * How the processes are looked at is another thing, and comes before: see {@link WatchdogScan}.
 */
final class WatchdogScript {

    /** How long what the JVM left may take to end by itself. */
    private static final int GRACE_SECONDS = 3;

    private static final String TEXT = """
            trap '' INT TERM HUP QUIT PIPE TSTP TTIN TTOU USR1 USR2
            marker= file= groups= cgroups= known= asked= held= doubt=
            case $0 in *-reclaim) doubt=1 ;; esac
            newline='
            '
            blanks=" $newline"

            VIEW
            forget() {
              kept=
              for entry in $groups; do
                [ "${entry%%:*}" = "$1" ] || kept="$kept $entry"
              done
              groups=$kept
            }

            release() {
              kept=
              for entry in $cgroups; do
                [ "$entry" = "$1" ] || kept="$kept $entry"
              done
              cgroups=$kept
            }

            # A group whose number belongs to another process by now is none of ours.
            check_groups() {
              for entry in $groups; do
                leader=${entry%%:*}
                find_start "$leader" || continue
                started=${entry#*:}
                [ "$start" = "${started%%:*}" ] || forget "$leader"
              done
            }

            # Much can have happened since a state file was written: the number of a group whose leader has ended can be that of
            # another group by now. It is ours if somebody in it has the marker.
            check_leaderless() {
              homes=' '
              set -f
              IFS=$newline
              for line in $table; do
                IFS=' '
                case $marked in *" ${line%% *} "*) set -- ${line##*) }; homes="$homes$3 $4 " ;; esac
              done
              IFS=$blanks
              set +f
              for entry in $groups; do
                find_start "${entry%%:*}" && continue
                case $homes in *" ${entry%%:*} "*) ;; *) forget "${entry%%:*}" ;; esac
              done
              doubt=
            }

            # Sets found: the living that are ours. A process is known by its marker, its group, its session or a relative.
            scan() {
              look_around
              check_groups
              found=' ' seen= others= pairs=
              find_marked
              for cgroup in $cgroups; do
                for path in $(find "$cgroup" -name cgroup.procs); do
                  while read -r pid; do marked="$marked$pid "; done < "$path"
                done
              done
              find_all
              [ -z "$doubt" ] || check_leaderless
              set -f
              IFS=$newline
              for line in $table; do
                IFS=' '
                look "$line"
              done
              IFS=$blanks
              set +f
              inherit
              # A name with a line break makes a process unreadable, but not unmarked.
              for pid in $marked; do
                case $found in *" $pid "*) ;; *) own "$pid" 0 0 ;; esac
              done
              known=$seen
            }

            # Looks at one process: its own number, and of the fields behind its name state, parent, group, session and so on.
            look() {
              pid=${1%% *}
              set -- ${1##*) }
              [ "$#" -ge 20 ] || return 0
              case $1 in Z) [ "${18}" -ge 2 ] || return 0 ;; X) return 0 ;; esac
              case $pid in 1 | $$) return 0 ;; esac
              mine=
              case $marked in *" $pid "*) mine=1 ;; esac
              case $known in *" $pid:${20} "*) mine=1 ;; esac
              for entry in $groups; do
                case ${entry%%:*} in
                  "$3" | "$4")
                    started=${entry#*:}
                    [ "${20}" -ge "${started%%:*}" ] && mine=1 ;;
                esac
              done
              if [ -n "$mine" ]; then
                own "$pid" "$3" "${20}"
              else
                others="$others $2:$3:$4:$pid:${20}"
              fi
            }

            # A name can have a line break and what looks like another process behind it. Then only the group is sure.
            own() {
              case $known in
                *" $1:$3 "*) ;;
                *)
                  if [ "$3" != 0 ] && ! { find_start "$1" && [ "$start" = "$3" ]; }; then
                    case " $groups" in *" $2:"*) set -- x "$2" "$3" ;; *) return 0 ;; esac
                  fi ;;
              esac
              found="$found$1 "
              pairs="$pairs $1:$2"
              [ "$1" = x ] || seen="$seen $1:$3 "
            }

            # Ours is who has a parent or the leader of its group or session among ours, in whatever order they come.
            inherit() {
              more=1
              while [ -n "$more" ]; do
                more= rest=
                for other in $others; do
                  IFS=:
                  set -- $other
                  IFS=$blanks
                  case $found in
                    *" $1 "* | *" $2 "* | *" $3 "*) more=1; own "$4" "$2" "$5" ;;
                    *) rest="$rest $other" ;;
                  esac
                done
                others=$rest
              done
            }

            # Keeps in held the groups that have been there all the time since the JVM died: who changes its pid all the time is
            # hardly ever seen, but its group is always there.
            hold() {
              still=
              for entry in $held; do
                case " $groups " in *" $entry "*) kill -s 0 -- "-${entry%%:*}" && still="$still $entry" ;; esac
              done
              held=$still
            }

            # Sends a signal to each group of which a member has just been seen or which is held, and to each process outside of
            # those.
            strike() {
              for entry in $groups; do
                leader=${entry%%:*}
                case "$pairs $held " in
                  *":$leader "* | *" $entry "*) kill -s "${1:-${entry##*:}}" -- "-$leader" ;;
                esac
              done
              for pid in $2; do
                kill -s "${1:-TERM}" -- "$pid"
                kill -s CONT -- "$pid"
              done
              for entry in $groups; do
                case "$pairs " in *":${entry%%:*} "*) kill -s CONT -- "-${entry%%:*}" ;; esac
              done
            }

            # Sets strays: what has been found outside of the groups and was not yet asked to end.
            strays() {
              strays=
              for pair in $pairs; do
                case " $groups" in *" ${pair##*:}:"*) continue ;; esac
                case "$asked " in *" ${pair%%:*} "*) continue ;; esac
                strays="$strays ${pair%%:*}"
              done
            }

            pause() {
              sleep 0.1 || sleep 1
            }

            end_all() {
              # What a file says may have been over for days.
              [ -n "$doubt" ] || held=$groups
              scan
              hold
              if [ "$found$held" != ' ' ]; then
                strays
                strike '' "$strays"
                asked=$strays
                deadline=$(($(seconds) + GRACE))
                while [ "$(seconds)" -lt "$deadline" ]; do
                  pause
                  scan
                  hold
                  [ "$found$held" = ' ' ] && break
                  strays
                  kept=$groups groups=
                  strike '' "$strays"
                  groups=$kept
                  asked="$asked $strays"
                done
              fi
              asked= empty=0 tries=0
              while [ "$empty" -lt 2 ] && [ "$tries" -lt 200 ]; do
                tries=$((tries + 1))
                scan
                # A group of zombies that nobody waits for is there for ever.
                if [ "$tries" -lt 5 ]; then hold; else held=; fi
                if [ "$found$held" = ' ' ]; then
                  empty=$((empty + 1))
                else
                  empty=0
                  for cgroup in $cgroups; do echo 1 > "$cgroup/cgroup.kill"; done
                  strays
                  strike KILL "$strays"
                  [ "$tries" -lt 5 ] || pause
                fi
              done
              for cgroup in $cgroups; do find "$cgroup" -depth -type d -exec rmdir {} \\;; done
              [ "$empty" -lt 2 ] || [ -z "$file" ] || rm -f -- "$file"
            }

            while read -r order rest; do
              case $order in
                M) marker=$rest ;;
                F) file=$rest ;;
                G)
                  forget "${rest%% *}"
                  set -- $rest
                  case $1 in [01] | *[!0-9]*) ;; ?*) groups="$groups $1:$2:$3" ;; esac ;;
                E) forget "$rest" ;;
                C) cgroups="$cgroups $rest" ;;
                R) release "$rest" ;;
                S)
                  kill -s "${rest%% *}" -- ${rest#* }
                  echo ;;
                T)
                  there=
                  for group in $rest; do kill -s 0 -- "-$group" && there="$there $group"; done
                  echo "$there" ;;
                Q) exit 0 ;;
              esac
            done
            end_all
            """.replace("GRACE", Integer.toString(GRACE_SECONDS));

    /** The script for a system whose processes are looked at in that way. */
    static String text(WatchdogScan view) {
        return TEXT.replace("VIEW", view.functions());
    }

    private WatchdogScript() {
    }
}
