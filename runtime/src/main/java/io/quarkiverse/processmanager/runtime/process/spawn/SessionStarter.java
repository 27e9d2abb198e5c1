package io.quarkiverse.processmanager.runtime.process.spawn;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a program is started as the leader of a session and a group of its own, by a program that then becomes it: a Ctrl-C at
 * the
 * terminal reaches only the JVM, and a signal to the group reaches everybody in it.
 *
 * @param words what goes before the command
 * @param program the file of the program that does it; it does not match anything if it could also be that of the command
 */
public record SessionStarter(List<String> words, Path program) {

    /** Starts nothing apart. */
    public static final SessionStarter NONE = new SessionStarter(List.of(), Path.of(""));

    private static final String PERL = "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV;"
            + " print STDERR \"setsid: failed to execute $ARGV[0]: $!\\n\"; exit($!{ENOENT} ? 127 : 126)";

    public SessionStarter {
        words = List.copyOf(words);
    }

    /** The one of this machine, if it has one. */
    public static Optional<SessionStarter> find() {
        return SystemTools.find("setsid")
                .map(setsid -> new SessionStarter(List.of(setsid.toString(), "--"), SystemTools.real(setsid)))
                .or(SessionStarter::perl);
    }

    /** The one that perl makes, where it is installed. */
    public static Optional<SessionStarter> perl() {
        return SystemTools.find("perl")
                .map(perl -> new SessionStarter(List.of(perl.toString(), "-e", PERL, "--"), Path.of("")));
    }
}
