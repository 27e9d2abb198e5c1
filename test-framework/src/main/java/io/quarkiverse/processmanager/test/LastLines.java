package io.quarkiverse.processmanager.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/**
 * The last lines of the output of a process, as a suppressed exception of the failure of a test, so that every report shows
 * them. It has no stack trace.
 */
final class LastLines extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private LastLines(String text) {
        super(text, null, false, false);
    }

    /** Adds the last lines of the processes of a test to its failure, and to the report entries of JUnit. */
    static Throwable attach(TestContext test, Throwable failure) {
        test.allReported().forEach((id, count) -> test.process(id).filter(process -> !isShown(failure, id))
                .flatMap(process -> text(process, count)).ifPresent(text -> {
                    failure.addSuppressed(new LastLines(text));
                    test.junit().publishReportEntry(Map.of("process " + id, text));
                }));
        return failure;
    }

    /** A start that has failed says the last lines itself, and a failure can pass here twice. */
    private static boolean isShown(Throwable failure, String id) {
        boolean said = failure instanceof ProcessException cause && cause.processId().equals(id)
                && !cause.lastLines().isEmpty();
        return said || List.of(failure.getSuppressed()).stream().map(Throwable::getMessage)
                .anyMatch(message -> message != null && message.startsWith(heading(id)));
    }

    private static Optional<String> text(ManagedProcess process, int count) {
        List<String> lines = count > 0 ? Secrets.of(process.definition()).quoteLast(process::logs, count) : List.of();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(lines.stream().map(line -> "\n    " + line)
                .collect(Collectors.joining("", heading(process.id()) + " (" + process.status().why() + "):", "")));
    }

    private static String heading(String id) {
        return "the last output of process '" + id + "'";
    }
}
