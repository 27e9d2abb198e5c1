package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;

/**
 * Processes that have cleared their environment, and leave everything that belongs to the tree: the session, the parent and the
 * output. No scan has found them together with their parent.
 */
public class UnmarkedMembersTest {

    /** Returns 0 in a child that has a session of its own and no descriptor, before the parent continues. */
    private static final String AWAY = "use POSIX; sub away { pipe my $r, my $w; my $child = fork; if (!$child) { POSIX::setsid();"
            + " syswrite $w, q(x); POSIX::close($_) for 0 .. 63; return 0 } 1 while !sysread($r, my $b, 1); return $child }"
            + " sub orphan { my $parent = shift; select undef, undef, undef, 0.01 while getppid == $parent }"
            + " sub stay { $SIG{TERM} = \"DEFAULT\"; sigprocmask(SIG_SETMASK, POSIX::SigSet->new); sleep 100; POSIX::_exit(0) }"
            + " sub up { open my $up, q(>), q(up); close $up }";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aDaemonThatIsStartedAtTheStopSignalIsStopped() {
        Workshop.Started started = start("$SIG{TERM} = sub { stay() if !away(); POSIX::_exit(0) }; up(); sleep 100");

        terminate(started);
    }

    /** The parent has only the environment of a child of the root, and has never been in a scan before the stop. */
    @Test
    void aDaemonThatAChildStartsAtTheStopSignalIsStopped() {
        Workshop.Started started = start(
                "if (fork) { sleep 100 while 1 } POSIX::setsid(); $SIG{TERM} = sub { stay() if !away();"
                        + " POSIX::_exit(0) }; up(); sleep 100");

        terminate(started);
    }

    @Test
    void daemonsThatReplaceEachOtherAfterTheStopSignalAreStopped() {
        Workshop.Started started = start("$SIG{TERM} = sub { for (1 .. 6) { POSIX::_exit(0) if away(); select undef, undef,"
                + " undef, 0.03 } stay() }; up(); sleep 100");

        terminate(started);
    }

    @Test
    void aDaemonFromBeforeTheFirstScanIsStopped() {
        Workshop.Started started = start("if (!away()) { my $middle = $$; POSIX::_exit(0) if away(); orphan($middle);"
                + " up(); stay() } sleep 100");

        terminate(started);
    }

    @Test
    void aDaemonThatIsLeftBehindIsCounted() {
        Workshop.Started started = start("if (!away()) { my $middle = $$; POSIX::_exit(0) if away(); orphan($middle);"
                + " up(); stay() } select undef, undef, undef,"
                + " 0.01 until -e q(up); exit 3");

        assertThat(started.witness().leftovers()).isEqualTo(1);
        terminate(started);
    }

    /** A program of perl with the tag of the test and without an environment. */
    static Command program(Workshop workshop, String script) {
        return workshop.sh("exec env -i perl -e '" + AWAY + script + "' " + workshop.tag());
    }

    private Workshop.Started start(String script) {
        Workshop.Started started = workshop.start(program(workshop, script));
        workshop.awaitUntil(() -> Files.exists(workshop.directory().resolve("up")));
        return started;
    }

    private void terminate(Workshop.Started started) {
        started.terminate();
        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }
}
