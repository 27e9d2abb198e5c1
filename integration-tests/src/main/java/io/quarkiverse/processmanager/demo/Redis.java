package io.quarkiverse.processmanager.demo;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A minimal client of the Redis that runs beside this application, with one connection for each command. */
@ApplicationScoped
public class Redis {

    private final int port;

    Redis(@ConfigProperty(name = "quarkus.processes.redis.port") int port) {
        this.port = port;
    }

    /** Sends a command and returns its values: one for a simple reply, none for a null reply, several for a list. */
    public List<String> ask(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            List<String> values = new ArrayList<>();
            read(new DataInputStream(socket.getInputStream()), values);
            return values;
        }
    }

    private static void read(DataInputStream in, List<String> values) throws IOException {
        String head = line(in);
        String rest = head.substring(1);
        switch (head.charAt(0)) {
            case '+', ':' -> values.add(rest);
            case '-' -> throw new IOException(rest);
            case '$' -> {
                if (!rest.equals("-1")) {
                    byte[] text = new byte[Integer.parseInt(rest)];
                    in.readFully(text);
                    line(in);
                    values.add(new String(text, StandardCharsets.UTF_8));
                }
            }
            case '*' -> {
                for (int left = Integer.parseInt(rest); left > 0; left--) {
                    read(in, values);
                }
            }
            default -> throw new IOException("Redis said '" + head + "'");
        }
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
