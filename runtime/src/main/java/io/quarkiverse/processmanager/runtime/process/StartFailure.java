package io.quarkiverse.processmanager.runtime.process;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * Why a process could not be started.
 *
 * @param reason for code
 * @param detail for people, as the end of a sentence
 */
record StartFailure(Reason reason, String detail) {

    /** JDK 17 writes {@code error=2, No such file or directory}, JDK 25 {@code error: 2 (No such file or directory)}. */
    private static final Pattern ERROR = Pattern.compile("error[=:] ?(\\d+)");

    /** Reads the number of the error; the text depends on the JDK and on the language. */
    static StartFailure of(IOException error) {
        String message = String.valueOf(error.getMessage());
        if (message.contains("spawn helper")) {
            return new StartFailure(Reason.SPAWN_FAILED,
                    "the JDK cannot start its own helper program, as after an update of the JDK; restart the JVM");
        }
        Matcher matcher = ERROR.matcher(message);
        return ofNumber(matcher.find() ? Integer.parseInt(matcher.group(1)) : 0, message);
    }

    private static StartFailure ofNumber(int number, String message) {
        return switch (number) {
            case 2 -> new StartFailure(Reason.ENOENT, "command not found, or it was removed in the meantime");
            case 7 -> new StartFailure(Reason.E2BIG,
                    "the arguments and the environment are too long; one argument may have 128 KiB");
            case 11 -> new StartFailure(Reason.EAGAIN, "the system allows no more processes; see ulimit -u and pids.max");
            case 12 -> new StartFailure(Reason.EAGAIN, "the system has not enough memory for another process");
            case 13, 20 -> new StartFailure(Reason.EACCES, "the system does not permit the command to be executed");
            case 23, 24 -> new StartFailure(Reason.EAGAIN, "there are too many open files; see ulimit -n");
            case 26 -> new StartFailure(Reason.ETXTBSY, "the program file is being written");
            default -> new StartFailure(Reason.SPAWN_FAILED, message);
        };
    }
}
