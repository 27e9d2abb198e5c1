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
 * else by the absolute path. A lookup without expansion returns the value of the source, so that Quarkus records that value, and
 * never a path of the machine of the build. A key that is not written stays without a value.
 * <p>
 * The interceptor comes after the profiles, and before the expansion of expressions. Safe for use by several threads.
 */
public final class DataDirectories implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "quarkus.processes.";
    private static final String SUFFIX = ".data-dir";
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
        if (mode.get() != Mode.TEST) {
            return value.withValue(absolute(value.getValue().strip()));
        }
        Path directory = ofTest.get();
        if (isBelow(directory, value.getValue().strip())) {
            return value;
        }
        String id = property.substring(PREFIX.length(), property.length() - SUFFIX.length()).replace("\"", "");
        return value.withValue(escaped(directory.resolve(id).toString()));
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
