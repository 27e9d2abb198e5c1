package io.quarkiverse.processmanager.runtime.config.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntBiFunction;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Mode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class RealPortsTest {

    private final Map<String, String> variables = new HashMap<>();
    private Mode mode = Mode.DEV;
    private Set<Integer> others = Set.of();
    private final List<PortKey> chosen = new ArrayList<>();

    private SmallRyeConfig config(String... lines) {
        return config((key, wanted) -> {
            chosen.add(key);
            return (wanted == 0 ? 20000 : wanted) + chosen.size();
        }, lines);
    }

    private SmallRyeConfig config(ToIntBiFunction<PortKey, Integer> choice, String... lines) {
        Map<String, String> properties = new HashMap<>();
        for (String line : lines) {
            properties.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withProfile("dev")
                .withInterceptorFactories(new RealPorts.Factory() {
                    @Override
                    public RealPorts getInterceptor(io.smallrye.config.ConfigSourceInterceptorContext context) {
                        return new RealPorts((key, wanted, some) -> {
                            others = some;
                            return choice.applyAsInt(key, wanted);
                        }, mode);
                    }
                })
                .withSources(new PropertiesConfigSource(properties, "application.properties", 250),
                        new EnvConfigSource(variables, 300))
                .build();
    }

    private static String value(SmallRyeConfig config, String name) {
        return config.getConfigValue(name).getValue();
    }

    @Test
    void zeroIsTheRealPortForEachReader() {
        SmallRyeConfig config = config("quarkus.processes.db.port=0",
                "app.url=redis://localhost:${quarkus.processes.db.port}/0");

        assertThat(value(config, "app.url")).isEqualTo("redis://localhost:20001/0");
        assertThat(config.getValue("quarkus.processes.db.port", Integer.class)).isEqualTo(20001);
        assertThat(chosen).containsExactly(new PortKey("db", ""));
    }

    @Test
    void anotherPortStaysAsItIs() {
        SmallRyeConfig config = config("quarkus.processes.db.port=5432", "quarkus.processes.db.health.port=0",
                "quarkus.http.port=0");

        assertThat(value(config, "quarkus.processes.db.port")).isEqualTo("5432");
        assertThat(value(config, "quarkus.processes.db.health.port")).isEqualTo("0");
        assertThat(value(config, "quarkus.http.port")).isEqualTo("0");
        assertThat(value(config, "quarkus.processes.web.port")).isNull();
        assertThat(chosen).isEmpty();
    }

    @Test
    void nothingIsChosenBeforeALookup() {
        config("quarkus.processes.db.port=0").getPropertyNames().forEach(name -> {
        });

        assertThat(chosen).isEmpty();
    }

    @Test
    void aLookupWithoutExpansionShowsWhatTheSourceHas() {
        SmallRyeConfig config = config("quarkus.processes.db.port=0");

        assertThat(Expressions.withoutExpansion(() -> value(config, "quarkus.processes.db.port"))).isEqualTo("0");
        assertThat(config.getConfigValue("quarkus.processes.db.port").getRawValue()).isEqualTo("0");
    }

    @Test
    void theProfileDecides() {
        SmallRyeConfig config = config("quarkus.processes.db.port=5432", "%dev.quarkus.processes.db.port=0",
                "%prod.quarkus.processes.web.port=0", "quarkus.processes.web.port=8090");

        assertThat(value(config, "quarkus.processes.db.port")).isEqualTo("20001");
        assertThat(value(config, "quarkus.processes.web.port")).isEqualTo("8090");
    }

    @Test
    void anEnvironmentVariableTakesPrecedence() {
        variables.put("QUARKUS_PROCESSES_MY_DB_PORT", "6400");
        variables.put("QUARKUS_PROCESSES_MY_DB_PORTS_ADMIN", "6401");
        SmallRyeConfig config = config("quarkus.processes.my-db.port=0", "quarkus.processes.my-db.ports.\"admin\"=0");

        assertThat(value(config, "quarkus.processes.my-db.port")).isEqualTo("6400");
        assertThat(value(config, "quarkus.processes.my-db.ports.\"admin\"")).isEqualTo("6401");
        assertThat(value(config, "quarkus.processes.my-db.ports.admin")).isEqualTo("6401");
        assertThat(chosen).isEmpty();
    }

    @Test
    void quotesMakeNoDifference() {
        SmallRyeConfig config = config("quarkus.processes.\"db\".port=0", "quarkus.processes.db.ports.\"admin\"=0",
                "app.url=${quarkus.processes.db.port} ${quarkus.processes.db.ports.admin}",
                "app.quoted=${quarkus.processes.\"db\".port} ${quarkus.processes.\"db\".ports.\"admin\"}");

        assertThat(value(config, "app.url")).isEqualTo("20001 20002");
        assertThat(value(config, "app.quoted")).isEqualTo("20001 20002");
    }

    @Test
    void anExpressionCanMeanZero() {
        SmallRyeConfig config = config("quarkus.processes.db.port=${DB_PORT:0}", "quarkus.processes.web.port=${WEB_PORT:0}",
                "WEB_PORT=8090");

        assertThat(value(config, "quarkus.processes.db.port")).isEqualTo("20001");
        assertThat(value(config, "quarkus.processes.web.port")).isEqualTo("8090");
    }

    @Test
    void anExpressionCanBeTheChosenPortOfAnotherProcess() {
        SmallRyeConfig config = config("quarkus.processes.db.port=0",
                "quarkus.processes.proxy.port=${quarkus.processes.db.port}");

        assertThat(value(config, "quarkus.processes.proxy.port")).isEqualTo("20001");
        assertThat(chosen).containsExactly(new PortKey("db", ""));
    }

    @Test
    void expressionsInACircleAreRefusedAsElsewhere() {
        SmallRyeConfig config = config("quarkus.processes.a.port=${quarkus.processes.b.port}",
                "quarkus.processes.b.port=${quarkus.processes.a.port}");

        assertThatThrownBy(() -> value(config, "quarkus.processes.a.port")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFixedPortIsReplacedOnlyIfTheNextOneMayBeTaken() {
        SmallRyeConfig config = config("quarkus.processes.db.port=5432", "quarkus.processes.\"db\".port-conflict=${ON:next}",
                "quarkus.processes.db.ports.admin=8090", "quarkus.processes.web.port=80",
                "quarkus.processes.web.port-conflict=fail");

        assertThat(value(config, "quarkus.processes.db.port")).isEqualTo("5433");
        assertThat(value(config, "quarkus.processes.db.ports.\"admin\"")).isEqualTo("8092");
        assertThat(value(config, "quarkus.processes.web.port")).isEqualTo("80");
    }

    @Test
    void aLostPortIsChosenAgainOnce() {
        SmallRyeConfig config = config("quarkus.processes.lost.port=0", "quarkus.processes.db.port=0",
                "app.ports=${quarkus.processes.lost.port} ${quarkus.processes.db.port}");
        assertThat(value(config, "app.ports")).isEqualTo("20001 20002");

        PortChoice.lost("lost");

        assertThat(value(config, "app.ports")).isEqualTo("20003 20002");
        assertThat(value(config, "app.ports")).isEqualTo("20003 20002");
    }

    @Test
    void zeroStaysWhereNoPortIsChosen() {
        SmallRyeConfig config = config((key, wanted) -> wanted, "quarkus.processes.db.port=0");

        assertThat(value(config, "quarkus.processes.db.port")).isEqualTo("0");
    }

    @Test
    void inProductionOnlyAProcessThatRunsThereHasAPort() {
        mode = Mode.PROD;
        SmallRyeConfig config = config("quarkus.processes.db.port=0", "quarkus.processes.web.port=0",
                "quarkus.processes.web.modes=${MODES:dev,prod}", "quarkus.processes.web.auto-start=false");

        assertThat(value(config, "quarkus.processes.db.port")).isEqualTo("0");
        assertThat(value(config, "quarkus.processes.web.port")).isEqualTo("20001");
    }

    @Test
    void aBuildForProductionChoosesNothing() {
        assertThat(PortChoice.ofThisStart().choose(new PortKey("db", ""), 0, Set.of())).isZero();
    }

    @Test
    void thePortsThatOthersDeclareAreNotChosen() {
        SmallRyeConfig config = config("quarkus.processes.ui.port=5173", "quarkus.processes.ui.port-conflict=next",
                "quarkus.processes.ui.ports.hmr=5180", "quarkus.processes.\"api\".port=${api.port}", "api.port=5174",
                "%dev.quarkus.processes.web.ports.\"admin\"=5175", "%prod.quarkus.processes.web.port=5176",
                "quarkus.processes.db.port=0", "quarkus.processes.proxy.port=${quarkus.processes.db.port}",
                "quarkus.processes.a.port=${quarkus.processes.b.port}", "quarkus.processes.b.port=${quarkus.processes.a.port}",
                "quarkus.http.port=9090");

        assertThat(value(config, "quarkus.processes.ui.port")).isEqualTo("5174");
        assertThat(others).containsExactlyInAnyOrder(5174, 5175, 5180, 9090, 8081, 8443, 8444);
        assertThat(chosen).containsExactly(new PortKey("ui", ""));
    }

    @Test
    void thePortOfAnotherMachineIsNotChosen() {
        SmallRyeConfig config = config("quarkus.processes.db.port=0", "quarkus.processes.db.host=${DB_HOST:db.example.org}",
                "quarkus.processes.web.port=80", "quarkus.processes.web.port-conflict=next",
                "quarkus.processes.\"web\".host=192.0.2.1", "quarkus.processes.cache.port=0",
                "quarkus.processes.cache.host=127.0.0.2");

        assertThat(value(config, "quarkus.processes.db.port")).isEqualTo("0");
        assertThat(value(config, "quarkus.processes.web.port")).isEqualTo("80");
        assertThat(value(config, "quarkus.processes.cache.port")).isEqualTo("20001");
    }
}
