package io.quarkiverse.processmanager.runtime.safe;

import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/** The secrets whose own form shows what they are, wherever they stand: {@code ghp_...}, a JWT, a private key. Pure functions. */
final class SecretForm {

    /** No token is shorter. */
    static final int SHORTEST = 20;
    private static final String FIRST = "egpsrxhdntwySAG";
    private static final Pattern TOKEN = Pattern.compile("(?:gh[opsur]|npm|hf|whsec|[rs]k_(?:live|test))_[A-Za-z0-9]{16,}"
            + "|(?:github_pat_|dckr_pat_|glpat-|glptt-|xox[abeoprs]-|xapp-|pypi-|tskey-|dop_v1_|shpat_|SG\\.|hvs\\.)[\\w.-]{16,}"
            + "|AIza[\\w-]{35}|GOCSPX-[\\w-]{20,}|ya29\\.[\\w.-]{20,}"
            + "|sk-(?=[a-z-]*[A-Z0-9])(?:proj-|ant-|svcacct-)?[\\w-]{20,}"
            + "|eyJ[\\w-]{10,}\\.[\\w-]{4,}\\.[\\w.-]*");
    /**
     * A whole line of a private key, whose other lines stand in other texts. That of a certificate looks the same. The id of a container
     * and a digest have hexadecimal digits only.
     */
    private static final Pattern KEY_LINE = Pattern.compile("(?=(?:.{64}|.{70}|.{76})$)(?!\\p{XDigit}+$)[A-Za-z0-9+/]+={0,2}");
    private static final int SHORTEST_LINE = 64;
    private static final String KEY_BEGINS = "-----BEGIN ";
    private static final String KEY = "PRIVATE KEY-----";
    private static final String KEY_ENDS = "-----END ";
    /** Between the beginning of the first line and its end: {@code ENCRYPTED}, for example. */
    private static final int LONGEST_KIND = 20;

    private SecretForm() {
    }

    /** The end of the token that begins at the place where a name could begin; -1 without one. */
    static int tokenEnd(String text, int begin) {
        if (FIRST.indexOf(text.charAt(begin)) < 0) {
            return -1;
        }
        int end = begin;
        while (end < text.length() && Characters.isNamePart(text.charAt(end))) {
            end++;
        }
        while (end > begin && text.charAt(end - 1) == '.') {
            end--;
        }
        return end - begin >= SHORTEST && TOKEN.matcher(text).region(begin, end).matches() ? end : -1;
    }

    /** The place behind the first line of a private key that begins here; -1 without one. */
    static int keyBegin(String text, int begin) {
        if (!text.startsWith(KEY_BEGINS, begin)) {
            return -1;
        }
        int kind = begin + KEY_BEGINS.length();
        for (int at = kind; at < text.length() && at - kind <= LONGEST_KIND; at++) {
            if (text.startsWith(KEY, at)) {
                return at + KEY.length();
            }
        }
        return -1;
    }

    /** The secret of a text that is one line of a private key; null for another text. */
    static Found keyLine(String text) {
        if (text.length() < SHORTEST_LINE) {
            return null;
        }
        String line = text.strip();
        if (!KEY_LINE.matcher(line).matches() || !RandomLook.isInBase64(line)) {
            return null;
        }
        int from = text.indexOf(line);
        return new Found(from, from + line.length(), line, true);
    }

    /** The end of a private key; the end of the text if it has no last line. */
    static int keyEnd(String text, int from) {
        int end = text.indexOf(KEY_ENDS, from);
        return end < 0 ? text.length() : end;
    }
}
