package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.quarkiverse.processmanager.runtime.process.libc.PipeEnd;

/** The memory for one read of a pipe. Not safe for use by several threads. */
final class ReadBlock {

    /** The size of a pipe. */
    static final int SIZE = 64 * 1024;

    private final ByteBuffer direct = ByteBuffer.allocateDirect(SIZE);
    private final byte[] bytes = new byte[SIZE];

    /** Reads the available bytes; returns 0 if there are none at the moment, -1 at the end. */
    int read(PipeEnd pipe) {
        direct.clear();
        try {
            int size = pipe.read(direct);
            if (size > 0) {
                direct.get(0, bytes, 0, size);
            }
            return size;
        } catch (IOException e) {
            return -1;
        }
    }

    /** The bytes of the last read. */
    byte[] bytes() {
        return bytes;
    }
}
