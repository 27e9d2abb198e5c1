package io.quarkiverse.processmanager;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.safe.SecretText;

/**
 * One error in a definition. Immutable.
 *
 * @param processId the id of the process; empty if the problem concerns all processes
 * @param setting the configuration key below {@code quarkus.processes."id"}, such as {@code restart.delay}; below
 *        {@code quarkus.process-manager} if the problem concerns all processes
 * @param message the invalid value, the reason and, where there is one, the correction; the end of a sentence about the setting
 */
public record Problem(String processId, String setting, String message) {

    /** A longer message would hide the others. */
    private static final int LONGEST = 500;
    private static final int LONGEST_END = 150;
    /** Control characters, and those that change the direction of a text. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069]");

    /**
     * Masks what is probably a secret in the message, which quotes values, shows control characters as escapes, and cuts the middle
     * of a message of more than 500 characters.
     */
    public Problem {
        message = shortened(visible(SecretText.mask(message)));
    }

    private static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(escape(found.group().charAt(0))));
    }

    private static String escape(char invisible) {
        return invisible == '\n' ? "\\n" : String.format(Locale.ROOT, "\\u%04x", (int) invisible);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text
                : text.substring(0, LONGEST - LONGEST_END) + " ... " + text.substring(text.length() - LONGEST_END);
    }

    /** The full name of the configuration property. */
    public String property() {
        if (processId.isEmpty()) {
            return "quarkus.process-manager." + setting;
        }
        String process = "quarkus.processes." + (processId.indexOf('.') < 0 ? processId : '"' + processId + '"');
        return visible(setting.isEmpty() ? process : process + "." + setting);
    }

    /** The property and the message. */
    @Override
    public String toString() {
        return property() + ": " + message;
    }
}
