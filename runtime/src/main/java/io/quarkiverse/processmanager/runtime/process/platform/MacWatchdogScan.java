package io.quarkiverse.processmanager.runtime.process.platform;

import io.quarkiverse.processmanager.runtime.process.watchdog.WatchdogScan;

/** The functions by which the script of the watchdog scans the processes where there is no {@code /proc}. */
final class MacWatchdogScan {

    // The name of the variable is not in the command line of awk, because the scan finds awk too.
    private static final String PS = """
            TZ=UTC
            export TZ

            # A list without this shell is incomplete, and a process that is missing in it may be alive.
            prepare_scan() {
              for attempt in 1 2 3 4 5 6 7 8 9; do
                run_ps
                case $table in *"$newline$$ "*) return ;; esac
                pause
              done
            }

            run_ps() {
              table=$({ echo "$markers"; WORDS; } | awk '
                function days(year, month, day) {
                  if (month <= 2) { year--; month += 12 }
                  leap = int(year / 4) - int(year / 100) + int(year / 400)
                  return 365 * year + leap + int((153 * (month - 3) + 2) / 5) + day - 719469
                }
                NR == 1 {
                  count = split($0, names, " ")
                  next
                }
                NF >= 10 {
                  month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", $7) + 2) / 3
                  split($9, time, ":")
                  start = ((days($10, month, $8) * 24 + time[1]) * 60 + time[2]) * 60 + time[3]
                  printf "%s (x) %s %s %s 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 %.0f\\n",
                    $1, substr($5, 1, 1), $2, $3, start * 100
                  for (i = 1; i <= count; i++) if (index($0, " " names[i])) { marked = marked " " $1; break }
                }
                END { print "*" marked " " }')
              marked=${table##*'*'}
              table="$newline${table%%'*'*}"
            }

            find_start() {
              case $table in *"$newline$1 "*) ;; *) return 1 ;; esac
              line=${table#*"$newline$1 "}
              line=${line%%"$newline"*}
              start=${line##* }
              state=${line#*') '}
              state=${state%% *}
            }

            find_marked() { :; }

            find_holders() { :; }

            find_all() { :; }

            seconds() { date +%s; }
            """;

    private MacWatchdogScan() {
    }

    /** Runs {@code ps} once for each scan, which is much slower than {@code /proc}. Its lines become those of Linux. */
    static WatchdogScan of(MacPsSyntax syntax) {
        return new WatchdogScan(PS.replace("WORDS", String.join(" ", syntax.words("-A"))));
    }
}
