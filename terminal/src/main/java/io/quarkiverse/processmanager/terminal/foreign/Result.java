package io.quarkiverse.processmanager.terminal.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the properties, the notes and the faults of one file. Used by one thread. */
final class Result {

    static final String PROCESSES = "quarkus.processes.";

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> ids = new TreeMap<>();
    private final String file;

    /**
     * @param file the name of the file, with which each note and each fault begins
     */
    Result(String file) {
        this.file = file;
    }

    /** The id for a name of the file. Two names with one id get different ones. */
    String id(String name) {
        String known = ids.get(name);
        if (known != null) {
            return known;
        }
        String wanted = Texts.id(name);
        String id = wanted;
        for (int next = 2; ids.containsValue(id); next++) {
            id = wanted + "-" + next;
        }
        ids.put(name, id);
        return id;
    }

    /** A setting of all processes. */
    void common(String key, String value) {
        properties.put("quarkus.process-manager." + key, value);
    }

    /** A setting of one process. */
    void set(String id, String key, String value) {
        properties.put(PROCESSES + id + "." + key, value);
    }

    /**
     * A command of a process, with a shell if it needs one.
     *
     * @param prefix what is before {@code command} and {@code shell} in the key, such as {@code stop.}
     */
    void command(String id, String prefix, String line) {
        set(id, prefix + "command", Texts.literal(line));
        if (Texts.needsShell(line)) {
            set(id, prefix + "shell", "true");
        }
    }

    void note(String place, String sentence) {
        notes.add(file + ": " + place + " " + sentence);
    }

    void fault(String sentence) {
        faults.add(file + ": " + sentence);
    }

    Imported imported() {
        return new Imported(properties, notes, faults);
    }
}
