package io.quarkiverse.processmanager.runtime.process.output.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.Seeds;

class ByteRingTest {

    /** The size of a piece: what crosses its end is the case worth a test. */
    private static final int PIECE = 1 << 14;

    private final ByteRing ring = new ByteRing();

    @Test
    void aNewRingIsEmpty() {
        assertThat(ring.head()).isZero();
        assertThat(ring.tail()).isZero();
        assertThat(ring.get(0, 0)).isEmpty();
    }

    @Test
    void positionsCountAllBytesThatWereEverPut() {
        put(10);
        ring.drop(4);
        put(3);

        assertThat(ring.tail()).isEqualTo(4);
        assertThat(ring.head()).isEqualTo(13);
    }

    @Test
    void bytesAreReadAcrossTheEndOfAPiece() {
        byte[] bytes = put(3 * PIECE);

        assertThat(ring.get(PIECE - 2, PIECE + 4)).isEqualTo(part(bytes, PIECE - 2, PIECE + 4));
    }

    @Test
    void anIntIsReadAtEachPlaceAroundTheEndOfAPiece() {
        byte[] bytes = put(2 * PIECE);

        for (int position = PIECE - 5; position <= PIECE + 1; position++) {
            assertThat(ring.getInt(position)).as("at " + position).isEqualTo(ByteBuffer.wrap(bytes).getInt(position));
        }
    }

    @Test
    void onlyTheGivenPartOfAnArrayIsPut() {
        ring.put(new byte[] { 1, 2, 3, 4, 5 }, 1, 3);

        assertThat(ring.get(0, 3)).containsExactly(2, 3, 4);
        assertThat(ring.head()).isEqualTo(3);
    }

    /** Against a queue that is surely right. */
    @Test
    void whateverIsPutAndDroppedTheRestIsThere() {
        Seeds.each(20, ByteRingTest::aRandomHistory);
    }

    private static void aRandomHistory(long seed) {
        Random random = new Random(seed);
        ByteRing ring = new ByteRing();
        Deque<Byte> expected = new ArrayDeque<>();
        for (int step = 0; step < 50; step++) {
            byte[] bytes = new byte[random.nextInt(2 * PIECE)];
            random.nextBytes(bytes);
            ring.put(bytes, 0, bytes.length);
            for (byte one : bytes) {
                expected.add(one);
            }
            int dropped = random.nextInt(expected.size() + 1);
            ring.drop(ring.tail() + dropped);
            for (int i = 0; i < dropped; i++) {
                expected.remove();
            }

            byte[] rest = ring.get(ring.tail(), (int) (ring.head() - ring.tail()));
            assertThat(rest).hasSize(expected.size());
            int at = 0;
            for (byte one : expected) {
                if (rest[at++] != one) {
                    throw new AssertionError("step " + step + ": another byte at " + (at - 1));
                }
            }
        }
    }

    private byte[] put(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        ring.put(bytes, 0, length);
        return bytes;
    }

    private static byte[] part(byte[] bytes, int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }
}
