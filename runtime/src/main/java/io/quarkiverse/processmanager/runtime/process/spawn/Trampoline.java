package io.quarkiverse.processmanager.runtime.process.spawn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/**
 * A short script that changes a property of its own process and then executes the command that follows it.
 *
 * @param shell the script for {@code sh}, with the argument in {@code $1} and the command behind it
 * @param perl the same script for perl
 */
record Trampoline(String shell, String perl) {

    // Some shells drop variables whose names they do not accept.
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** The shells name the limit with different letters. The numbers of the call are those of x86-64 and ARM. */
    static final Trampoline LOCK_LIMIT = new Trampoline(
            "ulimit -S -w \"$1\" 2>/dev/null || ulimit -S -x \"$1\" 2>/dev/null",
            "use POSIX; my $call = { x86_64 => 160, aarch64 => 164 }->{ (POSIX::uname())[4] };"
                    + " my $limits = pack 'QQ', shift, ~0; syscall $call, 10, $limits if $call");
    static final Trampoline UMASK = new Trampoline("umask \"$1\"", "umask oct shift");
    /** Moves the process into a control group, by the file of its members. */
    static final Trampoline CGROUP = new Trampoline("echo 0 > \"$1\" || exit",
            "open my $members, '>', shift or die; syswrite $members, 0 or die; close $members");

    /** The words before a command whose environment has these names. */
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
