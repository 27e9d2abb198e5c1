package io.quarkiverse.processmanager.runtime.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand;

/**
 * The version that a program prints. The place of a program, such as {@code /usr/sbin}, often shows none. A service needs it only to
 * compare it with the version of existing data, so the program runs once for each of its versions.
 *
 * @param text the output of {@code --version}
 */
record ProgramVersion(String text, int major, int minor) implements Comparable<ProgramVersion> {

    private static final Pattern NUMBERS = Pattern.compile("(?:Ver |v=|\\b)(\\d+)\\.(\\d+)");
    private static final Map<String, Optional<ProgramVersion>> KNOWN = new ConcurrentHashMap<>();

    /** The version of a program; empty if it prints none. */
    static Optional<ProgramVersion> of(String executable) {
        try {
            String key = executable + " " + Files.getLastModifiedTime(Path.of(executable));
            return KNOWN.computeIfAbsent(key, any -> run(executable));
        } catch (IOException e) {
            // The start of the process names the cause.
            return Optional.empty();
        }
    }

    private static Optional<ProgramVersion> run(String executable) {
        try {
            return parse(new HelperCommand(List.of(executable, "--version")).withErrorOutput().read().output());
        } catch (IOException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /** The version in a text; empty if it has none. */
    static Optional<ProgramVersion> parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.find() ? Optional.of(new ProgramVersion(text.strip(), Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)))) : Optional.empty();
    }

    String numbers() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(ProgramVersion other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }
}
