package io.quarkiverse.processmanager.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Checks the addresses of a host until one of them is healthy, because a program may listen on 127.0.0.1 or on ::1 only. The
 * check tries the next address when one has failed, or when it is not connected after a head start of 250 ms. A program that
 * listens on both addresses thus gets one request.
 * <p>
 * All steps run on one Vert.x context, so the class needs no lock.
 */
final class HostCheck {

    /** The connection attempt delay that RFC 8305 recommends for a host with several addresses. */
    private static final long HEAD_START_MILLIS = 250;

    private final Vertx vertx;
    private final Function<InetAddress, Attempt> attempts;
    private final CompletableFuture<ProbeResult> result;
    private final List<Attempt> started = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    private boolean named;
    private Iterator<InetAddress> addresses = List.<InetAddress> of().iterator();
    private int pending;

    private HostCheck(ProbeContext context, Probe probe, Function<InetAddress, Attempt> attempts) {
        this.vertx = context.vertx();
        this.attempts = attempts;
        this.result = PendingCheck.of(context, probe);
    }

    static CompletionStage<ProbeResult> of(ProbeContext context, Probe probe, String host,
            Function<InetAddress, Attempt> attempts) {
        HostCheck check = new HostCheck(context, probe, attempts);
        Context loop = context.vertx().getOrCreateContext();
        check.result.whenComplete((answer, failure) -> loop.runOnContext(ignored -> check.close()));
        loop.runOnContext(ignored -> check.resolve(host));
        return check.result;
    }

    /** The host and the port as in a URL. */
    static String target(String host, int port) {
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    private void resolve(String host) {
        named = Addresses.isName(host);
        Future<List<InetAddress>> resolved = Addresses.needsLookup(host)
                ? vertx.executeBlocking(() -> Addresses.of(host), false)
                : Future.future(promise -> resolveLiteral(host, promise));
        resolved.onSuccess(this::start).onFailure(failure -> result.complete(ProbeResult.failure(
                failure instanceof UnknownHostException ? "the host '" + host + "' is unknown"
                        : "the host '" + host + "' cannot be resolved: " + ConnectFailure.reason(failure))));
    }

    private static void resolveLiteral(String host, Promise<List<InetAddress>> promise) {
        try {
            promise.complete(Addresses.of(host));
        } catch (UnknownHostException e) {
            promise.fail(e);
        }
    }

    private void start(List<InetAddress> all) {
        addresses = all.iterator();
        tryNext();
    }

    private void tryNext() {
        if (result.isDone() || !addresses.hasNext()) {
            return;
        }
        try {
            InetAddress address = addresses.next();
            tried.add(Addresses.text(address));
            observe(attempts.apply(address));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private void observe(Attempt attempt) {
        started.add(attempt);
        pending++;
        long headStart = vertx.setTimer(HEAD_START_MILLIS, ignored -> tryNext());
        attempt.connected().onSuccess(ignored -> vertx.cancelTimer(headStart));
        attempt.result().onSuccess(answer -> {
            if (answer.success()) {
                // On any thread.
                result.complete(answer);
            } else {
                pending--;
                vertx.cancelTimer(headStart);
                tryNext();
                failIfAllFailed();
            }
        });
    }

    /**
     * Reports the failure of a connected address if there is one: an answer says more than a refused connection. A failure to
     * connect to a name lists the addresses.
     */
    private void failIfAllFailed() {
        if (pending > 0) {
            return;
        }
        Attempt reported = started.get(0);
        for (Attempt attempt : started) {
            if (attempt.connected().succeeded() && !reported.connected().succeeded()) {
                reported = attempt;
            }
        }
        ProbeResult failure = reported.result().result();
        result.complete(reported.connected().succeeded() || !named ? failure
                : ProbeResult.failure(failure.detail() + " (tried " + String.join(", ", tried) + ")"));
    }

    private void close() {
        addresses = List.<InetAddress> of().iterator();
        started.forEach(attempt -> attempt.close().run());
    }
}
