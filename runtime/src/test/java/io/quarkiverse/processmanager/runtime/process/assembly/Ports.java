package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkiverse.processmanager.runtime.process.platform.Platform;

/** Ports for tests in which a process listens later. */
final class Ports {

    private static final int LOWEST = 10_000;
    private static final int FEWEST = 1_000;
    private static final int HIGHEST = 65_535;

    private Ports() {
    }

    /**
     * A port on which no process listens. Another process cannot get it by chance: it is outside the range from which the
     * system takes a port for a connection, or for a server that does not ask for a certain one.
     */
    static int free() throws IOException {
        String[] range = range().split("\\s+");
        int low = Integer.parseInt(range[0]);
        boolean below = low >= LOWEST + FEWEST;
        int from = below ? LOWEST : Math.min(Integer.parseInt(range[1]), HIGHEST - FEWEST);
        int to = below ? low : HIGHEST;
        int port = ThreadLocalRandom.current().nextInt(from, to);
        while (isInUse(port)) {
            port = ThreadLocalRandom.current().nextInt(from, to);
        }
        return port;
    }

    /** The system shows the text only to a reader that takes all of it at once. */
    private static String range() throws IOException {
        try (BufferedReader file = Files.newBufferedReader(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
            return file.readLine();
        }
    }

    /** Whether a process listens on the port. */
    static boolean isInUse(int port) {
        return !Platform.ofThisMachine().ports(Optional::empty).on(port).isEmpty();
    }
}
