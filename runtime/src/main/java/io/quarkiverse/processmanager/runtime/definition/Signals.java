package io.quarkiverse.processmanager.runtime.definition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The signals of Linux and macOS: their names, and their numbers on each system. Safe for use by several threads. */
public final class Signals {

    private static final int FIRST_CODE = 128;
    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST = 64;
    private static final int HALF = 15;
    /** Stands for a signal that a system does not have. */
    private static final int NONE = 0;
    private static final Pattern NAME = Pattern.compile("[A-Z0-9]+");
    private static final Pattern REAL_TIME = Pattern.compile("(RTMIN|RTMAX)(?:[+-]([0-9]{1,2}))?");
    private static final Pattern DECLARED_REAL_TIME = Pattern
            .compile("RTMIN(\\+([1-9]|[12][0-9]|30))?|RTMAX(-([1-9]|[12][0-9]|30))?");

    // The numbers of Linux are those of x86, arm, riscv, s390x and ppc64.
    private static final List<Signal> SIGNALS = List.of(
            new Signal("HUP", 1, 1), new Signal("INT", 2, 2), new Signal("QUIT", 3, 3), new Signal("ILL", 4, 4),
            new Signal("TRAP", 5, 5), new Signal("ABRT", 6, 6), new Signal("BUS", 7, 10), new Signal("FPE", 8, 8),
            new Signal("KILL", 9, 9), new Signal("USR1", 10, 30), new Signal("SEGV", 11, 11), new Signal("USR2", 12, 31),
            new Signal("PIPE", 13, 13), new Signal("ALRM", 14, 14), new Signal("TERM", 15, 15), new Signal("STKFLT", 16, NONE),
            new Signal("CHLD", 17, 20), new Signal("CONT", 18, 19), new Signal("STOP", 19, 17), new Signal("TSTP", 20, 18),
            new Signal("TTIN", 21, 21), new Signal("TTOU", 22, 22), new Signal("URG", 23, 16), new Signal("XCPU", 24, 24),
            new Signal("XFSZ", 25, 25), new Signal("VTALRM", 26, 26), new Signal("PROF", 27, 27), new Signal("WINCH", 28, 28),
            new Signal("IO", 29, 23), new Signal("PWR", 30, NONE), new Signal("SYS", 31, 12), new Signal("EMT", NONE, 7),
            new Signal("INFO", NONE, 29));

    private Signals() {
    }

    /**
     * One signal.
     *
     * @param name the name without {@code SIG}
     * @param linux the number on Linux
     * @param mac the number on macOS
     */
    private record Signal(String name, int linux, int mac) {

        /** Whether each shell of Linux can send the signal. dash, the shell of Debian, does not support STKFLT. */
        boolean isSupportedByShells() {
            return linux != NONE && !name.equals("STKFLT");
        }
    }

    /**
     * Whether a definition may use the text as the name of a signal. Numbers are refused, because they differ between systems.
     */
    public static boolean isName(String signal) {
        return DECLARED_REAL_TIME.matcher(signal).matches()
                || SIGNALS.stream().anyMatch(known -> known.isSupportedByShells() && known.name().equals(signal));
    }

    /** The name that a shell accepts: {@code TERM} for {@code SIGTERM}. Returns {@code TERM} for an invalid name. */
    public static String forShell(String signal) {
        String name = signal.toUpperCase(Locale.ROOT);
        name = name.startsWith("SIG") ? name.substring(3) : name;
        if (named(name).isPresent()) {
            return name;
        }
        Matcher realTime = REAL_TIME.matcher(name);
        if (realTime.matches()) {
            return realTime(realTime.group(1), realTime.group(2) == null ? 0 : Integer.parseInt(realTime.group(2)));
        }
        return NAME.matcher(name).matches() ? name : "TERM";
    }

    /** Without a pattern: each stop of a process looks the name of its signal up. */
    private static Optional<Signal> named(String name) {
        for (Signal signal : SIGNALS) {
            if (signal.name().equals(name)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }

    /** Shells number the real-time signals from the nearer end. */
    private static String realTime(String end, int distance) {
        int fromFirst = end.equals("RTMIN") ? distance : LAST - FIRST_REAL_TIME - distance;
        int fromLast = LAST - FIRST_REAL_TIME - fromFirst;
        if (fromFirst <= HALF) {
            return fromFirst == 0 ? "RTMIN" : "RTMIN+" + fromFirst;
        }
        return fromLast == 0 ? "RTMAX" : "RTMAX-" + fromLast;
    }

    /** The number on Linux of a signal that a definition may use; empty for another name. */
    public static OptionalInt linuxNumber(String signal) {
        Optional<Signal> known = named(signal);
        if (known.isPresent() && known.get().linux() != NONE) {
            return OptionalInt.of(known.get().linux());
        }
        Matcher realTime = REAL_TIME.matcher(signal);
        if (realTime.matches()) {
            int distance = realTime.group(2) == null ? 0 : Integer.parseInt(realTime.group(2));
            return OptionalInt.of(realTime.group(1).equals("RTMIN") ? FIRST_REAL_TIME + distance : LAST - distance);
        }
        return OptionalInt.empty();
    }

    /** The signal that most likely caused an exit code on Linux. */
    public static Optional<String> ofLinuxExitCode(int code) {
        int number = code - FIRST_CODE;
        if (number >= FIRST_REAL_TIME && number <= LAST) {
            return Optional.of(number == FIRST_REAL_TIME ? "RTMIN" : "RTMIN+" + (number - FIRST_REAL_TIME));
        }
        return numbered(number, Signal::linux);
    }

    /** The signal that most likely caused an exit code on macOS. */
    public static Optional<String> ofMacExitCode(int code) {
        return numbered(code - FIRST_CODE, Signal::mac);
    }

    private static Optional<String> numbered(int number, ToIntFunction<Signal> numberOf) {
        for (Signal known : SIGNALS) {
            if (number != NONE && numberOf.applyAsInt(known) == number) {
                return Optional.of(known.name());
            }
        }
        return Optional.empty();
    }
}
