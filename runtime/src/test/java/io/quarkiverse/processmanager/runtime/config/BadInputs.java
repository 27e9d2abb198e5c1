package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.config.text.SettingType;
import io.quarkus.runtime.configuration.MemorySize;

/** The inputs of {@link BadInputsTest}: for each key the values that its type makes likely or dangerous. */
final class BadInputs {

    /** The begin of a setting of all processes. */
    private static final String COMMON = "process-manager.";
    /** Stands for 10,000 characters in a row of the table. */
    private static final String LONG = "{long}";
    /** Stands for a reference of the setting to itself. */
    private static final String SELF = "{self}";

    private static final List<String> OF_ALL = List.of("", " ", "${nope}", SELF, "a\\0b", "a\\nb");
    private static final List<String> OF_TEXTS = List.of("\u65e5\u672c \u00e9 \\u202e", LONG);
    private static final List<String> OF_LISTS = List.of(",", "a,,b");
    private static final Map<Class<?>, List<String>> BY_TYPE = Map.of(
            Integer.class, List.of("x", "-1", "0", "1.5", "2147483647", "99999999999"),
            Double.class, List.of("x", "-1", "NaN", "Infinity", "1e400", "1,5"),
            Duration.class,
            List.of("x", "-1s", "0", "1 s", "9223372036854775807s", "PT9223372036854775807S", "106751991167300d"),
            MemorySize.class, List.of("x", "-1M", "0", "1.5M", "9223372036854775807", "9999999999999G"),
            Boolean.class, List.of("maybe", "2"));

    private BadInputs() {
    }

    /**
     * One input.
     *
     * @param text the row in the table: {@code restart.delay=-1s}
     * @param number identifies the process of the row
     */
    record Row(String text, int number) {

        String id() {
            return "p" + number;
        }

        /** Whether the setting is one of all processes. */
        boolean isCommon() {
            return text.startsWith(COMMON);
        }

        /** The properties of the process of the row: the input, and what the setting needs to have an effect. */
        Map<String, String> properties() {
            String prefix = isCommon() ? "quarkus." : "quarkus.processes." + id() + ".";
            String[] parts = text.split("=", 2);
            String setting = parts[0].replace("{i}", String.valueOf(number));
            Map<String, String> properties = new LinkedHashMap<>();
            if (isCommon()) {
                properties.put("quarkus.processes." + id() + ".command", "x");
            }
            for (String companion : isCommon() ? List.<String> of() : companions(setting)) {
                String[] pair = companion.replace("{i}", String.valueOf(number)).split("=", 2);
                properties.put(prefix + pair[0], pair[1]);
            }
            properties.put(prefix + unescaped(setting), unescaped(parts[1]).replace(LONG, "a".repeat(10_000))
                    .replace(SELF, "${" + prefix + setting + "}").replace("{i}", String.valueOf(number)));
            return properties;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row row && row.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** The inputs for each key. */
    static List<Row> of(Map<String, SettingType> ofProcess, Map<String, SettingType> common) {
        List<String> texts = new ArrayList<>();
        new TreeMap<>(ofProcess)
                .forEach((key, type) -> values(type).forEach(value -> texts.add(setting(key) + "=" + value)));
        new TreeMap<>(common)
                .forEach((key, type) -> values(type).forEach(value -> texts.add(COMMON + setting(key) + "=" + value)));
        return rows(texts);
    }

    static List<Row> rows(Collection<String> texts) {
        List<Row> rows = new ArrayList<>();
        texts.forEach(text -> rows.add(new Row(text, rows.size())));
        return rows;
    }

    /** The key of a row. */
    static String key(String row) {
        return row.split("=", 2)[0].replaceFirst("^process-manager\\.", "");
    }

    private static String setting(String key) {
        return switch (key) {
            case "config.*" -> "config.\"my.key{i}\"";
            case "ulimits.*" -> "ulimits.nofile";
            default -> key.startsWith("commands.") ? key.replace("*", "\"name\"") : key.replace("*", "name");
        };
    }

    private static List<String> values(SettingType type) {
        List<String> values = new ArrayList<>(OF_ALL);
        Class<?> value = type(type);
        if (type.list()) {
            values.addAll(OF_LISTS);
        }
        if (value.isEnum()) {
            values.addAll(List.of("nonsense", "0"));
        } else {
            values.addAll(BY_TYPE.getOrDefault(value, OF_TEXTS));
        }
        return values;
    }

    private static Class<?> type(SettingType type) {
        try {
            return Class.forName(type.valueType());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> companions(String setting) {
        String key = setting.replaceAll("[.\\[\"].*", "");
        List<String> companions = new ArrayList<>();
        if (!List.of("command", "artifact", "main-class", "java-options", "npm-script").contains(key)) {
            companions.add("command=x");
        } else if (!List.of("command", "npm-script", "artifact").contains(key)) {
            companions.add("artifact=g:a:1");
        }
        String group = setting.startsWith("liveness.") ? "liveness" : "health";
        if (setting.matches("(health|liveness)\\.(method|headers.*|expected-status)")) {
            companions.add(group + ".url=http://localhost:99/x");
        } else if (setting.matches("liveness\\.(initial-delay|interval|timeout|retries)")) {
            companions.add("liveness.file=alive");
        } else if (setting.matches("health\\.(initial-delay|interval|timeout|retries|success-threshold|on-unhealthy)")) {
            companions.add("health.log=ready");
        } else if (setting.matches("(health|liveness)\\.(path|url|type)")) {
            companions.add("port=1{i}");
        } else if (setting.matches("(health|liveness)\\.host")) {
            companions.add(group + ".port=80");
        } else if (setting.matches("(health|liveness)\\.(args|shell|expected-exit-code)")) {
            companions.add(group + ".command=x");
        } else if (setting.matches("(pre-start|stop)\\.shell")) {
            companions.add(setting.replace("shell", "command") + "=x");
        } else if (setting.startsWith("commands.\"name\".args.")) {
            companions.add("commands.\"name\".command=x");
            if (!setting.endsWith(".variable")) {
                companions.add("commands.\"name\".args.\"name\".variable=A");
            }
        } else if (setting.startsWith("commands.") && !setting.endsWith(".command")) {
            companions.add("commands.\"name\".command=x");
        } else if (setting.startsWith("log.file.rotation")) {
            companions.add("log.file.path=x{i}.log");
        }
        return companions;
    }

    private static String unescaped(String text) {
        return text.replace("\\0", "\0").replace("\\n", "\n").replace("\\u202e", "\u202e");
    }

    /** A problem as the table has it: without the number of the row. */
    static String shown(String problem) {
        return problem.replaceAll("\\bp\\d+\\b", "web").replaceAll("key\\d+\\b", "key{i}")
                .replaceAll("x\\d+\\.log", "x{i}.log");
    }
}
