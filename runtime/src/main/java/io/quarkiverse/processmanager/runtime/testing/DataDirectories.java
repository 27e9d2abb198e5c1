package io.quarkiverse.processmanager.runtime.testing;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.Mode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;

/**
 * Replaces {@code quarkus.processes."id".data-dir} by the real directory, for each reader: in tests by a directory of the test,
 * else by the absolute path. {@code service.data=keep} keeps the directory in tests, too, and {@code fresh} chooses a directory of
 * this JVM in dev mode, too. A lookup without expansion returns the value of the source, so that Quarkus records that value, and
 * never a path of the machine of the build. A key that is not written stays without a value.
 * <p>
 * The interceptor comes after the profiles, and before the expansion of expressions. Safe for use by several threads.
 */
public final class DataDirectories implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "quarkus.processes.";
    private static final String SUFFIX = ".data-dir";
    /** No id begins with a dot. */
    private static final String OF_DEV_MODE = ".dev-mode";
    private static final int PRIORITY = Priorities.LIBRARY + 290;

    private final transient Supplier<Mode> mode;
    private final transient Supplier<Path> ofTest;

    DataDirectories(Supplier<Mode> mode, Supplier<Path> ofTest) {
        this.mode = mode;
        this.ofTest = ofTest;
    }

    /** Creates the interceptor of one configuration, also of that for the static initialization: both must see one directory. */
    @StaticInitSafe
    public static class Factory implements ConfigSourceInterceptorFactory {

        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return new DataDirectories(() -> TestLaunch.mode(LaunchMode.current()), () -> TestDirectory.ofThisJvm());
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(PRIORITY);
        }
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String property) {
        ConfigValue value = context.proceed(property);
        if (!property.endsWith(SUFFIX) || !property.startsWith(PREFIX) || !Expressions.isEnabled() || value == null
                || value.getValue() == null || value.getValue().isBlank()) {
            return value;
        }
        if (!isFresh(context, property.substring(0, property.length() - SUFFIX.length()))) {
            return value.withValue(absolute(value.getValue().strip()));
        }
        Path directory = ofTest.get();
        if (isBelow(directory, value.getValue().strip())) {
            return value;
        }
        String id = property.substring(PREFIX.length(), property.length() - SUFFIX.length()).replace("\"", "");
        // Continuous testing runs in the JVM of dev mode, and the tests have processes of their own.
        Path parent = mode.get() == Mode.TEST ? directory : directory.resolve(OF_DEV_MODE);
        return value.withValue(escaped(parent.resolve(id).toString()));
    }

    /** Whether each run begins with empty data: in tests, unless the setting of a service says something else. */
    private boolean isFresh(ConfigSourceInterceptorContext context, String process) {
        ConfigValue policy = context.proceed(process + ".service.data");
        String text = policy == null || policy.getValue() == null ? "" : policy.getValue().strip();
        return text.equalsIgnoreCase("fresh") || mode.get() == Mode.TEST && !text.equalsIgnoreCase("keep");
    }

    /** Whether the text is a directory that was chosen for a test. */
    private static boolean isBelow(Path directory, String text) {
        try {
            return Path.of(text.replace("$$", "$")).startsWith(directory);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The text stays an expression if it is one; only what stands before it changes. */
    private static String absolute(String text) {
        try {
            boolean relative = !text.startsWith("$") && !Path.of(text.replaceAll("[${}]", "")).isAbsolute();
            return relative ? escaped(Path.of("").toAbsolutePath().toString()) + "/" + text : text;
        } catch (InvalidPathException e) {
            // The mapping reports it.
            return text;
        }
    }

    private static String escaped(String path) {
        return path.replace("$", "$$");
    }
}
