package io.quarkiverse.processmanager.runtime;

import io.quarkus.runtime.shutdown.ShutdownListener;

/**
 * Stops the processes that start after the application before the application closes its HTTP server, so that the last requests of
 * such a process are answered.
 * <p>
 * The place is the second phase of the graceful shutdown of Quarkus. {@code Application.stop()} runs {@code preShutdown} of all
 * listeners, then waits for {@code quarkus.shutdown.delay}, and then runs {@code shutdown} of all listeners. Only after that it
 * runs the shutdown tasks: one of them closes the HTTP server, and another one fires the {@code ShutdownEvent}.
 * {@code preShutdown} would be too early: during the delay a load balancer still sends requests, also to a process in front of the
 * application. A shutdown task or an observer of the {@code ShutdownEvent} has no fixed order relative to the task that closes the
 * server. In this phase the HTTP server of Quarkus counts the requests and accepts new ones. {@code shutdown} waits itself, because
 * Quarkus waits for its notification only with {@code quarkus.shutdown.timeout}, and not longer than that.
 * <p>
 * A start of the application that fails runs no listener. Runs on the thread that stops the application.
 */
public final class AfterAppShutdown implements ShutdownListener {

    @Override
    public void shutdown(ShutdownNotification notification) {
        try {
            ManagerStart.ifStarted(ApplicationStart::applicationStops);
        } finally {
            notification.done();
        }
    }
}
