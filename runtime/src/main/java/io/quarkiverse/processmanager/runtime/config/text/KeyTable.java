package io.quarkiverse.processmanager.runtime.config.text;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keys and their types as text, one line for each key. A packaged application reads the text that its build has written,
 * because the methods of the mappings cost a start the classes of their annotations, parameters and results.
 */
public final class KeyTable {

    private static final char SEPARATOR = '\t';
    private static final int COLUMNS = 4;

    private KeyTable() {
    }

    /** The lines of some keys: the prefix and the key, the type, whether it is a list, and the default if the mapping needs one. */
    public static String write(String prefix, Map<String, SettingType> types) {
        StringBuilder text = new StringBuilder();
        types.forEach((key, type) -> text.append(prefix).append(key).append(SEPARATOR).append(type.valueType())
                .append(SEPARATOR).append(type.list()).append(SEPARATOR)
                .append(type.fallback().map(some -> "=" + some).orElse("")).append('\n'));
        return text.toString();
    }

    /** The keys of those lines that have the prefix. */
    public static Map<String, SettingType> read(String prefix, String text) {
        Map<String, SettingType> types = new TreeMap<>();
        for (int start = 0, end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
            if (text.startsWith(prefix, start)) {
                String[] columns = text.substring(start + prefix.length(), end).split(String.valueOf(SEPARATOR), COLUMNS);
                Optional<String> fallback = columns[3].isEmpty() ? Optional.empty() : Optional.of(columns[3].substring(1));
                types.put(columns[0], new SettingType(columns[1], Boolean.parseBoolean(columns[2]), fallback));
            }
        }
        return types;
    }
}
