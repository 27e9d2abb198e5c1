package io.quarkiverse.processmanager.runtime.process.spawn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/**
 * Makes a program the leader of a session and a process group of its own, with {@code setsid} or perl, which then execute the
 * program. Ctrl-C at the terminal reaches only the JVM, and a signal to the group reaches all its members.
 *
 * @param words the words before the command
 * @param program the file of {@code setsid}; empty for perl, which could also be the program of the command
 */
public record SessionStarter(List<String> words, Path program) {

    /** Makes no session. */
    public static final SessionStarter NONE = new SessionStarter(List.of(), Path.of(""));

    private static final String PERL = perl("");
    /** With TIOCSCTTY. */
    private static final String PERL_CONTROLLED = perl(" ioctl STDIN, 0x540E, 0;");

    private static String perl(String inSession) {
        return "use POSIX; POSIX::setsid();" + inSession + " exec { $ARGV[0] } @ARGV;"
                + " print STDERR \"setsid: failed to execute $ARGV[0]: $!\\n\"; exit($!{ENOENT} ? 127 : 126)";
    }

    public SessionStarter {
        words = List.copyOf(words);
    }

    /** The words for a program whose input is a terminal: that terminal controls the session. */
    List<String> controlled() {
        List<String> controlled = new ArrayList<>(words);
        if (program.toString().isEmpty()) {
            controlled.replaceAll(word -> word.equals(PERL) ? PERL_CONTROLLED : word);
        } else {
            controlled.add(1, "-c");
        }
        return controlled;
    }

    /** The session starter of this machine; empty if it has neither {@code setsid} nor perl. */
    public static Optional<SessionStarter> find() {
        return SystemTools.find("setsid")
                .map(setsid -> new SessionStarter(List.of(setsid.toString(), "--"), SystemTools.real(setsid)))
                .or(SessionStarter::perl);
    }

    /** The session starter with perl; empty if perl is not installed. */
    public static Optional<SessionStarter> perl() {
        return SystemTools.find("perl")
                .map(perl -> new SessionStarter(List.of(perl.toString(), "-e", PERL, "--"), Path.of("")));
    }
}
