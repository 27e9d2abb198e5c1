package io.quarkiverse.processmanager.runtime.process.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;

class ProcessEntryTest {

    private static final String REST = " 10 20 30 0 -1 4194304 98 0 0 0 1500 70 3 9 20 0 %d 0 590101 3000000 250 18446744073709551615 0\n";

    @Test
    void aLineIsParsed() {
        ProcessEntry entry = parse("(sh) S", 1);

        assertThat(entry).isEqualTo(
                new ProcessEntry(new ProcessId(7, 590101), 10, 20, 30, 'S', entry.program(), false,
                        new ScannedUsage(1_570, 1)));
    }

    @Test
    void aNameMayContainAnything() {
        assertThat(parse("(a) Z 1 2 (b\n) S", 1)).usingRecursiveComparison().ignoringFields("program")
                .isEqualTo(parse("(sh) S", 1));
    }

    @Test
    void anotherProgramHasAnotherHash() {
        assertThat(parse("(sh) S", 1).program()).isEqualTo(parse("(sh) R", 1).program())
                .isNotEqualTo(parse("(sleep) S", 1).program());
    }

    @Test
    void aZombieIsDeadUnlessItHasOtherThreads() {
        assertThat(parse("(sh) Z", 1).dead()).isTrue();
        assertThat(parse("(sh) X", 1).dead()).isTrue();
        assertThat(parse("(sh) Z", 2).dead()).isFalse();
        assertThat(parse("(sh) T", 1).dead()).isFalse();
    }

    @Test
    void aKernelThreadIsNoProcess() {
        String line = "7 (kworker/0:1) I" + String.format(REST, 1);

        assertThat(ProcessEntry.parse(7, line)).isPresent();
        assertThat(ofKernelThread(line)).isFalse();
        String ofKernel = line.replace("4194304", "69238880");
        assertThat(ProcessEntry.parse(7, ofKernel)).isEmpty();
        assertThat(ofKernelThread(ofKernel)).isTrue();
    }

    @Test
    void nonsenseIsNoProcess() {
        assertThat(ProcessEntry.parse(7, "")).isEmpty();
        assertThat(ProcessEntry.parse(7, "7 (sh")).isEmpty();
        assertThat(ofKernelThread("")).isFalse();
        assertThat(ofKernelThread("7 (sh")).isFalse();
    }

    @Test
    void thisJvmIsFound() {
        long pid = ProcessHandle.current().pid();

        assertThat(new LinuxProcessTable().all()).extracting(ProcessEntry::identity)
                .contains(new LinuxProcessTable().read(pid).orElseThrow().identity());
        assertThat(new LinuxProcessTable().isAlive(RunnerId.ofThisJvm(new LinuxProcessTable()))).isTrue();
        assertThat(new LinuxProcessTable().isAlive(new ProcessId(pid, 1))).isFalse();
    }

    private static boolean ofKernelThread(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return ProcessEntry.isOfKernelThread(bytes, bytes.length);
    }

    private static ProcessEntry parse(String nameAndState, int threads) {
        return ProcessEntry.parse(7, "7 " + nameAndState + String.format(REST, threads)).orElseThrow();
    }
}
