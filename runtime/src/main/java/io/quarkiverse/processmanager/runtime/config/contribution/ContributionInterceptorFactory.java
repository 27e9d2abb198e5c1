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
     * Quarkus records the values for the run time from a configuration without the local sources of the build: system
     * properties and environment variables. A contribution is local in the same way: it holds while its process runs, and the
     * start of the application decides that again. So in that configuration nothing is contributed.
     */
    @Override
    public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
        boolean recording = context.proceed(OF_EACH_JVM) == null;
        return new ContributionInterceptor(!recording);
    }

    /** After the interceptor for profiles and before the one for expressions. */
    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(Priorities.LIBRARY + 220);
    }
}
