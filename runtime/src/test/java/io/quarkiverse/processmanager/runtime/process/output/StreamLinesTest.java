package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.definition.LogSettings;

/** The rules by which a line without an end counts as a line. */
class StreamLinesTest {

    private static final long NEVER = TimeUnit.DAYS.toNanos(1);

    private final List<String> lines = new ArrayList<>();
    private final StreamLines output = new StreamLines(LogSettings.DEFAULT,
            (time, source, offset, length) -> lines.add(new String(source, offset, length, StandardCharsets.UTF_8)),
            new LineSearches("p", Runnable::run), () -> {
            });

    @Test
    void aPromptCountsAfterASilence() {
        feed("Name: ");

        assertThat(output.flushAfter(NEVER, NEVER)).isPositive();
        assertThat(lines).isEmpty();
        assertThat(output.flushAfter(0, NEVER)).isZero();
        assertThat(lines).containsExactly("Name: ");
        assertThat(output.flushAfter(0, NEVER)).isZero();
    }

    @Test
    void aLineThatIsBeingRewrittenWaitsLonger() {
        feed("10%\r");

        assertThat(output.flushAfter(0, NEVER)).isPositive();
        assertThat(lines).isEmpty();
    }

    @Test
    void aLineThatEndsWithABlockWaitsLongerForItsRest() {
        feed("x".repeat(8192));

        assertThat(output.flushAfter(0, NEVER)).isPositive();
        feed("y\n");

        assertThat(lines).containsExactly("x".repeat(8192) + "y");
    }

    @Test
    void noTextIsFlushedTwice() {
        feed("a");
        output.flushAfter(0, 0);
        feed("b");
        output.flushAfter(0, 0);
        feed("\n");
        output.end();

        assertThat(lines).containsExactly("a", "b");
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.feed(bytes, bytes.length);
    }
}
