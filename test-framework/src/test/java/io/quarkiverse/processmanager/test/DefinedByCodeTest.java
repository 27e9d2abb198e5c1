package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.runtime.engine.Engine;

/** Processes that the builder defines. */
@WithProcess(id = "defined", definition = DefinedByCodeTest.Defined.class)
class DefinedByCodeTest {

    private static final CountDownLatch HOOK = new CountDownLatch(1);

    @RegisterExtension
    static final ProcessExtension OF_THE_CLASS = ProcessExtension.with(sleeping("of-the-class"));

    @RegisterExtension
    final ProcessExtension ofEachTest = ProcessExtension.with(sleeping("of-each-test"));

    private static final List<Long> PIDS_OF_THE_CLASS = new ArrayList<>();
    private static final List<Long> PIDS_OF_EACH_TEST = new ArrayList<>();

    @InjectProcess
    ManagedProcess ofTheClass;
    @InjectProcess("of-each-test")
    ManagedProcess ofOneTest;

    private static ProcessDefinition sleeping(String id) {
        return ProcessDefinition.builder(id).command("sleep", "1000").startupWindow(Duration.ofMillis(10)).build();
    }

    static final class Defined implements Supplier<ProcessDefinition> {

        @Override
        public ProcessDefinition get() {
            return ProcessDefinition.builder("defined").command("sh", "-c", "echo up; exec sleep 1000")
                    .health(health -> health.log("up")).onStart(event -> HOOK.countDown()).build();
        }
    }

    static final class OfAnotherId implements Supplier<ProcessDefinition> {

        @Override
        public ProcessDefinition get() {
            return sleeping("another");
        }
    }

    @WithProcess(id = "defined", definition = Defined.class, shell = true)
    static class WithMore {
    }

    @WithProcess(id = "defined", definition = OfAnotherId.class)
    static class WithAnotherId {
    }

    @RepeatedTest(2)
    void aStaticExtensionRunsForTheClassAndAnotherOneForEachTest() {
        PIDS_OF_THE_CLASS.add(ofTheClass.status().pid().getAsLong());
        PIDS_OF_EACH_TEST.add(ofOneTest.status().pid().getAsLong());

        assertThat(PIDS_OF_THE_CLASS).containsOnly(PIDS_OF_THE_CLASS.get(0));
        assertThat(PIDS_OF_EACH_TEST).doesNotHaveDuplicates();
    }

    @Test
    void theHooksOfADefinitionAreCalled(@InjectProcess ManagedProcess defined) throws InterruptedException {
        assertThat(defined.status().isReady()).isTrue();
        assertThat(HOOK.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDefinitionIsTheWholeDefinition() {
        assertThatThrownBy(() -> read(WithMore.class)).isInstanceOf(ProcessException.class).hasMessage("cannot define process "
                + "'defined': its definition comes from Defined, so no other attribute than id and lastLines can be set");
        assertThatThrownBy(() -> read(WithAnotherId.class))
                .hasMessage("cannot define process 'defined': OfAnotherId defines process 'another'");
    }

    private static void read(Class<?> annotated) {
        AnnotationReader.here().read(List.of(annotated.getAnnotation(WithProcess.class)), RealPorts.ofApplication());
    }

    @Test
    void withoutAProcessManagerTheReasonIsSaid() {
        Engine engine = Engine.standalone();
        try {
            TestEngine idle = new TestEngine(engine);

            assertThatThrownBy(() -> idle.open("[class:A]", List.of(new TestProcess(sleeping("stub"), 20))))
                    .hasMessage("cannot start process 'stub': the application has no process manager: it has not started, or "
                            + "quarkus.process-manager.enabled is false");
        } finally {
            engine.close();
        }
    }
}
