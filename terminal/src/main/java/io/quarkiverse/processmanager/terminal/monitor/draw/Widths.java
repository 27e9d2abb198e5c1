package io.quarkiverse.processmanager.terminal.monitor.draw;

/**
 * Knows the characters whose width TamboUI and the terminals count differently, by the property East_Asian_Width of Unicode 14. One
 * of them would move all further characters of its line on the screen.
 */
final class Widths {

    private static final int[][] UNCLEAR = { { 0x1100, 0x115F }, { 0x2329, 0x232A }, { 0x2630, 0x2637 }, { 0x268A, 0x268F },
            { 0x2B05, 0x2B07 }, { 0x3248, 0x324F }, { 0xA960, 0xA97C }, { 0xFE10, 0xFE19 }, { 0xFE30, 0xFE6B },
            { 0x16FE0, 0x16FE3 }, { 0x16FF0, 0x1B2FB }, { 0x1F000, 0x1F003 }, { 0x1F005, 0x1F02B }, { 0x1F0A0, 0x1F0CE },
            { 0x1F0D1, 0x1F18D }, { 0x1F18F, 0x1F190 }, { 0x1F19B, 0x1F1AD }, { 0x1F321, 0x1F32C }, { 0x1F336, 0x1F336 },
            { 0x1F37D, 0x1F37D }, { 0x1F394, 0x1F39F }, { 0x1F3CB, 0x1F3CE }, { 0x1F3D4, 0x1F3DF }, { 0x1F3F1, 0x1F3F3 },
            { 0x1F3F5, 0x1F3F7 }, { 0x1F43F, 0x1F43F }, { 0x1F441, 0x1F441 }, { 0x1F4FD, 0x1F4FE }, { 0x1F53E, 0x1F54A },
            { 0x1F54F, 0x1F54F }, { 0x1F568, 0x1F579 }, { 0x1F57B, 0x1F594 }, { 0x1F597, 0x1F5A3 }, { 0x1F5A5, 0x1F5FA },
            { 0x1F6C6, 0x1F6CB }, { 0x1F6CD, 0x1F6CF }, { 0x1F6D3, 0x1F6D4 }, { 0x1F6E0, 0x1F6EA }, { 0x1F6F0, 0x1F6F3 },
            { 0x1F7E0, 0x1F7F0 }, { 0x1F900, 0x1F90B }, { 0x1F93B, 0x1F93B }, { 0x1F946, 0x1F946 }, { 0x1FA00, 0x1FA6D } };

    private Widths() {
    }

    /** Whether a character that is not zero columns wide has the same width on each screen. */
    static boolean isClear(int character) {
        if (character < UNCLEAR[0][0]) {
            return true;
        }
        for (int[] range : UNCLEAR) {
            if (character >= range[0] && character <= range[1]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the character is drawn onto the one before it. A selector of a variant changes the width in some terminals. */
    static boolean isMark(int character) {
        int type = Character.getType(character);
        boolean isSelector = character >= 0xFE00 && character <= 0xFE0F || character >= 0xE0000;
        return !isSelector && (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK);
    }
}
