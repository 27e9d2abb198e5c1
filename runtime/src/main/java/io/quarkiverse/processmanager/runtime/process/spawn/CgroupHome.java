package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;

/** The control group of this JVM, which is where it can create others. */
public final class CgroupHome {

    private static final String WANTED = "isolation=cgroup needs ";

    private CgroupHome() {
    }

    /**
     * A control group that can be created within that of this JVM.
     *
     * @throws StartRefusedException if control groups of version 2 are not mounted, or this user may not create one
     */
    public static Cgroup place(String name) throws StartRefusedException {
        return place(home(lines("/proc/self/mountinfo"), lines("/proc/self/cgroup")), name);
    }

    static Cgroup place(Path home, String name) throws StartRefusedException {
        Path directory = home.resolve(name);
        if (directory.toString().matches(".*\\s.*")) {
            throw new StartRefusedException(Reason.NOT_PERMITTED,
                    WANTED + "a control group without blanks in its name, and this one is " + home);
        }
        if (!Files.isWritable(home.resolve("cgroup.procs"))) {
            throw notWritable(home);
        }
        return new Cgroup(directory);
    }

    /**
     * Creates a control group.
     *
     * @throws StartRefusedException if the group cannot be created, or may not contain processes; then it does not exist
     */
    public static void create(Cgroup group) throws StartRefusedException {
        Path home = group.directory().getParent();
        String type;
        try {
            Files.createDirectory(group.directory());
            type = Files.readString(group.directory().resolve("cgroup.type")).strip();
        } catch (IOException e) {
            group.remove();
            throw notWritable(home);
        }
        if (!type.equals("domain")) {
            group.remove();
            throw new StartRefusedException(Reason.NOT_PERMITTED,
                    WANTED + "a control group that may contain processes, and one in " + home + " is of the type " + type);
        }
    }

    private static StartRefusedException notWritable(Path home) {
        return new StartRefusedException(Reason.NOT_PERMITTED,
                WANTED + "the right to make control groups in " + home + ", which this user does not have; start"
                        + " the application with 'systemd-run --user --scope -p Delegate=yes', or leave isolation out");
    }

    /**
     * The directory of the control group of this JVM.
     *
     * @param mounts the lines of {@code /proc/self/mountinfo}
     * @param groups the lines of {@code /proc/self/cgroup}
     */
    static Path home(List<String> mounts, List<String> groups) throws StartRefusedException {
        Optional<String> own = groups.stream().filter(line -> line.startsWith("0::/")).map(line -> line.substring(3))
                .findFirst();
        for (String mount : mounts) {
            String[] halves = mount.split(" - ", 2);
            if (own.isPresent() && halves.length == 2 && halves[1].startsWith("cgroup2 ")) {
                String[] fields = halves[0].split(" ");
                return inside(Path.of(fields[4]), Path.of(fields[3]), Path.of(own.get()));
            }
        }
        throw new StartRefusedException(Reason.NOT_PERMITTED,
                WANTED + "control groups of version 2, and none are mounted on this system");
    }

    /** A mount may show only some of the groups. */
    private static Path inside(Path mount, Path shown, Path own) throws StartRefusedException {
        if (!own.startsWith(shown) || !own.equals(own.normalize())) {
            throw new StartRefusedException(Reason.NOT_PERMITTED,
                    WANTED + "the control group of this application, " + own + ", which " + mount + " does not show");
        }
        return mount.resolve(shown.relativize(own).toString());
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
