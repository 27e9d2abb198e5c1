package io.quarkiverse.processmanager.runtime.rules.replica;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code {replica}} by the index of a replica, {@code {port}} by its port and {@code {port.admin}} by its port
 * {@code admin}. A variable of a shell, such as {@code ${port}}, is another text, and stays.
 */
final class ReplicaText {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{(?:(replica)|port(?:\\.([a-z0-9-]+))?)}");

    private final String index;
    private final Map<String, Integer> ports;

    ReplicaText(int index, Map<String, Integer> ports) {
        this(String.valueOf(index), ports);
    }

    private ReplicaText(String index, Map<String, Integer> ports) {
        this.index = index;
        this.ports = ports;
    }

    /** Replaces the ports only. */
    static ReplicaText ofPorts(Map<String, Integer> ports) {
        return new ReplicaText("{replica}", ports);
    }

    /** The text of the replica. A port that the process does not have stays a placeholder. */
    String of(String text) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2),
                found.group())));
    }

    private String value(String replica, String port, String placeholder) {
        if (replica != null) {
            return index;
        }
        Integer number = ports.get(port == null ? "" : port);
        return number == null ? placeholder : number.toString();
    }

    List<String> of(List<String> words) {
        return words.stream().map(this::of).toList();
    }

    Map<String, String> of(Map<String, String> variables) {
        Map<String, String> replaced = new TreeMap<>(variables);
        replaced.replaceAll((name, value) -> of(value));
        return replaced;
    }

    Path in(Path path) {
        return Path.of(of(path.toString()));
    }

    /** A path that no other replica has: with the index in the place of {@code {replica}}, else at the end of the name. */
    Path own(Path path) {
        Path replaced = in(path);
        if (!replaced.equals(path)) {
            return replaced;
        }
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String own = dot > 0 ? name.substring(0, dot) + "-" + index + name.substring(dot) : name + "-" + index;
        return path.resolveSibling(own);
    }
}
