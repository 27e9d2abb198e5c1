package io.quarkiverse.processmanager.terminal.foreign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Procfile. A line that uses {@code PORT} gets a free port, because foreman and its relatives give each process one. The
 * task of a {@code release} line runs before the others.
 */
final class Procfile {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(.+)");
    private static final Pattern PORT = Pattern.compile("\\$(PORT\\b|\\{PORT\\b)");
    private static final String RELEASE = "release";

    private final Place place;
    private final Result result;

    Procfile(Place place) {
        this.place = place;
        this.result = new Result(place.name());
    }

    Imported read(String text) {
        place.envFile().ifPresent(file -> result.common("env-file", file));
        List<String> lines = text.lines().map(String::strip).toList();
        boolean releases = lines.stream().anyMatch(line -> line.startsWith(RELEASE + ":"));
        Map<String, String> commands = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(lines.get(i));
            if (line.matches()) {
                if (commands.put(line.group(1), line.group(2)) != null) {
                    result.note("line " + (i + 1), "replaces an earlier line of '" + line.group(1) + "'");
                }
            } else if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                result.fault("line " + (i + 1) + " is not of the form 'name: command'");
            }
        }
        if (commands.isEmpty()) {
            result.fault("it has no line of the form 'name: command'");
        }
        commands.forEach((name, command) -> process(name, command, releases));
        return result.imported();
    }

    private void process(String name, String command, boolean releases) {
        String id = result.id(name);
        if (!id.equals(name)) {
            result.set(id, "name", Texts.literal(name));
        }
        result.command(id, "", command);
        place.cwd().ifPresent(directory -> result.set(id, "cwd", Texts.literal(directory)));
        if (PORT.matcher(command).find()) {
            result.set(id, "port", "0");
        }
        if (name.equals(RELEASE)) {
            result.set(id, "kind", "task");
        } else if (releases) {
            result.set(id, "depends-on", RELEASE);
        }
    }
}
