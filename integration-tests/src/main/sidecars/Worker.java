import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches a quote from the service every two seconds and keeps the last five in Redis:
 * {@code java Worker.java <quotes port> <redis port>}. It prints {@code worker is ready} after the first success, and exits
 * with an error when the connection to Redis is lost.
 */
public class Worker {

    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public static void main(String[] args) throws IOException, InterruptedException {
        HttpRequest quote = HttpRequest.newBuilder(URI.create("http://localhost:" + args[0] + "/quote"))
                .timeout(Duration.ofSeconds(5)).build();
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]))) {
            BufferedReader replies = new BufferedReader(
                    new InputStreamReader(redis.getInputStream(), StandardCharsets.UTF_8));
            boolean ready = false;
            while (true) {
                Optional<String> picked = pick(quote);
                if (picked.isPresent()) {
                    send(redis, replies, "LPUSH picked \"" + picked.get() + "\"");
                    send(redis, replies, "LTRIM picked 0 4");
                    send(redis, replies, "INCR rounds");
                }
                if (picked.isPresent() && !ready) {
                    ready = true;
                    System.out.println("worker is ready");
                }
                Thread.sleep(2000);
            }
        }
    }

    /** Returns no quote while the service is not available. The process manager restarts the service. */
    private static Optional<String> pick(HttpRequest quote) throws InterruptedException {
        try {
            HttpResponse<String> response = CLIENT.send(quote, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body().trim()) : Optional.empty();
        } catch (IOException e) {
            System.err.println("no quote this time: " + e);
            return Optional.empty();
        }
    }

    private static void send(Socket redis, BufferedReader replies, String command) throws IOException {
        redis.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        String reply = replies.readLine();
        if (reply == null || reply.startsWith("-")) {
            throw new IOException("Redis refused '" + command + "': " + reply);
        }
    }
}
