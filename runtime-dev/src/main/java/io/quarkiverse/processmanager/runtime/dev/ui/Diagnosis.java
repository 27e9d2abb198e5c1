package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.runtime.views.Counts;
import io.quarkiverse.processmanager.runtime.views.LastStart;
import io.quarkiverse.processmanager.runtime.views.Overview;
import io.quarkiverse.processmanager.runtime.views.ProcessRow;
import io.quarkiverse.processmanager.runtime.views.Tally;

/**
 * What is wrong with the processes of an application, and what to do, in one small answer. A process that only a dependency keeps
 * down is no problem of its own: the problem of the dependency names it. Pure functions.
 *
 * @param summary one sentence
 * @param counts how many processes are in which class
 * @param problems the processes that are down for a cause of their own, in the order of the start
 * @param notReady the processes that are waiting, starting or stopping, each with the reason
 */
public record Diagnosis(String summary, Counts counts, List<Problem> problems, List<String> notReady) {

    private static final int MOST_LINES = 10;

    /**
     * A process that is down.
     *
     * @param why the sentence of its status
     * @param cause the deciding line of its output; empty if none is known
     * @param lastLines the end of the output of the last start
     * @param keepsDown the processes that are down because of it
     * @param whatToDo one sentence for each step
     */
    public record Problem(String id, String state, String health, String why, String cause, List<String> lastLines,
            List<String> keepsDown, List<String> whatToDo) {
    }

    /**
     * The diagnosis.
     *
     * @param lastStart reads the last lines of a process that is down
     */
    static Diagnosis of(Overview overview, Function<String, LastStart> lastStart) {
        Map<String, ProcessRow> rows = overview.rows().stream().collect(Collectors.toMap(ProcessRow::id, row -> row));
        List<Problem> problems = overview.rows().stream().filter(row -> row.down() && row.blockedBy().isEmpty())
                .map(row -> problem(row, rows, lastStart.apply(row.id()))).toList();
        List<String> moving = overview.rows().stream().filter(row -> row.tally() == Tally.MOVING)
                .map(row -> row.id() + ": " + row.why()).toList();
        return new Diagnosis(summary(overview.counts(), problems, moving), overview.counts(), problems, moving);
    }

    private static String summary(Counts counts, List<Problem> problems, List<String> moving) {
        if (problems.isEmpty()) {
            return "no process is down" + (moving.isEmpty() ? "" : ", and " + moving.size() + " not ready yet") + " ("
                    + counts.text() + ")";
        }
        return problems.stream().map(Problem::id).collect(Collectors.joining(", "))
                + (problems.size() == 1 ? " is down" : " are down") + " (" + counts.text() + ")";
    }

    private static Problem problem(ProcessRow row, Map<String, ProcessRow> rows, LastStart last) {
        List<String> keepsDown = rows.values().stream().filter(other -> isKeptDownBy(row.id(), other, rows))
                .map(ProcessRow::id).sorted().toList();
        List<String> lines = last.lines().subList(Math.max(0, last.lines().size() - MOST_LINES), last.lines().size());
        return new Problem(row.id(), row.state(), row.health(), row.why(), row.cause().orElse(""),
                AnswerLimit.of(lines).lines(),
                keepsDown, whatToDo(row, keepsDown));
    }

    private static boolean isKeptDownBy(String root, ProcessRow other, Map<String, ProcessRow> rows) {
        return other.blockedBy().contains(root) || other.blockedBy().stream()
                .anyMatch(id -> !id.equals(other.id()) && Optional.ofNullable(rows.get(id)).filter(row -> row.down())
                        .filter(row -> isKeptDownBy(root, row, rows)).isPresent());
    }

    private static List<String> whatToDo(ProcessRow row, List<String> keepsDown) {
        List<String> steps = new ArrayList<>();
        String words = (row.why() + " " + row.cause().orElse("")).toLowerCase(Locale.ROOT);
        if (words.contains("address already in use") || words.contains("address is in use") || words.contains("eaddrinuse")
                || words.contains("port") && words.contains("in use")) {
            steps.add("End the program that uses the port, or give the process another one: quarkus.processes." + row.id()
                    + ".port=0 chooses a free port");
        } else if (words.contains("command not found") || words.contains("cannot find the program")) {
            steps.add("Install the program, or correct quarkus.processes." + row.id() + ".command");
        } else if (row.health().equals("UNHEALTHY")) {
            steps.add("Read the result of the last checks with explainProcess, and the output with readProcessLog");
        } else if (row.cause().isPresent()) {
            steps.add("Correct the cause that the output names: " + row.cause().get());
        } else {
            steps.add("Read the output with readProcessLog, and correct the cause");
        }
        if (row.health().equals("UNHEALTHY") && !row.phase().equals("FAILED") && !row.phase().equals("BACKOFF")) {
            steps.add("Call restartProcess if the process does not recover");
        } else if (row.phase().equals("BACKOFF")) {
            steps.add("The next start comes without a call; startProcess starts the process at once");
        } else {
            steps.add("Call startProcess; a change of the settings of the process starts it, too");
        }
        if (!keepsDown.isEmpty()) {
            steps.add("Then call startProcess for " + String.join(", ", keepsDown) + ", unless they start with it");
        }
        return steps;
    }
}
