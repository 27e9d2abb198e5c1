package io.quarkiverse.processmanager.probe;

import io.vertx.core.Future;

/**
 * One try to reach one address of a host.
 *
 * @param connected completed when there is a connection
 * @param result never failed
 * @param close gives back everything that the attempt uses; called once, whatever the result
 */
record Attempt(Future<?> connected, Future<ProbeResult> result, Runnable close) {
}
