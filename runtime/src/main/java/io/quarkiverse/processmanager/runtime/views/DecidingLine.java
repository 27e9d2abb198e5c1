package io.quarkiverse.processmanager.runtime.views;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the line of output that says why a start has ended: the last error message that is no frame of a stack trace. Pure
 * functions.
 */
final class DecidingLine {

    private static final int LONGEST = 1000;

    private static final Pattern FRAME = pattern("^\\s*(?:at |\\.\\.\\. \\d+ |File \"|Traceback \\()");
    private static final Pattern ADDRESS = pattern("address (?:is )?already in use", "\\beaddrinuse\\b",
            "port \\d+ is (?:already )?in use");
    private static final Pattern OTHERWISE = pattern("\\btrying\\b", "\\binstead\\b", "falling back");
    private static final Pattern CAUSED_BY = Pattern.compile("^Caused by: ");
    /** An exception at the beginning of a line, as the JVM, Python and Node.js write it. */
    private static final Pattern EXCEPTION = Pattern
            .compile("^(?:Exception in thread \\S+ |Uncaught )?[\\w.$]*(?:Error|Exception)\\b(?:\\s*\\[\\w+])?(?::|$)");
    private static final Pattern SEVERE = Pattern
            .compile("\\b(?:FATAL|PANIC|CRITICAL|SEVERE|EMERG)\\b|^(?:panic|fatal(?: error)?):");
    private static final Pattern CAUSE = pattern("no such file or directory", "permission denied", "access denied",
            "connection refused", "command not found", "cannot find module", "out of memory", "outofmemoryerror",
            "no space left on device", "(?:unknown|invalid|unrecognized) (?:option|argument)");
    private static final Pattern ERROR = pattern("\\berr(?:or|!)", "\\bfail(?:ed|ure)\\b",
            "\\b(?:cannot|can't|could not|unable to)\\b");

    /** The rules in the order of their weight. */
    private static final List<Predicate<String>> RULES = List.of(
            line -> ADDRESS.matcher(line).find() && !OTHERWISE.matcher(line).find(), CAUSED_BY.asPredicate(),
            EXCEPTION.asPredicate(), SEVERE.asPredicate(), CAUSE.asPredicate(), ERROR.asPredicate());

    private DecidingLine() {
    }

    private static Pattern pattern(String... alternatives) {
        return Pattern.compile(String.join("|", alternatives), Pattern.CASE_INSENSITIVE);
    }

    /**
     * The index of the line; empty if no line is an error message.
     *
     * @param lines the last lines of one start, without control sequences
     */
    static OptionalInt in(List<String> lines) {
        for (Predicate<String> rule : RULES) {
            for (int i = lines.size() - 1; i >= 0; i--) {
                String line = lines.get(i).substring(0, Math.min(LONGEST, lines.get(i).length()));
                if (rule.test(line) && !FRAME.matcher(line).find()) {
                    return OptionalInt.of(i);
                }
            }
        }
        return OptionalInt.empty();
    }
}
