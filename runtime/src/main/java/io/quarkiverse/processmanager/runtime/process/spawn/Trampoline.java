package io.quarkiverse.processmanager.runtime.process.spawn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A few words that do something to their own process and then become the command that follows them.
 *
 * @param shell for {@code sh}: {@code $1} is the argument, the rest is the command
 * @param perl the same for perl
 */
record Trampoline(String shell, String perl) {

    // Some shells keep only those variables that they could have set themselves.
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    static final Trampoline UMASK = new Trampoline("umask \"$1\"", "umask oct shift");
    /** Enters a control group by its file of members. */
    static final Trampoline CGROUP = new Trampoline("echo 0 > \"$1\" || exit",
            "open my $members, '>', shift or die; syswrite $members, 0 or die; close $members");

    /** What goes before a command with an environment of these names. */
    List<String> words(String argument, Set<String> variables) {
        boolean ordinary = variables.stream().allMatch(name -> VARIABLE.matcher(name).matches());
        Optional<Path> found = ordinary ? Optional.empty() : SystemTools.find("perl");
        List<String> words = new ArrayList<>(
                found.map(file -> List.of(file.toString(), "-e", perl + "; exec { $ARGV[0] } @ARGV", "--"))
                        .orElse(List.of("/bin/sh", "-c", shell + "; shift; exec \"$@\"", "sh")));
        words.add(argument);
        return words;
    }
}
