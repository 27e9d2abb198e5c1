package io.quarkiverse.processmanager.terminal.foreign;

import java.util.ArrayList;
import java.util.List;

/** Reads the watched files of a process of process-compose. */
final class ComposeWatch {

    private final String id;
    private final Node watch;
    private final String where;
    private final Result result;

    ComposeWatch(String id, Node watch, String where, Result result) {
        this.id = id;
        this.watch = watch;
        this.where = where;
        this.result = result;
    }

    void read() {
        List<String> patterns = new ArrayList<>();
        List<Node> paths = watch.nodes("paths");
        for (int i = 0; i < paths.size(); i++) {
            path(paths.get(i), where + ".paths[" + i + "].", patterns);
        }
        if (!patterns.isEmpty()) {
            result.set(id, "watch", Texts.literal(String.join(",", patterns)));
        }
        watch.text("debounce").ifPresent(pause -> result.set(id, "watch.debounce", Texts.literal(pause)));
        if (watch.isTrue("cascade")) {
            result.set(id, "watch.cascade", "true");
        }
        watch.unread().forEach(key -> result.note(where + "." + key, "has no counterpart"));
    }

    private void path(Node path, String place, List<String> patterns) {
        String root = root(path.text("path").orElse("."));
        List<String> included = path.list("include");
        if (included.isEmpty()) {
            patterns.add(escaped(root + "**"));
        }
        included.forEach(pattern -> patterns.add(escaped(below(root, pattern))));
        for (String pattern : path.list("exclude")) {
            String excluded = below(root, pattern);
            patterns.add(escaped("!" + excluded));
            if (!excluded.endsWith("/**")) {
                // The name of a directory excludes what is below it.
                patterns.add(escaped("!" + excluded + "/**"));
            }
        }
        path.unread().forEach(key -> result.note(place + key, "has no counterpart"));
    }

    /** The directory with a slash at its end; empty for the directory of the process. */
    private static String root(String path) {
        String plain = path.replaceFirst("^(\\./+)+", "").replaceFirst("/+$", "");
        return plain.isEmpty() || plain.equals(".") ? "" : plain + "/";
    }

    /** A pattern without a slash is for the names of files at any depth. */
    private static String below(String root, String pattern) {
        return root + (pattern.contains("/") ? pattern.replaceFirst("^(\\./+)+", "") : "**/" + pattern);
    }

    private static String escaped(String pattern) {
        return pattern.replace(",", "\\,");
    }
}
