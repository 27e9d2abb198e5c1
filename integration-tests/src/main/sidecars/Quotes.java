import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP service that answers with a random quote from Redis: {@code java Quotes.java <port> <redis port>}.
 * <ul>
 * <li>{@code GET /quote}: the quote
 * <li>{@code GET /health}: 200 while the service is healthy, otherwise 503
 * <li>{@code PUT /health} with the body {@code sick} or {@code well}: sets the health of the service
 * </ul>
 */
public class Quotes {

    private static volatile boolean well = true;

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        int redisPort = Integer.parseInt(args[1]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/quote", exchange -> quote(exchange, redisPort));
        server.createContext("/health", Quotes::health);
        server.start();
        System.out.println("quotes are served at port " + port);
    }

    private static void quote(HttpExchange exchange, int redisPort) throws IOException {
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            redis.getOutputStream().write("SRANDMEMBER quotes\r\n".getBytes(StandardCharsets.UTF_8));
            BufferedReader reply = new BufferedReader(new InputStreamReader(redis.getInputStream(), StandardCharsets.UTF_8));
            // "$44", then the 44 bytes; "$-1" for no value.
            String length = reply.readLine();
            if ("$-1".equals(length)) {
                answer(exchange, 404, "there are no quotes in Redis");
            } else {
                answer(exchange, 200, reply.readLine());
            }
        } catch (IOException e) {
            answer(exchange, 503, "Redis does not answer: " + e.getMessage());
        }
    }

    private static void health(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            String wanted = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).trim();
            well = !wanted.equals("sick");
            System.out.println("asked to feel " + wanted);
            answer(exchange, 200, wanted);
        } else {
            answer(exchange, well ? 200 : 503, well ? "well" : "sick");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
