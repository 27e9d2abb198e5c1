package io.quarkiverse.processmanager.runtime.process.watchdog;

/**
 * The shell functions with which the {@link WatchdogScript} scans the processes of a system. {@code prepare_scan} comes before
 * every scan; {@code find_start PID} sets {@code start} and {@code state} or fails; {@code find_marked} sets {@code marked} to the
 * pids whose environment has one of the variables {@code $markers} or that have one of the {@code $limits}, with blanks around
 * each; {@code find_holders} sets {@code holders} to the pids, each with a blank behind it, that have one of the {@code $files}
 * open for writing; {@code find_all} sets {@code table} to a line for each process, in the format of {@code /proc/PID/stat} of
 * Linux; {@code seconds} prints the current time.
 *
 * @param functions text for the shell
 */
public record WatchdogScan(String functions) {

    public static final WatchdogScan PROC = new WatchdogScan(
            """
                    # Matches a zombie without further threads. There can be thousands.
                    dead='\\) [ZX]( -?[0-9]+){16} [01] '

                    prepare_scan() { :; }

                    # Runs the command "$2 ..." with the files $1 of each process. One command reads them all, unless their paths are longer
                    # than the system permits for the arguments of a command. Then there is one for each last digit of the pids.
                    each_process() {
                      names=$1 code=1
                      shift
                      for pids in '[0-9]*' '*0' '*1' '*2' '*3' '*4' '*5' '*6' '*7' '*8' '*9'; do
                        paths=
                        for name in $names; do paths="$paths /proc/$pids/$name"; done
                        "$@" $paths
                        result=$?
                        [ "$pids" != '[0-9]*' ] || [ "$result" -ge 126 ] || return "$result"
                        [ "$result" -ne 0 ] || code=0
                      done
                      return "$code"
                    }

                    find_start() {
                      # The name in this file can have line breaks.
                      last=
                      while IFS= read -r row; do last=$row; done < "/proc/$1/stat" || return 1
                      set -- ${last##*) }
                      state=$1 start=${20}
                    }

                    find_marked() {
                      marked=' '
                      set --
                      for name in $markers; do set -- "$@" -e "$name"; done
                      for digits in $limits; do set -- "$@" -e "^Max file locks  *$digits "; done
                      [ "$#" -gt 0 ] || return 0
                      for path in $(each_process 'environ limits' grep -ls "$@"); do
                        path=${path#/proc/}
                        marked="$marked${path%/*} "
                      done
                    }

                    # Succeeds if the row $1 of ls shows a state file that is open for writing. A reader of the file, such as the
                    # JVM that starts next, is no holder. The link of a removed file has a note behind the path.
                    is_held() {
                      case $1 in l?w*) ;; *) return 1 ;; esac
                      target=${1#*' -> '}
                      case $newline$files in *"$newline${target%' (deleted)'}$newline"*) ;; *) return 1 ;; esac
                    }

                    # Each directory has a line before those of its descriptors. The JVM itself, which can be alive, is no holder.
                    # A name can contain a line break and then a text in the form of another process, so each process is asked alone
                    # before it counts. The names of users, which -n leaves out, can be on a server that does not answer.
                    find_holders() {
                      holders= holder= candidates=' '
                      [ -n "$files" ] || return 0
                      rows=$(each_process fd ls -ln | grep -F -e '/fd:' -e "${files%"$newline"}")
                      set -f
                      IFS=$newline
                      for row in $rows; do
                        case $row in
                          /proc/*/fd:)
                            holder=${row#/proc/}
                            holder=${holder%/fd:}
                            case $markers in *"QPM_${holder}_"*) holder= ;; esac
                            case $holder in *[!0-9]*) holder= ;; esac
                            case $candidates in *" $holder "*) holder= ;; esac ;;
                          *) [ -n "$holder" ] && is_held "$row" && candidates="$candidates$holder " && holder= ;;
                        esac
                      done
                      IFS=$blanks
                      for holder in $candidates; do
                        IFS=$newline
                        for row in $(ls -ln "/proc/$holder/fd"); do
                          is_held "$row" && holders="$holders$holder " && break
                        done
                        IFS=$blanks
                      done
                      set +f
                    }

                    # One grep reads all files: the shell itself reads files byte by byte.
                    find_all() {
                      table=$(each_process stat grep -hvsE "$dead" || each_process stat cat)
                    }

                    # The time since the boot. Whole seconds suffice.
                    seconds() {
                      read -r uptime rest < /proc/uptime
                      echo "${uptime%%.*}"
                    }
                    """);
}
