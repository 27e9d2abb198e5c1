package io.quarkiverse.processmanager.runtime.safe;

import java.util.Locale;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/**
 * Finds a secret among the segments of the path of a web address, as the address of a webhook has one: a segment that looks like
 * chance. For one thread.
 */
final class SecretPath {

    /** The longest part of a text that is read again. */
    private static final int LONGEST = 1024;
    private static final String HOOK = "hook";

    private final String text;
    private int begin;
    private int end;

    SecretPath(String text) {
        this.text = text;
    }

    /**
     * Begins an address.
     *
     * @param colon the place behind the name of its scheme
     * @param from the place behind the slashes
     */
    void begin(int colon, int from) {
        begin = from;
        end = from;
        if (text.regionMatches(true, colon - 4, "http", 0, 4) || text.regionMatches(true, colon - 5, "https", 0, 5)) {
            while (end < text.length() && end - from < LONGEST && "?#<>\"'`".indexOf(text.charAt(end)) < 0
                    && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
        }
    }

    /** The secret segment that begins at a place; null without one. */
    Found at(int place) {
        if (place >= end || place <= begin || text.charAt(place - 1) != '/') {
            return null;
        }
        int slash = text.indexOf('/', place);
        int to = slash < 0 || slash > end ? end : slash;
        String segment = text.substring(place, to);
        boolean secret = RandomLook.isIn(segment) && !isHexadecimal(segment)
                || RandomLook.isPossibleIn(segment) && text.substring(begin, end).toLowerCase(Locale.ROOT).contains(HOOK);
        return secret ? new Found(place, to, segment, true) : null;
    }

    /** The digest of a commit or of an image. */
    private static boolean isHexadecimal(String segment) {
        return segment.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
