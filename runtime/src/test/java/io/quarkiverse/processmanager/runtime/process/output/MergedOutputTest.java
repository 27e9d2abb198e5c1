package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** Both streams share one pipe. */
class MergedOutputTest {

    private static final LogSettings MERGED = LogSettings.DEFAULT.withCapture(Capture.MERGED);

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void bothStreamsComeInTheOrderInWhichTheyWereWritten() {
        workshop.start(workshop.perl("$| = 1; for (1..2000) { print \"out $_\\n\"; print STDERR \"err $_\\n\" }"),
                StopSettings.DEFAULT, MERGED).witness().awaitGone();

        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 2000; i++) {
            expected.add("out " + i);
            expected.add("err " + i);
        }
        assertThat(workshop.lines()).isEqualTo(expected);
        assertThat(workshop.runner().logs("p", 10_000)).extracting(LogLine::stream).containsOnly(LogLine.Stream.STDOUT);
    }

    @Test
    void piecesOfALineThatBothWriteBelongTogether() {
        // A shell that gets no CPU time for 100 ms makes a pause, after which its unfinished line counts as one.
        for (int attempt = 1; attempt < 50 && !workshop.lines().equals(List.of("a b c")); attempt++) {
            workshop.runner().forget("p");
            workshop.start(workshop.sh("printf 'a '; printf 'b ' >&2; printf 'c'; echo >&2"), StopSettings.DEFAULT, MERGED)
                    .witness().awaitGone();
            assertThat(String.join("", workshop.lines())).isEqualTo("a b c");
        }
        assertThat(workshop.lines()).containsExactly("a b c");
    }

    /** A shell replaces its pipe with another file around each builtin that it redirects. */
    @Test
    void aShellThatRedirectsForAMomentKeepsItsPipe() {
        String redirecting = "i=0; while [ $i -lt 400 ]; do : >/dev/null 2>&1; : >&2; i=$((i + 1)); done; ";
        for (int i = 0; i < 50; i++) {
            workshop.start(workshop.sh(redirecting + "echo out; echo err >&2"), StopSettings.DEFAULT, MERGED).witness()
                    .awaitGone();

            assertThat(workshop.runner().logs("p", 2)).extracting(LogLine::text).containsExactly("out", "err");
        }
    }

    @Test
    void outputOfOneStreamGoesOnWhenTheOtherIsClosed() {
        workshop.start(workshop.sh("echo out; exec >&-; echo err >&2"), StopSettings.DEFAULT, MERGED).witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("out", "err");
    }
}
