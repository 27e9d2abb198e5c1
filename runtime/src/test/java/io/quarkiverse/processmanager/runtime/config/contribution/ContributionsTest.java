package io.quarkiverse.processmanager.runtime.config.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import io.smallrye.config.WithParentName;

class ContributionsTest {

    private static final String REDIS = "quarkus.processes.redis.config.\"quarkus.redis.hosts\"";

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final LaunchMode before = LaunchMode.current();
    private String profile = "dev";

    @BeforeEach
    void setUp() {
        LaunchMode.set(LaunchMode.DEVELOPMENT);
        properties.put(REDIS, "redis://localhost:${quarkus.processes.redis.port}");
        properties.put("quarkus.processes.redis.port", "6400");
    }

    @AfterEach
    void tearDown() {
        LaunchMode.set(before);
    }

    private SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder().addDiscoveredConverters().addDefaultInterceptors().addDiscoveredInterceptors()
                .withProfile(profile).withSources(new PropertiesConfigSource(properties, "application.properties", 250),
                        new EnvConfigSource(variables, 300));
    }

    private SmallRyeConfig config() {
        return builder().withSources(new SysPropConfigSource()).build();
    }

    /** The names can be iterated only once. */
    private static List<String> names(SmallRyeConfig config) {
        List<String> names = new ArrayList<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }

    private String hosts() {
        return config().getConfigValue("quarkus.redis.hosts").getValue();
    }

    @Test
    void onlyAChosenProcessContributes() {
        properties.put("quarkus.processes.redis.tags[0]", "cache");

        assertThat(chosenBy("except", "cache")).isNull();
        assertThat(chosenBy("only", "other, cache")).isEqualTo("redis://localhost:6400");
        assertThat(chosenBy("only", "other")).isNull();
        properties.put("quarkus.processes.api.depends-on", "redis:started?");
        assertThat(chosenBy("only", "api")).as("a process that a chosen one needs").isEqualTo("redis://localhost:6400");
    }

    private String chosenBy(String setting, String names) {
        properties.put("quarkus.process-manager." + setting, names);
        try {
            return config().getConfigValue("quarkus.redis.hosts").getValue();
        } finally {
            properties.remove("quarkus.process-manager." + setting);
        }
    }

    @Test
    void aContributionIsAnOrdinaryPropertyOfTheApplication() {
        SmallRyeConfig config = config();

        ConfigValue value = config.getConfigValue("quarkus.redis.hosts");

        assertThat(value.getValue()).isEqualTo("redis://localhost:6400");
        assertThat(value.getRawValue()).isEqualTo("redis://localhost:${quarkus.processes.redis.port}");
        assertThat(value.getConfigSourceName()).isEqualTo("Process 'redis'");
        assertThat(value.getConfigSourceOrdinal()).isEqualTo(240);
        assertThat(names(config)).contains("quarkus.redis.hosts");
    }

    @Test
    void aReferenceToAContributionResolves() {
        properties.put("my.cache", "${quarkus.redis.hosts}/1");

        assertThat(config().getConfigValue("my.cache").getValue()).isEqualTo("redis://localhost:6400/1");
    }

    @Test
    void whatTheUserHasSetWins() {
        properties.put("quarkus.redis.hosts", "redis://mine");
        assertThat(hosts()).isEqualTo("redis://mine");

        properties.remove("quarkus.redis.hosts");
        properties.put("%dev.quarkus.redis.hosts", "redis://profile");
        assertThat(hosts()).isEqualTo("redis://profile");

        properties.remove("%dev.quarkus.redis.hosts");
        variables.put("QUARKUS_REDIS_HOSTS", "redis://variable");
        assertThat(hosts()).isEqualTo("redis://variable");
    }

    @ParameterizedTest
    @CsvSource({ "ds.users.url, ds.\"users\".url", "ds.\"users\".url, ds.users.url", "my.list[1], my.list",
            "my.list[1], my.list[0]", "my.list, my.list[0]", "my.list[1].url, my.list[0].url" })
    void whatTheUserHasSetWinsInAnyFormOfTheKey(String contributed, String set) {
        properties.put("quarkus.processes.redis.config.\"" + contributed.replace('"', '\'') + "\"", "process");
        properties.put(set, "user");

        SmallRyeConfig config = config();

        assertThat(config.getConfigValue(contributed).getConfigSourceName()).isNotEqualTo("Process 'redis'");
        assertThat(names(config)).doesNotContain(contributed);
        assertThat(OverriddenContributions.sentences(config, LaunchMode.DEVELOPMENT)).singleElement().asString()
                .contains("process 'redis' is not needed: " + set + " is set by ");
    }

    @Test
    void aDefaultInAnotherFormDoesNotWin() {
        properties.put("quarkus.processes.redis.config.\"ds.'users'.url\"", "process");

        SmallRyeConfig config = builder().withSources(new SysPropConfigSource())
                .withSources(new PropertiesConfigSource(Map.of("ds.users.url", "library"), "library", 100)).build();

        assertThat(config.getConfigValue("ds.\"users\".url").getValue()).isEqualTo("process");
    }

    @Test
    void aContributionWinsOverADefault() {
        SmallRyeConfig config = builder().withSources(new SysPropConfigSource())
                .withSources(new PropertiesConfigSource(Map.of("quarkus.redis.hosts", "redis://library"), "library", 100))
                .withDefaultValue("quarkus.redis.hosts", "redis://default").build();

        assertThat(config.getConfigValue("quarkus.redis.hosts").getValue()).isEqualTo("redis://localhost:6400");
    }

    @ParameterizedTest
    @CsvSource(value = { "quarkus.process-manager.enabled, false", "quarkus.processes.redis.modes, test",
            "quarkus.processes.redis.modes, 'prod,test'", "quarkus.processes.\"redis\".modes, test",
            "quarkus.processes.redis.modes[0], test", "quarkus.process-manager.modes, prod",
            "quarkus.processes.redis.auto-start, false", "quarkus.processes.redis.auto-start, ${my.switch}",
            "%dev.quarkus.processes.redis.auto-start, no" })
    void aProcessThatIsNotInForceContributesNothing(String property, String value) {
        properties.put("my.switch", "false");
        properties.put(property, value);

        SmallRyeConfig config = config();

        assertThat(config.getConfigValue("quarkus.redis.hosts").getValue()).isNull();
        assertThat(names(config)).doesNotContain("quarkus.redis.hosts");
    }

    @ParameterizedTest
    @CsvSource(value = { "quarkus.processes.redis.modes, 'prod, DEV'", "quarkus.process-manager.modes, dev",
            "quarkus.processes.redis.modes[1], dev", "quarkus.processes.redis.modes, ''",
            "quarkus.processes.redis.auto-start, true", "%test.quarkus.processes.redis.auto-start, false" })
    void aProcessInItsModesIsInForce(String property, String value) {
        properties.put("quarkus.processes.redis.modes[0]", "dev");
        properties.put(property, value);

        assertThat(hosts()).isEqualTo("redis://localhost:6400");
    }

    @Test
    void aProcessThatIsOffInTestsContributesElsewhereOnly() {
        properties.put("quarkus.processes.redis.test", "off");

        assertThat(hosts()).isEqualTo("redis://localhost:6400");
        LaunchMode.set(LaunchMode.TEST);
        assertThat(hosts()).isNull();
        properties.put("quarkus.processes.redis.test", "shared");
        assertThat(hosts()).isEqualTo("redis://localhost:6400");
    }

    @Test
    void aProcessThatTheTestRunsForALaunchedApplicationIsInForce() {
        properties.put("quarkus.processes.redis.modes", "dev");
        properties.put("quarkus.processes.redis.test", "off");
        properties.put("process-manager.test.served.redis", "true");
        LaunchMode.set(LaunchMode.TEST);
        assertThat(hosts()).isEqualTo("redis://localhost:6400");

        LaunchMode.set(LaunchMode.NORMAL);
        assertThat(hosts()).as("production has no test").isNull();
        LaunchMode.set(LaunchMode.TEST);
        properties.put("quarkus.process-manager.enabled", "false");
        assertThat(hosts()).isNull();
    }

    @Test
    void theModesOfTheProcessWinOverThoseOfAllProcesses() {
        properties.put("quarkus.process-manager.modes", "prod");
        properties.put("quarkus.processes.redis.modes", "dev");

        assertThat(hosts()).isNotNull();
    }

    @Test
    void anApplicationInProductionHasNoContributionUnlessTheProcessRunsThere() {
        LaunchMode.set(LaunchMode.NORMAL);
        profile = "dev";
        assertThat(hosts()).as("another profile is no other mode").isNull();

        variables.put("QUARKUS_PROCESS_MANAGER_MODES", "prod");
        assertThat(hosts()).isEqualTo("redis://localhost:6400");
    }

    @Test
    void aProfileCanDefineAContribution() {
        properties.put("%test." + REDIS, "redis://test");
        properties.put("%dev.quarkus.processes.redis.config.\"only.dev\"", "1");
        properties.put("%test.quarkus.processes.redis.config.\"only.test\"", "1");

        SmallRyeConfig config = config();

        assertThat(config.getConfigValue("quarkus.redis.hosts").getValue()).isEqualTo("redis://localhost:6400");
        assertThat(config.getConfigValue("only.dev").getValue()).isEqualTo("1");
        assertThat(names(config)).contains("only.dev").doesNotContain("only.test");
    }

    @Test
    void aVariableOverridesTheValueOfAContribution() {
        properties.put("quarkus.processes.my-db.config.\"quarkus.datasource.jdbc.max-size\"", "3");
        variables.put("QUARKUS_PROCESSES_REDIS_CONFIG__QUARKUS_REDIS_HOSTS_", "redis://other");
        variables.put("QUARKUS_PROCESSES_MY_DB_CONFIG__QUARKUS_DATASOURCE_JDBC_MAX_SIZE_", "4");

        SmallRyeConfig config = config();

        assertThat(config.getConfigValue("quarkus.redis.hosts").getValue()).isEqualTo("redis://other");
        assertThat(config.getConfigValue("quarkus.datasource.jdbc.max-size").getValue()).isEqualTo("4");
        assertThat(names(config)).contains("quarkus.datasource.jdbc.max-size")
                .doesNotContain("quarkus.datasource.jdbc.max.size");
    }

    @Test
    void aVariableAloneContributesAKeyWithoutDashesAndCapitals() {
        variables.put("QUARKUS_PROCESSES_REDIS_CONFIG__MY_KEY_", "1");

        SmallRyeConfig config = config();

        assertThat(config.getConfigValue("my.key").getValue()).isEqualTo("1");
        assertThat(names(config)).contains("my.key");
    }

    @ConfigMapping(prefix = "quarkus.datasource")
    interface DataSources {
        @WithParentName
        Map<String, DataSource> named();

        interface DataSource {
            String url();

            List<String> hosts();
        }
    }

    @Test
    void mappingsSeeNamedKeysAndLists() {
        properties.put("quarkus.processes.db.config.\"quarkus.datasource.\"the users\".url\"", "jdbc:a");
        properties.put("quarkus.processes.db.config.\"quarkus.datasource.\"the users\".hosts[0]\"", "a");
        properties.put("quarkus.processes.db.config.\"quarkus.datasource.\\\"the users\\\".hosts\"[1]", "b");

        DataSources sources = builder().withSources(new SysPropConfigSource()).withMapping(DataSources.class).build()
                .getConfigMapping(DataSources.class);

        assertThat(sources.named()).containsOnlyKeys("the users");
        assertThat(sources.named().get("the users").url()).isEqualTo("jdbc:a");
        assertThat(sources.named().get("the users").hosts()).containsExactly("a", "b");
    }

    @ConfigMapping(prefix = "quarkus.datasource")
    interface Users {
        @WithParentName
        Map<String, User> named();

        interface User {
            String url();

            String username();

            int size();
        }
    }

    /** SmallRye Config reads all values of an entry of a map under one form of its name. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\0', value = { "'audit', audit, audit", "audit, \"audit\", audit", "'audit', audit, 'audit'",
            "audit, audit, 'audit'", "'audit', \"audit\", audit", "'the.users', \"the.users\", 'the.users'" })
    void aNamedEntryHasTheValuesOfTheProcessesAndOfTheUser(String contributed, String set, String ofAnother) {
        properties.put("quarkus.processes.db.config.\"quarkus.datasource." + contributed + ".url\"", "jdbc:a");
        properties.put("quarkus.processes.db2.config.\"quarkus.datasource." + ofAnother + ".size\"", "3");
        properties.put("quarkus.datasource." + set + ".username", "auditor");
        // Each order of the names must do, and a set has another one for other elements.
        for (int other = 0; other < 40; other++) {
            properties.put("other.property." + other, "1");
            SmallRyeConfig config = builder().withSources(new SysPropConfigSource()).withMapping(Users.class).build();

            Map<String, Users.User> users = config.getConfigMapping(Users.class).named();

            assertThat(users.values()).singleElement().satisfies(user -> {
                assertThat(user.url()).isEqualTo("jdbc:a");
                assertThat(user.username()).isEqualTo("auditor");
                assertThat(user.size()).isEqualTo(3);
            });
        }
    }

    @Test
    void processesThatContributeTwoFormsOfANameShareOne() {
        properties.put("quarkus.processes.db.config.\"quarkus.datasource.'audit'.url\"", "jdbc:a");
        properties.put("quarkus.processes.db2.config.\"quarkus.datasource.audit.username\"", "auditor");
        properties.put("quarkus.processes.db2.config.\"quarkus.datasource.audit.size\"", "3");

        Map<String, Users.User> users = builder().withSources(new SysPropConfigSource()).withMapping(Users.class).build()
                .getConfigMapping(Users.class).named();

        assertThat(users.get("audit").url()).isEqualTo("jdbc:a");
        assertThat(users.get("audit").username()).isEqualTo("auditor");
    }

    @Test
    void aVariableDecidesTheFormOfANameToo() {
        properties.put("quarkus.processes.db.config.\"quarkus.datasource.'audit'.url\"", "jdbc:a");
        properties.put("my.url", "${quarkus.datasource.\"audit\".url}");
        variables.put("QUARKUS_DATASOURCE_AUDIT_USERNAME", "auditor");

        SmallRyeConfig config = config();

        assertThat(names(config)).contains("quarkus.datasource.audit.url").doesNotContain("quarkus.datasource.\"audit\".url");
        assertThat(config.getConfigValue("my.url").getValue()).as("a reference to the form of the process").isEqualTo("jdbc:a");
        assertThat(KeyForms.value(ConfigView.of(config), "quarkus.datasource.\"audit\".username")).contains("auditor");
        assertThat(KeyForms.value(ConfigView.of(config), "quarkus.datasource.\"audit\".password")).isEmpty();
    }

    /** Quarkus warns of a name with double quotes inside, because its own reader of names does not recognize it. */
    @Test
    void readersSeeSingleQuotesInsideAKey() {
        properties.put("quarkus.processes.db.config.\"a.\"b\".c\"", "1");
        properties.put("%dev.quarkus.processes.db.config.\"a.\\\"b.d\\\".c\"", "2");
        variables.put("QUARKUS_PROCESSES_DB_CONFIG__A__B__C_", "3");

        SmallRyeConfig config = config();

        assertThat(names(config)).contains("quarkus.processes.db.config.\"a.'b'.c\"", "a.\"b\".c",
                "quarkus.processes.db.config.\"a.'b.d'.c\"", "a.\"b.d\".c")
                .doesNotContain("quarkus.processes.db.config.\"a.\"b\".c\"");
        assertThat(config.getConfigValue("quarkus.processes.db.config.\"a.'b'.c\"").getValue()).isEqualTo("3");
        assertThat(config.getConfigValue("a.\"b\".c").getValue()).isEqualTo("3");
        assertThat(config.getConfigValue("quarkus.processes.db.config.\"a.'b.d'.c\"").getValue()).isEqualTo("2");
        assertThat(config.getConfigValue("a.\"b.d\".c").getValue()).isEqualTo("2");
        assertThat(names(builder().build())).as("where Quarkus records")
                .contains("quarkus.processes.db.config.\"a.'b'.c\"").doesNotContain("a.\"b\".c");
    }

    @Test
    void aDefinitionFromASourceThatIsCreatedLateCounts() {
        ConfigSourceFactory late = context -> List
                .of(new PropertiesConfigSource(Map.of("quarkus.processes.late.config.\"my.late\"", "1"), "late", 100));

        SmallRyeConfig config = builder().withSources(new SysPropConfigSource()).withSources(late).build();

        assertThat(config.getConfigValue("my.late").getValue()).isEqualTo("1");
        assertThat(names(config)).contains("my.late");
    }

    /** Quarkus builds such a configuration, without system properties, to record values into the application. */
    @Test
    void nothingIsContributedWhereQuarkusRecords() {
        SmallRyeConfig recording = builder().build();

        assertThat(recording.getConfigValue("quarkus.redis.hosts").getRawValue()).isNull();
        assertThat(names(recording)).doesNotContain("quarkus.redis.hosts");
        for (ConfigSource source : config().getConfigSources()) {
            assertThat(source.getPropertyNames()).doesNotContain("quarkus.redis.hosts");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.processes.redis.command", "quarkus.process-manager.modes", "quarkus.profile",
            "quarkus.config.locations", "%dev.a", "" })
    void aRefusedKeyIsNotContributed(String key) {
        properties.put("quarkus.processes.redis.config.\"" + key + "\"", "prod");

        assertThat(Contributions.of(config(), LaunchMode.DEVELOPMENT).keys()).isEqualTo(Set.of("quarkus.redis.hosts"));
    }

    @Test
    void anOverriddenContributionIsReportedInOneSentenceForEachProcess() {
        assertThat(OverriddenContributions.sentences(config(), LaunchMode.DEVELOPMENT)).isEmpty();
        properties.put("quarkus.processes.redis.config.\"quarkus.redis.password\"", "x");
        properties.put("quarkus.redis.hosts", "redis://mine");
        variables.put("QUARKUS_REDIS_PASSWORD", "y");

        assertThat(OverriddenContributions.sentences(config(), LaunchMode.DEVELOPMENT)).containsExactly(
                "The configuration of process 'redis' is not needed: quarkus.redis.hosts is set by "
                        + "PropertiesConfigSource[source=application.properties], quarkus.redis.password is set by EnvConfigSource");
        assertThat(OverriddenContributions.sentences(config(), LaunchMode.NORMAL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\0', value = { "foo, foo", "\"a.b\", a.b", "\"a.b[0]\", a.b[0]", "\"a.b\"[0], a.b[0]",
            "\"a.\"b c\".d\", a.\"b c\".d", "\"a.'b.c'.d\", a.\"b.c\".d", "\"a.\\\"b\\\".d\", a.\"b\".d",
            "\"a.\\\"b.c\\\"\", a.\"b.c\"" })
    void theQuotesAroundAKeyAreNoPartOfIt(String text, String key) {
        assertThat(ContributedName.of("quarkus.processes.db.config." + text)).hasValueSatisfying(name -> {
            assertThat(name.processId()).isEqualTo("db");
            assertThat(name.key()).isEqualTo(key);
            assertThat(ContributedName.of(name.property())).as("the name that readers see").contains(name);
        });
        assertThat(ContributedName.of("quarkus.processes.\"db\".config." + text).map(ContributedName::key)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.processes.db.config.a.b", "quarkus.processes.db.config.\"a\"b",
            "quarkus.processes.db.config.\"a.\"b.c\".d\"",
            "quarkus.processes.db.config.\"a\".\"b\"",
            "quarkus.processes.db.config", "quarkus.processes.db", "quarkus.processes.config.\"a\"",
            "quarkus.process.db.config.a",
            "quarkus.processes." })
    void otherPropertiesContributeNothing(String property) {
        assertThat(ContributedName.of(property)).isEmpty();
    }
}
