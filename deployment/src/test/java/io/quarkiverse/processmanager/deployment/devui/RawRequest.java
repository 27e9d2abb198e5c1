package io.quarkiverse.processmanager.deployment.devui;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.deployment.DevMode;

/** A request of which each header is what the test writes. */
final class RawRequest {

    private final List<String> lines = new ArrayList<>();
    private final String body;

    private RawRequest(String line, String body) {
        this.lines.add(line);
        this.body = body;
    }

    static RawRequest post(String path, String body) {
        return new RawRequest("POST " + path + " HTTP/1.1", body).with("Content-Length",
                String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
    }

    /** The beginning of a WebSocket. */
    static RawRequest webSocket(String path) {
        return new RawRequest("GET " + path + " HTTP/1.1", "").with("Connection", "Upgrade").with("Upgrade", "websocket")
                .with("Sec-WebSocket-Version", "13").with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    RawRequest with(String name, String value) {
        lines.add(name + ": " + value);
        return this;
    }

    /** The same request without one header if the value is empty, else with it. */
    RawRequest withAny(String name, String value) {
        return value == null || value.isEmpty() ? this : with(name, value);
    }

    /** The status and, behind a space, the first line of the body. */
    String send() throws IOException {
        try (Socket socket = open()) {
            return answer(socket.getInputStream());
        }
    }

    /** Sends the request, and leaves the answer to the caller. */
    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), DevMode.PORT);
        socket.setSoTimeout((int) DevUiPage.PATIENCE.toMillis());
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String answer(InputStream in) throws IOException {
        String status = line(in).split(" ")[1];
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase().startsWith("content-length:")) {
                length = Integer.parseInt(header.substring("content-length:".length()).strip());
            }
        }
        return status + " " + new String(in.readNBytes(length), StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
