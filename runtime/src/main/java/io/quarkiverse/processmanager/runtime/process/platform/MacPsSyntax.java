package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * The command line of {@code ps}: the columns are the same on all systems, the options differ.
 *
 * @param program the file of the program
 * @param environment the option that shows environments behind the commands
 * @param boot the command whose output identifies one boot of the system
 */
public record MacPsSyntax(String program, String environment, List<String> boot) {

    static final MacPsSyntax MACOS = new MacPsSyntax("/bin/ps", "-E",
            List.of("/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"));

    /** The columns that {@link MacPsLine} and the script of the watchdog read, each without a title. */
    private static final List<String> COLUMNS = List.of("pid", "ppid", "pgid", "ruid", "stat", "lstart", "command");

    public MacPsSyntax {
        boot = List.copyOf(boot);
    }

    /** The command that lists the selected processes, with their environments as far as this JVM may see them. */
    List<String> words(String... selection) {
        List<String> words = new ArrayList<>();
        words.add(program);
        words.addAll(List.of(selection));
        // No limit on the length of a line.
        words.add("-ww");
        for (String column : COLUMNS) {
            words.add("-o");
            words.add(column + "=");
        }
        words.add(environment);
        return words;
    }
}
