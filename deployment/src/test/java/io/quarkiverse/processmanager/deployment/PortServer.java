package io.quarkiverse.processmanager.deployment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A process that listens on the port of its environment and closes each connection after a second. */
public final class PortServer {

    private PortServer() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(System.getenv("PORT"));
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName("localhost"))) {
            while (true) {
                try (var connection = server.accept()) {
                    connection.setSoTimeout(1000);
                    connection.getInputStream().read();
                } catch (IOException e) {
                    // The client says nothing.
                }
            }
        }
    }
}
