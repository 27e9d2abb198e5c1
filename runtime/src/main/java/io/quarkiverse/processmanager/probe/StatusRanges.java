package io.quarkiverse.processmanager.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The status codes that an HTTP check accepts: {@code 200-299,404}. */
public record StatusRanges(List<Range> ranges) {

    /** {@code 200-299}. */
    public static final StatusRanges SUCCESS = new StatusRanges(List.of(new Range(200, 299)));

    private static final Pattern RANGE = Pattern.compile("([1-5][0-9]{2})(?:\\s*-\\s*([1-5][0-9]{2}))?");

    /** Codes from the first to the last, both included. */
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
     * @param codes codes and ranges of codes
     * @throws IllegalArgumentException if there is none, or if one is neither
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

    /** Codes and ranges of codes, each on its own. */
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

    /** Whether the code is one of them. */
    public boolean contains(int code) {
        for (Range range : ranges) {
            if (range.first <= code && code <= range.last) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
