package io.quarkiverse.processmanager.runtime;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.value.registry.ValueRegistry;
import io.quarkus.value.registry.ValueRegistry.RuntimeKey;

/**
 * The ports on which the HTTP servers of the application listen. Over a live reload the servers stay open, and Quarkus 3.33 does
 * not register their ports for the next application: {@code ${quarkus.http.port}} would be the configured value, such as 0. A
 * static field holds the ports, because the class survives live reloads. The names are the keys of
 * {@code io.quarkus.vertx.http.HttpServer}; an application may have no HTTP server. After a first start that has failed, Quarkus
 * opens the HTTP socket itself and registers its port nowhere; only a private field of the extension has the port then. Used by
 * the thread that starts the application.
 */
final class ServerPorts {

    private static final String HTTP_PORT = "quarkus.http.port";
    private static final String RECORDER = "io.quarkus.vertx.http.runtime.VertxHttpRecorder";
    private static final List<String> KEYS = List.of(HTTP_PORT, "quarkus.http.test-port", "quarkus.http.ssl-port",
            "quarkus.http.test-ssl-port", "quarkus.management.port", "quarkus.management.test-port");

    private static final Map<String, Integer> KNOWN = new ConcurrentHashMap<>();

    private ServerPorts() {
    }

    /** Remembers the ports of a registry, and registers the ports that another application of this JVM has opened. */
    static void complete(ValueRegistry registry) {
        for (String name : KEYS) {
            RuntimeKey<Integer> key = RuntimeKey.intKey(name);
            if (registry.containsKey(key)) {
                KNOWN.put(name, registry.get(key));
            } else if (KNOWN.containsKey(name)) {
                registry.register(key, KNOWN.get(name));
            }
        }
        if (!registry.containsKey(RuntimeKey.intKey(HTTP_PORT))) {
            openPort().ifPresent(port -> registry.register(RuntimeKey.intKey(HTTP_PORT), port));
        }
    }

    /** The port that Quarkus has opened after a start that has failed; empty without HTTP, and if Quarkus has no such field. */
    private static OptionalInt openPort() {
        try {
            Field field = Class.forName(RECORDER, true, Thread.currentThread().getContextClassLoader())
                    .getDeclaredField("actualHttpPort");
            field.setAccessible(true);
            int port = field.getInt(null);
            return port > 0 ? OptionalInt.of(port) : OptionalInt.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return OptionalInt.empty();
        }
    }
}
