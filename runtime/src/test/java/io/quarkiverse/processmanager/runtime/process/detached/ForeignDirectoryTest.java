package io.quarkiverse.processmanager.runtime.process.detached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;

/** Another user has made the directory of the records first, and has put records and links into it. */
class ForeignDirectoryTest {

    private static final int OTHER_USER = 65534;

    @TempDir
    Path state;

    @Test
    void whatAnotherUserHasPutThereCountsForNothing() throws IOException {
        Assumptions.assumeTrue(Privileges.ofThisJvm().uid() == 0, "needs root, to make the directory of another user");
        DetachedProcesses processes = new DetachedProcesses(state, new LinuxProcessTable());
        processes.application("shop");
        Path records = Files.createDirectory(RecordDirectory.of(state, RecordDirectory.key("shop")));
        Files.createFile(records.resolve("db" + RecordDirectory.RECORD));
        Files.createFile(records.resolve("web.log"));
        assertThat(RecordDirectory.hasRecords(state, () -> "shop")).isTrue();
        assertThat(processes.ids()).containsExactly("db");
        assertThat(processes.hasRecord("db")).isTrue();

        Files.setAttribute(state, "unix:uid", OTHER_USER);

        assertThat(RecordDirectory.hasRecords(state, () -> "shop")).isFalse();
        assertThat(processes.ids()).isEmpty();
        assertThat(processes.hasRecord("db")).isFalse();
        processes.deleteOutput("web");
        assertThat(records.resolve("web.log")).exists();
        assertThatThrownBy(processes::claim).isInstanceOf(IOException.class).hasMessageEndingWith(
                "is not a directory of this user");
    }
}
