package io.quarkiverse.processmanager.runtime.process;

import java.io.IOException;
import java.util.Map;
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

    private static final Map<String, Integer> TEXTS = Map.of("temporarily unavailable", 11, "annot allocate memory", 12,
            "too long", 7, "ermission denied", 13, "file busy", 26);

    /** Reads the number of the error; the text depends on the JDK and on the language. */
    static StartFailure of(IOException error) {
        if (error instanceof StartRefused refused) {
            return refused.failure();
        }
        String message = String.valueOf(error.getMessage());
        if (message.contains("spawn helper")) {
            return new StartFailure(Reason.SPAWN_FAILED,
                    "the JDK cannot start its own helper program, as after an update of the JDK; restart the JVM");
        }
        Matcher matcher = ERROR.matcher(message);
        return ofNumber(matcher.find() ? Integer.parseInt(matcher.group(1)) : 0, message);
    }

    /**
     * Reads the text of an error. Only English is understood; anything else is passed on as it is, with the other reason.
     */
    static StartFailure ofText(String text, Reason otherwise) {
        for (Map.Entry<String, Integer> error : TEXTS.entrySet()) {
            if (text.contains(error.getKey())) {
                return ofNumber(error.getValue(), text);
            }
        }
        return new StartFailure(otherwise, "the system refused it: " + text);
    }

    static StartFailure busy() {
        return new StartFailure(Reason.ETXTBSY, "the program file is being written; wait until that is done");
    }

    private static StartFailure ofNumber(int number, String message) {
        return switch (number) {
            case 2 -> new StartFailure(Reason.ENOENT, "command not found, or it was removed in the meantime");
            // What Windows says: access denied, not a valid program, the directory, the right of an administrator.
            case 5 -> new StartFailure(Reason.EACCES, "the system does not permit the command to be executed");
            case 193 -> new StartFailure(Reason.SPAWN_FAILED, "the file is no program for this system");
            case 206 -> new StartFailure(Reason.E2BIG, "the command with its arguments is too long");
            case 267 -> new StartFailure(Reason.BAD_DIRECTORY, "the working directory is not a directory");
            case 740 -> new StartFailure(Reason.EACCES, "the program wants the rights of an administrator");
            // 35 is the 11 of macOS.
            case 35 -> new StartFailure(Reason.EAGAIN, "the system allows no more processes; see ulimit -u");
            case 7 -> new StartFailure(Reason.E2BIG,
                    "the arguments and the environment are too long; one argument may have 128 KiB");
            case 11 -> new StartFailure(Reason.EAGAIN, "the system allows no more processes; see ulimit -u and pids.max");
            case 12 -> new StartFailure(Reason.EAGAIN, "the system has not enough memory for another process");
            case 13, 20 -> new StartFailure(Reason.EACCES, "the system does not permit the command to be executed");
            case 23, 24 -> new StartFailure(Reason.EAGAIN, "there are too many open files; see ulimit -n");
            case 26 -> busy();
            default -> new StartFailure(Reason.SPAWN_FAILED, message);
        };
    }
}
