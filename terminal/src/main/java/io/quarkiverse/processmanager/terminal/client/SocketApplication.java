package io.quarkiverse.processmanager.terminal.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets;
import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;

/** An application in another JVM, behind its control socket. Each request has a connection of its own. */
public final class SocketApplication implements Application {

    /** An application that runs sends its first line at once. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final ControlSockets.Found found;

    public SocketApplication(ControlSockets.Found found) {
        this.found = found;
    }

    @Override
    public Answer request(String command, Map<String, ?> options) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            Thread watch = Timeout.after(ANSWER_TIMEOUT, () -> close(channel));
            channel.connect(UnixDomainSocketAddress.of(found.socket()));
            BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            greet(lines.readLine());
            watch.interrupt();
            channel.write(ByteBuffer.wrap((Application.line(command, options) + "\n").getBytes(StandardCharsets.UTF_8)));
            return new Answer(new SocketLines(channel, lines));
        } catch (AsynchronousCloseException e) {
            throw unreachable("it has not answered for " + ANSWER_TIMEOUT.toSeconds() + " s; is it suspended?");
        } catch (IOException e) {
            throw unreachable(e.getMessage());
        }
    }

    private Failure unreachable(String why) {
        return new Failure(Failure.Reason.NO_APPLICATION, "cannot reach application '" + found.facts().application()
                + "' (pid " + found.facts().pid() + "): " + why);
    }

    private static void greet(String greeting) throws IOException {
        if (greeting == null) {
            throw new IOException("it has refused the connection");
        }
        int protocol = SocketFacts.parse(greeting).protocol();
        if (protocol != SocketFacts.PROTOCOL) {
            throw new IOException("it has protocol " + protocol + ", and this command line has " + SocketFacts.PROTOCOL
                    + "; use the command line of the same version");
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The request has ended.
        }
    }

    /** The connection of one request. */
    private record SocketLines(SocketChannel channel, BufferedReader lines) implements Answer.Lines {

        @Override
        public Optional<String> next() throws IOException {
            return Optional.ofNullable(lines.readLine());
        }

        @Override
        public void close() {
            SocketApplication.close(channel);
        }
    }
}
