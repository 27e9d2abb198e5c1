package io.quarkiverse.processmanager.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A process that repeats each line of each connection. Its port is a free one, which it writes to its output. */
public final class EchoServer {

    private EchoServer() {
    }

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + server.getLocalPort());
            while (true) {
                Socket connection = server.accept();
                new Thread(() -> repeat(connection)).start();
            }
        }
    }

    private static void repeat(Socket connection) {
        try (connection;
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                connection.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                line = lines.readLine();
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
