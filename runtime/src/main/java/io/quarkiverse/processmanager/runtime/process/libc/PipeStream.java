package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;

import org.jspecify.annotations.Nullable;

/** A pipe as a stream whose reads block. The first read takes the pipe, so it can still be read in another way before. */
final class PipeStream extends InputStream {

    private final PipeEnd pipe;
    private @Nullable InputStream opened;

    PipeStream(PipeEnd pipe) {
        this.pipe = pipe;
    }

    private synchronized InputStream stream() throws IOException {
        if (opened == null) {
            opened = Channels.newInputStream(pipe.channel());
        }
        return opened;
    }

    @Override
    public int read() throws IOException {
        return stream().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return stream().read(bytes, offset, length);
    }

    @Override
    public synchronized void close() throws IOException {
        pipe.close();
        if (opened != null) {
            opened.close();
        }
    }
}
