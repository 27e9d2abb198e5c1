package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.config.text.SettingType;
import io.quarkiverse.processmanager.runtime.config.text.ValueSyntax;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class InvalidValuesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            port=8080:80             | port: '8080:80' is not a whole number; a process has no port mapping, write the port that it listens on: 80
            port=0.0.0.0:8080:80/tcp | port: '0.0.0.0:8080:80/tcp' is not a whole number; a process has no port mapping, write the port that it listens on: 80
            port=http                | port: 'http' is not a whole number
            port=99999999999         | port: '99999999999' is not a whole number
            nice=low                 | nice: 'low' is not a whole number
            restart.policy=no        | restart.policy: 'no' is not one of on-failure, always, never; did you mean 'never'?
            restart.policy=false     | restart.policy: 'false' is not one of on-failure, always, never; did you mean 'never'?
            restart.policy=unless-stopped | restart.policy: 'unless-stopped' is not one of on-failure, always, never; did you mean 'always'?
            restart.policy=on-failre | restart.policy: 'on-failre' is not one of on-failure, always, never; did you mean 'on-failure'?
            restart.backoff=double   | restart.backoff: 'double' is not a number
            shell=maybe              | shell: 'maybe' is neither true nor false
            auto-start=truee         | auto-start: 'truee' is neither true nor false
            stop.timeout=10 sec      | stop.timeout: '10 sec' is not a duration, such as 500ms, 10s, 2m or 1h
            startup-timeout=one      | startup-timeout: 'one' is not a duration, such as 500ms, 10s, 2m or 1h
            log.level=LOUD           | log.level: 'LOUD' is not a level; use OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE or ALL (YAML needs quotes around OFF)
            log.buffer-size=1 MB     | log.buffer-size: '1 MB' is not a size, such as 512K, 500M or 2G
            modes=dev,prodd          | modes: 'prodd' is not one of dev, test, prod; did you mean 'prod'?
            modes[0]=tests           | modes[0]: 'tests' is not one of dev, test, prod; did you mean 'test'?
            success-exit-codes=0,x   | success-exit-codes: 'x' is not a whole number
            wait-for=up              | wait-for: 'up' is not one of started, running, healthy, completed, exited
            health.type=htpp         | health.type: 'htpp' is not one of http, tcp, command, log, notify, file, grpc, none; did you mean 'http'?
            health.port=web          | health.port: 'web' is not a whole number
            health.interval=often    | health.interval: 'often' is not a duration, such as 500ms, 10s, 2m or 1h
            port=token=abcdef        | port: 'token=***' is not a whole number
            """)
    void aValueOfAnotherTypeIsReportedWithTheAllowedValues(String setting, String problem) {
        assertThat(Configured.with("web.command=x", "web." + setting).problems())
                .containsExactly("quarkus.processes.web." + problem);
    }

    @Test
    void allProblemsAreReportedTogether() {
        assertThat(Configured.with("a.command='", "a.port=x", "b.stop.timeout=x", "b.restart.max=-1", "b.command=x")
                .andGlobal("quarkus.process-manager.modes=dev,prodd", "quarkus.process-manager.shutdown-timeout=x",
                        "quarkus.process-manager.enabled=maybe", "quarkus.process-manager.native=on")
                .problems()).containsExactly(
                        "quarkus.processes.a.port: 'x' is not a whole number",
                        "quarkus.processes.a.command: has an unbalanced quote: the ' at position 1 is not closed",
                        "quarkus.processes.b.stop.timeout: 'x' is not a duration, such as 500ms, 10s, 2m or 1h",
                        "quarkus.processes.b.restart.max: -1 is less than 0",
                        "quarkus.process-manager.enabled: 'maybe' is neither true nor false",
                        "quarkus.process-manager.modes: 'prodd' is not one of dev, test, prod; did you mean 'prod'?",
                        "quarkus.process-manager.native: 'on' is not one of auto, off",
                        "quarkus.process-manager.shutdown-timeout: 'x' is not a duration, such as 500ms, 10s, 2m or 1h");
    }

    @Test
    void anInvalidValueOfAnExpressionIsShownUnlessItCanBeASecret() {
        assertThat(Configured.with("a.command=x", "a.port=${web.port}").andGlobal("web.port=8080:80").problems())
                .containsExactly("quarkus.processes.a.port: '8080:80' is not a whole number; a process has no port mapping, "
                        + "write the port that it listens on: 80 (the value of ${web.port})");
        assertThat(Configured.with("a.command=x", "a.port=${db.password}").andGlobal("db.password=hunter2").problems())
                .containsExactly("quarkus.processes.a.port: '***' is not a whole number (the value of ${db.password})");
        assertThat(Configured.with("a.command=x", "a.port=${DB_PASSWORD:x-file}").problems())
                .containsExactly("quarkus.processes.a.port: '***' is not a whole number (the value of ${DB_PASSWORD:***})");
    }

    @Test
    void anEnvironmentVariableAndAProfileAreCheckedToo() {
        assertThat(Configured.with("my-db.command=x", "my-db.restart.max-delay=1m")
                .andGlobal("%dev.quarkus.processes.my-db.health.port=x", "%test.quarkus.processes.my-db.port=x")
                .andVariable("QUARKUS_PROCESSES_MY_DB_RESTART_MAX_DELAY", "soon").problems()).containsExactly(
                        "quarkus.processes.my-db.health.port: 'x' is not a whole number",
                        "quarkus.processes.my-db.restart.max-delay: 'soon' is not a duration, such as 500ms, 10s, 2m or 1h");
    }

    @Test
    void aQuotedIdAndTheNamesOfMapsStayAsTheyAre() {
        ProcessDefinition web = Configured.with("\"web\".command=x", "\"web\".env.\"port\"=x").definition();

        assertThat(web.command().environment()).isEqualTo(Map.of("port", "x"));
    }

    static List<Method> settings() {
        return List.copyOf(ConfigurationKeys.all().values());
    }

    /** Otherwise a mapping would throw at a value that this check accepts, or the check would refuse a valid value. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void theCheckAgreesWithTheConverterOfTheType(Method method) throws ClassNotFoundException {
        Class<?> type = Class.forName(SettingType.of(method).valueType());
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDiscoveredConverters().build();
        for (String text : List.of("1", "-1", "0", "+1", "1.5", "x", "true", "no", "10s", "10 s", "PT1S", "1h", "5M", "5 M",
                "WARN", "off", "dev", "DEV", "on-failure", "ON_FAILURE", "On-Failure", "ON-FAILURE", "onFailure", "http",
                "none", "1e3", "0x10", "9999999999")) {
            boolean accepted = type == Boolean.class || ValueSyntax.isValid(type, text);
            assertThat(accepted).as("%s as %s", text, type).isEqualTo(converts(config, text, type));
        }
    }

    private static boolean converts(SmallRyeConfig config, String text, Class<?> type) {
        try {
            config.requireConverter(type).convert(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
