package io.quarkiverse.processmanager.runtime.process.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.handlers.SizeRotatingFileHandler;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.runtime.process.state.PrivateFile;

/**
 * A file that the handler of JBoss LogManager writes and rotates, as it does for Quarkus' own log. The handler receives each
 * byte as one character, so bytes are written unchanged. Not safe for use by several threads.
 * <p>
 * A handler keeps the access control context of the thread that creates it, and with it class loaders; so only threads of the
 * engine create one.
 */
final class RotatingFile implements AutoCloseable {

    private final Handler handler;

    private RotatingFile(Handler handler) {
        this.handler = handler;
    }

    /** Opens the file for appending. */
    static RotatingFile open(LogFile file) throws IOException {
        return open(file, false);
    }

    /** Turns the file into the first backup now, if it has grown beyond its limit. */
    static void rotate(LogFile file) throws IOException {
        if (Files.exists(file.path()) && Files.size(file.path()) > file.maxBytes()) {
            open(file, true).close();
        }
    }

    private static RotatingFile open(LogFile file, boolean rotate) throws IOException {
        PrivateFile.prepare(file.path());
        Handler handler = new Handler(file);
        handler.setRotateOnBoot(rotate);
        handler.rotating = rotate;
        handler.setFile(file.path().toFile());
        handler.rotating = true;
        RotatingFile opened = new RotatingFile(handler);
        try {
            handler.check();
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    /** Writes the text to one file, each character as one byte. */
    void write(String bytes) throws IOException {
        handler.publish(new ExtLogRecord(Level.INFO, bytes, RotatingFile.class.getName()));
        handler.check();
    }

    @Override
    public void close() {
        handler.close();
    }

    private static final class Handler extends SizeRotatingFileHandler {

        private final Path path;
        private boolean rotating;
        private Optional<IOException> failure = Optional.empty();

        private Handler(LogFile file) throws IOException {
            super(file.maxBytes(), file.maxBackups());
            this.path = file.path();
            setAppend(true);
            setEncoding(StandardCharsets.ISO_8859_1.name());
            setFormatter(new Verbatim());
            setErrorManager(new ErrorManager() {
                @Override
                public synchronized void error(String message, Exception cause, int code) {
                    failed(message, cause);
                }
            });
        }

        private void failed(String message, Exception cause) {
            if (failure.isEmpty()) {
                failure = Optional.of(new IOException(cause == null ? message : message + ": " + cause.getMessage(), cause));
            }
        }

        private void check() throws IOException {
            Optional<IOException> found = failure;
            failure = Optional.empty();
            if (found.isPresent()) {
                throw found.get();
            }
        }

        /** Replaces the file that the handler has just created in a rotation: it is empty, and other users can read it. */
        @Override
        public void setOutputStream(OutputStream stream) {
            try {
                if (stream != null && rotating && Files.size(path) == 0) {
                    stream.close();
                    Files.delete(path);
                    super.setOutputStream(new BufferedOutputStream(Channels.newOutputStream(PrivateFile.create(path))));
                } else {
                    super.setOutputStream(stream);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Verbatim extends Formatter {

        @Override
        public String format(LogRecord record) {
            return record.getMessage();
        }
    }
}
