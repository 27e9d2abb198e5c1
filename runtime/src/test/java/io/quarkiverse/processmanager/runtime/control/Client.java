package io.quarkiverse.processmanager.runtime.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A client of a test, with a connection of the system. */
final class Client implements AutoCloseable {

    final SocketChannel channel;
    private final BufferedReader lines;

    Client(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    Client send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return this;
    }

    String line() throws IOException {
        return lines.readLine();
    }

    /** All lines up to the end of the connection, without the greeting. */
    List<String> rest() throws IOException {
        List<String> rest = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith("{\"protocol\"")) {
                rest.add(line);
            }
        }
        return rest;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
