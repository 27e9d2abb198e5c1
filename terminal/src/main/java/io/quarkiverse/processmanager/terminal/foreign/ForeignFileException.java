package io.quarkiverse.processmanager.terminal.foreign;

/** A file of another tool that cannot be read. The message is one sentence with the file. */
public final class ForeignFileException extends Exception {

    private static final long serialVersionUID = 1L;

    ForeignFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
