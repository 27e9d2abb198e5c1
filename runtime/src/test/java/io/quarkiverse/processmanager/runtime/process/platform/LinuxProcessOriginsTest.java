package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.table.Marker;

class LinuxProcessOriginsTest {

    private static final String ID = "3f2a9c0d1e2f" + "0".repeat(52);

    @TempDir
    Path root;

    private LinuxProcessOrigins origins;

    @BeforeEach
    void beginOutsideAContainer() throws IOException {
        origins = new LinuxProcessOrigins(root);
        write("self", "cgroup", "0::/user.slice/user-1000.slice/session-2.scope\n");
    }

    @Test
    void theMarkersAreAmongTheVariables() throws IOException {
        write("7", "environ", "A=1\0QPM_12_34_ab=5-db\0QPM_DETACHED=x-cache\0");

        assertThat(origins.markers(7)).containsExactly(new Marker("QPM_12_34_ab", "5-db"),
                new Marker("QPM_DETACHED", "x-cache"));
        assertThat(origins.markers(7)).extracting(Marker::processId).containsExactly("db", "cache");
        assertThat(origins.markers(8)).isEmpty();
    }

    @Test
    void theControlGroupNamesTheContainer() throws IOException {
        for (String group : new String[] { "0::/system.slice/docker-" + ID + ".scope\n", "12:cpu:/docker/" + ID + "\n0::/\n",
                "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + ID + ".scope/container\n",
                "0::/kubepods.slice/kubepods-besteffort.slice/cri-containerd-" + ID + ".scope\n" }) {
            write("7", "cgroup", group);

            assertThat(origins.container(7)).as(group).contains("container 3f2a9c0d1e2f");
        }
        write("7", "cgroup", "0::/system.slice/postgresql.service\n");
        assertThat(origins.container(7)).isEmpty();
    }

    @Test
    void theContainerOfTheApplicationItselfIsNone() throws IOException {
        write("self", "cgroup", "0::/system.slice/docker-" + ID + ".scope\n");
        write("7", "cgroup", "0::/system.slice/docker-" + ID + ".scope\n");

        assertThat(origins.container(7)).isEmpty();
    }

    @Test
    void theProxyOfDockerNamesTheAddressOfTheContainer() throws IOException {
        write("7", "cmdline", "/usr/bin/docker-proxy\0-proto\0tcp\0-host-ip\000.0.0.0\0-host-port\0" + "5432\0-container-ip\0"
                + "172.17.0.2\0-container-port\0" + "5433\0");

        assertThat(origins.container(7)).contains("a container at 172.17.0.2:5433");
        assertThat(origins.containerBehind(5432)).contains("a container at 172.17.0.2:5433");
        assertThat(origins.containerBehind(5433)).isEmpty();
    }

    @Test
    void theProxyOfPodmanHasNoArguments() throws IOException {
        write("7", "cmdline", "rootlessport\0");

        assertThat(origins.container(7)).contains("a container");
        assertThat(origins.containerBehind(5432)).isEmpty();
    }

    private void write(String process, String file, String text) throws IOException {
        Files.createDirectories(root.resolve(process));
        Files.writeString(root.resolve(process).resolve(file), text);
    }
}
