package io.quarkiverse.processmanager.deployment.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Holds back what the console prints while a full screen is open: the last lines, and the number of those before. Threads that
 * log call it at the same time.
 */
final class HeldOutput implements BiPredicate<String, Boolean> {

    static final int MOST_LINES = 500;
    static final int MOST_CHARACTERS = 256 * 1024;
    /** During a flood new lines arrive with each round. */
    private static final int MOST_ROUNDS = 3;

    private final Deque<String> lines = new ArrayDeque<>();
    private Optional<Thread> replaying = Optional.empty();
    private final StringBuilder unfinished = new StringBuilder();
    private int characters;
    private long leftOut;

    /** Keeps the text, which can have several lines or a part of one. The console does not print it, unless it is replayed. */
    @Override
    public synchronized boolean test(String text, Boolean error) {
        if (replaying.isPresent() && replaying.get() == Thread.currentThread()) {
            return true;
        }
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            add(unfinished.append(text, begin, end + 1).toString());
            unfinished.setLength(0);
            begin = end + 1;
        }
        if (unfinished.length() + text.length() - begin <= MOST_CHARACTERS) {
            unfinished.append(text, begin, text.length());
        }
        return false;
    }

    /**
     * Prints what was held back, line by line. What other threads print meanwhile is held back, so the lines keep their order.
     */
    void replay(Consumer<String> console) {
        setReplaying(Optional.of(Thread.currentThread()));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            take().forEach(console);
        }
        setReplaying(Optional.empty());
    }

    private synchronized void setReplaying(Optional<Thread> thread) {
        replaying = thread;
    }

    /** The lines that were held back, after a line that counts those that were left out. Empty if nothing was printed. */
    synchronized List<String> take() {
        List<String> taken = new ArrayList<>();
        if (leftOut > 0) {
            taken.add(String.format(Locale.ROOT, "(%,d more lines, then:)\n", leftOut));
        }
        taken.addAll(lines);
        if (!unfinished.isEmpty()) {
            taken.add(unfinished.toString());
        }
        lines.clear();
        unfinished.setLength(0);
        characters = 0;
        leftOut = 0;
        return taken;
    }

    private void add(String line) {
        lines.add(line);
        characters += line.length();
        while (lines.size() > MOST_LINES || characters > MOST_CHARACTERS) {
            characters -= lines.remove().length();
            leftOut++;
        }
    }
}
