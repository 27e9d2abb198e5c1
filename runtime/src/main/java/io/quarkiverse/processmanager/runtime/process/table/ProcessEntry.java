package io.quarkiverse.processmanager.runtime.process.table;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One process as the operating system showed it at one moment.
 *
 * @param identity which process it is
 * @param parent the pid of its parent
 * @param group its process group
 * @param session its session
 * @param state the letter of its state
 * @param program stands for the name of its program: it changes when the process becomes another program
 * @param dead whether it is a zombie: ended, and kept only until its parent asks for the exit code
 */
public record ProcessEntry(ProcessId identity, long parent, long group, long session, char state, int program,
        boolean dead) {

    /** Which of the numbers after the state is which; the page of proc(5) counts from 1 and has pid, name and state first. */
    private static final int PARENT = 0;
    private static final int GROUP = 1;
    private static final int SESSION = 2;
    private static final int FLAGS = 5;
    private static final int THREADS = 16;
    private static final int START = 18;
    private static final long KERNEL_THREAD = 0x20_0000;

    public long pid() {
        return identity.pid();
    }

    /** Reads a line of {@code /proc/PID/stat}; a thread of the kernel is no process. */
    public static Optional<ProcessEntry> parse(long pid, byte[] stat, int length) {
        int at = endOfName(stat, length);
        if (at < 0 || at + 4 > length) {
            return Optional.empty();
        }
        char state = (char) stat[at + 2];
        long[] numbers = numbers(stat, at + 4, length);
        if ((numbers[FLAGS] & KERNEL_THREAD) != 0) {
            return Optional.empty();
        }
        // The main thread of a process can end before the others; then it looks like a zombie with several threads.
        boolean dead = state == 'X' || state == 'Z' && numbers[THREADS] < 2;
        return Optional.of(new ProcessEntry(new ProcessId(pid, numbers[START]), numbers[PARENT], numbers[GROUP],
                numbers[SESSION], state, program(stat, at), dead));
    }

    /** Whether such a line is that of a thread of the kernel, which is no process. */
    public static boolean isOfKernelThread(byte[] stat, int length) {
        int at = endOfName(stat, length);
        return at >= 0 && at + 4 <= length && (numbers(stat, at + 4, length)[FLAGS] & KERNEL_THREAD) != 0;
    }

    /** The name may contain anything, so reading begins behind the last bracket. */
    private static int endOfName(byte[] stat, int length) {
        int at = length - 1;
        while (at >= 0 && stat[at] != ')') {
            at--;
        }
        return at;
    }

    private static int program(byte[] stat, int end) {
        int hash = 0;
        for (int i = end - 1; i >= 0 && stat[i] != '('; i--) {
            hash = 31 * hash + stat[i];
        }
        return hash;
    }

    private static long[] numbers(byte[] text, int from, int length) {
        long[] numbers = new long[START + 1];
        int index = 0;
        for (int i = from; i < length && index <= START; i++) {
            if (text[i] == ' ') {
                index++;
            } else if (text[i] >= '0' && text[i] <= '9') {
                numbers[index] = numbers[index] * 10 + (text[i] - '0');
            }
        }
        return numbers;
    }

    public static Optional<ProcessEntry> parse(long pid, String stat) {
        byte[] bytes = stat.getBytes(StandardCharsets.ISO_8859_1);
        return parse(pid, bytes, bytes.length);
    }
}
