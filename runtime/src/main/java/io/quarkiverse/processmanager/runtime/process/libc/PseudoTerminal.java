package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;

/**
 * The two ends of a pseudo-terminal: this JVM has the master, and a child opens the slave by its path.
 *
 * @param master the descriptor of the master, whose reads and writes return at once
 * @param slave the path of the slave
 */
record PseudoTerminal(int master, String slave) {

    private static final String MULTIPLEXER = "/dev/ptmx";
    private static final long GET_NUMBER = 0x80045430L;
    private static final long SET_LOCK = 0x40045431L;
    private static final long SET_SIZE = 0x5414L;

    /** Makes a terminal of this size. */
    static PseudoTerminal open(SpawnOrder.Terminal size) throws IOException {
        int master = Descriptors.open(MULTIPLEXER, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK);
        try {
            int[] value = { 0 };
            Descriptors.check("ioctl TIOCSPTLCK", Libc.ioctl(master, SET_LOCK, value));
            Descriptors.check("ioctl TIOCGPTN", Libc.ioctl(master, GET_NUMBER, value));
            PseudoTerminal terminal = new PseudoTerminal(master, "/dev/pts/" + value[0]);
            resize(master, size.columns(), size.rows());
            return terminal;
        } catch (IOException | RuntimeException | Error e) {
            Descriptors.close(master);
            throw e;
        }
    }

    /** Sets the size of a terminal. The kernel sends SIGWINCH to its foreground processes if that is another size. */
    static void resize(int master, int columns, int rows) throws IOException {
        // Four numbers of 16 bits in the byte order of both processors: rows, columns, and the unknown size in pixels.
        int[] size = { rows & 0xffff | columns << 16, 0 };
        Descriptors.check("ioctl TIOCSWINSZ", Libc.ioctl(master, SET_SIZE, size));
    }
}
