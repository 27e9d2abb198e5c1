package io.quarkiverse.processmanager.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A client of the HTTP service that runs beside this application. */
@ApplicationScoped
public class QuotesService {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI root;

    QuotesService(@ConfigProperty(name = "quarkus.processes.quotes.port") int port) {
        this.root = URI.create("http://localhost:" + port + "/");
    }

    public String quote() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(root.resolve("quote")));
    }

    /** Sets whether the health check of the service succeeds. */
    public void feel(String wanted) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(root.resolve("health")).PUT(BodyPublishers.ofString(wanted)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.body().strip());
        }
        return response.body().strip();
    }
}
