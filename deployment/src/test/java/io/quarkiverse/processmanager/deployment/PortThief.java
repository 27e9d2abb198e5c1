package io.quarkiverse.processmanager.deployment;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that listens on a port of another process in its first run only. */
public final class PortThief {

    private PortThief() {
    }

    /** The arguments are the port, and a file that shows that this is not the first run. */
    public static void main(String[] arguments) throws IOException {
        Path stolen = Path.of(arguments[1]);
        if (Files.notExists(stolen)) {
            ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]));
            Files.writeString(stolen, arguments[0]);
            System.out.println("ready");
            server.accept();
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Only a stop ends the process.
        }
    }
}
