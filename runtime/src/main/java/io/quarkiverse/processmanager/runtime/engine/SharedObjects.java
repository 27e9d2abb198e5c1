package io.quarkiverse.processmanager.runtime.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * The objects that the checks of one application share. Safe for use by several threads. A factory runs without a lock that another
 * type or {@link #close} needs, because it may block on a worker.
 */
final class SharedObjects {

    private static final Logger LOG = Logger.getLogger(SharedObjects.class);

    private final Map<Class<?>, Shared> objects = new HashMap<>();
    /** A lock for each type that has been asked for. */
    private final Map<Class<?>, Object> factories = new HashMap<>();
    private boolean closed;

    /** {@code mayBlock} says whether the object was made on a worker: then its end may block, too. */
    private record Shared(AutoCloseable object, boolean mayBlock) {

        void close(Class<?> type) {
            try {
                object.close();
            } catch (Exception | LinkageError e) {
                LOG.warnf(e, "cannot close the %s that the health checks of the application share", type.getName());
            }
        }
    }

    /** The object of the type. If this call makes it, {@code mayBlock} says whether to close it on a worker. */
    <T extends AutoCloseable> T get(Class<T> type, Supplier<T> factory, boolean mayBlock) {
        Optional<Shared> known = known(type);
        if (known.isEmpty()) {
            synchronized (factoryLock(type)) {
                known = known(type);
                if (known.isEmpty()) {
                    known = Optional.of(keep(type, new Shared(factory.get(), mayBlock)));
                }
            }
        }
        return type.cast(known.get().object);
    }

    private synchronized Optional<Shared> known(Class<?> type) {
        if (closed) {
            throw ended();
        }
        return Optional.ofNullable(objects.get(type));
    }

    private synchronized Object factoryLock(Class<?> type) {
        return factories.computeIfAbsent(type, any -> new Object());
    }

    private Shared keep(Class<?> type, Shared made) {
        synchronized (this) {
            if (!closed) {
                objects.put(type, made);
                return made;
            }
        }
        made.close(type);
        throw ended();
    }

    private static IllegalStateException ended() {
        return new IllegalStateException("the application has ended");
    }

    /**
     * Closes the objects: on this thread, and on a worker those whose end may block. Does not wait for a factory; an object that a
     * factory makes later is closed at once.
     */
    void close(Executor worker) {
        Map<Class<?>, Shared> all;
        synchronized (this) {
            closed = true;
            all = Map.copyOf(objects);
            objects.clear();
        }
        all.forEach((type, shared) -> {
            if (shared.mayBlock) {
                worker.execute(() -> shared.close(type));
            } else {
                shared.close(type);
            }
        });
    }
}
