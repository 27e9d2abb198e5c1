package io.quarkiverse.processmanager.runtime.process.table;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the signals of Linux. */
public final class Signals {

    private static final int FIRST_CODE = 128;
    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST = 64;
    private static final int HALF = 15;
    private static final Pattern NAME = Pattern.compile("[A-Z0-9]+");
    private static final Pattern REAL_TIME = Pattern.compile("(RTMIN|RTMAX)(?:[+-]([0-9]{1,2}))?");

    // The index is the number on x86, arm, riscv, s390x and ppc64.
    private static final String[] NAMES = { "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
            "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
            "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS" };

    private Signals() {
    }

    /** The name that the shell accepts: {@code SIGTERM} becomes TERM, and a text that is no name becomes TERM too. */
    public static String forShell(String signal) {
        String name = signal.toUpperCase(Locale.ROOT);
        name = name.startsWith("SIG") ? name.substring(3) : name;
        Matcher realTime = REAL_TIME.matcher(name);
        if (realTime.matches()) {
            return realTime(realTime.group(1), realTime.group(2) == null ? 0 : Integer.parseInt(realTime.group(2)));
        }
        return NAME.matcher(name).matches() ? name : "TERM";
    }

    /** Shells count the real-time signals from the nearer end. */
    private static String realTime(String end, int distance) {
        int fromFirst = end.equals("RTMIN") ? distance : LAST - FIRST_REAL_TIME - distance;
        int fromLast = LAST - FIRST_REAL_TIME - fromFirst;
        if (fromFirst <= HALF) {
            return fromFirst == 0 ? "RTMIN" : "RTMIN+" + fromFirst;
        }
        return fromLast == 0 ? "RTMAX" : "RTMAX-" + fromLast;
    }

    /** The signal that most likely caused an exit code. */
    public static Optional<String> ofExitCode(int code) {
        int number = code - FIRST_CODE;
        if (number > 0 && number < NAMES.length) {
            return Optional.of(NAMES[number]);
        }
        if (number >= FIRST_REAL_TIME && number <= LAST) {
            return Optional.of(number == FIRST_REAL_TIME ? "RTMIN" : "RTMIN+" + (number - FIRST_REAL_TIME));
        }
        return Optional.empty();
    }
}
