package io.quarkiverse.processmanager.runtime.process.watchdog;

/**
 * The script of the watchdog, for any POSIX shell.
 * <p>
 * The script reads one command per line from its input. The lines are at the same time the format of the state file, after its
 * first line:
 * <ul>
 * <li>{@code marker NAME}: the marker variable of all processes; the files of several JVMs have one each</li>
 * <li>{@code limit DIGITS}: the soft limit of file locks that stands for such a marker, with a point for any digit</li>
 * <li>{@code file FILE}: the state file, which the script removes at the end. A process that still has it open for writing is a
 * helper of the JDK that was to become a process, and that waits for the dead JVM; the script kills it</li>
 * <li>{@code written TICKS}: the next lines are those of a state file that was last written at this time since the boot</li>
 * <li>{@code next}: the lines of another JVM follow, in which a pid can stand for another process</li>
 * <li>{@code group PID START SIGNAL}: a process group with this leader and stop signal was started</li>
 * <li>{@code member PID START}: a process of a tree that neither its group nor its environment shows</li>
 * <li>{@code ended PID}: the tree that was started as this group is gone</li>
 * <li>{@code cgroup DIRECTORY}: a control group was created, or will be</li>
 * <li>{@code cgroup-removed DIRECTORY}: a control group was removed</li>
 * <li>{@code shared CLAIM PID START SIGNAL VARIABLE=VALUE LIMIT DIRECTORY}: this JVM uses a process that other JVMs use, too; its claim
 * is a file of the directory. The pid is 0 while the process is being started</li>
 * <li>{@code unshared CLAIM}: this JVM no longer uses that process</li>
 * <li>{@code signal SIGNAL TARGET...}: send a signal to pids, and to groups as negative numbers; the script answers with an
 * empty line</li>
 * <li>{@code check GROUP...}: the script answers with a line of those groups that contain a process</li>
 * </ul>
 * A signal is written {@code -TERM}, without {@code -s} and {@code --}: the shell of BusyBox takes the latter for a pid.
 * <p>
 * The script skips any other line; the last line of a state file can be incomplete. When the input ends, the JVM is dead, and the
 * script stops the processes of all groups and control groups and all marked processes. It stops a shared process only if no other
 * JVM with a claim is alive, see {@code SharedUse} in the package {@code data}.
 * <p>
 * The functions that scan the processes differ between systems: see {@link WatchdogScan}.
 */
final class WatchdogScript {

    static final String MARKER = "marker";
    static final String LIMIT = "limit";
    static final String FILE = "file";
    static final String NEXT = "next";
    static final String WRITTEN = "written";
    static final String GROUP = "group";
    static final String MEMBER = "member";
    static final String ENDED = "ended";
    static final String CGROUP = "cgroup";
    static final String CGROUP_REMOVED = "cgroup-removed";
    static final String SHARED = "shared";
    static final String UNSHARED = "unshared";
    static final String SIGNAL = "signal";
    static final String CHECK = "check";

    /** The grace period of the processes that a dead JVM has left. */
    private static final int GRACE_SECONDS = 3;
    /** How long the watchdog scans at least after the death of the JVM. */
    private static final int SETTLE_SECONDS = 2;

    private static final String TEXT = """
            trap '' INT TERM HUP QUIT PIPE TSTP TTIN TTOU USR1 USR2
            markers= limits= files= groups= others_groups= adopted= cgroups= shared= endings= known= signalled= held= holders= written= uncertain=
            case $0 in *-reclaim) uncertain=1 ;; esac
            newline='
            '
            blanks=" $newline"

            SCAN_FUNCTIONS
            remove_group() {
              kept=
              for entry in $groups; do
                [ "${entry%%:*}" = "$1" ] || kept="$kept $entry"
              done
              groups=$kept
            }

            # Removes one entry. Another entry can have the same leader, from the file of another JVM.
            remove_entry() {
              kept=
              for kept_entry in $groups; do
                [ "$kept_entry" = "$1" ] || kept="$kept $kept_entry"
              done
              groups=$kept
            }

            remove_cgroup() {
              kept=
              for entry in $cgroups; do
                [ "$entry" = "$1" ] || kept="$kept $entry"
              done
              cgroups=$kept
            }

            remove_shared() {
              kept=
              set -f
              IFS=$newline
              for entry in $shared; do
                [ "${entry%% *}" = "$1" ] || kept="$kept$entry$newline"
              done
              IFS=$blanks
              set +f
              shared=$kept
            }

            # Succeeds if a JVM that has a claim in the directory $1 is alive.
            is_used() {
              for claim in "$1"/[0-9]*_*_*; do
                claim=${claim##*/}
                user=${claim%%_*}
                claim=${claim#*_}
                find_start "$user" && [ "$start" = "${claim%%_*}" ] || continue
                case $state in Z | X) ;; *) return 0 ;; esac
              done
              return 1
            }

            # Adds the shared processes that no other JVM uses to what is stopped. The mark of the end comes before the look at the
            # claims: a JVM that begins to use the process writes its claim, then looks for marks. A JVM that was killed at the same
            # time is a zombie soon.
            add_unused() {
              set -f
              IFS=$newline
              set -- $shared
              IFS=$blanks
              for line in "$@"; do
                set -f
                set -- $line
                set +f
                claims=${line#* * * * * * * }
                set -C
                echo > "$claims/ending-$1"
                set +C
                rm -f -- "$claims/$1"
                for attempt in 1 2 3 4; do
                  prepare_scan
                  used=
                  is_used "$claims" || break
                  used=1
                  pause
                done
                if [ -n "$used" ]; then
                  rm -f -- "$claims/ending-$1"
                  continue
                fi
                markers="$markers $6"
                limits="$limits $7"
                [ "$2" = - ] && since= || since=$2
                [ "$3" = 0 ] || groups="$groups $3:$4:$since:$5"
                endings="$endings$claims/ending-$1$newline"
              done
              set +f
            }

            # Sets kept to the entries $1 without those whose leader is another process by now.
            keep_same() {
              kept=
              for entry in $1; do
                started=${entry#*:}
                if find_start "${entry%%:*}" && [ "$start" != "${started%%:*}" ]; then continue; fi
                kept="$kept $entry"
              done
            }

            check_groups() {
              keep_same "$groups"
              groups=$kept
              keep_same "$adopted"
              adopted=$kept
            }

            # Removes the groups of a state file without a leader, without a marked process and without one that is older than
            # the last line of the file: since then, the system can have given the number of such a group to another group.
            check_leaderless() {
              marked_groups=' '
              set -f
              IFS=$newline
              for line in $table; do
                IFS=' '
                pid=${line%% *}
                set -- ${line##*) }
                [ "$#" -ge 20 ] || continue
                case $marked in *" $pid "*) marked_groups="$marked_groups$3 $4 " ;; esac
                case "$groups " in
                  *" $3:"*)
                    for entry in $groups; do
                      last=${entry%:*}
                      last=${last##*:}
                      [ "${entry%%:*}" != "$3" ] || [ "${20}" -gt "${last:-0}" ] || marked_groups="$marked_groups$3 "
                    done ;;
                esac
              done
              IFS=$blanks
              set +f
              for entry in $groups; do
                find_start "${entry%%:*}" && continue
                case $marked_groups in *" ${entry%%:*} "*) ;; *) remove_entry "$entry" ;; esac
              done
              uncertain=
            }

            # Sets found to the living members. The marker, the group, the session or a relative makes a process a member.
            scan() {
              prepare_scan
              check_groups
              found=' ' seen= others= pairs=
              find_marked
              marked="$marked$holders"
              for cgroup in $cgroups; do
                for path in $(find "$cgroup" -name cgroup.procs); do
                  while read -r pid; do marked="$marked$pid "; done < "$path"
                done
              done
              find_all
              [ -z "$uncertain" ] || check_leaderless
              set -f
              IFS=$newline
              for line in $table; do
                IFS=' '
                classify "$line"
              done
              IFS=$blanks
              set +f
              add_relatives
              # A name with a line break makes the line of a process unreadable, but not its environment. A zombie has limits.
              for pid in $marked; do
                case $found in *" $pid "*) continue ;; esac
                find_start "$pid" || continue
                case $state in Z | X) ;; *) add_member "$pid" 0 0 ;; esac
              done
              known=$seen
            }

            # Classifies one process, of which $1 is the line in the table. The fields after the name are state, parent, group,
            # session and so on.
            classify() {
              pid=${1%% *}
              set -- ${1##*) }
              [ "$#" -ge 20 ] || return 0
              case $1 in Z) [ "${18}" -ge 2 ] || return 0 ;; X) return 0 ;; esac
              case $pid in 1 | $$) return 0 ;; esac
              member=
              case $marked in *" $pid "*) member=1 ;; esac
              case $known in *" $pid:${20} "*) member=1 ;; esac
              for entry in $groups $adopted; do
                case ${entry%%:*} in
                  "$3" | "$4")
                    started=${entry#*:}
                    [ "${20}" -ge "${started%%:*}" ] && member=1 ;;
                esac
              done
              if [ -n "$member" ]; then
                add_member "$pid" "$3" "${20}"
              else
                others="$others $2:$3:$4:$pid:${20}"
              fi
            }

            # Adds the member with the pid $1, the group $2 and the start $3. A name can contain a line break and then a text in
            # the form of another process. Only the group is certain then. A member that leads a group can end after it has
            # forked: its group or session is all that shows the child if that has no marker.
            add_member() {
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
              [ "$1" = "$2" ] && case " $groups $adopted" in *" $1:"*) ;; *) adopted="$adopted $1:$3::TERM" ;; esac
            }

            # Adds the processes whose parent or leader of group or session is a member, in any order of the lines.
            add_relatives() {
              more=1
              while [ -n "$more" ]; do
                more= rest=
                for other in $others; do
                  IFS=:
                  set -- $other
                  IFS=$blanks
                  case $found in
                    *" $1 "* | *" $2 "* | *" $3 "*) more=1; add_member "$4" "$2" "$5" ;;
                    *) rest="$rest $other" ;;
                  esac
                done
                others=$rest
              done
            }

            # Keeps in held the groups that have existed all the time since the JVM died. A scan can miss a process that keeps
            # changing its pid, but its group always exists.
            update_held() {
              still=
              for entry in $held; do
                case " $groups " in *" $entry "*) kill -0 "-${entry%%:*}" && still="$still $entry" ;; esac
              done
              held=$still
            }

            # Sends the signal $1, or else the stop signal of each group, to the groups that have a member or are held, and to
            # the pids $2, which are in none of the groups.
            send_signals() {
              for entry in $groups; do
                leader=${entry%%:*}
                case "$pairs $held " in
                  *":$leader "* | *" $entry "*) kill "-${1:-${entry##*:}}" "-$leader" ;;
                esac
              done
              for pid in $2; do
                kill "-${1:-TERM}" "$pid"
                kill -CONT "$pid"
              done
              for entry in $groups; do
                case "$pairs $held " in *":${entry%%:*} "* | *" $entry "*) kill -CONT "-${entry%%:*}" ;; esac
              done
            }

            # Halts the groups until they receive their stop signal. Otherwise a child that leaves its group between the scan and
            # the signal to its parent escapes, unless it has a marker.
            freeze_groups() {
              prepare_scan
              check_groups
              for entry in $groups; do kill -STOP "-${entry%%:*}"; done
            }

            # Sets strays to the members outside of the groups that have not received the stop signal yet.
            find_strays() {
              strays=
              for pair in $pairs; do
                case " $groups" in *" ${pair##*:}:"*) continue ;; esac
                case "$signalled " in *" ${pair%%:*} "*) continue ;; esac
                strays="$strays ${pair%%:*}"
              done
            }

            pause() {
              sleep 0.1 || sleep 1
            }

            stop_all() {
              # A child that the JVM was about to start shows its marker only after it has executed its program, which takes
              # long on a busy machine. The groups of a state file can have ended days ago.
              earliest=0
              if [ -z "$uncertain" ]; then
                freeze_groups
                held=$groups earliest=$(($(seconds) + SETTLE_SECONDS))
              fi
              scan
              update_held
              if [ "$found$held" != ' ' ]; then
                find_strays
                send_signals '' "$strays"
                signalled=$strays
                deadline=$(($(seconds) + GRACE_SECONDS))
                while [ "$(seconds)" -lt "$deadline" ]; do
                  pause
                  scan
                  update_held
                  [ "$found$held" = ' ' ] && break
                  find_strays
                  kept=$groups groups=
                  send_signals '' "$strays"
                  groups=$kept
                  signalled="$signalled $strays"
                done
              fi
              # A tree that goes on after two kills keeps changing its pid: two empty scans in a row can be chance then.
              signalled= empty=0 tries=0 enough=2
              groups="$groups $adopted" adopted=
              while [ "$tries" -lt 200 ]; do
                [ "$empty" -ge "$enough" ] && [ "$(seconds)" -ge "$earliest" ] && break
                tries=$((tries + 1))
                [ "$tries" -gt 2 ] || find_holders
                scan
                holders=
                # A group of zombies that no process waits for exists for ever.
                if [ "$tries" -lt 5 ]; then update_held; else held=; fi
                if [ "$found$held" = ' ' ]; then
                  empty=$((empty + 1))
                  [ "$empty" -lt 2 ] || pause
                else
                  empty=0
                  [ "$tries" -lt 3 ] || enough=6
                  for cgroup in $cgroups; do echo 1 > "$cgroup/cgroup.kill"; done
                  find_strays
                  send_signals KILL "$strays"
                  [ "$tries" -lt 5 ] || pause
                fi
              done
              for cgroup in $cgroups; do find "$cgroup" -depth -type d -exec rmdir {} \\;; done
              [ "$empty" -lt "$enough" ] || remove_files
            }

            remove_files() {
              set -f
              IFS=$newline
              for path in $files $endings; do rm -f -- "$path"; done
              for path in $endings; do rmdir -- "${path%/*}"; done
              IFS=$blanks
              set +f
            }

            while read -r command rest; do
              case $command in
                marker) markers="$markers $rest=" ;;
                limit) case $rest in '' | *[!0-9.]*) ;; *) limits="$limits $rest" ;; esac ;;
                file) files="$files$rest$newline" ;;
                written) written=$rest ;;
                next) others_groups="$others_groups $groups" groups= written= ;;
                group)
                  remove_group "${rest%% *}"
                  set -- $rest
                  case $1 in [01] | *[!0-9]*) ;; ?*) groups="$groups $1:$2:$written:$3" ;; esac ;;
                member)
                  set -- $rest
                  known="$known $1:$2 " ;;
                ended) remove_group "$rest" ;;
                cgroup) cgroups="$cgroups $rest" ;;
                cgroup-removed) remove_cgroup "$rest" ;;
                shared)
                  remove_shared "${rest%% *}"
                  shared="$shared${rest%% *} ${written:--} ${rest#* }$newline" ;;
                unshared) remove_shared "$rest" ;;
                signal)
                  kill "-${rest%% *}" ${rest#* }
                  echo ;;
                check)
                  non_empty=
                  for group in $rest; do kill -0 "-$group" && non_empty="$non_empty $group"; done
                  echo "$non_empty" ;;
              esac
            done
            groups="$others_groups $groups"
            add_unused
            stop_all
            """
            .replace("GRACE_SECONDS", Integer.toString(GRACE_SECONDS))
            .replace("SETTLE_SECONDS", Integer.toString(SETTLE_SECONDS));

    /** The script for a system whose processes are scanned with these functions. */
    static String text(WatchdogScan scan) {
        return TEXT.replace("SCAN_FUNCTIONS", scan.functions());
    }

    private WatchdogScript() {
    }
}
