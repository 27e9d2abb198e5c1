package io.quarkiverse.processmanager.runtime.process.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BindingTest {

    @RegisterExtension
    final NativeTest test = new NativeTest();

    /** The test profiles of a JVM have a class loader each, one after the other. */
    @Test
    void eachClassLoaderOfAJvmHasTheNativeWayAndIsFreedAfterwards() throws Exception {
        // JDK 25 logs the start of a process. That sets up the log manager of the class path, which keeps the records of JNA until
        // an application configures it, and with them the class loader.
        Process jvm = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=java.util.logging.LogManager", "-cp", System.getProperty("java.class.path"),
                ClassLoaders.class.getName()).redirectError(Redirect.INHERIT).start();
        try {
            String answer = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(answer.lines()).containsExactly("", "freed", "", "freed", "", "freed");
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void aProcessAndEachOpenPipeUseTheLibrary() throws Exception {
        int before = Binding.uses();
        NativeProcess child = test.access().spawn(NativeTest.sh("read -r line"));
        assertThat(Binding.uses()).as("the process, its input and two pipes").isEqualTo(before + 4);

        child.getOutputStream().close();
        child.onExit().get(60, TimeUnit.SECONDS);
        assertThat(Binding.uses()).isEqualTo(before + 2);
        child.stdout().orElseThrow().close();
        child.stderr().orElseThrow().close();

        assertThat(Binding.uses()).isEqualTo(before);
    }

    @Test
    void aChildWhosePipesCannotAllBeMadeUsesNothing() throws Exception {
        int before = Binding.uses();
        Descriptors.Pipe in = Descriptors.pipe();
        Descriptors.Pipe out = Descriptors.pipe();
        Descriptors.Pipe err = Descriptors.pipe();
        ChildPipes pipes = new ChildPipes(new PosixSpawn.Child(0, in.writing(), out.reading(), err.reading(), -1));

        assertThatThrownBy(() -> pipes.open(descriptor -> {
            if (descriptor == err.reading()) {
                throw new OutOfMemoryError("injected");
            }
            return new PipeEnd(descriptor);
        })).isInstanceOf(OutOfMemoryError.class);
        assertThat(Binding.uses()).as("the input and the standard output").isEqualTo(before + 2);
        pipes.close();

        assertThat(Binding.uses()).isEqualTo(before);
        Descriptors.close(in.reading(), out.writing(), err.writing());
    }

    @Test
    void aSpawnThatFailsUsesNothing() {
        int before = Binding.uses();

        assertThatThrownBy(() -> test.access().spawn(NativeTest.order(NativeTest.TWO_PIPES, "/no/such/file")))
                .isInstanceOf(SystemError.class);

        assertThat(Binding.uses()).isEqualTo(before);
    }
}
