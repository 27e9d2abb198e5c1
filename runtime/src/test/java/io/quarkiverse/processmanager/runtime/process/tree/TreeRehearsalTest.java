package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

class TreeRehearsalTest {

    @Test
    void theImaginaryTreesAreStoppedAndKilledAndNoOtherProcessIsSignalled() {
        List<String> signals = new ArrayList<>();

        int gone = new TreeRehearsal(new LinuxProcessTable(), new SignalRecorder(signals),
                RunnerId.create(new LinuxProcessTable()),
                Optional::empty).run();

        assertThat(gone).isEqualTo(2);
        String pid = Long.toString(TreeRehearsal.IMAGINARY_PID);
        assertThat(signals).contains("TERM [" + pid + "]", "KILL [-" + pid + "]")
                .allMatch(signal -> signal.matches("\\w+ \\[-?" + pid + "]"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void aProcessWithTheIdOfTheImaginaryOneIsNotSignalled(int start) throws Exception {
        LinuxProcessTable table = new LinuxProcessTable();
        RunnerId jvm = RunnerId.create(table);
        Marker marker = Marker.of(jvm, start, "imaginary");
        ProcessBuilder builder = new ProcessBuilder("sleep", "100");
        builder.environment().put(marker.variable(), marker.value());
        Process process = builder.start();
        try {
            Awaitility.await().until(() -> table.variable(process.pid(), marker.variable()).isPresent());
            List<String> signals = new ArrayList<>();

            new TreeRehearsal(table, new SignalRecorder(signals), jvm, Optional::empty).run();

            assertThat(signals).isNotEmpty()
                    .allMatch(signal -> signal.matches("\\w+ \\[-?" + TreeRehearsal.IMAGINARY_PID + "]"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void noProcessCanHaveTheImaginaryPid() throws Exception {
        long highest = Long.parseLong(Files.readString(Path.of("/proc/sys/kernel/pid_max")).strip());

        assertThat(TreeRehearsal.IMAGINARY_PID).isGreaterThan(highest).isGreaterThan(4_194_304).isLessThan(Integer.MAX_VALUE);
    }
}
