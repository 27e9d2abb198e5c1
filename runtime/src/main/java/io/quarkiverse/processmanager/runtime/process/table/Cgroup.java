package io.quarkiverse.processmanager.runtime.process.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/**
 * A control group, version 2, with one tree in it. Whatever is started in it is in it, and nothing gets out of it without
 * privileges: neither a session of its own, nor a wiped environment, nor another parent helps.
 *
 * @param directory stands for the group
 */
public record Cgroup(Path directory) {

    private static final Logger LOG = Logger.getLogger(Cgroup.class);
    private static final String MEMBERS = "cgroup.procs";

    /** A process that writes a pid into this file moves that process into the group. */
    public Path membersFile() {
        return directory.resolve(MEMBERS);
    }

    /** The pids of all that is alive in it. */
    public Set<Long> members() {
        Set<Long> pids = new HashSet<>();
        for (Path group : groups()) {
            try {
                Files.readAllLines(group.resolve(MEMBERS), StandardCharsets.ISO_8859_1)
                        .forEach(pid -> pids.add(Long.valueOf(pid)));
            } catch (IOException e) {
                // A group within this one has been removed in the meantime.
            }
        }
        return pids;
    }

    /** Kills all that is in it at once, and what is just being forked; before Linux 5.14 it does nothing. */
    public void kill() {
        try {
            Files.writeString(directory.resolve("cgroup.kill"), "1", StandardOpenOption.WRITE);
        } catch (IOException e) {
            // Its members are also killed one by one.
            LOG.debugf("cannot kill %s at once: %s", directory, e.getMessage());
        }
    }

    /** Gives it back when nothing is in it any more. */
    public void remove() {
        List<Path> groups = groups();
        groups.sort(Comparator.comparing(Path::getNameCount).reversed());
        try {
            for (Path group : groups) {
                Files.deleteIfExists(group);
            }
        } catch (IOException e) {
            LOG.debugf("cannot remove %s: %s", directory, e.getMessage());
        }
    }

    /** This group, and those that its members have made in it. */
    private List<Path> groups() {
        List<Path> groups = new ArrayList<>();
        groups.add(directory);
        for (int i = 0; i < groups.size(); i++) {
            try (Stream<Path> files = Files.list(groups.get(i))) {
                files.filter(Files::isDirectory).forEach(groups::add);
            } catch (IOException e) {
                // It has been removed in the meantime.
            }
        }
        return groups;
    }
}
