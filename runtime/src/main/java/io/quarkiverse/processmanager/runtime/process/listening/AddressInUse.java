package io.quarkiverse.processmanager.runtime.process.listening;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.LogLine;

/**
 * A message of a program that could not listen on a port, found in the last lines of its output.
 *
 * @param port the port, if the message has one
 * @param certain whether the message names the cause. A message such as {@code Failed to bind to /0.0.0.0:8080} can also have
 *        another cause
 * @param last whether no other error follows the message. A program can go on without the port, and fail for another cause
 */
record AddressInUse(OptionalInt port, boolean certain, boolean last) {

    /** A program that only logs the message and goes on exits later, for another cause. */
    private static final Duration LATEST = Duration.ofSeconds(10);
    /** Stack traces and error objects follow the message. */
    private static final int LINES_AFTER = 16;
    private static final int LINES_BEFORE = 3;
    private static final int HIGHEST = 65_535;

    /** Other addresses can be in use, too, such as the e-mail address of a user. */
    private static final String OF_SOCKET = "(?:(?<!\\w |mail.)|(?<=\\b(?:bind|listen|socket|errno)\\b.{0,80}))\\baddress ";
    private static final Pattern CAUSE = pattern(OF_SOCKET + "(?:is )?already in use",
            OF_SOCKET + "in use\\s*(?:$|[:;(,.])",
            "\\beaddrinuse\\b", "\\baddrinuse\\b",
            "only one usage of each socket address",
            "\\bport\\W{1,3}\\d{1,5}\\W{1,3}(?:is|was|seems to be) (?:already )?(?:in use|used|"
                    + "being used|occupied|taken|allocated)",
            "port(?:\\(s\\))? (?:is |are )?already (?:bound|allocated|in use|used)", "already running on port \\d{1,5}\\b",
            "connection in use\\b");
    private static final Pattern POSSIBLE = pattern("(?:failed|could not|cannot|can't|unable) (?:to )?(?:bind|listen)\\b");
    /** The program chooses another port itself, or the cause is another one. */
    private static final Pattern OTHERWISE = pattern("\\btrying\\b", "\\binstead\\b", "falling back", "\\bswitching\\b",
            "permission denied", "cannot assign", "access is denied", "not permitted");

    private static final Pattern ERROR = pattern("\\b(?:error|fatal|severe|panic|exception|failed)\\b",
            "^[\\w.$]+(?:Error|Exception):");
    /** A further line about the same error. */
    private static final Pattern SAME = pattern("^\\s", "\\b(?:bind|listen|listening|sockets?|address|port|connect)\\b",
            "^Caused by:");

    private static final Pattern PORT = pattern("\\bports?\\b(?:\\(s\\))?[^0-9A-Za-z]{0,4}(?:already bound: )?(\\d{1,5})\\b");
    private static final Pattern ADDRESS = pattern(
            "(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:.]*\\]|\\blocalhost|\\*|::|//[^\\s/:]+|(?<=[\\s(\"'])):(\\d{1,5})\\b");
    private static final Pattern TUPLE = pattern("\\('[^']*', (\\d{1,5})\\b");

    private static Pattern pattern(String... alternatives) {
        return Pattern.compile(String.join("|", alternatives), Pattern.CASE_INSENSITIVE);
    }

    /**
     * Searches the last lines of a program that has exited without success.
     *
     * @param lines the last lines, oldest first
     * @param exit the time of the exit
     * @param claims the ports of the process. The line of another port near the message says nothing about the message
     */
    static Optional<AddressInUse> in(List<LogLine> lines, Instant exit, Set<Integer> claims) {
        Optional<AddressInUse> possible = Optional.empty();
        Optional<AddressInUse> certain = Optional.empty();
        for (int i = lines.size() - 1; i >= 0 && !lines.get(i).time().isBefore(exit.minus(LATEST)); i--) {
            String text = lines.get(i).text();
            if (OTHERWISE.matcher(text).find()) {
                continue;
            }
            if (CAUSE.matcher(text).find()) {
                AddressInUse found = new AddressInUse(port(lines, i, claims), true, isLast(lines, i));
                if (found.port().isPresent()) {
                    return Optional.of(found);
                }
                certain = certain.or(() -> Optional.of(found));
            } else if (possible.isEmpty() && POSSIBLE.matcher(text).find()) {
                possible = Optional.of(new AddressInUse(port(lines, i, claims), false, isLast(lines, i)))
                        .filter(found -> found.port().isPresent());
            }
        }
        return certain.isPresent() ? certain : possible;
    }

    private static boolean isLast(List<LogLine> lines, int index) {
        return lines.subList(index + 1, lines.size()).stream().map(LogLine::text)
                .noneMatch(text -> ERROR.matcher(text).find() && !SAME.matcher(text).find() && !CAUSE.matcher(text).find());
    }

    /** The port in the message; else a port of the process that a line near it names as a port. */
    private static OptionalInt port(List<LogLine> lines, int index, Set<Integer> claims) {
        String text = lines.get(index).text();
        OptionalInt port = first(text, any -> true, PORT, ADDRESS, TUPLE);
        for (int i = index + 1; port.isEmpty() && i < Math.min(lines.size(), index + 1 + LINES_AFTER); i++) {
            port = first(lines.get(i).text(), claims::contains, PORT);
        }
        for (int i = index - 1; port.isEmpty() && i >= Math.max(0, index - LINES_BEFORE); i--) {
            port = first(lines.get(i).text(), claims::contains, PORT);
        }
        return port;
    }

    private static OptionalInt first(String text, IntPredicate counts, Pattern... patterns) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                int port = Integer.parseInt(matcher.group(1));
                if (port > 0 && port <= HIGHEST && counts.test(port)) {
                    return OptionalInt.of(port);
                }
            }
        }
        return OptionalInt.empty();
    }
}
