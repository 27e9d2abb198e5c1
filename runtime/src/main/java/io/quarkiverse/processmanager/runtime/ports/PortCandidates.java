package io.quarkiverse.processmanager.runtime.ports;

import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * The order in which ports are tried. The range from 20000 to 32767 is below the ports that systems give to outgoing connections:
 * Linux begins at 32768, macOS and Windows at 49152. A hash of the request decides where the search begins, so that a process
 * receives the same port again when nothing is remembered.
 */
final class PortCandidates {

    static final int FIRST = 20000;
    static final int LAST = 32767;
    private static final int HIGHEST = 65535;
    private static final int SPREAD = 0x9E3779B9;

    private PortCandidates() {
    }

    /**
     * All candidates, each once.
     *
     * @param number tells several runs of one application at the same time apart
     */
    static PrimitiveIterator.OfInt of(PortRequest request, int number) {
        if (request.wanted() > 0) {
            return IntStream.rangeClosed(request.wanted(), HIGHEST).iterator();
        }
        int size = LAST - FIRST + 1;
        int hash = (request.owner() + " " + number + " " + request.key()).hashCode() * SPREAD;
        int start = Math.floorMod(hash >>> 8, size);
        return IntStream.range(0, size).map(step -> FIRST + (start + step) % size).iterator();
    }
}
