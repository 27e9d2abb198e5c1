package io.quarkiverse.processmanager.runtime.process.watchdog;

/**
 * The shell functions with which the {@link WatchdogScript} scans the processes of a system. {@code prepare_scan} comes before
 * every scan; {@code find_start PID} sets {@code start} or fails; {@code find_marked} sets {@code marked} to the pids whose
 * environment has one of the variables {@code $markers}, with blanks around each; {@code find_holders} sets {@code holders} to the
 * pids, each with a blank behind it, that have one of the {@code $files} open for writing; {@code find_all} sets {@code table} to a line for each
 * process, in the format of {@code /proc/PID/stat} of Linux; {@code seconds} prints the current time.
 *
 * @param functions text for the shell
 */
public record WatchdogScan(String functions) {

    public static final WatchdogScan PROC = new WatchdogScan("""
            # Matches a zombie without further threads. There can be thousands.
            dead='\\) [ZX]( -?[0-9]+){16} [01] '

            prepare_scan() { :; }

            find_start() {
              # The name in this file can have line breaks.
              last=
              while IFS= read -r row; do last=$row; done < "/proc/$1/stat" || return 1
              set -- ${last##*) }
              start=${20}
            }

            find_marked() {
              marked=' '
              set --
              for name in $markers; do set -- "$@" -e "$name="; done
              [ "$#" -gt 0 ] || return 0
              for path in $(grep -ls "$@" /proc/[0-9]*/environ); do
                path=${path#/proc/}
                marked="$marked${path%/environ} "
              done
            }

            # Each directory has a line before those of its descriptors. A reader of the file, such as the JVM that
            # starts next, is no holder, and neither is the JVM itself, which can be alive. The link of a removed file
            # has a note behind the path.
            find_holders() {
              holders= holder=
              [ -n "$files" ] || return 0
              rows=$(ls -l /proc/[0-9]*/fd | grep -F -e '/fd:' -e "${files%"$newline"}")
              set -f
              IFS=$newline
              for row in $rows; do
                case $row in
                  /proc/*/fd:)
                    holder=${row#/proc/}
                    holder=${holder%/fd:}
                    case $markers in *"QPM_${holder}_"*) holder= ;; esac ;;
                  l?w*)
                    target=${row#*' -> '}
                    case $newline$files in
                      *"$newline${target%' (deleted)'}$newline"*) [ -z "$holder" ] || holders="$holders$holder " ;;
                    esac ;;
                esac
              done
              IFS=$blanks
              set +f
            }

            # One grep reads all files: the shell itself reads files byte by byte.
            find_all() {
              table=$(grep -hvsE "$dead" /proc/[0-9]*/stat || cat /proc/[0-9]*/stat)
            }

            # The time since the boot. Whole seconds suffice.
            seconds() {
              read -r uptime rest < /proc/uptime
              echo "${uptime%%.*}"
            }
            """);
}
