package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

class MacProcessTableTest {

    /** As the ps of macOS writes them: numbers at the right, words at the left of their columns. */
    private static final List<String> MACOS = List.of(
            "    1     0     1     0 Ss   Mon Nov  2 06:42:53 2026     /sbin/launchd",
            "  715     1   715   501 S    Mon Nov 23 06:57:50 2026     /bin/sh -c sleep 1 TERM=xterm-256color QPM_70_5_cafe=12 A=b",
            "  716   715   715   501 ?Es  Mon Nov 23 06:57:51 2026     (sleep)",
            "  717   715   715   501 Z    Mon Nov 23 06:57:51 2026     (sh)",
            "  718   715   715   501 R+   Mon Nov 23 06:57:51 2026     ");

    private final MacProcessTable table = new MacProcessTable(Platforms.PS_OF_LINUX);

    @Test
    void linesOfMacosAreRead() {
        List<MacPsLine> lines = MACOS.stream().map(MacPsLine::parse).map(line -> line.orElseThrow()).toList();

        assertThat(lines).extracting(line -> line.entry().pid()).containsExactly(1L, 715L, 716L, 717L, 718L);
        ProcessEntry shell = lines.get(1).entry();
        assertThat(shell.identity().startTicks())
                .isEqualTo(Instant.parse("2026-11-23T06:57:50Z").getEpochSecond() * ProcessTable.TICKS_PER_SECOND);
        assertThat(shell).returns(1L, ProcessEntry::parent).returns(715L, ProcessEntry::group).returns('S',
                ProcessEntry::state);
        assertThat(lines).extracting(MacPsLine::user).containsExactly("0", "501", "501", "501", "501");
        assertThat(lines).extracting(line -> line.entry().dead()).containsExactly(false, false, false, true, false);
    }

    @Test
    void aVariableIsFoundBehindTheCommand() {
        MacPsLine line = MacPsLine.parse(MACOS.get(1)).orElseThrow();

        assertThat(line.variable("QPM_70_5_cafe")).contains("12");
        assertThat(line.variable("A")).contains("b");
        assertThat(line.variable("PM_70_5_cafe")).isEmpty();
        assertThat(line.variable("B")).isEmpty();
    }

    @Test
    void nonsenseIsNoProcess() {
        assertThat(MacPsLine.parse("")).isEmpty();
        assertThat(MacPsLine.parse("ps: illegal option")).isEmpty();
        assertThat(MacPsLine.parse("  715     1   715   501 S    Mon Foo 23 06:57:50 2026     sh")).isEmpty();
        assertThat(MacPsLine.parse("  7x5     1   715   501 S    Mon Nov 23 06:57:50 2026     sh")).isEmpty();
    }

    @Test
    void thisJvmIsFound() {
        ProcessId jvm = RunnerId.ofThisJvm(table);

        assertThat(table.all()).extracting(ProcessEntry::identity).contains(jvm);
        assertThat(table.isAlive(jvm)).isTrue();
        assertThat(table.isAlive(new ProcessId(jvm.pid(), 1))).isFalse();
        assertThat(table.command(jvm.pid())).isEqualTo("java");
        assertThat(table.user(jvm.pid())).isEqualTo(new LinuxProcessTable().user(jvm.pid()));
    }

    @Test
    void theStartIsThatOfTheClock() throws Exception {
        long before = Instant.now().getEpochSecond();
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000");
        builder.environment().put("QPM_1_2_3", "7");
        Process process = builder.start();
        try {
            long start = table.read(process.pid()).orElseThrow().identity().startTicks() / ProcessTable.TICKS_PER_SECOND;
            table.all();

            // Linux counts from its own start, which is rounded.
            assertThat(start).isBetween(before - 1, Instant.now().getEpochSecond() + 1);
            // A new process has no environment for a moment after the JDK has reported its start.
            Awaitility.await().untilAsserted(
                    () -> assertThat(table.variable(process.pid(), "QPM_1_2_3")).contains("7"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void whereThereIsNoPsALookFails() {
        MacProcessTable none = new MacProcessTable(new MacPsSyntax("/no/ps", "-E", List.of("/no/sysctl")));

        assertThatThrownBy(none::all).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> none.isAlive(new ProcessId(1, 1))).isInstanceOf(UncheckedIOException.class);
        assertThat(none.read(1)).isEmpty();
        assertThat(none.user(1)).isEmpty();
        assertThat(none.pidScope()).isEqualTo(none.pidScope());
        assertThat(none.pidScope()
                .isOfThisBoot(new MacProcessTable(new MacPsSyntax("/no/ps", "-E", List.of("/no"))).pidScope().text()))
                .isFalse();
    }

    @Test
    void oneStartOfTheSystemIsToldFromTheNext() throws IOException {
        assertThat(table.pidScope().boot()).isEqualTo(new LinuxProcessTable().pidScope().boot());
        assertThat(table.pidScope().text()).doesNotContain(" ");
    }
}
