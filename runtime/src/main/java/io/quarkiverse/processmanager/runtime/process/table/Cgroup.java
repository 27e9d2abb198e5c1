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
 * A control group, version 2, that contains one process tree. Each process that a member starts is a member too, and no process
 * leaves the group without privileges: neither with a session of its own, nor with a cleared environment, nor with another
 * parent.
 *
 * @param directory the directory that represents the group
 */
public record Cgroup(Path directory) {

    private static final Logger LOG = Logger.getLogger(Cgroup.class);
    private static final String MEMBERS = "cgroup.procs";

    /** A process that writes a pid into this file moves that process into the group. */
    public Path membersFile() {
        return directory.resolve(MEMBERS);
    }

    /** The pids of all living members, with those of nested groups. */
    public Set<Long> members() {
        Set<Long> pids = new HashSet<>();
        for (Path group : groups()) {
            try {
                Files.readAllLines(group.resolve(MEMBERS), StandardCharsets.ISO_8859_1)
                        .forEach(pid -> pids.add(Long.valueOf(pid)));
            } catch (IOException e) {
                // A nested group has been removed meanwhile.
            }
        }
        return pids;
    }

    /** Kills all members at once, including those that are just being forked. Does nothing before Linux 5.14. */
    public void kill() {
        try {
            Files.writeString(directory.resolve("cgroup.kill"), "1", StandardOpenOption.WRITE);
        } catch (IOException e) {
            // The members are also killed one by one.
            LOG.debugf("cannot kill the control group %s at once: %s", directory, e.getMessage());
        }
    }

    /** Removes the group and its nested groups, which must be empty. */
    public void remove() {
        List<Path> groups = groups();
        groups.sort(Comparator.comparing(Path::getNameCount).reversed());
        try {
            for (Path group : groups) {
                Files.deleteIfExists(group);
            }
        } catch (IOException e) {
            LOG.debugf("cannot remove the control group %s: %s", directory, e.getMessage());
        }
    }

    /** This group and the nested groups that its members have created. */
    private List<Path> groups() {
        List<Path> groups = new ArrayList<>();
        groups.add(directory);
        for (int i = 0; i < groups.size(); i++) {
            try (Stream<Path> files = Files.list(groups.get(i))) {
                files.filter(Files::isDirectory).forEach(groups::add);
            } catch (IOException e) {
                // The group has been removed meanwhile.
            }
        }
        return groups;
    }
}
