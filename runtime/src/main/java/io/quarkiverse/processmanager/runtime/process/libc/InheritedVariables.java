package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables of this JVM whose bytes are no text in its encoding, such as an umlaut under {@code LANG=C}. The JVM shows other
 * characters in their place, and a child must nevertheless receive the bytes. Never changed after its creation.
 */
final class InheritedVariables {

    static final InheritedVariables OF_THIS_JVM = read(Path.of("/proc/self/environ"));

    private final Map<String, byte[]> variables = new HashMap<>();

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
        if (!Arrays.equals(shown.getBytes(SpawnMemory.CHARSET), variable)) {
            variables.put(shown, variable);
        }
    }

    /** The bytes of a variable with its name and its value, as the JVM shows them. */
    byte[] bytes(String variable) {
        byte[] inherited = variables.get(variable);
        return inherited == null ? variable.getBytes(SpawnMemory.CHARSET) : inherited;
    }
}
