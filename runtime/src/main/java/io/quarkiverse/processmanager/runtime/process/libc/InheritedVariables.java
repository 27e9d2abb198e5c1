package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables of this JVM as bytes. The bytes of some are no text in its encoding, such as an umlaut under {@code LANG=C}: the
 * JVM shows other characters in their place, and a child must nevertheless receive the bytes. Most starts pass on most of them, so
 * no start encodes them anew. Never changed after its creation.
 */
final class InheritedVariables {

    static final InheritedVariables OF_THIS_JVM = read(Path.of("/proc/self/environ"));

    private final Map<String, Inherited> variables = new HashMap<>();

    private record Inherited(String value, byte[] bytes) {
    }

    private InheritedVariables() {
    }

    static InheritedVariables read(Path environ) {
        InheritedVariables inherited = new InheritedVariables();
        try {
            byte[] all = Files.readAllBytes(environ);
            int begin = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    inherited.add(Arrays.copyOfRange(all, begin, i));
                    begin = i + 1;
                }
            }
        } catch (IOException e) {
            // The children receive what the JVM shows.
        }
        return inherited;
    }

    private void add(byte[] variable) {
        String shown = new String(variable, SpawnMemory.CHARSET);
        int end = shown.indexOf('=', 1);
        if (end > 0) {
            variables.put(shown.substring(0, end), new Inherited(shown.substring(end + 1), variable));
        }
    }

    /** The bytes of a variable with its name and its value, as the JVM shows them. */
    byte[] bytes(String name, String value) {
        Inherited inherited = variables.get(name);
        return inherited != null && inherited.value.equals(value) ? inherited.bytes
                : (name + '=' + value).getBytes(SpawnMemory.CHARSET);
    }
}
