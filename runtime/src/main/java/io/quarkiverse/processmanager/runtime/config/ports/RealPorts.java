package io.quarkiverse.processmanager.runtime.config.ports;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.config.contribution.ProcessesInForce;
import io.quarkiverse.processmanager.runtime.config.replica.ReplicaReferences;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
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
 * Replaces {@code quarkus.processes."id".port=0} by the real port, for each reader: the mappings, {@code @ConfigProperty}, and
 * {@code ${quarkus.processes.id.port}} in other properties. A port is chosen with its first lookup, and stays the same for the
 * life of the configuration, unless the process loses it before its first start has succeeded. A lookup without expansion
 * returns the 0 of the source, so that Quarkus records the 0, and never a chosen port. A build for production leaves the 0
 * alone, and so does production for a process that does not run there. The 0 of a process on another host stays, too: its
 * definition is refused. A fixed port with {@code port-conflict=next} that is in use is replaced in the same way. Safe for use by
 * several threads.
 * <p>
 * The interceptor comes after the profiles, and before the expansion of expressions.
 */
public final class RealPorts implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    /** The digits of the highest port. */
    private static final int LONGEST = 5;
    private static final int PRIORITY = Priorities.LIBRARY + 290;

    private final transient Choice choice;
    private final transient FixedPorts fixed = new FixedPorts();
    private final Mode mode;
    private final transient Map<PortKey, Chosen> chosen = new ConcurrentHashMap<>();

    /**
     * A port that was chosen.
     *
     * @param losses how many times the process had lost its ports before
     */
    private record Chosen(int port, int losses) {
    }

    /** Chooses ports. */
    @FunctionalInterface
    interface Choice {

        /**
         * Chooses the port of a key.
         *
         * @param wanted the port to begin with; 0 for any port
         * @param others the fixed ports of other processes and of the application, which are not chosen
         */
        int choose(PortKey key, int wanted, Set<Integer> others);
    }

    RealPorts(Choice choice, Mode mode) {
        this.choice = choice;
        this.mode = mode;
    }

    /** Creates the interceptor of one configuration, also of that for the static initialization: both must see one port. */
    @StaticInitSafe
    public static class Factory implements ConfigSourceInterceptorFactory {

        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return new RealPorts(PortChoice.ofThisStart(), TestLaunch.mode(LaunchMode.current()));
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(PRIORITY);
        }
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String property) {
        if (!property.startsWith("quarkus.processes.") || !Expressions.isEnabled()) {
            return context.proceed(property);
        }
        Optional<PortKey> key = PortKey.of(property);
        if (key.isEmpty()) {
            ConfigValue value = context.proceed(property);
            return value != null && ReplicaReferences.canBeIn(value.getValue())
                    ? ReplicaReferences.replace(value, property, (id, port) -> replicas(context, new PortKey(id, port)))
                    : value;
        }
        return real(context, key.get(), property, new HashSet<>());
    }

    /** The number of replicas of a process; 0 for a process without replicas. */
    private int replicas(ConfigSourceInterceptorContext context, String id) {
        return ReplicaReferences.number(setting(context, new PortKey(id, ""), "replicas"));
    }

    /** The number of replicas that have a port of their own in the place of this one. */
    private int replicas(ConfigSourceInterceptorContext context, PortKey key) {
        ConfigValue value = strongest(context, key, key.properties().get(0));
        OptionalInt declared = value == null || value.getValue() == null ? OptionalInt.empty()
                : number(context, key, value, new HashSet<>());
        return declared.isPresent() && (declared.getAsInt() == 0 || takesNext(context, key))
                ? replicas(context, key.processId())
                : 0;
    }

    /** The key of the process with replicas of which this key means one; the same object for any other process. */
    private PortKey declaring(ConfigSourceInterceptorContext context, PortKey key) {
        return key.ofGroup().filter(group -> key.index() < replicas(context, group.processId())).orElse(key);
    }

    private ConfigValue real(ConfigSourceInterceptorContext context, PortKey key, String property, Set<PortKey> expanding) {
        ConfigValue own = strongest(context, key, property);
        PortKey declaring = own == null ? declaring(context, key) : key;
        // The same object: each start comes here, and the first call of equals() of a record takes milliseconds.
        return declaring == key ? real(context, key, own, key, expanding)
                : real(context, declaring, strongest(context, declaring, declaring.properties().get(0)), key, expanding);
    }

    /**
     * The port of a process.
     *
     * @param key the key that has the value
     * @param mine the key that the port is for: that of a replica, or the same key
     */
    private ConfigValue real(ConfigSourceInterceptorContext context, PortKey key, ConfigValue value, PortKey mine,
            Set<PortKey> expanding) {
        OptionalInt declared = value == null || value.getValue() == null ? OptionalInt.empty()
                : number(context, key, value, expanding);
        if (declared.isEmpty() || declared.getAsInt() > 0 && !takesNext(context, key) || isIdle(context, key)
                || isElsewhere(context, key)) {
            return value;
        }
        PortKey chooser = mine.equals(key) && replicas(context, key.processId()) > 0 ? key.replica(0) : mine;
        int losses = PortChoice.losses(chooser.processId());
        Chosen last = chosen.get(chooser);
        if (last == null || last.losses() != losses) {
            Set<Integer> others = fixed.besides(context, key);
            last = chosen.compute(chooser, (any, now) -> now != null && now.losses() == losses ? now
                    : new Chosen(choice.choose(chooser, declared.getAsInt(), others), losses));
        }
        int port = last.port();
        return port == declared.getAsInt() || port == 0 ? value : value.withValue(Integer.toString(port));
    }

    /** The value of the source with the highest ordinal, whether its name of the property has quotes or not. */
    private static ConfigValue strongest(ConfigSourceInterceptorContext context, PortKey key, String property) {
        return strongest(context, key.properties(), property);
    }

    static ConfigValue strongest(ConfigSourceInterceptorContext context, List<String> names, String property) {
        ConfigValue strongest = context.proceed(property);
        for (String name : names) {
            ConfigValue other = name.equals(property) ? null : context.proceed(name);
            if (other != null && (strongest == null || ConfigValue.CONFIG_SOURCE_COMPARATOR.compare(other, strongest) > 0)) {
                strongest = other;
            }
        }
        return strongest;
    }

    /** The declared port; empty for a text that is no port. */
    private OptionalInt number(ConfigSourceInterceptorContext context, PortKey key, ConfigValue value,
            Set<PortKey> expanding) {
        String text = value.getValue();
        if (text.indexOf('$') < 0) {
            return number(text);
        }
        if (text.contains("::") || !expanding.add(key)) {
            // The handler of a secret is not known here, and an expression that contains itself has no value.
            return OptionalInt.empty();
        }
        ConfigValue expanded = new ExpressionConfigSourceInterceptor().getValue(new Expansion(context, value, expanding),
                value.getName());
        expanding.remove(key);
        return expanded == null || expanded.getValue() == null ? OptionalInt.empty() : number(expanded.getValue());
    }

    static OptionalInt number(String text) {
        String stripped = text.strip();
        return stripped.length() > LONGEST || stripped.isEmpty() || !stripped.chars().allMatch(c -> c >= '0' && c <= '9')
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(stripped));
    }

    private boolean takesNext(ConfigSourceInterceptorContext context, PortKey key) {
        String conflict = setting(context, key, "port-conflict");
        return conflict != null && conflict.strip().equalsIgnoreCase("next");
    }

    /** The port of a process that runs elsewhere, or on another machine, cannot be chosen here. */
    private boolean isElsewhere(ConfigSourceInterceptorContext context, PortKey key) {
        String host = setting(context, key, "host");
        return host != null && !host.isBlank() && !ListenSettings.isLocal(host.strip())
                || inForce(context).isExternal(key.processId());
    }

    private String setting(ConfigSourceInterceptorContext context, PortKey key, String name) {
        List<String> names = key.properties(name);
        return expanded(context, strongest(context, names, names.get(0)));
    }

    /** Most processes do not run in production, and an application that starts there should not touch ports for them. */
    private boolean isIdle(ConfigSourceInterceptorContext context, PortKey key) {
        return mode == Mode.PROD && !inForce(context).canRun(key.processId());
    }

    private ProcessesInForce inForce(ConfigSourceInterceptorContext context) {
        return new ProcessesInForce(name -> expanded(context, context.proceed(name)), mode);
    }

    /** The text of a value; null if there is none. */
    private String expanded(ConfigSourceInterceptorContext context, ConfigValue value) {
        if (value == null || value.getValue() == null || value.getValue().indexOf('$') < 0) {
            return value == null ? null : value.getValue();
        }
        ConfigValue expanded = new ExpressionConfigSourceInterceptor()
                .getValue(new Expansion(context, value, new HashSet<>()), value.getName());
        return expanded == null ? null : expanded.getValue();
    }

    /** Looks up the properties in an expression, of which some can be ports, too. */
    private final class Expansion implements ConfigSourceInterceptorContext {

        private static final long serialVersionUID = 1L;

        private final transient ConfigSourceInterceptorContext context;
        private final transient ConfigValue expression;
        private final transient Set<PortKey> expanding;

        Expansion(ConfigSourceInterceptorContext context, ConfigValue expression, Set<PortKey> expanding) {
            this.context = context;
            this.expression = expression;
            this.expanding = expanding;
        }

        @Override
        public ConfigValue proceed(String name) {
            if (name.equals(expression.getName())) {
                return expression;
            }
            Optional<PortKey> key = PortKey.of(name);
            return key.isEmpty() ? context.proceed(name) : real(context, key.get(), name, expanding);
        }

        @Override
        public ConfigValue restart(String name) {
            return context.restart(name);
        }

        @Override
        public Iterator<String> iterateNames() {
            return context.iterateNames();
        }
    }
}
