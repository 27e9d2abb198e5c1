package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.File;
import java.util.Optional;

/** Explains why the C library cannot be called. JNA and the system report that in many ways, most of them for developers of JNA. */
final class LibraryError {

    static final String OTHER_DIRECTORY = "; the system property jna.tmpdir names another directory";

    private LibraryError() {
    }

    /**
     * What the JVM or the system lacks now and can have again later, as the end of a sentence; empty for another error. A class that
     * could not be initialized stays unusable, so an error of the initialization of JNA is another error.
     */
    static Optional<String> shortage(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return Optional.of(explain(error));
        }
        return !(error instanceof SystemError system) ? Optional.empty() : switch (system.number()) {
            case Libc.EMFILE, Libc.ENFILE -> Optional.of("there are too many open files; see ulimit -n");
            case Libc.EAGAIN -> Optional.of("the system allows no more processes; see ulimit -u and pids.max");
            case Libc.ENOMEM -> Optional.of("the system has not enough memory");
            default -> Optional.empty();
        };
    }

    /** The cause as the end of a sentence. */
    static String explain(Throwable error) {
        String message = String.valueOf(error.getMessage());
        if (error instanceof ClassNotFoundException || error instanceof NoClassDefFoundError) {
            return "JNA is missing or incomplete: " + message.replace('/', '.');
        }
        if (error instanceof SystemError) {
            return "the system refuses a call, as the security profile of a container can: " + message;
        }
        if (error instanceof OutOfMemoryError) {
            return "there are not enough threads or there is not enough memory: " + message;
        }
        if (message.contains("Too many open files")) {
            return "there were too many open files while JNA was loaded; see ulimit -n, and restart the application";
        }
        if (message.contains("failed to map segment")) {
            return "the directory " + directory(message) + ", where JNA unpacks its library, does not permit execution"
                    + OTHER_DIRECTORY;
        }
        if (message.startsWith("Failed to create temporary file") || message.startsWith("JNA temporary directory")) {
            return "JNA cannot unpack its library: " + message.substring(message.lastIndexOf(": ") + 1).strip()
                    + OTHER_DIRECTORY;
        }
        if (message.contains("Error loading shared library") || message.contains("ld-linux")
                || message.contains("'libc.so.6'")) {
            return "the C library of this system is not glibc";
        }
        if (message.startsWith("Error looking up function '")) {
            return "the C library has no function " + message.split("'", 3)[1] + ", which glibc 2.34 and newer have";
        }
        return "the C library cannot be used: "
                + (error.getMessage() == null ? error.toString() : message.lines().findFirst().orElse(""));
    }

    /** The directory of the file with which a message of the JVM begins. */
    private static String directory(String message) {
        String parent = new File(message.substring(0, Math.max(0, message.indexOf(": ")))).getParent();
        return parent == null ? "for temporary files" : parent;
    }
}
