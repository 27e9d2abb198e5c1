package io.quarkiverse.processmanager.runtime.process.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One process in the process table, at one moment.
 *
 * @param identity its pid and start time
 * @param parent the pid of its parent
 * @param group its process group
 * @param session its session
 * @param state the letter of its state
 * @param program a hash of the name of its program: it changes when the process executes another program
 * @param dead whether it is a zombie: it has ended, and its parent has not waited for it
 * @param usage its usage, as far as the table shows it
 */
public record ProcessEntry(ProcessId identity, long parent, long group, long session, char state, int program,
        boolean dead, ScannedUsage usage) {

    /** Indexes of the numbers after the state. The page of proc(5) counts from 1 and has pid, name and state first. */
    private static final int PARENT = 0;
    private static final int GROUP = 1;
    private static final int SESSION = 2;
    private static final int FLAGS = 5;
    private static final int USER_TIME = 10;
    private static final int KERNEL_TIME = 11;
    private static final int THREADS = 16;
    private static final int START = 18;
    private static final int EXIT_SIGNAL = 34;
    /** The size of the array that {@link #parse(long, byte[], int, long[])} uses. */
    public static final int NUMBERS = START + 1;
    private static final long KERNEL_THREAD = 0x20_0000;

    /** An entry of a process table that shows no usage. */
    public ProcessEntry(ProcessId identity, long parent, long group, long session, char state, int program, boolean dead) {
        this(identity, parent, group, session, state, program, dead, ScannedUsage.NONE);
    }

    public long pid() {
        return identity.pid();
    }

    /** Parses a line of {@code /proc/PID/stat}; empty for a kernel thread and for an incomplete line. */
    public static Optional<ProcessEntry> parse(long pid, byte[] stat, int length) {
        return parse(pid, stat, length, new long[NUMBERS]);
    }

    /**
     * Parses a line of {@code /proc/PID/stat}.
     *
     * @param numbers an array of {@link #NUMBERS} that this method uses, so that a scan needs one for all processes
     */
    public static Optional<ProcessEntry> parse(long pid, byte[] stat, int length, long[] numbers) {
        int at = endOfName(stat, length);
        if (at < 0 || at + 4 > length) {
            return Optional.empty();
        }
        char state = (char) stat[at + 2];
        read(numbers, stat, at + 4, length);
        if ((numbers[FLAGS] & KERNEL_THREAD) != 0) {
            return Optional.empty();
        }
        // The main thread of a process can end before the others: the process then has state Z and several threads.
        boolean dead = state == 'X' || state == 'Z' && numbers[THREADS] < 2;
        return Optional.of(new ProcessEntry(new ProcessId(pid, numbers[START]), numbers[PARENT], numbers[GROUP],
                numbers[SESSION], state, program(stat, at), dead,
                new ScannedUsage(numbers[USER_TIME] + numbers[KERNEL_TIME], (int) numbers[THREADS])));
    }

    /** Whether a line of {@code /proc/PID/stat} describes a kernel thread, which is no process. */
    public static boolean isOfKernelThread(byte[] stat, int length) {
        int at = endOfName(stat, length);
        if (at < 0 || at + 4 > length) {
            return false;
        }
        long[] numbers = new long[NUMBERS];
        read(numbers, stat, at + 4, length);
        return (numbers[FLAGS] & KERNEL_THREAD) != 0;
    }

    /** Whether a line of {@code /proc/PID/stat} describes a thread that is not the first one of its process. */
    public static boolean isOfThread(byte[] stat, int length) {
        int index = -1;
        for (int i = endOfName(stat, length) + 3; i < length; i++) {
            // Only a thread has no signal for its exit.
            if (stat[i] == ' ' && ++index == EXIT_SIGNAL) {
                return i + 1 < length && stat[i + 1] == '-';
            }
        }
        return false;
    }

    /** The name can contain any character, so the end of the name is the last bracket. */
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

    private static void read(long[] numbers, byte[] text, int from, int length) {
        Arrays.fill(numbers, 0);
        int index = 0;
        for (int i = from; i < length && index <= START; i++) {
            if (text[i] == ' ') {
                index++;
            } else if (text[i] >= '0' && text[i] <= '9') {
                numbers[index] = numbers[index] * 10 + (text[i] - '0');
            }
        }
    }

    public static Optional<ProcessEntry> parse(long pid, String stat) {
        byte[] bytes = stat.getBytes(StandardCharsets.ISO_8859_1);
        return parse(pid, bytes, bytes.length);
    }
}
