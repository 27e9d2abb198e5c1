package io.quarkiverse.processmanager.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Free ports for the applications of the tests. Each JVM of Failsafe has a range of its own below the ephemeral
 * ports, so that neither a test in another JVM nor a connection takes a port before the process does that it is for. For any
 * thread.
 */
public final class OwnPorts {

    private static final int FIRST = 12_000;
    private static final int SIZE = 2_000;
    private static final int JVM = Integer.getInteger("test.jvm", 1) - 1;

    private static int last = new Random().nextInt(SIZE);

    private OwnPorts() {
    }

    /** A port on which no process of this machine listens, and which this method has not returned before. */
    public static synchronized int next() {
        for (int tried = 0; tried < SIZE; tried++) {
            last = (last + 1) % SIZE;
            int port = FIRST + JVM * SIZE + last;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // The next one may be free.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
