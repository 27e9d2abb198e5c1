package io.quarkiverse.processmanager.terminal.text;

import java.nio.charset.Charset;

/** What the terminal of this JVM can show. */
public final class TerminalCharset {

    private TerminalCharset() {
    }

    /** The charset of the terminal. */
    public static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** Whether the terminal shows the lines and signs beyond ASCII that the texts use. */
    public static boolean hasSigns() {
        return charset().newEncoder().canEncode('└');
    }
}
