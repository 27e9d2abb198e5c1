package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

class TreeRehearsalTest {

    /** On a busy machine, where the code is not compiled, the scans can need more than the few seconds of an application. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void theImaginaryTreesAreStoppedAndKilledAndNoOtherProcessIsSignalled() {
        List<String> signals = new ArrayList<>();

        int gone = new TreeRehearsal(new LinuxProcessTable(), new SignalRecorder(signals),
                RunnerId.create(new LinuxProcessTable()),
                Optional::empty).run(PATIENCE);

        assertThat(gone).isEqualTo(2 * TreeRehearsal.TREES);
        assertThat(targets(signals, "")).isNotEmpty().allMatch(TreeRehearsalTest::isImaginary);
        assertThat(targets(signals, "TERM")).hasSize(TreeRehearsal.TREES).allMatch(pid -> pid > 0);
        assertThat(targets(signals, "KILL")).filteredOn(pid -> pid < 0).hasSize(TreeRehearsal.TREES);
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

            new TreeRehearsal(table, new SignalRecorder(signals), jvm, Optional::empty).run(PATIENCE);

            assertThat(targets(signals, "")).isNotEmpty().allMatch(TreeRehearsalTest::isImaginary);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void itEndsAlthoughNoScanSucceeds() {
        ProcessTable real = new LinuxProcessTable();
        ProcessTable unreadable = (ProcessTable) Proxy.newProxyInstance(ProcessTable.class.getClassLoader(),
                new Class<?>[] { ProcessTable.class }, (proxy, method, arguments) -> {
                    if (method.getReturnType() == List.class) {
                        throw new UncheckedIOException(new IOException("/proc cannot be listed"));
                    }
                    return method.invoke(real, arguments);
                });

        int gone = new TreeRehearsal(unreadable, new SignalRecorder(new ArrayList<>()), RunnerId.create(real), Optional::empty)
                .run(Duration.ofMillis(100));

        assertThat(gone).isZero();
    }

    @Test
    void noProcessCanHaveTheImaginaryPid() throws Exception {
        long highest = Long.parseLong(Files.readString(Path.of("/proc/sys/kernel/pid_max")).strip());

        assertThat(TreeRehearsal.IMAGINARY_PID).isGreaterThan(highest).isGreaterThan(4_194_304).isLessThan(Integer.MAX_VALUE);
    }

    /** The pids and, as negative numbers, the groups that have received a signal whose name begins like this. */
    private static Set<Long> targets(List<String> signals, String name) {
        return signals.stream().filter(signal -> signal.startsWith(name))
                .flatMap(signal -> Pattern.compile("-?\\d+").matcher(signal.substring(signal.indexOf('['))).results())
                .map(number -> Long.parseLong(number.group()))
                .collect(Collectors.toSet());
    }

    private static boolean isImaginary(long target) {
        long pid = Math.abs(target);
        return pid >= TreeRehearsal.IMAGINARY_PID && pid < TreeRehearsal.IMAGINARY_PID + TreeRehearsal.TREES;
    }
}
