package io.quarkiverse.processmanager.runtime.engine;

import java.util.concurrent.Executor;

import io.vertx.core.Context;

/**
 * The worker threads of the application's Vert.x, in the context of its checks: timers and clients that a task makes use the event loop
 * of the checks. A worker has the context class loader of the thread that queues a task, so each task sets that of the application.
 */
record Workers(Context context, ClassLoader loader) implements Executor {

    /** Never blocks. Without a place in the queue of the workers, and after the end of Vert.x, the task never runs. */
    @Override
    public void execute(Runnable task) {
        context.executeBlocking(() -> {
            run(task);
            return null;
        }, false);
    }

    private void run(Runnable task) {
        Thread worker = Thread.currentThread();
        ClassLoader own = worker.getContextClassLoader();
        worker.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            worker.setContextClassLoader(own);
        }
    }
}
