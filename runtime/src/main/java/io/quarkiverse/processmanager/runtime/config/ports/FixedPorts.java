package io.quarkiverse.processmanager.runtime.config.ports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.ExpressionConfigSourceInterceptor;

/**
 * Finds the ports that the configuration gives to other processes and to the application, so that they are not chosen. Those of the
 * processes are found once for a context: each choice would otherwise visit all properties. Safe for use by several threads.
 */
final class FixedPorts {

    /** The ports of the application with their defaults, also those of the other mode, which can run at the same time. */
    private static final Map<String, Integer> OF_APPLICATION = Map.of("quarkus.http.port", 8080, "quarkus.http.test-port", 8081,
            "quarkus.http.ssl-port", 8443, "quarkus.http.test-ssl-port", 8444);

    private volatile Found found = new Found(Optional.empty(), Map.of());

    /** The fixed ports of the processes in one context. */
    private record Found(Optional<ConfigSourceInterceptorContext> context, Map<PortKey, Integer> ports) {

        boolean isOf(ConfigSourceInterceptorContext other) {
            return context.isPresent() && context.get() == other;
        }
    }

    /** The fixed ports except that of the key. A port that is chosen, too, is none. */
    Set<Integer> besides(ConfigSourceInterceptorContext context, PortKey key) {
        Set<Integer> ports = new HashSet<>();
        OF_APPLICATION.forEach((name, preset) -> {
            ConfigValue value = context.proceed(name);
            ports.add(value == null ? preset : number(context, value).orElse(preset));
        });
        ofProcesses(context).forEach((other, port) -> {
            if (!other.equals(key)) {
                ports.add(port);
            }
        });
        ports.remove(0);
        return ports;
    }

    private Map<PortKey, Integer> ofProcesses(ConfigSourceInterceptorContext context) {
        Found known = found;
        if (!known.isOf(context)) {
            Map<PortKey, Integer> ports = new HashMap<>();
            for (Iterator<String> names = context.iterateNames(); names.hasNext();) {
                String name = names.next();
                PortKey.of(name).ifPresent(key -> number(context, RealPorts.strongest(context, key.properties(), name))
                        .ifPresent(port -> ports.put(key, port)));
            }
            ports.values().removeIf(port -> port == 0);
            known = new Found(Optional.of(context), ports);
            found = known;
        }
        return known.ports();
    }

    /** The number in the sources. An expression that means the port of a process is not chosen here. */
    private static OptionalInt number(ConfigSourceInterceptorContext context, @Nullable ConfigValue value) {
        String text = value == null ? null : value.getValue();
        if (text == null || text.contains("::")) {
            return OptionalInt.empty();
        }
        if (text.indexOf('$') < 0) {
            return RealPorts.number(text);
        }
        try {
            ConfigValue expanded = new ExpressionConfigSourceInterceptor().getValue(context, value.getName());
            return expanded == null || expanded.getValue() == null ? OptionalInt.empty()
                    : RealPorts.number(expanded.getValue());
        } catch (IllegalArgumentException e) {
            // An expression that contains itself is refused where the property is read.
            return OptionalInt.empty();
        }
    }
}
