package io.quarkiverse.processmanager.runtime.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text into maps, lists, texts, numbers and booleans; {@code null} becomes an empty text. The process layer and the
 * definitions use no library, a {@code package.json} is small, and the requests and answers of the control socket are lines.
 */
public final class Json {

    /** A deeper text would exhaust the stack. */
    private static final int DEEPEST = 100;

    private final String text;
    private int position;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException with the line of the error
     */
    public static Object parse(String text) {
        Json json = new Json(text.startsWith("\uFEFF") ? text.substring(1) : text);
        Object value = json.value();
        json.skipBlanks();
        if (json.position < json.text.length()) {
            throw json.error("the end");
        }
        return value;
    }

    private Object value() {
        skipBlanks();
        char next = peek();
        return switch (next) {
            case '{' -> nested('}');
            case '[' -> nested(']');
            case '"' -> string();
            default -> literal();
        };
    }

    private Object nested(char end) {
        if (++depth > DEEPEST) {
            throw error("an end of its " + DEEPEST + " nested values");
        }
        Object value = end == '}' ? object() : array();
        depth--;
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        position++;
        skipBlanks();
        while (peek() != '}') {
            String name = string();
            skipBlanks();
            expect(':');
            members.put(name, value());
            separator('}');
        }
        position++;
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        position++;
        skipBlanks();
        while (peek() != ']') {
            elements.add(value());
            separator(']');
        }
        position++;
        return elements;
    }

    private void separator(char end) {
        skipBlanks();
        if (peek() != end) {
            expect(',');
            skipBlanks();
            if (peek() == end) {
                throw error("a value after the comma");
            }
        }
    }

    private String string() {
        expect('"');
        StringBuilder read = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(position++);
            read.append(next == '\\' ? escaped() : next);
        }
        position++;
        return read.toString();
    }

    private char escaped() {
        char next = peek();
        position++;
        return switch (next) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> next;
        };
    }

    private char unicode() {
        try {
            char read = (char) Integer.parseInt(text, position, position + 4, 16);
            position += 4;
            return read;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw error("four hexadecimal digits");
        }
    }

    private Object literal() {
        int start = position;
        while (position < text.length() && "+-.".indexOf(text.charAt(position)) >= 0
                || position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
            position++;
        }
        String word = text.substring(start, position);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> "";
            default -> number(word, start);
        };
    }

    private Double number(String word, int start) {
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            position = start;
            throw error("a value");
        }
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw error("'" + wanted + "'");
        }
        position++;
    }

    private char peek() {
        if (position >= text.length()) {
            throw error("more text");
        }
        return text.charAt(position);
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private IllegalArgumentException error(String wanted) {
        long line = text.substring(0, Math.min(position, text.length())).chars().filter(c -> c == '\n').count() + 1;
        return new IllegalArgumentException("line " + line + " lacks " + wanted);
    }
}
