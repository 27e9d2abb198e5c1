package io.quarkiverse.processmanager.runtime.testing;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.ExpressionConfigSourceInterceptor;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;

/**
 * Replaces the ports of a process that continuous testing shares with dev mode by those of dev mode. The interceptor is called
 * before the one that chooses ports, and looks its values up without expansion, so that none is chosen for a lookup of a shared
 * port. Safe for use by several threads.
 */
public final class SharedPorts implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "quarkus.processes.";
    private static final int PRIORITY = Priorities.LIBRARY + 295;

    private final transient Supplier<Map<String, DevProcess>> dev;

    SharedPorts(Supplier<Map<String, DevProcess>> dev) {
        this.dev = dev;
    }

    /** Creates the interceptor of one configuration, also of that for the static initialization: both must see one port. */
    @StaticInitSafe
    public static class Factory implements ConfigSourceInterceptorFactory {

        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return new SharedPorts(
                    () -> TestLaunch.mode(LaunchMode.current()) == Mode.TEST ? DevInstance.processes() : Map.of());
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(PRIORITY);
        }
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String property) {
        if (property.startsWith(PREFIX) && Expressions.isEnabled() && property.contains(".port")) {
            Map<String, DevProcess> processes = dev.get();
            for (String id : processes.keySet()) {
                Integer port = processes.get(id).ports().get(settingOf(property, id));
                if (port != null && isShared(context, id)) {
                    ConfigValue value = Expressions.withoutExpansion(() -> context.proceed(property));
                    return value == null ? null : value.withValue(Integer.toString(port));
                }
            }
        }
        return context.proceed(property);
    }

    /** The setting of a process, without quotes; empty if the property is one of another process. */
    private static String settingOf(String property, String id) {
        for (String name : new String[] { id, '"' + id + '"' }) {
            if (property.startsWith(name + ".", PREFIX.length())) {
                return property.substring(PREFIX.length() + name.length() + 1).replace("\"", "");
            }
        }
        return "";
    }

    private static boolean isShared(ConfigSourceInterceptorContext context, String id) {
        ConfigSourceInterceptor expressions = new ExpressionConfigSourceInterceptor();
        ConfigValue plain = expressions.getValue(context, PREFIX + id + ".test");
        ConfigValue value = plain == null ? expressions.getValue(context, PREFIX + '"' + id + "\".test") : plain;
        return value != null && value.getValue() != null
                && value.getValue().strip().equalsIgnoreCase(TestPolicy.SHARED.toString());
    }
}
