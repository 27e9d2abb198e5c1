package io.quarkiverse.processmanager.runtime.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/** The objects that the checks of one application share. Confined to the event loop of the checks. */
final class SharedObjects {

    private static final Logger LOG = Logger.getLogger(SharedObjects.class);

    private final Map<Class<?>, AutoCloseable> objects = new HashMap<>();
    private boolean closed;

    <T extends AutoCloseable> T get(Class<T> type, Supplier<T> factory) {
        if (closed) {
            throw new IllegalStateException("the application has ended");
        }
        AutoCloseable known = objects.get(type);
        if (known == null) {
            known = factory.get();
            objects.put(type, known);
        }
        return type.cast(known);
    }

    void close() {
        closed = true;
        objects.forEach((type, object) -> {
            try {
                object.close();
            } catch (Exception | LinkageError e) {
                LOG.warnf(e, "cannot close the %s that the health checks of the application share", type.getName());
            }
        });
        objects.clear();
    }
}
