package io.quarkiverse.processmanager.runtime.telemetry;

import java.util.function.LongSupplier;

/**
 * The ids of a span, in the lower-case hexadecimal digits of W3C Trace Context. Immutable.
 *
 * @param trace 32 digits, not all 0
 * @param span 16 digits, not all 0
 */
public record SpanIds(String trace, String span) {

    static SpanIds ofNewTrace(LongSupplier random) {
        return new SpanIds(digits(random) + digits(random), digits(random));
    }

    /** A further span of this trace. */
    SpanIds other(LongSupplier random) {
        return new SpanIds(trace, digits(random));
    }

    /** The value of the header and of the variable {@code TRACEPARENT}. */
    String traceparent(boolean sampled) {
        return "00-" + trace + '-' + span + (sampled ? "-01" : "-00");
    }

    private static String digits(LongSupplier random) {
        long value = random.getAsLong();
        String digits = Long.toHexString(value == 0 ? 1 : value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
