package io.quarkiverse.processmanager.runtime.process.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.definition.StopSignals;

class SignalsTest {

    @ParameterizedTest
    @CsvSource({ "term,TERM", "SIGINT,INT", "RTMIN,RTMIN", "RTMIN+0,RTMIN", "RTMIN+15,RTMIN+15", "RTMIN+16,RTMAX-14",
            "RTMIN+30,RTMAX", "RTMAX-14,RTMAX-14", "RTMAX-15,RTMIN+15", "RTMAX-30,RTMIN", "TERM; rm -rf x,TERM" })
    void theShellGetsANameThatItKnows(String declared, String forShell) {
        assertThat(Signals.forShell(declared)).isEqualTo(forShell);
    }

    @Test
    void theShellKnowsEverySignalThatADefinitionMayName() throws IOException, InterruptedException {
        for (int code = 129; code <= 128 + 64; code++) {
            String name = Signals.ofLinuxExitCode(code).orElse("");
            if (ProcessDefinition.builder("p").command("x").stop(new StopPolicy(name, Duration.ofSeconds(1), List.of()))
                    .problems().isEmpty()) {
                Process shell = new ProcessBuilder("/bin/sh", "-c",
                        "sleep 1000 & kill -s \"$1\" -- $!; known=$?; kill -s KILL -- $!; wait $!; exit $known", "sh",
                        Signals.forShell(name)).start();

                assertThat(shell.waitFor()).as(name).isZero();
            }
        }
    }

    @Test
    void theNamesAreThoseThatADefinitionMayUse() {
        List<String> names = new ArrayList<>(
                List.of("EMT", "INFO", "9", "term", "SIGTERM", "", "RTMIN+31", "RTMAX-30", "RTMAX+1"));
        for (int code = 129; code <= 128 + 64; code++) {
            Signals.ofLinuxExitCode(code).ifPresent(names::add);
        }
        for (String name : names) {
            boolean accepted = ProcessDefinition.builder("p").command("x")
                    .stop(new StopPolicy(name, Duration.ofSeconds(1), List.of())).problems().isEmpty();

            assertThat(Signals.isName(name)).as(name).isEqualTo(accepted);
        }
    }

    @Test
    void macOsHasNumbersOfItsOwn() {
        assertThat(IntStream.rangeClosed(129, 128 + 31).mapToObj(code -> Signals.ofMacExitCode(code).orElseThrow()))
                .containsExactly("HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "EMT", "FPE", "KILL", "BUS", "SEGV", "SYS",
                        "PIPE",
                        "ALRM", "TERM", "URG", "STOP", "TSTP", "CONT", "CHLD", "TTIN", "TTOU", "IO", "XCPU", "XFSZ", "VTALRM",
                        "PROF", "WINCH", "INFO", "USR1", "USR2");
    }

    @Test
    void linuxHasNumbersOfItsOwn() {
        assertThat(IntStream.rangeClosed(129, 128 + 31).mapToObj(code -> Signals.ofLinuxExitCode(code).orElseThrow()))
                .containsExactly("HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
                        "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
                        "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 128, 160, 193, 255 })
    void aCodeWithoutASignalHasNoName(int code) {
        assertThat(Signals.ofLinuxExitCode(code)).isEmpty();
    }
}
