package io.quarkiverse.processmanager.cli;

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
import io.quarkiverse.processmanager.runtime.control.wire.JsonText;
import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;
import io.quarkiverse.processmanager.runtime.program.Json;

/** One request to an application, and its answer. For one thread. */
final class Connection implements AutoCloseable {

    /** An application that runs sends its first line at once. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final SocketChannel channel;
    private final BufferedReader lines;
    private volatile boolean overdue;

    private Connection(SocketChannel channel) {
        this.channel = channel;
        this.lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    /** A line of an answer, as text and as an object. */
    record Line(String text, Members members) {
    }

    /** Connects and sends the request. */
    static Connection open(ControlSockets.Found application, Map<String, ?> request) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            Thread watch = closeAfter(channel, ANSWER_TIMEOUT, () -> {
            });
            channel.connect(UnixDomainSocketAddress.of(application.socket()));
            Connection connection = new Connection(channel);
            connection.greet();
            watch.interrupt();
            connection.channel.write(ByteBuffer.wrap((JsonText.of(request) + "\n").getBytes(StandardCharsets.UTF_8)));
            return connection;
        } catch (AsynchronousCloseException e) {
            throw new Failure(ExitCode.NO_APPLICATION, "cannot reach application '" + application.facts().application()
                    + "' (pid " + application.facts().pid() + "): it has not answered for "
                    + Durations.text(ANSWER_TIMEOUT) + "; is it suspended?");
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_APPLICATION, "cannot reach application '" + application.facts().application()
                    + "' (pid " + application.facts().pid() + "): " + e.getMessage());
        }
    }

    private void greet() throws IOException {
        String greeting = lines.readLine();
        if (greeting == null) {
            throw new IOException("it has refused the connection");
        }
        int protocol = SocketFacts.parse(greeting).protocol();
        if (protocol != SocketFacts.PROTOCOL) {
            throw new IOException("it has protocol " + protocol + ", and this command line has " + SocketFacts.PROTOCOL
                    + "; use the command line of the same version");
        }
    }

    /** From now on {@link #next()} fails with {@link ExitCode#TIMEOUT} when this time is over. */
    Connection within(Duration limit) {
        closeAfter(channel, limit, () -> overdue = true);
        return this;
    }

    /** An interrupt of the thread means that nothing is closed. */
    private static Thread closeAfter(SocketChannel channel, Duration limit, Runnable before) {
        Thread watch = new Thread(() -> {
            try {
                Thread.sleep(limit.toMillis());
                before.run();
                channel.close();
            } catch (InterruptedException | IOException e) {
                // The answer is there.
            }
        }, "timeout");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    /** The next line of the answer; empty at its end. */
    Optional<Line> next() {
        String line;
        try {
            line = lines.readLine();
        } catch (IOException e) {
            line = null;
        }
        if (overdue) {
            throw new Failure(ExitCode.TIMEOUT, "the time is over");
        }
        if (line == null) {
            throw new Failure(ExitCode.NO_APPLICATION, "the connection is lost: the application has ended");
        }
        Members members = new Members(Json.parse(line) instanceof Map<?, ?> map ? map : Map.of());
        if (members.has("error")) {
            throw new Failure(ExitCode.FAILED, members.object("error").text("message"));
        }
        return members.is("end") ? Optional.empty() : Optional.of(new Line(line, members));
    }

    /** The only line of an answer. */
    Line only() {
        Line line = next().orElseThrow(() -> new Failure(ExitCode.FAILED, "the answer of the application is empty"));
        next();
        return line;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The command has ended.
        }
    }
}
