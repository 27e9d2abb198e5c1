package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.List;
import java.util.Optional;

/** The signals of macOS, by number; Linux counts differently from 7 on. */
final class MacSignals {

    private static final int FIRST_CODE = 128;
    private static final List<String> NAMES = List.of("", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "EMT", "FPE", "KILL",
            "BUS", "SEGV", "SYS", "PIPE", "ALRM", "TERM", "URG", "STOP", "TSTP", "CONT", "CHLD", "TTIN", "TTOU", "IO", "XCPU",
            "XFSZ", "VTALRM", "PROF", "WINCH", "INFO", "USR1", "USR2");

    private MacSignals() {
    }

    /** The signal that an exit code most likely stands for. */
    static Optional<String> ofExitCode(int code) {
        int number = code - FIRST_CODE;
        return number > 0 && number < NAMES.size() ? Optional.of(NAMES.get(number)) : Optional.empty();
    }
}
