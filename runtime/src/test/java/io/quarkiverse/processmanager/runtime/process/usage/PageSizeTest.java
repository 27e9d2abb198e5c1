package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;

class PageSizeTest {

    @Test
    void theSizeIsFoundAmongPairsOfTheSizeOfAPointer() {
        assertThat(PageSize.of(longs(33, 0x7fff_0000_0000L, 6, 16_384, 17, 100, 0, 0))).isEqualTo(16_384);
        assertThat(PageSize.of(ints(33, 0x7fff_0000, 6, 65_536, 17, 100, 0, 0))).isEqualTo(65_536);
    }

    @Test
    void withoutASizeThePagesHaveTheUsualOne() {
        assertThat(PageSize.of(new byte[0])).isEqualTo(4_096);
        assertThat(PageSize.of(longs(17, 100, 0, 0))).isEqualTo(4_096);
    }

    @Test
    void theSizeOfThisMachineIsAPowerOfTwo() {
        assertThat(Long.bitCount(PageSize.ofThisMachine())).isEqualTo(1);
        assertThat(PageSize.ofThisMachine()).isGreaterThanOrEqualTo(4_096);
    }

    private static byte[] longs(long... words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.nativeOrder());
        for (long word : words) {
            buffer.putLong(word);
        }
        return buffer.array();
    }

    private static byte[] ints(int... words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        for (int word : words) {
            buffer.putInt(word);
        }
        return buffer.array();
    }
}
