package io.quarkiverse.processmanager.runtime.definition;

import java.util.Set;
import java.util.regex.Pattern;

/** The names of the signals that shells can send. Numbers differ between systems, so they are no names. */
public final class StopSignals {

    private static final Set<String> NAMES = Set.of("HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
            "SEGV", "USR2", "PIPE", "ALRM", "TERM", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
            "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");
    private static final Pattern REAL_TIME = Pattern.compile("RTMIN(\\+([1-9]|[12][0-9]|30))?|RTMAX(-([1-9]|[12][0-9]|30))?");

    private StopSignals() {
    }

    public static boolean isName(String signal) {
        return NAMES.contains(signal) || REAL_TIME.matcher(signal).matches();
    }
}
