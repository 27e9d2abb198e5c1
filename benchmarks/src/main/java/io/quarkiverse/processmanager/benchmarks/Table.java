package io.quarkiverse.processmanager.benchmarks;

import java.util.Locale;

/** Writes the results as the rows of a table that can be pasted into a page. */
final class Table {

    private static final String ROW = "| %-55s | %12s | %12s | %7s | %s%n";

    void head() {
        print("what", "ours", "C", "ratio", "target");
        print("---", "---:", "---:", "---:", "---");
    }

    /** A time in milliseconds. The target is a multiple of the time of the supervisor in C. */
    void atMost(double target, String what, double ours, double c) {
        print(what, millis(ours), millis(c), ratio(ours / c), verdict("within " + whole(target) + "x", ours <= target * c));
    }

    /** A time in milliseconds without a target. */
    void compare(String what, double ours, double c) {
        print(what, millis(ours), millis(c), ratio(ours / c), "");
    }

    /** A time in milliseconds with an absolute target. */
    void atMostMillis(double target, String what, double ours, double c) {
        print(what, millis(ours), millis(c), ratio(ours / c), verdict("within " + whole(target) + " ms", ours <= target));
    }

    /** A time in milliseconds that the supervisor in C does not have. */
    void atMostMillis(double target, String what, double ours) {
        print(what, millis(ours), "", "", verdict("within " + whole(target) + " ms", ours <= target));
    }

    /** A share of one CPU. */
    void atMostPercent(double target, String what, double ours) {
        print(what, text("%.2f %%", ours), "", "", verdict("within " + whole(target) + " %", ours <= target));
    }

    /** A throughput in MB/s; a target of 0 means none. */
    void atLeast(double target, String what, double ours, double c) {
        print(what, rate(ours), rate(c), ratio(ours / c),
                target > 0 ? verdict("at least " + rate(target), ours >= target) : "");
    }

    /** A value that exists for our supervisor only. */
    void note(String what, String ours) {
        print(what, ours, "", "", "");
    }

    private static String verdict(String target, boolean met) {
        return target + (met ? ": met" : ": MISSED");
    }

    private static String millis(double value) {
        return text("%.2f ms", value);
    }

    private static String rate(double value) {
        return text("%.0f MB/s", value);
    }

    private static String ratio(double value) {
        return text("%.1fx", value);
    }

    private static String whole(double value) {
        return text("%.0f", value);
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static void print(String what, String ours, String c, String ratio, String target) {
        System.out.printf(Locale.ROOT, ROW, what, ours, c, ratio, target.isEmpty() ? "|" : target + " |");
    }
}
