package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceLoader;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.config.ports.RealPorts;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class SharedPortsTest {

    private static final String URL = "http://localhost:${quarkus.processes.db.port}/${quarkus.processes.db.ports.\"admin\"}";
    private static final Map<String, DevProcess> DEV = Map.of("db",
            new DevProcess(Map.of("port", 20001, "ports.admin", 20002), DevProcess.State.READY, ""));

    @Test
    void thePortsOfASharedProcessAreThoseOfDevMode() {
        SmallRyeConfig config = config(DEV, Map.of("quarkus.processes.\"db\".test", " Shared", "quarkus.processes.db.port", "0",
                "quarkus.processes.db.ports.\"admin\"", "9000", "url", URL));

        assertThat(config.getRawValue("url")).isEqualTo("http://localhost:20001/20002");
        assertThat(config.getRawValue("quarkus.processes.db.port")).isEqualTo("20001");
    }

    @Test
    void otherPortsStayAsTheyAre() {
        Map<String, String> own = Map.of("quarkus.processes.db.port", "1", "quarkus.processes.db.ports.\"admin\"", "2",
                "quarkus.processes.db2.port", "3", "quarkus.processes.db2.test", "shared", "url", URL);

        assertThat(config(DEV, own).getRawValue("url")).isEqualTo("http://localhost:1/2");
        assertThat(config(DEV, own).getRawValue("quarkus.processes.db2.port")).isEqualTo("3");
    }

    @Test
    void withoutDevModeAndWithoutAPortNothingIsReplaced() {
        Map<String, String> shared = Map.of("quarkus.processes.db.test", "shared", "quarkus.processes.db.port", "1");

        assertThat(config(Map.of(), shared).getRawValue("quarkus.processes.db.port")).isEqualTo("1");
        assertThat(config(DEV, shared).getRawValue("quarkus.processes.db.ports.\"admin\"")).isNull();
    }

    @Test
    void anExpressionCanMeanShared() {
        Map<String, String> shared = Map.of("quarkus.processes.db.test", "${db.test:shared}", "quarkus.processes.db.port", "0");

        assertThat(config(DEV, shared).getRawValue("quarkus.processes.db.port")).isEqualTo("20001");
    }

    @Test
    void noPortIsChosenForASharedProcess() {
        List<String> expanded = new ArrayList<>();
        ConfigSourceInterceptorFactory choice = new ConfigSourceInterceptorFactory() {
            @Override
            public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext any) {
                return (context, name) -> {
                    if (name.endsWith("port") && Expressions.isEnabled()) {
                        expanded.add(name);
                    }
                    return context.proceed(name);
                };
            }

            @Override
            public OptionalInt getPriority() {
                return new RealPorts.Factory().getPriority();
            }
        };
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withInterceptorFactories(factory(DEV), choice).withSources(new PropertiesConfigSource(
                        Map.of("quarkus.processes.db.test", "shared", "quarkus.processes.db.port", "0"), "test", 250))
                .build();

        assertThat(config.getRawValue("quarkus.processes.db.port")).isEqualTo("20001");
        assertThat(expanded).isEmpty();
    }

    /** Quarkus refuses an application whose values at run time differ from those of the static initialization. */
    @Test
    void theStaticInitializationSeesTheSameValues() {
        List<ConfigSourceInterceptorFactory> ours = ServiceLoader.load(ConfigSourceInterceptorFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.getClass().getName().startsWith("io.quarkiverse.processmanager.")).toList();

        assertThat(ours).hasSizeGreaterThan(3)
                .allSatisfy(one -> assertThat(one.getClass()).hasAnnotation(StaticInitSafe.class));
    }

    @Test
    void theInterceptorsAreRegistered() {
        assertThat(ServiceLoader.load(ConfigSourceInterceptorFactory.class))
                .hasAtLeastOneElementOfType(SharedPorts.Factory.class)
                .hasAtLeastOneElementOfType(DataDirectories.Factory.class);
    }

    private static SmallRyeConfig config(Map<String, DevProcess> dev, Map<String, String> properties) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withInterceptorFactories(factory(dev))
                .withSources(new PropertiesConfigSource(properties, "test", 250)).build();
    }

    private static SharedPorts.Factory factory(Map<String, DevProcess> dev) {
        return new SharedPorts.Factory() {
            @Override
            public SharedPorts getInterceptor(ConfigSourceInterceptorContext context) {
                return new SharedPorts(() -> dev);
            }
        };
    }
}
