package io.quarkiverse.processmanager.terminal.client;

import java.time.Duration;

/** Runs an action after a while, on a thread of its own. An interrupt of the thread cancels the action. */
final class Timeout {

    private Timeout() {
    }

    static Thread after(Duration limit, Runnable action) {
        Thread watch = new Thread(() -> {
            try {
                Thread.sleep(limit.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            action.run();
        }, "timeout");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }
}
