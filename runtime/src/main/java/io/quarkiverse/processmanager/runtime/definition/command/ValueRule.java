package io.quarkiverse.processmanager.runtime.definition.command;

import java.util.Optional;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.runtime.safe.SearchStoppedException;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;

/** Which values an argument accepts. A sentence about a value contains the value only if it is no secret. */
record ValueRule(CommandArgument argument) {

    /** Why the value is refused, as the end of a sentence; empty if it is accepted. */
    Optional<String> problem(String value) {
        if (value.indexOf('\0') >= 0) {
            return Optional.of("contains a NUL character");
        }
        if (!argument.choices().isEmpty() && !argument.choices().contains(value)) {
            return Optional.of(shown(value) + "is not one of " + String.join(", ", argument.choices()));
        }
        return argument.pattern().filter(regex -> !matches(regex, value))
                .map(regex -> shown(value) + "does not match the pattern " + regex);
    }

    private String shown(String value) {
        return argument.secret() ? "" : "'" + value + "' ";
    }

    /** The expression, for the whole value. */
    static TimedPattern whole(String regex) {
        return TimedPattern.of("\\A(?:" + regex + ")\\z");
    }

    private static boolean matches(String regex, String value) {
        try {
            return whole(regex).isIn(value);
        } catch (SearchStoppedException e) {
            return false;
        } catch (PatternSyntaxException e) {
            // The check of the definition reports it.
            return true;
        }
    }
}
