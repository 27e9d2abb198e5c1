package io.quarkiverse.processmanager.deployment.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpServer;

/**
 * Receives OTLP over HTTP and keeps each request as its path, with its type, and its body. The class loaders of the test and of the
 * application share the requests, so they are objects of the JDK in the system properties.
 */
final class OtlpReceiver {

    static final String PORT = "otlp.receiver.port";
    private static final String REQUESTS = "otlp.receiver.requests";

    private static HttpServer server;

    private OtlpReceiver() {
    }

    static void start() {
        try {
            Queue<Map.Entry<String, byte[]>> requests = new ConcurrentLinkedQueue<>();
            System.getProperties().put(REQUESTS, requests);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String type = exchange.getRequestHeaders().getFirst("Content-Type");
                requests.add(
                        Map.entry(exchange.getRequestURI().getPath() + ' ' + type, exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            System.setProperty(PORT, String.valueOf(server.getAddress().getPort()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void stop() {
        server.stop(0);
        System.clearProperty(PORT);
        System.getProperties().remove(REQUESTS);
    }

    @SuppressWarnings("unchecked")
    static Queue<Map.Entry<String, byte[]>> requests() {
        return (Queue<Map.Entry<String, byte[]>>) System.getProperties().get(REQUESTS);
    }
}
