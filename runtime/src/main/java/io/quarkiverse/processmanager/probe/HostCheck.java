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
 * Tries the addresses of a host until one of them is well: a program may listen on 127.0.0.1 or on ::1 only. The next address
 * is
 * tried when one has failed, or when it has not been connected for a while; a program that listens on both is asked once.
 * <p>
 * All of it happens on one Vert.x context, so there are no locks.
 */
final class HostCheck {

    /** What RFC 8305 recommends for a host with several addresses. */
    private static final long HEAD_START_MILLIS = 250;

    private final Vertx vertx;
    private final Function<InetAddress, Attempt> attempts;
    private final CompletableFuture<ProbeResult> result;
    private final List<Attempt> started = new ArrayList<>();
    private Iterator<InetAddress> addresses = List.<InetAddress> of().iterator();
    private int pending;

    private HostCheck(ProbeContext context, Function<InetAddress, Attempt> attempts) {
        this.vertx = context.vertx();
        this.attempts = attempts;
        this.result = PendingCheck.of(context, "no answer");
    }

    static CompletionStage<ProbeResult> of(ProbeContext context, String host, Function<InetAddress, Attempt> attempts) {
        HostCheck check = new HostCheck(context, attempts);
        Context loop = context.vertx().getOrCreateContext();
        check.result.whenComplete((answer, failure) -> loop.runOnContext(ignored -> check.close()));
        loop.runOnContext(ignored -> check.resolve(host));
        return check.result;
    }

    private void resolve(String host) {
        Future<List<InetAddress>> found = Addresses.needLookUp(host)
                ? vertx.executeBlocking(() -> Addresses.of(host), false)
                : Future.future(promise -> found(host, promise));
        found.onSuccess(this::start).onFailure(failure -> result.complete(ProbeResult.failure(
                failure instanceof UnknownHostException ? "the host '" + host + "' is not known"
                        : "the host '" + host + "' cannot be looked up: " + ConnectFailure.reason(failure))));
    }

    private static void found(String host, Promise<List<InetAddress>> promise) {
        try {
            promise.complete(Addresses.of(host));
        } catch (UnknownHostException e) {
            promise.fail(e);
        }
    }

    private void start(List<InetAddress> all) {
        addresses = all.iterator();
        next();
    }

    private void next() {
        if (result.isDone() || !addresses.hasNext()) {
            return;
        }
        try {
            observe(attempts.apply(addresses.next()));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private void observe(Attempt attempt) {
        started.add(attempt);
        pending++;
        long headStart = vertx.setTimer(HEAD_START_MILLIS, ignored -> next());
        attempt.connected().onSuccess(ignored -> vertx.cancelTimer(headStart));
        attempt.result().onSuccess(answer -> {
            pending--;
            if (answer.success()) {
                result.complete(answer);
            } else {
                vertx.cancelTimer(headStart);
                next();
                failIfAllHave();
            }
        });
    }

    /** Says what the address had to say that got furthest: an answer is more telling than a refused connection. */
    private void failIfAllHave() {
        if (pending > 0) {
            return;
        }
        Attempt telling = started.get(0);
        for (Attempt attempt : started) {
            if (attempt.connected().succeeded() && !telling.connected().succeeded()) {
                telling = attempt;
            }
        }
        result.complete(telling.result().result());
    }

    private void close() {
        addresses = List.<InetAddress> of().iterator();
        started.forEach(attempt -> attempt.close().run());
    }
}
