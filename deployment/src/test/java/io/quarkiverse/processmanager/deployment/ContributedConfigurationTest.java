package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithParentName;

/** The configuration that processes contribute, in properties and in YAML, as the application reads it. */
class ContributedConfigurationTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(Addresses.class, Early.class, Referring.class).addAsResource(new StringAsset("""
                            quarkus.processes.redis.command=sleep 1000
                            quarkus.processes.redis.port=0
                            quarkus.processes.redis.port-owner=any
                            quarkus.processes.redis.health.type=none
                            quarkus.processes.redis.config."cache.url"=redis://localhost:${quarkus.processes.redis.port}
                            quarkus.processes.redis.config."addresses."a-b".url"=a
                            %test.quarkus.processes.redis.config."addresses.\\"c\\".hosts[0]"=c
                            quarkus.processes.redis.config."addresses.'e.f'.url"=e
                            %dev.quarkus.processes.redis.config."only.dev"=1
                            quarkus.processes.redis.config."cache.mine"=process
                            quarkus.processes.redis.config."cache.pause"=60s
                            quarkus.processes.redis.config."cache.pauses"=60s
                            quarkus.processes.redis.config."quarkus.http.root-path"=/contributed
                            quarkus.processes.redis.config."quarkus.http.rot-path"=/x
                            quarkus.processes.later.command=sleep 1000
                            quarkus.processes.later.auto-start=false
                            quarkus.processes.later.config."later.url"=x
                            quarkus.processes.other.command=sleep 1000
                            quarkus.processes.other.modes=dev,prod
                            quarkus.processes.other.config."other.url"=x
                            cache.mine=application
                            """), "application.properties").addAsResource(new StringAsset("""
                            quarkus:
                              processes:
                                redis:
                                  config:
                                    addresses.d.hosts:
                                      - d
                                      - "${cache.url}"
                            """), "application.yaml"))
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.INFO.intValue())
            .assertLogRecords(records -> {
                List<String> messages = records.stream().map(record -> ((ExtLogRecord) record).getFormattedMessage()).toList();
                assertThat(messages).anyMatch(message -> message
                        .startsWith("The configuration of process 'redis' is not needed: cache.mine is set by "))
                        .anyMatch(message -> message
                                .contains("rot-path\": contributes a key that no extension of the application "
                                        + "reads; did you mean 'quarkus.http.root-path'?"));
                assertThat(records).filteredOn(record -> record.getLevel().intValue() > Level.INFO.intValue())
                        .extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                        .noneMatch(message -> message.contains("quarkus.processes")
                                && !message.contains("rot-path"));
            });

    @ConfigMapping(prefix = "addresses")
    public interface Addresses {

        @WithParentName
        Map<String, Address> all();

        interface Address {
            Optional<String> url();

            Optional<List<String>> hosts();
        }
    }

    /** Quarkus refuses the start if the value of the static initialization is another one than that of the run time. */
    @ApplicationScoped
    public static class Early {

        @ConfigProperty(name = "cache.url")
        String cache;

        void init(@Observes @Initialized(ApplicationScoped.class) Object event) {
        }

        String cache() {
            return cache;
        }
    }

    /** Reads properties by expressions in annotations. */
    public static class Referring {

        @Scheduled(every = "{cache.pause}", delayed = "${cache.pauses:1h}")
        void work() {
        }
    }

    @Inject
    Early early;

    @Inject
    Addresses addresses;

    @ConfigProperty(name = "cache.url")
    String cache;

    @ConfigProperty(name = "cache.mine")
    String mine;

    @ConfigProperty(name = "quarkus.http.root-path")
    String rootPath;

    @Inject
    @ForProcess("redis")
    ManagedProcess redis;

    @Inject
    SmallRyeConfig config;

    @Test
    void theApplicationReadsWhatTheProcessesInForceContribute() {
        String port = config.getValue("quarkus.processes.redis.port", String.class);

        assertThat(cache).isEqualTo("redis://localhost:" + port).doesNotEndWith(":0");
        assertThat(early.cache()).isEqualTo(cache);
        assertThat(mine).isEqualTo("application");
        assertThat(rootPath).as("fixed by the build").isEqualTo("/contributed");
        assertThat(addresses.all()).containsOnlyKeys("a-b", "c", "d", "e.f");
        assertThat(addresses.all().get("a-b").url()).hasValue("a");
        assertThat(addresses.all().get("c").hosts()).hasValue(List.of("c"));
        assertThat(addresses.all().get("d").hosts()).hasValue(List.of("d", cache));
        assertThat(config.getConfigValue("cache.url").getConfigSourceName()).isEqualTo("Process 'redis'");
        assertThat(config.getOptionalValue("only.dev", String.class)).isEmpty();
        assertThat(config.getOptionalValue("later.url", String.class)).isEmpty();
        assertThat(config.getOptionalValue("other.url", String.class)).isEmpty();
    }

    @Test
    void theDefinitionHasTheContributions() {
        assertThat(redis.definition().config()).containsEntry("cache.url", cache).containsEntry("cache.mine", "process")
                .containsKeys("addresses.\"a-b\".url", "addresses.\"c\".hosts[0]", "addresses.d.hosts[1]")
                .doesNotContainKey("only.dev");
    }
}
