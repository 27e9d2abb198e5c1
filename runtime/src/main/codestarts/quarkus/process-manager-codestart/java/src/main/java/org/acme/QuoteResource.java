package org.acme;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;

@Path("/quote")
public class QuoteResource {

    @ConfigProperty(name = "quotes-url")
    URI quotes;

    private final HttpClient http = HttpClient.newHttpClient();

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String quote() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(quotes).build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
