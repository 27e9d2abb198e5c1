package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Iterator;

import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.ExpressionConfigSourceInterceptor;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/** The properties of a configuration that is complete, or that is being created. */
public interface ConfigView {

    /** The names of the active profiles, without the profile. */
    Iterator<String> names();

    /** The value with its expressions expanded; null if the property has no value. */
    String value(String property);

    /** The ordinal of the source that has the value of a property. */
    int ordinal(String property);

    static ConfigView of(SmallRyeConfig config) {
        return new ConfigView() {
            @Override
            public Iterator<String> names() {
                return config.getPropertyNames().iterator();
            }

            @Override
            public String value(String property) {
                return config.getConfigValue(property).getValue();
            }

            @Override
            public int ordinal(String property) {
                return Expressions.withoutExpansion(() -> config.getConfigValue(property)).getConfigSourceOrdinal();
            }
        };
    }

    /** The properties as an interceptor below the one for expressions receives them. */
    static ConfigView of(ConfigSourceInterceptorContext context) {
        ExpressionConfigSourceInterceptor expressions = new ExpressionConfigSourceInterceptor();
        return new ConfigView() {
            @Override
            public Iterator<String> names() {
                return context.iterateNames();
            }

            @Override
            public String value(String property) {
                ConfigValue value = expressions.getValue(context, property);
                return value == null || value.hasProblems() ? null : value.getValue();
            }

            @Override
            public int ordinal(String property) {
                ConfigValue value = context.proceed(property);
                return value == null ? Integer.MIN_VALUE : value.getConfigSourceOrdinal();
            }
        };
    }
}
