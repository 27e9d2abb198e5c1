package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * How {@code ps} is asked: the columns are the same everywhere, the rest is not.
 *
 * @param program the file of the program
 * @param environment the option that shows environments behind the commands
 * @param boot the command that tells one start of the system from the next
 */
public record MacPsSyntax(String program, String environment, List<String> boot) {

    static final MacPsSyntax MACOS = new MacPsSyntax("/bin/ps", "-E",
            List.of("/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"));

    /** What {@link MacPsLine} and the script of the warden read; each without a title. */
    private static final List<String> COLUMNS = List.of("pid", "ppid", "pgid", "ruid", "stat", "lstart", "command");

    public MacPsSyntax {
        boot = List.copyOf(boot);
    }

    /** The words that show some processes with their environments, as far as these may be seen. */
    List<String> words(String... selection) {
        List<String> words = new ArrayList<>();
        words.add(program);
        words.addAll(List.of(selection));
        // However long they are.
        words.add("-ww");
        for (String column : COLUMNS) {
            words.add("-o");
            words.add(column + "=");
        }
        words.add(environment);
        return words;
    }
}
