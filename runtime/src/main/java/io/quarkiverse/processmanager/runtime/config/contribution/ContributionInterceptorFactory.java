package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.OptionalInt;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.Priorities;

/**
 * Creates the interceptor that adds the configuration of processes, in each configuration of a JVM: during a build, during the
 * static initialization and at run time.
 */
@StaticInitSafe
public final class ContributionInterceptorFactory implements ConfigSourceInterceptorFactory {

    /** A property that each JVM has. */
    private static final String OF_EACH_JVM = "java.version";

    /**
     * Whether this is the configuration from which Quarkus records the values for the run time. It has no local sources of the build:
     * neither system properties nor environment variables.
     */
    public static boolean records(ConfigSourceInterceptorContext context) {
        return context.proceed(OF_EACH_JVM) == null;
    }

    /**
     * A contribution is local as those sources are: it holds while its process runs, and the start of the application decides that
     * again. So nothing is contributed to a recorded value.
     */
    @Override
    public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
        return new ContributionInterceptor(!records(context));
    }

    /** After the interceptor for profiles and before the one for expressions. */
    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(Priorities.LIBRARY + 220);
    }
}
