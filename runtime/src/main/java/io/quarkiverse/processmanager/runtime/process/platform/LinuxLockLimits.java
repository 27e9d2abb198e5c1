package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Reads the soft limits of file locks in {@code /proc}. They are not in the memory of the processes, so no
 * read hangs. For one thread.
 */
final class LinuxLockLimits {

    private static final byte[] TITLE = "\nMax file locks ".getBytes(StandardCharsets.ISO_8859_1);
    private static final int BYTES = 4096;

    private final byte[] text = new byte[BYTES];

    /** The limit of a process; empty if it is unlimited, or if the process has exited. */
    OptionalLong of(long pid) {
        try (InputStream in = new FileInputStream("/proc/" + pid + "/limits")) {
            // One read returns the whole file.
            return parse(text, in.read(text));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong parse(byte[] text, int length) {
        for (int i = 0; i + TITLE.length < length; i++) {
            if (text[i] == '\n' && Arrays.equals(text, i, i + TITLE.length, TITLE, 0, TITLE.length)) {
                return number(text, i + TITLE.length, length);
            }
        }
        return OptionalLong.empty();
    }

    /** The number behind some blanks, unless there is a word. */
    private static OptionalLong number(byte[] text, int from, int length) {
        int at = from;
        while (at < length && text[at] == ' ') {
            at++;
        }
        int begin = at;
        long number = 0;
        while (at < length && text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + (text[at++] - '0');
        }
        return at > begin ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
