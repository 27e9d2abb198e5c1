package io.quarkiverse.processmanager.deployment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A process that listens on the ports of its environment and closes each connection after a second. */
public final class PortServer {

    private PortServer() {
    }

    public static void main(String[] arguments) {
        System.getenv().forEach((name, port) -> {
            if (name.equals("PORT") || name.startsWith("PORT_")) {
                System.out.println(name + " is " + port);
                new Thread(() -> serve(Integer.parseInt(port))).start();
            }
        });
    }

    private static void serve(int port) {
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName("localhost"))) {
            while (true) {
                close(server.accept());
            }
        } catch (IOException e) {
            System.exit(1);
        }
    }

    private static void close(Socket connection) {
        try (connection) {
            connection.setSoTimeout(1000);
            connection.getInputStream().read();
        } catch (IOException e) {
            // The client says nothing.
        }
    }
}
