package io.quarkiverse.processmanager.runtime.config.ports;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.ExpressionConfigSourceInterceptor;

/** Finds the ports that the configuration gives to other processes and to the application, so that they are not chosen. */
final class FixedPorts {

    /** The ports of the application with their defaults, also those of the other mode, which can run at the same time. */
    private static final Map<String, Integer> OF_APPLICATION = Map.of("quarkus.http.port", 8080, "quarkus.http.test-port", 8081,
            "quarkus.http.ssl-port", 8443, "quarkus.http.test-ssl-port", 8444);

    private FixedPorts() {
    }

    /** The fixed ports except that of the key. A port that is chosen, too, is none. */
    static Set<Integer> besides(ConfigSourceInterceptorContext context, PortKey key) {
        Set<Integer> ports = new HashSet<>();
        OF_APPLICATION.forEach((name, preset) -> {
            ConfigValue value = context.proceed(name);
            ports.add(value == null ? preset : number(context, value).orElse(preset));
        });
        for (Iterator<String> names = context.iterateNames(); names.hasNext();) {
            String name = names.next();
            Optional<PortKey> other = PortKey.of(name).filter(one -> !one.equals(key));
            other.map(one -> RealPorts.strongest(context, one.properties(), name))
                    .ifPresent(value -> number(context, value).ifPresent(ports::add));
        }
        ports.remove(0);
        return ports;
    }

    /** The number in the sources. An expression that means the port of a process is not chosen here. */
    private static OptionalInt number(ConfigSourceInterceptorContext context, ConfigValue value) {
        String text = value.getValue();
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
