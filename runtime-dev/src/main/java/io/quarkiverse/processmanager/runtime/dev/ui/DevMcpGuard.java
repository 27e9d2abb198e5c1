package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.dev.ui.LocalRequests.Headers;
import io.quarkiverse.processmanager.runtime.dev.ui.LocalRequests.Refusal;
import io.quarkus.runtime.annotations.RecordableConstructor;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Guards the route of the Dev MCP server. Quarkus up to 3.33 checks there neither {@code Host} nor {@code Origin} nor
 * {@code Content-Type}, so that a page of any site could declare a process, which is any command, through the tool that changes the
 * configuration. Later versions have checks of their own (quarkusio/quarkus#55353), to which this handler adds the content type.
 * The handler runs on the event loop of the request.
 */
public final class DevMcpGuard implements Handler<RoutingContext> {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final List<String> hosts;
    private final LocalRequests local;
    private final AtomicBoolean reported = new AtomicBoolean();

    /** @param hosts the hosts that the Dev UI accepts beside this machine */
    @RecordableConstructor
    public DevMcpGuard(List<String> hosts) {
        this.hosts = List.copyOf(hosts);
        this.local = new LocalRequests(hosts);
    }

    public List<String> getHosts() {
        return hosts;
    }

    @Override
    public void handle(RoutingContext routing) {
        Optional<Refusal> refusal = local.refusal(headers(routing.request()));
        if (refusal.isEmpty()) {
            PageConnection.record(routing.request());
            routing.next();
            return;
        }
        String message = "cannot call Dev MCP: " + refusal.get().why();
        // A page can repeat its request for ever.
        LOG.log(reported.compareAndSet(false, true) ? Logger.Level.WARN : Logger.Level.DEBUG, message);
        routing.response().setStatusCode(refusal.get().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(message);
    }

    /** The authority is the name behind a proxy, or that of HTTP/2. A page can write neither. */
    private static Headers headers(HttpServerRequest request) {
        List<String> hosts = new ArrayList<>(request.headers().getAll(HttpHeaders.HOST));
        HostAndPort authority = request.authority();
        if (authority != null) {
            hosts.add(authority.toString());
        }
        return new Headers(request.method().name(), request.isSSL(), hosts, request.headers().getAll(HttpHeaders.ORIGIN),
                request.headers().getAll(HttpHeaders.CONTENT_TYPE));
    }
}
