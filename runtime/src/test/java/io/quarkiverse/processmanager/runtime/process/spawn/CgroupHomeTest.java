package io.quarkiverse.processmanager.runtime.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

class CgroupHomeTest {

    private static final String UNIFIED = "31 24 0:27 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2"
            + " rw,nsdelegate,memory_recursiveprot";
    private static final String VERSION_ONE = "35 31 0:30 / /sys/fs/cgroup/pids rw shared:9 - cgroup cgroup rw,pids";

    @Test
    void aDesktopHasItsOwnGroupForEachApplication() throws StartRefusedException {
        String own = "/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.gnome.Terminal.slice/vte-spawn-1.scope";

        assertThat(CgroupHome.home(List.of(VERSION_ONE, UNIFIED), List.of("0::" + own)))
                .isEqualTo(Path.of("/sys/fs/cgroup" + own));
    }

    @Test
    void bothVersionsCanBeMounted() throws StartRefusedException {
        String mount = "52 31 0:41 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw";

        assertThat(CgroupHome.home(List.of(VERSION_ONE, mount), List.of("9:name=systemd:/x", "4:memory:/y", "0::/")))
                .isEqualTo(Path.of("/sys/fs/cgroup/unified"));
    }

    @Test
    void aMountCanShowAPartOnly() throws StartRefusedException {
        String mount = "52 31 0:41 /docker/abc /sys/fs/cgroup ro,relatime - cgroup2 cgroup rw";

        assertThat(CgroupHome.home(List.of(mount), List.of("0::/docker/abc/app"))).isEqualTo(Path.of("/sys/fs/cgroup/app"));
        assertThatThrownBy(() -> CgroupHome.home(List.of(mount), List.of("0::/system.slice")))
                .hasMessage(
                        "isolation=cgroup needs the control group of this application, /system.slice, which /sys/fs/cgroup does"
                                + " not show");
    }

    @Test
    void aSystemWithVersionOneAloneIsRefused() {
        assertThatThrownBy(() -> CgroupHome.home(List.of(VERSION_ONE), List.of("4:memory:/y")))
                .hasMessage("isolation=cgroup needs control groups of version 2, and none are mounted on this system");
    }

    @Test
    void aGroupOfAnotherUserIsRefused(@TempDir Path directory) {
        assertThatThrownBy(() -> CgroupHome.place(directory, "x")).isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("isolation=cgroup needs the right to make control groups in " + directory)
                .hasMessageContaining("systemd-run --user --scope");
        assertThat(directory).isEmptyDirectory();
    }
}
