package io.quarkiverse.processmanager.runtime.process.output.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

import io.quarkiverse.processmanager.LogFile;

/** An open log file. */
public interface LogTarget extends AutoCloseable {

    /** Opens a file for appending. */
    interface Opener {
        LogTarget open(LogFile file) throws IOException;
    }

    /** Writes all bytes. When the method fails, the position of the buffer is behind the last written byte. */
    void write(ByteBuffer bytes) throws IOException;

    /** Why the file could not become a backup at the last attempt. */
    Optional<IOException> rotationFailure();

    @Override
    void close() throws IOException;
}
