package io.quarkiverse.processmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class AskedMembersTest {

    private static final int SHELL = 1;
    private static final int SLEEP = 2;
    private static final long LATER = TimeUnit.SECONDS.toNanos(5);

    private final ProcessEntry root = entry(100, 1, 0, SHELL);
    private final AskedMembers members = new AskedMembers(root.identity());

    @Test
    void everybodyIsAskedAtFirstAndNobodyOldAgain() {
        ProcessEntry child = entry(101, 100, 0, SHELL);

        assertThat(members.next(List.of(root, child), 0)).containsExactly(root, child);
        assertThat(members.next(List.of(root, child), LATER)).isEmpty();
    }

    @Test
    void aChildThatAMemberStartsLaterIsAskedWhenItHasLostThatMember() {
        members.next(List.of(root), 0);
        ProcessEntry helper = entry(101, 100, 0, SLEEP);

        assertThat(members.next(List.of(root, helper), 0)).isEmpty();
        assertThat(members.next(List.of(helper), 0)).containsExactly(helper);
    }

    @Test
    void aYoungOneIsAskedASecondTime() {
        ProcessEntry young = entry(101, 100, ProcFiles.nowTicks(), SHELL);
        members.next(List.of(root, young), 0);

        assertThat(members.next(List.of(root, young), 0)).isEmpty();
        assertThat(members.next(List.of(root, young), LATER)).containsExactly(young);
        assertThat(members.next(List.of(root, young), 2 * LATER)).isEmpty();
    }

    @Test
    void aYoungOneIsAskedAgainWhenItHasBecomeAnotherProgram() {
        long birth = ProcFiles.nowTicks();
        members.next(List.of(root, entry(101, 100, birth, SHELL)), 0);
        members.next(List.of(root, entry(101, 100, birth, SHELL)), LATER);
        ProcessEntry become = entry(101, 100, birth, SLEEP);

        assertThat(members.next(List.of(root, become), LATER)).containsExactly(become);
        assertThat(members.next(List.of(root, become), LATER)).isEmpty();
    }

    private static ProcessEntry entry(long pid, long parent, long birth, int program) {
        return new ProcessEntry(new ProcessIdentity(pid, birth), parent, 100, 100, 'S', program, false);
    }
}
