package io.quarkiverse.processmanager.runtime.service;

/** Writes texts of JSON. */
final class JsonText {

    private JsonText() {
    }

    /** The text with its quotes. */
    static String of(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
