package io.quarkiverse.processmanager.runtime.files;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * One pattern of a {@link FileSet}: the directory or the file that its leading names without wildcards give, and a matcher
 * for the rest. The syntax is that of {@link java.nio.file.FileSystem#getPathMatcher}, with one difference:
 * {@code **}{@code /} also matches no directory at all, as in {@code .gitignore} and in a shell, so that
 * {@code src/**}{@code /*.py} matches {@code src/a.py}.
 *
 * @param base absolute and normalized
 * @param rest absent in a pattern without wildcards, which means the file, or the directory with all files below it
 * @param depth how many directories below the base a matching file can be
 */
record Glob(Path base, Optional<PathMatcher> rest, int depth) {

    private static final String WILDCARDS = "*?[{\\";

    /**
     * Reads a pattern.
     *
     * @param root absolute and normalized: a relative pattern starts there
     * @throws IllegalArgumentException with what is wrong, as the end of a sentence
     */
    static Glob of(Path root, String pattern) {
        if (pattern.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        int end = literalEnd(pattern);
        try {
            Path base = root.resolve(pattern.substring(0, end)).normalize();
            if (end == pattern.length()) {
                return new Glob(base, Optional.empty(), Integer.MAX_VALUE);
            }
            String rest = pattern.substring(end);
            String glob = "glob:" + anyDirectories(rest.endsWith("/") ? rest + "**" : rest);
            int depth = rest.contains("**") || rest.endsWith("/") ? Integer.MAX_VALUE : rest.split("/").length;
            return new Glob(base, Optional.of(FileSystems.getDefault().getPathMatcher(glob)), depth);
        } catch (PatternSyntaxException refused) {
            throw new IllegalArgumentException("it is no glob pattern: " + refused.getDescription().toLowerCase(), refused);
        } catch (InvalidPathException refused) {
            throw new IllegalArgumentException("it is no path: " + refused.getReason(), refused);
        }
    }

    /** Where the names without wildcards end: behind a separator, or at the end of the pattern. */
    private static int literalEnd(String pattern) {
        for (int at = 0; at < pattern.length(); at++) {
            if (WILDCARDS.indexOf(pattern.charAt(at)) >= 0) {
                return pattern.lastIndexOf('/', at) + 1;
            }
        }
        return pattern.length();
    }

    /** Makes the directories before a slash optional. Groups cannot be nested, so a {@code **} in a group stays as it is. */
    private static String anyDirectories(String rest) {
        StringBuilder made = new StringBuilder();
        int groups = 0;
        for (int at = 0; at < rest.length(); at++) {
            char c = rest.charAt(at);
            groups += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (groups == 0 && rest.startsWith("**/", at) && (at == 0 || rest.charAt(at - 1) == '/')) {
                made.append("{**/,}");
                at += 2;
            } else {
                made.append(c);
                if (c == '\\' && at + 1 < rest.length()) {
                    made.append(rest.charAt(++at));
                }
            }
        }
        return made.toString();
    }

    /** Whether the pattern means this file. */
    boolean matches(Path file) {
        return file.startsWith(base) && rest.map(matcher -> matcher.matches(base.relativize(file))).orElse(true);
    }

    /** Whether the pattern means this file or directory, or a directory above it. */
    boolean matchesOneAbove(Path path) {
        for (Path above = path; above != null && above.startsWith(base); above = above.getParent()) {
            if (matches(above)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the default excludes leave out this path, which is below the base. */
    boolean excludedByDefault(Path path) {
        if (path.equals(base)) {
            return false;
        }
        for (Path name : base.relativize(path)) {
            if (DefaultExcludes.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the pattern can match a file in this directory, which need not exist. */
    boolean reaches(Path directory) {
        return directory.startsWith(base) && directory.getNameCount() - base.getNameCount() < depth
                && !excludedByDefault(directory);
    }
}
