package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.builder.BuildContext;
import io.quarkus.builder.BuildStep;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.MainBytecodeRecorderBuildItem;
import io.quarkus.test.QuarkusUnitTest;

/** The processes start before everything else that an extension has recorded for the start of the application. */
class FirstStepTest {

    private static final String RECORDED = "test.recorded-steps";
    private static final String OURS = "ProcessManagerProcessor$startProcesses";

    /** What our step needs: the log and its console, threads, the contexts of Mutiny, and Vert.x. */
    private static final Set<String> NEEDED = Set.of("LoggingResourceProcessor", "ThreadPoolSetup", "VertxCoreProcessor",
            "MutinyProcessor", "SmallRyeContextPropagationProcessor", "NettyProcessor", "BannerProcessor", "ConsoleProcessor");

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.processes.ui.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.ui.start-phase", "after-app")
            .addBuildChainCustomizer(inspection());

    @AfterAll
    static void clear() {
        System.clearProperty(RECORDED);
    }

    @Test
    void onlyTheLogAndVertxWithTheirContextsStartEarlier() {
        List<String> steps = List.of(System.getProperty(RECORDED).split("\n"));
        List<String> ours = steps.stream().filter(step -> step.contains(OURS)).toList();
        assertThat(ours).as(() -> String.join("\n", steps)).hasSize(1);

        Set<String> earlier = new TreeSet<>();
        steps.subList(0, steps.indexOf(ours.get(0))).forEach(step -> earlier.add(processorOf(step)));

        assertThat(NEEDED).containsAll(earlier);
        assertThat(steps.size()).as("the application has other extensions").isGreaterThan(earlier.size() + 20);
    }

    @Test
    void theApplicationListensEarlierThanTheProcessesAfterItStart() {
        List<String> steps = List.of(System.getProperty(RECORDED).split("\n")).stream()
                .map(step -> step.replaceFirst("\\d+$", "").replaceFirst(".*\\.", "")).toList();

        assertThat(steps).containsSubsequence("LifecycleEventsBuildStep$startupEvent", "VertxHttpProcessor$openSocket",
                "ProcessManagerProcessor$startAfterApp", "ProcessManagerTestProcessor$await");
    }

    /** {@code io.quarkus.deployment.steps.BannerProcessor$recordBanner921118789} was recorded by {@code BannerProcessor}. */
    private static String processorOf(String step) {
        return step.replaceFirst(".*\\.", "").replaceFirst("\\$.*", "");
    }

    /** Puts the names of what the steps have recorded into a system property, which the class loaders share. */
    private static Consumer<BuildChainBuilder> inspection() {
        return new Consumer<>() {
            @Override
            public void accept(BuildChainBuilder builder) {
                builder.addBuildStep(new BuildStep() {
                    @Override
                    public void execute(BuildContext context) {
                        List<String> names = new ArrayList<>();
                        for (MainBytecodeRecorderBuildItem item : context.consumeMulti(MainBytecodeRecorderBuildItem.class)) {
                            names.add(item.getBytecodeRecorder() == null ? item.getGeneratedStartupContextClassName()
                                    : item.getBytecodeRecorder().getClassName());
                        }
                        System.setProperty("test.recorded-steps", String.join("\n", names));
                    }
                }).consumes(MainBytecodeRecorderBuildItem.class).produces(GeneratedResourceBuildItem.class).build();
            }
        };
    }
}
