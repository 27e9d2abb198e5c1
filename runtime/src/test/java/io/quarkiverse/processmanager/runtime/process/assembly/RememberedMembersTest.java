package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/** Members of a tree that only their parent shows, as long as it is alive: in a session of their own, with a cleared environment. */
class RememberedMembersTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aChildThatAMeasurementHasSeenEndsWithItsRoot() throws Exception {
        Workshop.Started started = workshop.start(workshop.sh("env -i setsid sleep 1000 & wait"));
        long root = started.witness().pid();
        workshop.awaitUntil(() -> Workshop.living().stream()
                .anyMatch(entry -> entry.parent() == root && entry.session() == entry.pid() && isNap(entry)));
        CompletableFuture<Object> measured = new CompletableFuture<>();
        workshop.runner().measure(Set.of("p"), measured::complete);
        measured.get(60, TimeUnit.SECONDS);

        ProcessHandle.of(root).ifPresent(ProcessHandle::destroyForcibly);

        assertThat(started.witness().leftovers()).isEqualTo(1);
        started.terminate();
        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    /** The child is in no scan together with its parent, which has led its session. */
    @Test
    void aChildThatALeaderForksWhileItIsStoppedIsStoppedToo() throws Exception {
        Workshop.Started started = workshop.start(workshop.sh("env -i setsid perl -e '$SIG{TERM} = sub { $stopped = 1 };"
                + " open my $up, q(>), q(up); close $up; select undef, undef, undef, 0.01 until $stopped; exit if fork;"
                + " $SIG{TERM} = \"DEFAULT\"; exec qw(sleep 1000)' " + workshop.tag() + " & wait"));
        workshop.awaitUntil(() -> Files.exists(workshop.directory().resolve("up")));

        started.terminate();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    private static boolean isNap(ProcessEntry entry) {
        return Workshop.read("/proc/" + entry.pid() + "/cmdline").startsWith("sleep");
    }
}
