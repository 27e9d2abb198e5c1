package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessOrigins;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * Reads {@code environ}, {@code cgroup} and {@code cmdline} below {@code /proc/PID}. The environment of a process of another
 * user is hidden from a JVM that does not run as root; the others are not.
 */
final class LinuxProcessOrigins implements ProcessOrigins {

    private static final int SHORT_ID = 12;
    /** Docker's proxy has the addresses in its arguments. The proxies of others receive them in another way. */
    private static final String PROXY = "docker-proxy";
    private static final Set<String> FORWARDERS = Set.of(PROXY, "rootlessport", "rootlessport-child", "rootlesskit");

    /** Programs that forward connections and have nothing to do with a container. */
    private static final Set<String> OTHER_FORWARDERS = Set.of("socat", "ssh", "autossh", "kubectl", "oc", "nc", "ncat",
            "cloud-sql-proxy", "cloudflared", "gvproxy", "limactl", "slirp4netns", "pasta");

    private final Path root;

    /** A class of its own: only a port that another process holds asks for containers, and each port of a check for forwarders. */
    private static final class ContainerId {

        /** Docker, Podman, containerd and CRI-O name the control group of a container by its id. */
        static final Pattern PATTERN = Pattern.compile("(?:^|[/-])([0-9a-f]{64})(?:[./]|$)", Pattern.MULTILINE);
    }

    LinuxProcessOrigins() {
        this(Path.of("/proc"));
    }

    LinuxProcessOrigins(Path root) {
        this.root = root;
    }

    @Override
    public List<Marker> markers(long pid) {
        List<Marker> markers = new ArrayList<>();
        for (String variable : texts(String.valueOf(pid), "environ")) {
            int equals = variable.indexOf('=');
            if (equals > 0 && RunnerId.isMarker(variable.substring(0, equals))) {
                markers.add(new Marker(variable.substring(0, equals), variable.substring(equals + 1)));
            }
        }
        return markers;
    }

    @Override
    public Optional<String> container(long pid) {
        String name = String.valueOf(pid);
        List<String> words = texts(name, "cmdline");
        if (!words.isEmpty() && FORWARDERS.contains(program(words))) {
            return Optional.of(target(words));
        }
        Optional<String> id = containerId(name);
        return id.filter(some -> !id.equals(containerId("self")))
                .map(some -> "container " + some.substring(0, SHORT_ID));
    }

    @Override
    public Optional<String> containerBehind(int port) {
        String[] names = root.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            if (Character.isDigit(name.charAt(0))) {
                List<String> words = texts(name, "cmdline");
                if (!words.isEmpty() && program(words).equals(PROXY) && option(words, "host-port").equals(
                        Optional.of(String.valueOf(port)))) {
                    return Optional.of(target(words));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean isForwarder(long pid) {
        List<String> words = texts(String.valueOf(pid), "cmdline");
        return !words.isEmpty() && (FORWARDERS.contains(program(words)) || OTHER_FORWARDERS.contains(program(words)));
    }

    private static String target(List<String> words) {
        Optional<String> address = option(words, "container-ip");
        Optional<String> port = option(words, "container-port");
        return address.isPresent() && port.isPresent() ? "a container at " + address.get() + ":" + port.get() : "a container";
    }

    private static String program(List<String> words) {
        return words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    }

    /** The value of an option with one dash or two. */
    private static Optional<String> option(List<String> words, String name) {
        for (int i = 1; i < words.size() - 1; i++) {
            if (words.get(i).equals("-" + name) || words.get(i).equals("--" + name)) {
                return Optional.of(words.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private Optional<String> containerId(String process) {
        Matcher id = ContainerId.PATTERN.matcher(String.join("\n", texts(process, "cgroup")));
        return id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }

    private List<String> texts(String process, String file) {
        try {
            String text = new String(Files.readAllBytes(root.resolve(process).resolve(file)), StandardCharsets.ISO_8859_1);
            return text.isEmpty() ? List.of() : List.of(text.split("\0"));
        } catch (IOException e) {
            // The process has ended, or belongs to another user.
            return List.of();
        }
    }
}
