package io.quarkiverse.processmanager.runtime.process.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a page of memory, from the numbers that the kernel passes to each program: no library call is needed. */
final class PageSize {

    private static final int AT_PAGESZ = 6;
    private static final long USUAL = 4096;

    private PageSize() {
    }

    static long ofThisMachine() {
        try {
            return of(Files.readAllBytes(Path.of("/proc/self/auxv")));
        } catch (IOException e) {
            return USUAL;
        }
    }

    /** The page size in the content of {@code /proc/self/auxv}: pairs of a key and a value, each of the size of a pointer. */
    static long of(byte[] vector) {
        ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
        long size = 0;
        while (size == 0 && words.remaining() >= 2 * Long.BYTES) {
            long key = words.getLong();
            long value = words.getLong();
            size = key == AT_PAGESZ ? value : 0;
        }
        words.rewind();
        while (size == 0 && words.remaining() >= 2 * Integer.BYTES) {
            int key = words.getInt();
            int value = words.getInt();
            size = key == AT_PAGESZ ? value : 0;
        }
        return size == 0 ? USUAL : size;
    }
}
