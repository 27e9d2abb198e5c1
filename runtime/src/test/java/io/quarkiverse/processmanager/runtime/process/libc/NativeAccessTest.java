package io.quarkiverse.processmanager.runtime.process.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

class NativeAccessTest {

    @RegisterExtension
    final NativeTest test = new NativeTest();

    @Test
    void theSelfTestSucceedsHere() throws Exception {
        assertThat(SelfTest.failure(test.access(), NativeTest.CAT)).isEmpty();
    }

    @Test
    void theSelfTestNeedsCat() throws Exception {
        assertThat(SelfTest.failure(test.access(), Optional.empty())).hasValueSatisfying(
                failure -> assertThat(failure).contains("cat"));
    }

    @Test
    void theSelfTestFailsIfAProgramDoesNotAnswer() throws Exception {
        assertThat(SelfTest.failure(test.access(), Optional.of(Path.of("/bin/true")))).isPresent();
    }

    /** The exit of a process closes its input, which can happen just before the self-test writes. */
    @Test
    void theSelfTestFailsIfTheInputIsClosedBeforeItWrites() throws Exception {
        NativeProcess process = test.access().spawn(NativeTest.order(NativeTest.TWO_PIPES, "/bin/sleep", "600"));
        process.getOutputStream().close();

        assertThat(SelfTest.failure(process, test.access().events())).hasValueSatisfying(
                failure -> assertThat(failure).contains("closed"));
        assertThat(process.isAlive()).isFalse();
    }

    /** The dev mode and its continuous tests have a class loader each, at the same time. */
    @Test
    void oneClassLoaderOfTheJvmHasTheNativeWayAtATime() throws Exception {
        try (URLClassLoader second = ClassLoaders.ofTheClassPath()) {
            assertThat(ClassLoaders.obstacle(ClassLoaders.open(second))).startsWith("another application of this JVM");
        }
    }

    @Test
    void nothingIsLeftOfASelfTestThatFails() throws Exception {
        int uses = Binding.uses();
        for (Optional<Path> cat : List.of(Optional.<Path> empty(), Optional.of(Path.of("/no/such/cat")),
                Optional.of(Path.of("/bin/true")), SystemTools.find("yes"))) {
            NativeAccess access = new NativeAccess(new PosixSpawn(), EventLoop.start());
            try {
                assertThat(access.prove(cat).access()).isEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("posix_spawn");
            }
        }

        // The loop of the test itself is there.
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(NativeTest::loops, loops -> loops == 1);
        // A process that was not reaped would be a zombie as long as this JVM lives, and would use the library.
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Binding.uses() == uses);
    }

    @Test
    void aStatusWordIsACodeOrASignal() {
        assertThat(new WaitStatus(143 << 8).code()).isEqualTo(143);
        assertThat(new WaitStatus(143 << 8).signal()).isEmpty();
        assertThat(new WaitStatus(15).code()).isEqualTo(143);
        assertThat(new WaitStatus(15).signal()).hasValue(15);
        assertThat(new WaitStatus(0x80 | 11).signal()).as("with a core dump").hasValue(11);
        assertThat(new WaitStatus(0).code()).isZero();
    }
}
