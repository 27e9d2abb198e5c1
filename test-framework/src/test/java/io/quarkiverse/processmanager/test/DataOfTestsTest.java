package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;

/** Processes with data, which the builder or the configuration would put into the directory of dev mode. */
@WithProcess(id = "written", command = "touch $DATA_DIR/x; echo ${quarkus.processes.written.data-dir}; exec sleep 1000", shell = true, healthLog = "/", settings = "data-dir=target/data-of-dev-mode/written")
@WithProcess(id = "defined", definition = DataOfTestsTest.Defined.class)
class DataOfTestsTest {

    private static final Path OF_DEV_MODE = Path.of("target/data-of-dev-mode");

    @RegisterExtension
    static final ProcessExtension BY_CODE = ProcessExtension.with(process("by-code"));

    @InjectProcess
    ManagedProcess written;

    static final class Defined implements Supplier<ProcessDefinition> {

        @Override
        public ProcessDefinition get() {
            return process("defined");
        }
    }

    private static ProcessDefinition process(String id) {
        return ProcessDefinition.builder(id).command("sh", "-c", "touch $DATA_DIR/x; echo $DATA_DIR; exec sleep 1000")
                .dataDir(OF_DEV_MODE.resolve(id)).health(health -> health.log("/")).modes(Mode.DEV).test(TestPolicy.SHARED)
                .build();
    }

    @Test
    void theDataOfDevModeIsNotTouched(@InjectProcess ManagedProcess defined, @InjectProcess ManagedProcess byCode) {
        for (ManagedProcess process : List.of(written, defined, byCode)) {
            Path directory = TestDirectory.ofThisJvm().resolve(getClass().getName()).resolve(process.id());
            assertThat(process.logs(1)).extracting(LogLine::text).containsExactly(directory.toString());
            assertThat(directory.resolve("x")).exists();
        }
        assertThat(Files.exists(OF_DEV_MODE)).isFalse();
    }

    @Nested
    class Inner {

        @Test
        @WithProcess(id = "written", command = "echo a fake in $DATA_DIR; exec sleep 1000", shell = true, healthLog = "fake", settings = "data-dir=${NONE}")
        void aReplacementHasTheDirectoryOfTheReplacedProcess() {
            assertThat(written.logs(1)).extracting(LogLine::text).singleElement().asString()
                    .endsWith(DataOfTestsTest.class.getName() + "/written");
        }
    }

    @WithProcess(id = "store", command = "x", settings = "data-dir=store")
    @WithProcess(id = "defined", definition = Defined.class)
    static class InAnApplication {
    }

    @Test
    void theProcessesOfAnApplicationUseItsDirectories() {
        List<ProcessDefinition> read = read(InAnApplication.class);

        assertThat(read).extracting(definition -> definition.start().dataDir().get()).containsExactly(
                TestDirectory.ofThisJvm().resolve("defined"), TestDirectory.ofThisJvm().resolve("store"));
    }

    @Test
    void aDefinitionOfCodeRunsInTheTestWhateverItsModesAre() {
        ProcessDefinition defined = read(InAnApplication.class).get(0);

        assertThat(defined.modes()).contains(Set.of(Mode.TEST));
        assertThat(defined.start().test()).isEmpty();
    }

    private static List<ProcessDefinition> read(Class<?> annotated) {
        Map<WithProcess, TestProcess> read = AnnotationReader.here()
                .read(List.of(annotated.getAnnotationsByType(WithProcess.class)), RealPorts.ofApplication());
        return read.values().stream().map(TestProcess::definition).toList();
    }
}
