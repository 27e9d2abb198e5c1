package io.quarkiverse.processmanager.runtime.process.watchdog;

/**
 * The shell functions with which the {@link WatchdogScript} scans the processes of a system. {@code prepare_scan} comes before
 * every scan; {@code find_start PID} sets {@code start} or fails; {@code find_marked} sets {@code marked} to the pids whose
 * environment has the variable {@code $marker}, with blanks around each; {@code find_all} sets {@code table} to a line for each
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
              [ -n "$marker" ] || return 0
              for path in $(grep -ls -e "$marker=" /proc/[0-9]*/environ); do
                path=${path#/proc/}
                marked="$marked${path%/environ} "
              done
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
