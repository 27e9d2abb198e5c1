package io.quarkiverse.processmanager.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The board of the demo. All its data come from the processes. */
@Path("/")
public class BoardResource {

    private static final Logger LOG = Logger.getLogger(BoardResource.class);

    /** The data of the page. A value is absent while its process is not available. */
    public record Board(Optional<String> quote, Optional<List<String>> picked, Optional<String> rounds,
            Optional<String> time) {
    }

    @Inject
    Redis redis;

    @Inject
    QuotesService quotes;

    @Inject
    Clock clock;

    @GET
    @Path("board")
    public Board board() {
        return new Board(ask(quotes::quote), ask(() -> redis.ask("LRANGE picked 0 4")),
                ask(() -> redis.ask("GET rounds").get(0)), ask(clock::time));
    }

    /** A quote of the service, which reads the quotes that the task has stored in Redis. */
    @GET
    @Path("quote")
    @Produces(MediaType.TEXT_PLAIN)
    public String quote() throws IOException, InterruptedException {
        return quotes.quote() + "\n";
    }

    /** Sets the health of the service: {@code sick} or {@code well}. */
    @PUT
    @Path("quotes/health")
    public void feel(String wanted) throws IOException, InterruptedException {
        quotes.feel(wanted);
    }

    @ServerExceptionMapper
    public RestResponse<String> explain(IOException e) {
        return ResponseBuilder.create(RestResponse.Status.SERVICE_UNAVAILABLE, e.toString()).type(MediaType.TEXT_PLAIN_TYPE)
                .build();
    }

    private static <T> Optional<T> ask(Callable<T> question) {
        try {
            return Optional.of(question.call());
        } catch (Exception e) {
            LOG.debug("a process of the demo has no answer", e);
            return Optional.empty();
        }
    }
}
