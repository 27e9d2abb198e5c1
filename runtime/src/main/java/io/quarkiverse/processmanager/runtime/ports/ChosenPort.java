package io.quarkiverse.processmanager.runtime.ports;

import java.util.Optional;

/**
 * A port that was chosen for a process.
 *
 * @param port the port
 * @param wanted the port that was asked for; 0 for any port
 * @param pid the pid of the last process that was started with the port; 0 before the first start
 * @param started the start time of that process, in a unit of the system: a number that tells two processes with one pid apart
 */
record ChosenPort(int port, int wanted, long pid, long started) {

    static ChosenPort of(int port, int wanted) {
        return new ChosenPort(port, wanted, 0, 0);
    }

    /** Reads what {@link #text()} has written; empty for another text. */
    static Optional<ChosenPort> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length != 4 ? Optional.empty()
                    : Optional.of(new ChosenPort(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
                            Long.parseLong(parts[2]), Long.parseLong(parts[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text() {
        return port + " " + wanted + " " + pid + " " + started;
    }

    ChosenPort startedAs(ProcessHandle process) {
        return new ChosenPort(port, wanted, process.pid(), StartTime.of(process));
    }

    /** Whether the process that was started with the port is alive, so that it is the one that listens. */
    boolean isInOwnHands() {
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(StartTime::of)
                .filter(now -> now == started).isPresent();
    }
}
