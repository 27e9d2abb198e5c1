package io.quarkiverse.processmanager.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.ColorPatternFormatter;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkus.bootstrap.logging.QuarkusDelayedHandler;

class ConsoleHandlersTest {

    private static final String FORMAT = "%-5p (%t) %s%e%n";

    @RegisterExtension
    final ConsoleOfTest console = new ConsoleOfTest(new PatternFormatter(FORMAT));

    private final ConsoleColumn column = new ConsoleColumn();
    private final ConsoleHandlers handlers = new ConsoleHandlers(one -> ConsoleFormatter.around(one, column, false));

    @AfterEach
    void release() {
        handlers.release();
    }

    @Test
    void theConsoleShowsTheIdAlthoughItsFormatHasNoCategory() {
        publish(new ConsoleRecord("db", Stream.STDERR, Level.INFO, "ready"));

        assertThat(console.lines()).containsExactly("db | ready");
    }

    @Test
    void aRecordForAllHandlersStaysOffTheConsole() {
        publish(new OutputRecord("db", Stream.STDOUT, Level.INFO, "ready"));

        assertThat(console.lines()).isEmpty();
    }

    @Test
    void otherRecordsAreLeftToTheFormatterOfTheConsole() {
        ExtLogRecord entry = new ExtLogRecord(Level.INFO, "hello", FormatStyle.NO_FORMAT, "x");
        entry.setLoggerName("com.acme");
        entry.setThreadName("process-manager-of-the-user");

        publish(entry);

        assertThat(console.lines()).containsExactly("INFO  (process-manager-of-the-user) hello");
    }

    @Test
    void linesOfTheEngineDoNotNameItsThreads() {
        ExtLogRecord entry = new ExtLogRecord(Level.WARNING, "hello", FormatStyle.NO_FORMAT, "x");
        entry.setLoggerName("io.quarkiverse.processmanager.runtime.process.output.OutputStore");
        entry.setThreadName("process-manager-pool-3");

        publish(entry);

        assertThat(console.lines()).hasSize(1).first().asString().contains("(engine) hello");
        assertThat(entry.getThreadName()).as("for other handlers").isEqualTo("process-manager-pool-3");
    }

    @Test
    void theConsoleHasTheShorterTextOfAnEngineLine() {
        publish(new EngineRecord("io.quarkiverse.processmanager", Level.INFO, "short; long", "short"));

        assertThat(console.lines()).containsExactly("INFO  (engine) short");
    }

    @Test
    void aConsoleWithColoursHasColouredIds() {
        console.handler.setFormatter(new ColorPatternFormatter(FORMAT));

        publish(new ConsoleRecord("db", Stream.STDOUT, Level.INFO, "\u001b[31mred\u001b[2J"));

        assertThat(console.lines()).containsExactly("\u001b[36mdb |\u001b[0m \u001b[31mred\u001b[0m");
    }

    /** The formatter of the user needs something that the sample does not have. */
    @Test
    void aFormatterThatFailsForTheSampleHasNoColours() {
        console.handler.setFormatter(new PatternFormatter(FORMAT) {
            @Override
            public String format(ExtLogRecord entry) {
                throw new IllegalStateException("no request");
            }
        });

        publish(new ConsoleRecord("db", Stream.STDOUT, Level.INFO, "ready"));

        assertThat(console.lines()).containsExactly("db | ready");
    }

    @Test
    void aConsoleWithoutColoursHasNone() {
        publish(new ConsoleRecord("db", Stream.STDOUT, Level.INFO, "\u001b[31mred\u001b[0m"));

        assertThat(console.lines()).containsExactly("db | red");
    }

    @Test
    void aConsoleForPrograms() {
        console.handler.setFormatter(new JsonFormatter());

        publish(new ConsoleRecord("db", Stream.STDERR, Level.INFO, "ready"));
        publish(new OutputRecord("db", Stream.STDERR, Level.INFO, "ready"));

        assertThat(console.lines()).singleElement().asString().contains(
                "\"message\":\"ready\"",
                "\"loggerName\":\"process.db\"", "\"process\":\"db\"", "\"stream\":\"stderr\"");
    }

    @Test
    void theLevelAndTheFilterOfTheConsoleApply() {
        console.handler.setLevel(Level.WARNING);
        console.handler.setFilter(entry -> !entry.getMessage().contains("secret"));

        publish(new ConsoleRecord("db", Stream.STDOUT, Level.INFO, "too low"));
        publish(new ConsoleRecord("db", Stream.STDOUT, Level.WARNING, "secret"));
        publish(new ConsoleRecord("db", Stream.STDOUT, Level.WARNING, "shown"));

        assertThat(console.lines()).containsExactly("db | shown");
        assertThat(handlers.show(Level.INFO)).isFalse();
        assertThat(handlers.show(Level.WARNING)).isTrue();
    }

    @Test
    void aConsoleBehindAQueueIsFoundToo() {
        Logger.getLogger("").removeHandler(console.handler);
        AsyncHandler queue = new AsyncHandler();
        queue.addHandler(console.handler);
        Logger.getLogger("").addHandler(queue);
        try {
            assertThat(handlers.current()).contains(queue).doesNotContain(console.handler);
            assertThat(console.handler.getFormatter()).isInstanceOf(ConsoleFormatter.class);
        } finally {
            Logger.getLogger("").removeHandler(queue);
            queue.close();
        }
    }

    @Test
    void handlersThatComeLaterAreFound() {
        handlers.current();
        ConsoleHandler later = new ConsoleHandler(new PatternFormatter(FORMAT));
        Logger.getLogger("").addHandler(later);
        try {
            assertThat(handlers.current()).contains(later, console.handler);
            assertThat(((ConsoleFormatter) console.handler.getFormatter()).previous()).isInstanceOf(PatternFormatter.class);
        } finally {
            Logger.getLogger("").removeHandler(later);
        }
    }

    /** In a live reload Quarkus keeps records for handlers that it makes later. */
    @Test
    void handlersAreAwaitedWhileQuarkusHasNone() {
        QuarkusDelayedHandler delayed = new QuarkusDelayedHandler();
        Logger root = Logger.getLogger("");
        // A JVM in which no application of Quarkus has run has the handler of Quarkus that keeps its first records.
        List<Handler> before = List.of(root.getHandlers());
        before.forEach(root::removeHandler);
        root.addHandler(delayed);
        try {
            assertThat(ConsoleHandlers.areAwaited()).isTrue();

            delayed.setHandlers(new Handler[] { console.handler });

            assertThat(ConsoleHandlers.areAwaited()).isFalse();
            assertThat(handlers.current()).contains(console.handler).doesNotContain(delayed);
        } finally {
            root.removeHandler(delayed);
            before.forEach(root::addHandler);
        }
    }

    @Test
    void aReleaseLeavesTheHandlersAsTheyWere() {
        Formatter formatter = console.handler.getFormatter();
        Filter filter = console.handler.getFilter();
        handlers.current();

        handlers.release();

        assertThat(console.handler.getFormatter()).isSameAs(formatter);
        assertThat(console.handler.getFilter()).isSameAs(filter);
    }

    private void publish(ExtLogRecord entry) {
        List<Handler> all = handlers.current();
        all.stream().filter(console.handler::equals).forEach(handler -> handler.publish(entry));
    }
}
