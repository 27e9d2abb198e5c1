package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.test.QuarkusUnitTest;

class OwnPatternTest {

    /** A pattern that the build finds in the index. */
    public static class Sleeper implements ProcessPattern {

        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            defaults.command("sleep", "1000").autoStart(false).restart(restart -> restart.max(1));
        }
    }

    /** A pattern that the build cannot instantiate and ignores. */
    public record ForCode(String name) implements ProcessPattern {

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            throw new AssertionError("no setting names this pattern");
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(archive -> archive.addClasses(Sleeper.class, ForCode.class))
            .addBuildChainCustomizer(chain -> Announcement.addTo(chain))
            .withConfiguration("""
                    quarkus.processes.nap.pattern=sleeper
                    quarkus.processes.nap.restart.max=2
                    quarkus.processes.rest.pattern=announced
                    """);

    /** A separate class, because the application has no build items. */
    static class Announcement {

        static void addTo(BuildChainBuilder chain) {
            chain.addBuildStep(context -> context.produce(new ProcessPatternBuildItem(Announced.class)))
                    .produces(ProcessPatternBuildItem.class).build();
        }
    }

    /** A pattern of another extension. */
    public static class Announced implements ProcessPattern {

        @Override
        public String name() {
            return "announced";
        }

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            defaults.command("sleep", "2000").autoStart(false);
        }
    }

    @Inject
    @ForProcess("nap")
    ManagedProcess nap;

    @Inject
    @ForProcess("rest")
    ManagedProcess rest;

    @Test
    void aPatternOfTheApplicationIsFoundAndConfiguredValuesWin() {
        assertThat(nap.definition().command().words()).containsExactly("sleep", "1000");
        assertThat(nap.definition().restart().max()).hasValue(2);
        assertThat(nap.definition().pattern().orElseThrow().settings())
                .isEqualTo(Map.of("command", "sleep 1000", "auto-start", "false"));
    }

    /** The process has no setting that can change with the start: the start adds its other settings. */
    @Test
    void aPatternOfAnotherExtensionIsAnnouncedByABuildItem() {
        assertThat(rest.definition().command().words()).containsExactly("sleep", "2000");
    }
}
