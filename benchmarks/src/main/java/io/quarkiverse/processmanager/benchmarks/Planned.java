package io.quarkiverse.processmanager.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process of the plan, which is one line: {@code ID KEY=VALUE.. -- WORD..}.
 *
 * @param output {@code memory}, {@code file} (memory too) or {@code direct}
 * @param path the file of the output; null for none
 * @param after the process whose port accepts connections before this process starts; null for none
 * @param restarts whether the process starts again after each exit
 * @param port the port that it listens on; 0 for none
 * @param intervalMillis the time between two checks of the port; 0 for none
 */
record Planned(String id, List<String> command, String output, String path, String after, boolean restarts, int port,
        int intervalMillis) {

    static Planned parse(String line) {
        List<String> words = List.of(line.split(" "));
        int end = words.indexOf("--");
        Map<String, String> settings = new HashMap<>();
        for (String word : words.subList(1, end)) {
            int at = word.indexOf('=');
            settings.put(word.substring(0, at), word.substring(at + 1));
        }
        return new Planned(words.get(0), words.subList(end + 1, words.size()), settings.getOrDefault("output", "memory"),
                settings.get("path"), settings.get("after"), "always".equals(settings.get("restart")),
                Integer.parseInt(settings.getOrDefault("port", "0")),
                Integer.parseInt(settings.getOrDefault("interval", "0")));
    }
}
