package io.quarkiverse.processmanager.runtime.process.spawn.refusal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.libc.SystemError;

/**
 * The reason why a process could not be started.
 *
 * @param reason the reason as a constant
 * @param detail the reason as the end of a message
 */
public record StartFailure(Reason reason, String detail) {

    /** JDK 17 writes {@code error=2, No such file or directory}, JDK 25 {@code error: 2 (No such file or directory)}. */
    private static final Pattern ERROR = Pattern.compile("error[=:] ?(\\d+)");
    private static final boolean UNIX = File.separatorChar == '/';
    private static final int NO_SUCH_FILE = 2;
    private static final int BAD_PROGRAM = 8;
    private static final int NOT_PERMITTED = 13;
    private static final int TOO_MANY_FILES = 24;
    private static final Map<String, Integer> TEXTS = Map.of("temporarily unavailable", 11, "annot allocate memory", 12,
            "too long", 7, "ermission denied", NOT_PERMITTED, "file busy", 26);

    /** The failure of an error of the JDK, by the number of the error. The text depends on the JDK and on the language. */
    public static StartFailure of(IOException error) {
        if (error instanceof StartRefusedException refused) {
            return refused.failure();
        }
        if (error instanceof SystemError own) {
            return ofNumber(own.number(), String.valueOf(own.getMessage()));
        }
        String message = String.valueOf(error.getMessage());
        Matcher matcher = ERROR.matcher(message);
        int number = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        boolean ofSpawnHelper = number == NO_SUCH_FILE || number == BAD_PROGRAM || number == NOT_PERMITTED;
        if (message.contains("exec spawn helper") || ofSpawnHelper && UNIX && SpawnHelper.isMissing()) {
            return new StartFailure(Reason.JDK_REPLACED, "the program of the JDK that starts others, "
                    + SpawnHelper.FILE + ", is not that of this JVM any more, as after an update; restart the JVM");
        }
        // The JDK opens the file of the input first, and that error has no number.
        return ofNumber(number == 0 && UNIX && noFileCanBeOpened() ? TOO_MANY_FILES : number, message);
    }

    /** The failure of a start without a free thread: the JDK reports it as an {@code OutOfMemoryError}. */
    public static StartFailure of(OutOfMemoryError error) {
        return new StartFailure(Reason.OUT_OF_RESOURCES, "there are not enough threads or there is not enough memory ("
                + error.getMessage() + "); see ulimit -u and pids.max");
    }

    /** The failure of a start without free descriptors: the JVM cannot read a class then, and never tries that class again. */
    public static StartFailure of(LinkageError error) {
        return new StartFailure(Reason.SPAWN_FAILED, "this JVM cannot load " + error.getMessage()
                + "; restart the application, and raise ulimit -n if too many files were open");
    }

    /** The failure of an English error text. Another text becomes the detail, with the given reason. */
    public static StartFailure ofText(String text, Reason otherwise) {
        for (Map.Entry<String, Integer> error : TEXTS.entrySet()) {
            if (text.contains(error.getKey())) {
                return ofNumber(error.getValue(), text);
            }
        }
        return new StartFailure(otherwise, "the system refused it: " + text);
    }

    /** A path in a message. The path of {@code ./server} in {@code /app} is {@code /app/server}. */
    public static String path(Path file) {
        return file.normalize().toString();
    }

    /** The failure of a program file that a process is writing. */
    public static StartFailure busy() {
        return new StartFailure(Reason.PROGRAM_BUSY, "the program file is being written; wait until that is done");
    }

    public static StartFailure ofNumber(int number, String message) {
        return switch (number) {
            case NO_SUCH_FILE -> new StartFailure(Reason.ENOENT, "command not found, or it was removed in the meantime");
            // Windows: 5 access denied, 193 not a valid program, 206 name too long, 267 directory, 740 elevation required.
            case 5 -> new StartFailure(Reason.EACCES, "the system does not permit the command to be executed");
            case 193 -> new StartFailure(Reason.NOT_EXECUTABLE, "the file is no program for this system");
            case 206 -> new StartFailure(Reason.ARGUMENTS_TOO_LONG, "the command with its arguments is too long");
            case 267 -> new StartFailure(Reason.INVALID_DIRECTORY, "the working directory is not a directory");
            case 740 -> new StartFailure(Reason.EACCES, "the program wants the rights of an administrator");
            // EAGAIN is 35 on macOS.
            case 35 -> new StartFailure(Reason.OUT_OF_RESOURCES, "the system allows no more processes; see ulimit -u");
            case 7 -> new StartFailure(Reason.ARGUMENTS_TOO_LONG,
                    "the arguments and the environment are too long; one argument may have"
                            + " 128 KiB, all together a quarter of ulimit -s");
            case 11 ->
                new StartFailure(Reason.OUT_OF_RESOURCES, "the system allows no more processes; see ulimit -u and pids.max");
            case 12 -> new StartFailure(Reason.OUT_OF_RESOURCES, "the system has not enough memory for another process");
            case NOT_PERMITTED, 20 ->
                new StartFailure(Reason.EACCES, "the system does not permit the command to be executed");
            case 23, TOO_MANY_FILES ->
                new StartFailure(Reason.OUT_OF_RESOURCES, "there are too many open files; see ulimit -n");
            case 26 -> busy();
            default -> new StartFailure(Reason.SPAWN_FAILED, message.lines().findFirst().orElse("").strip());
        };
    }

    private static boolean noFileCanBeOpened() {
        try (InputStream nothing = Files.newInputStream(Path.of("/dev/null"))) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** The program of the JDK that runs first in each process. */
    private static final class SpawnHelper {

        static final Path FILE = Path.of(System.getProperty("java.home", "/"), "lib", "jspawnhelper");

        static boolean isMissing() {
            try {
                // A native executable has no java.home and no such program.
                return System.getProperty("java.home") != null && (!Files.isExecutable(FILE) || Files.size(FILE) == 0);
            } catch (IOException e) {
                return true;
            }
        }
    }
}
