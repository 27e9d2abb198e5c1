package io.quarkiverse.processmanager.runtime.process.platform;

import io.quarkiverse.processmanager.runtime.process.watchdog.WatchdogScan;

/** How the script of the warden looks at the processes where there is no {@code /proc}. */
final class MacWatchdogScan {

    // The name of the variable does not stand in the command line of awk, which is itself one of those that are searched.
    private static final String PS = """
            TZ=UTC
            export TZ

            # Without this shell in it, it is no list of all, and nobody in it would be no sign.
            prepare_scan() {
              for attempt in 1 2 3 4 5 6 7 8 9; do
                ask_ps
                case $table in *"$newline$$ "*) return ;; esac
                pause
              done
            }

            ask_ps() {
              table=$({ echo "$marker"; WORDS; } | awk '
                function days(year, month, day) {
                  if (month <= 2) { year--; month += 12 }
                  leap = int(year / 4) - int(year / 100) + int(year / 400)
                  return 365 * year + leap + int((153 * (month - 3) + 2) / 5) + day - 719469
                }
                NR == 1 {
                  variable = " " $0 "="
                  next
                }
                NF >= 10 {
                  month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", $7) + 2) / 3
                  split($9, time, ":")
                  start = ((days($10, month, $8) * 24 + time[1]) * 60 + time[2]) * 60 + time[3]
                  printf "%s (x) %s %s %s 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 %.0f\\n",
                    $1, substr($5, 1, 1), $2, $3, start * 100
                  if (variable != " =" && index($0, variable)) marked = marked " " $1
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
            }

            find_marked() { :; }

            find_all() { :; }

            seconds() { date +%s; }
            """;

    private MacWatchdogScan() {
    }

    /** Asks {@code ps} once per look, which is much slower, and makes its lines look like those of Linux. */
    static WatchdogScan of(MacPsSyntax syntax) {
        return new WatchdogScan(PS.replace("WORDS", String.join(" ", syntax.words("-A"))));
    }
}
