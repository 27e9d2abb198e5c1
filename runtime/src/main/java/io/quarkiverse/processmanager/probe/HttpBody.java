package io.quarkiverse.processmanager.probe;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** The beginning of the body of an answer, for the detail of a failed check. Used on one Vert.x context only. */
final class HttpBody {

    private static final int BYTES = 4096;
    private static final int LENGTH = 200;
    private static final Pattern TEXT = Pattern.compile("text/.*|application/([a-z0-9.-]+\\+)?(json|xml|yaml)");
    private static final Pattern MARKUP = Pattern.compile("<(head|style|script)\\b.*?(</\\1>|$)|<!--.*?(-->|$)|<[^>]*(>|$)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String type;
    private final boolean encoded;
    private final Buffer bytes = Buffer.buffer();

    HttpBody(HttpClientResponse response) {
        String full = response.getHeader("Content-Type");
        this.type = full == null ? "" : full.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        this.encoded = response.getHeader("Content-Encoding") != null;
    }

    void add(Buffer chunk) {
        bytes.appendBuffer(chunk, 0, Math.min(chunk.length(), BYTES - bytes.length()));
    }

    /** The beginning as one line; empty if the body is not a text. Many small servers declare no type. */
    String beginning() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        if (encoded || !(type.isEmpty() ? text.indexOf('\0') < 0 : TEXT.matcher(type).matches())) {
            return "";
        }
        return Excerpt.beginning(type.equals("text/html") ? MARKUP.matcher(text).replaceAll(" ") : text, LENGTH);
    }
}
