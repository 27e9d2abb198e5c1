package io.quarkiverse.processmanager.runtime.process.spawn.rights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A snapshot of the user of this JVM and of the rights that it can pass on to the processes that it starts.
 *
 * @param uid the number of the user
 * @param gid the number of the group
 * @param capabilities one bit for each capability of a program that this JVM executes
 * @param nice the scheduling priority
 * @param hardLimits the hard limits by their titles in {@code /proc/self/limits}; a title that is missing is unlimited
 */
public record Privileges(long uid, long gid, long capabilities, int nice, Map<String, Long> hardLimits) {

    /** The capability to change the user. */
    static final int SET_UID = 7;
    /** The capability to change the group. */
    static final int SET_GID = 6;
    /** The capability to raise the scheduling priority. */
    public static final int SYS_NICE = 23;
    /** The capability to raise hard limits. */
    public static final int SYS_RESOURCE = 24;

    private static final int NICE_FIELD = 16;
    private static final int TITLE_LENGTH = 26;

    public Privileges {
        hardLimits = Map.copyOf(hardLimits);
    }

    public static Privileges ofThisJvm() throws IOException {
        Map<String, String[]> status = new HashMap<>();
        for (String line : lines("status")) {
            String[] words = line.split("\\s+");
            status.put(words[0], words);
        }
        long uid = Long.parseLong(status.get("Uid:")[2]);
        // After execve a program of root has all capabilities, a program of another user only the ambient ones.
        String[] capabilities = status.get(uid == 0 ? "CapEff:" : "CapAmb:");
        return new Privileges(uid, Long.parseLong(status.get("Gid:")[2]), Long.parseUnsignedLong(capabilities[1], 16),
                readNice(), readHardLimits());
    }

    private static int readNice() throws IOException {
        String stat = lines("stat").get(0);
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE_FIELD]);
    }

    private static Map<String, Long> readHardLimits() throws IOException {
        Map<String, Long> limits = new HashMap<>();
        for (String line : lines("limits")) {
            String[] amounts = line.substring(Math.min(line.length(), TITLE_LENGTH)).strip().split("\\s+");
            if (amounts.length > 1 && amounts[1].matches("[0-9]+")) {
                limits.put(line.substring(0, TITLE_LENGTH).strip(), Long.parseUnsignedLong(amounts[1]));
            }
        }
        return limits;
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of("/proc/self", file), StandardCharsets.ISO_8859_1);
    }

    public boolean has(int capability) {
        return (capabilities >>> capability & 1) == 1;
    }

    public OptionalLong hardLimit(String title) {
        Long limit = hardLimits.get(title);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}
