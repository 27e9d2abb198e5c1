package io.quarkiverse.processmanager.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The healthy status codes of an HTTP check: {@code 200-299,404}. Immutable.
 *
 * @param ranges the ranges of status codes; a single code is a range of one
 */
public record StatusRanges(List<Range> ranges) {

    /** The codes that mean success, {@code 200-299}. */
    public static final StatusRanges SUCCESS = new StatusRanges(List.of(new Range(200, 299)));

    private static final Pattern RANGE = Pattern.compile("([1-5][0-9]{2})(?:\\s*-\\s*([1-5][0-9]{2}))?");

    /**
     * A range of status codes.
     *
     * @param first the first code of the range
     * @param last the last code of the range
     */
    public record Range(int first, int last) {

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    public StatusRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads codes and ranges of codes.
     *
     * @param codes texts such as {@code 404} or {@code 200-299}
     * @throws IllegalArgumentException if the list is empty, or if a text is neither a code from 100 to 599 nor a range of
     *         codes
     */
    public static StatusRanges of(List<String> codes) {
        List<Range> ranges = new ArrayList<>();
        for (String code : codes) {
            ranges.add(range(code.strip()));
        }
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("names no status code");
        }
        return new StatusRanges(ranges);
    }

    /** Reads codes and ranges of codes, as {@link #of(List)} does. */
    public static StatusRanges of(String... codes) {
        return of(List.of(codes));
    }

    private static Range range(String code) {
        Matcher matcher = RANGE.matcher(code);
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (first <= last) {
                return new Range(first, last);
            }
        }
        throw new IllegalArgumentException("'" + code + "' is not a status code or a range of them, such as 404 or 200-299");
    }

    /** Whether a range contains the code. */
    public boolean contains(int code) {
        for (Range range : ranges) {
            if (range.first <= code && code <= range.last) {
                return true;
            }
        }
        return false;
    }

    /** The codes and ranges, separated by commas. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
