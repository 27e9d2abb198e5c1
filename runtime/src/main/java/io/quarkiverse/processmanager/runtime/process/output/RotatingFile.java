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
 * A file that is written and rotated by the handler of JBoss LogManager, as Quarkus' own log is. It takes bytes as they are:
 * the handler sees each of them as one character. Not safe for use by several threads.
 * <p>
 * A handler keeps the access control context of whoever makes it, and with it class loaders; so one is made by threads of the
 * engine only.
 */
final class RotatingFile implements AutoCloseable {

    private final Handler handler;

    private RotatingFile(Handler handler) {
        this.handler = handler;
    }

    /** Opens the file at its end. */
    static RotatingFile open(LogFile file) throws IOException {
        return open(file, false);
    }

    /** Makes the file the first backup now, if it has grown beyond its limit. */
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

    /** Writes it all into one file, each character as one byte. */
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

        /** After a rotation the handler has just made a file that others can read, and which nobody has written to. */
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
