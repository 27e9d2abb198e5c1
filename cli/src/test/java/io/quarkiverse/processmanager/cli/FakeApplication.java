package io.quarkiverse.processmanager.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;

/** A socket that answers each request with the lines of a function. {@code HANG} leaves the connection open. */
final class FakeApplication implements AutoCloseable {

    static final String HANG = "hang";
    static final String END = "{\"end\":true}";

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private final SocketFacts facts;
    private final Function<String, List<String>> answers;

    FakeApplication(Path sockets, SocketFacts facts, Function<String, List<String>> answers) throws IOException {
        this.facts = facts;
        this.answers = answers;
        server.bind(UnixDomainSocketAddress.of(sockets.resolve(facts.pid() + ".sock")));
        Files.writeString(sockets.resolve(facts.pid() + ".json"), facts.toJson());
        Thread thread = new Thread(this::serve, "fake application");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException e) {
            // The test has closed it.
        }
    }

    private void serve(SocketChannel channel) {
        try {
            write(channel, facts.toJson());
            String request = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
            if (request != null) {
                requests.add(request);
                for (String line : answers.apply(request)) {
                    if (line.equals(HANG)) {
                        open.add(channel);
                        return;
                    }
                    write(channel, line);
                }
            }
            channel.close();
        } catch (IOException e) {
            // The client has ended.
        }
    }

    private static void write(SocketChannel channel, String line) throws IOException {
        channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
    }
}
