package io.quarkiverse.processmanager.runtime.program;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directories whose packages belong to a project, as patterns relative to its directory: {@code packages/*}, or
 * {@code !packages/old} for one that does not.
 */
record Workspaces(List<String> patterns) {

    private static final Pattern PACKAGES = Pattern.compile("(?m)^packages:((?:.*\\R?)(?:[ \t#-].*\\R?|\\R)*)");
    private static final Pattern ITEM = Pattern
            .compile("[-\\[,]\\s*(?:'([^']+)'|\"([^\"]+)\"|([^\\s'\"\\[\\],#][^\\s,\\]#]*))");

    /** The patterns in the text of a {@code pnpm-workspace.yaml}. */
    static Workspaces ofPnpm(String text) {
        List<String> patterns = new ArrayList<>();
        Matcher packages = PACKAGES.matcher(text);
        if (packages.find()) {
            Matcher item = ITEM.matcher(packages.group(1).replaceAll("(?m)(^|\\s)#.*$", ""));
            while (item.find()) {
                patterns.add(item.group(1) != null ? item.group(1) : item.group(2) != null ? item.group(2) : item.group(3));
            }
        }
        return new Workspaces(patterns);
    }

    /** Whether the package in a directory below belongs to the project. The last pattern that matches decides. */
    boolean contains(Path relative) {
        boolean contained = false;
        for (String pattern : patterns) {
            boolean without = pattern.startsWith("!");
            if (matches(without ? pattern.substring(1) : pattern, relative)) {
                contained = !without;
            }
        }
        return contained;
    }

    private static boolean matches(String pattern, Path relative) {
        String glob = pattern.replaceFirst("^\\./", "").replaceFirst("/$", "");
        FileSystem files = relative.getFileSystem();
        // The package manager matches a directory with "**" also if there is nothing in its place.
        return files.getPathMatcher("glob:" + glob).matches(relative) || glob.contains("**/")
                && files.getPathMatcher("glob:" + glob.replace("**/", "")).matches(relative);
    }
}
