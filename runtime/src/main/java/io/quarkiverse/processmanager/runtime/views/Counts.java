package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many processes are in each class. The sum of the classes is the number of all processes.
 *
 * @param down how many have failed, wait for a restart after a failure, or are unhealthy
 * @param running how many are running and not unhealthy
 * @param done how many have completed
 * @param moving how many are waiting, starting or stopping
 * @param stopped how many are stopped
 */
public record Counts(int down, int running, int done, int moving, int stopped) {

    /** The counts without a process. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    static Counts of(Iterable<ProcessRow> rows) {
        Map<Tally, Integer> numbers = new EnumMap<>(Tally.class);
        rows.forEach(row -> numbers.merge(row.tally(), 1, Integer::sum));
        return of(numbers);
    }

    static Counts of(Map<Tally, Integer> numbers) {
        return new Counts(numbers.getOrDefault(Tally.DOWN, 0), numbers.getOrDefault(Tally.RUNNING, 0),
                numbers.getOrDefault(Tally.DONE, 0), numbers.getOrDefault(Tally.MOVING, 0),
                numbers.getOrDefault(Tally.STOPPED, 0));
    }

    public int total() {
        return down + running + done + moving + stopped;
    }

    /** All classes that have a process, for people: {@code 1 down, 3 running, 2 done}. */
    public String text() {
        List<String> parts = new ArrayList<>();
        add(parts, down, "down");
        add(parts, running, "running");
        add(parts, done, "done");
        add(parts, moving, "on the way");
        add(parts, stopped, "stopped");
        return parts.isEmpty() ? "no process" : String.join(", ", parts);
    }

    /** The text for a label, which has room for two or three classes. */
    String label() {
        List<String> parts = new ArrayList<>();
        add(parts, down, "down");
        add(parts, running, "running");
        add(parts, done, "done");
        return parts.isEmpty() ? "0 running" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int number, String word) {
        if (number > 0) {
            parts.add(number + " " + word);
        }
    }
}
