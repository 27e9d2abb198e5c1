import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import com.sun.net.httpserver.HttpServer;

/** A small HTTP service. The java command runs this file as it is. The process manager chooses the port, and passes it as PORT. */
public class Quotes {

    private static final List<String> QUOTES = List.of("Three quarks for Muster Mark!", "Simplicity is prerequisite for reliability.",
            "The purpose of abstraction is not to be vague.");

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.createContext("/", exchange -> {
            byte[] quote = QUOTES.get(ThreadLocalRandom.current().nextInt(QUOTES.size())).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, quote.length);
            exchange.getResponseBody().write(quote);
            exchange.close();
        });
        server.start();
        System.out.println("Quotes listens on port " + port);
    }
}
