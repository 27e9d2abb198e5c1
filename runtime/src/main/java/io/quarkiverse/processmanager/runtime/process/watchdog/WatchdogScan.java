package io.quarkiverse.processmanager.runtime.process.watchdog;

/**
 * How the script of the warden looks at the processes, as functions of the shell. {@code look_around} comes before every look;
 * {@code find_start PID} sets {@code start} or fails; {@code find_marked} sets {@code marked} to the pids whose environment has
 * the variable {@code $marker}, with blanks around each; {@code find_all} sets {@code table} to a line for each process, as
 * {@code /proc/PID/stat} of Linux has it; {@code seconds} says how late it is.
 *
 * @param functions text for the shell
 */
public record WatchdogScan(String functions) {

    public static final WatchdogScan PROC = new WatchdogScan("""
            # A zombie without further threads. There can be thousands.
            dead='\\) [ZX]( -?[0-9]+){16} [01] '

            look_around() { :; }

            find_start() {
              # The name in it can have line breaks.
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

            # One read for all: the shell itself reads files byte by byte.
            find_all() {
              table=$(grep -hvsE "$dead" /proc/[0-9]*/stat || cat /proc/[0-9]*/stat)
            }

            # Since the start of the system; whole seconds do.
            seconds() {
              read -r uptime rest < /proc/uptime
              echo "${uptime%%.*}"
            }
            """);
}
