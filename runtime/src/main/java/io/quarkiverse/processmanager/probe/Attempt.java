package io.quarkiverse.processmanager.probe;

import io.vertx.core.Future;

/**
 * One attempt to check one address of a host. Used on one Vert.x context only.
 *
 * @param connected completes when the connection is open
 * @param result the result; the future never fails. A success may come on any thread, and does not wait for the context
 * @param close closes the connection, also one that opens later; called exactly once
 */
record Attempt(Future<?> connected, Future<ProbeResult> result, Runnable close) {
}
