package io.quarkiverse.processmanager.runtime.process.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More processes than the arguments of one command can name. */
@EnabledOnOs(OS.LINUX)
class WatchdogScanTest {

    private static final int PROCESSES = 1_500;
    /** A quarter of the stack is for arguments, and never less than 128 KiB. */
    private static final String LEAST_ARGUMENTS = "ulimit -S -s 512\n";

    @TempDir
    static Path directory;

    @BeforeAll
    static void writeTheFilesOfTheProcesses() throws IOException {
        for (int pid = 1; pid <= PROCESSES; pid++) {
            Path process = Files.createDirectories(processes().resolve(pid + "/fd")).getParent();
            Files.writeString(process.resolve("environ"), pid % 500 == 7 ? "A=b\0QPM_1_1_cafe=5\0" : "A=b\0");
            Files.writeString(process.resolve("limits"), "Max file locks            " + (pid == 42 ? "4711 " : "unlimited ")
                    + "           unlimited            locks\n");
            Files.writeString(process.resolve("stat"), pid + " (sleep) S 1 " + pid + "\n");
        }
        Files.createSymbolicLink(processes().resolve("1203/fd/4"), directory.resolve("state"));
    }

    /** The paths are longer than 128 KiB. */
    private static Path processes() {
        return directory.resolve("the-processes-of-a-system-with-too-many-of-them-for-one-command");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/bin/sh", "/bin/bash", "/bin/busybox sh" })
    void allProcessesAreRead(String shell) throws Exception {
        List<String> words = new ArrayList<>(List.of(shell.split(" ")));
        assumeThat(Path.of(words.get(0))).exists();
        words.addAll(List.of("-c", LEAST_ARGUMENTS + "newline='\n'\nblanks=\" $newline\"\nmarkers=QPM_1_1_cafe=5 limits=4711"
                + " files='" + directory.resolve("state") + "\n'\n" + functions()
                + "find_marked; find_holders; find_all\nset -f; echo $marked; echo $holders; echo \"$table\" | grep -c sleep\n"));

        Process process = new ProcessBuilder(words).redirectError(Redirect.DISCARD).start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = output.lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).split(" ")).containsExactlyInAnyOrder("7", "507", "1007", "42");
        assertThat(lines.subList(1, 3)).containsExactly("1203", String.valueOf(PROCESSES));
    }

    private static String functions() {
        return WatchdogScan.PROC.functions().replace("/proc/", processes() + "/");
    }
}
