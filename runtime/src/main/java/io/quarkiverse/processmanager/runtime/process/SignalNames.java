package io.quarkiverse.processmanager.runtime.process;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of the signals of Linux. */
final class SignalNames {

    private static final int FIRST_CODE = 128;
    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST = 64;
    private static final Pattern NAME = Pattern.compile("[A-Z0-9]+(\\+[0-9]+)?");

    // The numbers of x86, arm, riscv, s390x and ppc64.
    private static final String[] NAMES = { "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
            "SEGV",
            "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
            "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS" };

    private SignalNames() {
    }

    /** The name as the shell wants it: {@code SIGTERM} is TERM. Nothing but a name gets through to the shell. */
    static String forShell(String signal) {
        String name = signal.toUpperCase(Locale.ROOT);
        name = name.startsWith("SIG") ? name.substring(3) : name;
        return NAME.matcher(name).matches() ? name : "TERM";
    }

    /** The signal that an exit code most likely stands for. */
    static Optional<String> ofExitCode(int code) {
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
