package io.quarkiverse.processmanager.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.deployment.console.ConsoleCommand;
import io.quarkus.deployment.console.ConsoleStateManager;
import io.quarkus.deployment.console.ConsoleStateManager.ConsoleContext;

/** The console of this Quarkus version: a later one can have other fields, which the listing would not survive. */
class DevServicesKeyTest {

    private static final Map<String, Map<String, String>> REDIS = Map.of("Process 'redis'",
            new TreeMap<>(Map.of("quarkus.redis.hosts", "redis://localhost:1", "quarkus.redis.password", "***")));
    private static final String HOSTS = "  Injected config:  - quarkus.redis.hosts=redis://localhost:1";

    private final ConsoleContext quarkus = ConsoleStateManager.INSTANCE.createContext("Dev Services");

    @AfterEach
    void tearDown() {
        quarkus.reset();
        DevServicesKey.list(Map.of());
    }

    private static String press() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        try {
            ConsoleStateManager.INSTANCE.createContext("any").getCommandByKey('c').getRunnable().run();
        } finally {
            System.setOut(before);
        }
        return printed.toString();
    }

    private void registerListingOfQuarkus() {
        quarkus.reset(new ConsoleCommand('c', "Show", null, () -> System.out.println("the Dev Services")));
    }

    @Test
    void theListingOfDevServicesHasTheProcessesToo() {
        registerListingOfQuarkus();
        DevServicesKey.list(REDIS);

        assertThat(press().lines()).contains("the Dev Services", HOSTS, " ".repeat(20) + "- quarkus.redis.password=***")
                .anyMatch(line -> line.contains("Process 'redis'"));
    }

    @Test
    void eachBuildReplacesTheListing() {
        registerListingOfQuarkus();
        DevServicesKey.list(Map.of("Process 'old'", Map.of("a", "b")));
        DevServicesKey.list(REDIS);
        assertThat(press().lines()).containsOnlyOnce("the Dev Services", HOSTS).noneMatch(line -> line.contains("old"));

        registerListingOfQuarkus();
        DevServicesKey.list(REDIS);
        assertThat(press().lines()).containsOnlyOnce("the Dev Services", HOSTS);

        DevServicesKey.list(Map.of());
        assertThat(press()).isEqualTo("the Dev Services" + System.lineSeparator());
    }

    @Test
    void withoutDevServicesTheKeyListsTheProcesses() {
        DevServicesKey.list(REDIS);
        assertThat(press().lines()).containsOnlyOnce(HOSTS);

        DevServicesKey.list(REDIS);
        assertThat(press().lines()).containsOnlyOnce(HOSTS);
    }
}
