package io.quarkiverse.processmanager.runtime.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.assembly.Dialogue;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

class SignalResetTest {

    private static final String STATE = "TERM grep -E 'SigBlk|SigIgn' /proc/self/status";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aJvmThatIgnoresSignalsDoesNotPassThatOn() throws Exception {
        List<String> answers = jvm("trap '' HUP INT QUIT TERM USR1 PIPE", STATE);

        assertThat(standardSignals(answers, "SigIgn")).isZero();
        assertThat(standardSignals(answers, "SigBlk")).isZero();
    }

    @Test
    void anOrdinaryJvmBlocksNothing() throws Exception {
        List<String> answers = jvm(":", STATE);

        assertThat(standardSignals(answers, "SigIgn")).isZero();
        assertThat(standardSignals(answers, "SigBlk")).isZero();
    }

    @Test
    void aProcessOfAJvmThatIgnoresSignalsIsStoppedByThem() throws Exception {
        List<String> answers = jvm("trap '' HUP INT QUIT TERM", "INT echo up; exec sleep 1000", "QUIT echo up; exec sleep 1000",
                "HUP echo up; exec sleep 1000", "TERM echo up; exec sleep 1000");

        assertThat(answers).filteredOn(line -> line.startsWith("ended")).containsExactly("ended killed by SIGINT (130)",
                "ended killed by SIGQUIT (131)", "ended killed by SIGHUP (129)", "ended killed by SIGTERM (143)");
    }

    @Test
    void aProcessCanBeStoppedByAnySignal() throws Exception {
        List<String> answers = jvm(":", "QUIT echo up; exec sleep 1000", "USR1 echo up; exec sleep 1000",
                "RTMIN+20 echo up; exec sleep 1000", "RTMAX-20 echo up; exec sleep 1000", "RTMIN echo up; exec sleep 1000");

        assertThat(answers).filteredOn(line -> line.startsWith("ended")).containsExactly("ended killed by SIGQUIT (131)",
                "ended killed by SIGUSR1 (138)", "ended killed by SIGRTMIN+20 (182)", "ended killed by SIGRTMIN+10 (172)",
                "ended killed by SIGRTMIN (162)");
    }

    /** The bits of the signals that have a name; the C library has two for itself behind those. */
    private static long standardSignals(List<String> answers, String field) {
        String line = answers.stream().filter(answer -> answer.startsWith("line " + field)).findFirst().orElseThrow();
        return Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16) & 0x7fffffff;
    }

    private List<String> jvm(String before, String... orders) throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        try (Dialogue jvm = Dialogue.start(workshop, "sh", "-c", before + "; exec \"$@\"", "sh")) {
            for (String order : orders) {
                String[] parts = order.split(" ", 2);
                answers.addAll(jvm.run(parts[0], parts[1]));
            }
        }
        assertThat(answers).doesNotContain("still there");
        return answers;
    }
}
