package io.quarkiverse.processmanager.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            if (Signals.isName(name)) {
                Process shell = new ProcessBuilder("/bin/sh", "-c",
                        "sleep 1000 & kill -s \"$1\" -- $!; known=$?; kill -s KILL -- $!; wait $!; exit $known", "sh",
                        Signals.forShell(name)).start();

                assertThat(shell.waitFor()).as(name).isZero();
            }
        }
    }

    @Test
    void eachNameThatADefinitionMayUseHasANumber() {
        for (int number = 1; number <= 64; number++) {
            String name = Signals.ofLinuxExitCode(128 + number).orElse("");
            if (Signals.isName(name)) {
                assertThat(Signals.linuxNumber(name)).as(name).hasValue(number);
            }
        }
        assertThat(Signals.linuxNumber("RTMAX")).hasValue(64);
        assertThat(Signals.linuxNumber("RTMAX-30")).hasValue(34);
        assertThat(Signals.linuxNumber("EMT")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 128, 160, 193, 255 })
    void aCodeWithoutASignalHasNoName(int code) {
        assertThat(Signals.ofLinuxExitCode(code)).isEmpty();
    }
}
