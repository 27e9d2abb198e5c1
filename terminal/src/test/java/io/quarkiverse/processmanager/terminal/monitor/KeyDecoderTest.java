package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.processmanager.terminal.monitor.Input.Gesture;
import io.quarkiverse.processmanager.terminal.monitor.Input.Key;
import io.quarkiverse.processmanager.terminal.monitor.Input.Mouse;
import io.quarkiverse.processmanager.terminal.monitor.Input.Name;
import io.quarkiverse.processmanager.terminal.monitor.Input.Paste;

class KeyDecoderTest {

    /** A pause is longer than each wait. */
    private static final char PAUSE = '‖';

    private static List<Input> decode(String characters) {
        Deque<Integer> rest = new ArrayDeque<>();
        characters.chars().map(character -> character == PAUSE ? -2 : character).forEach(rest::add);
        KeyDecoder decoder = new KeyDecoder(timeout -> rest.isEmpty() ? -2 : rest.remove());
        List<Input> inputs = new ArrayList<>();
        try {
            while (!rest.isEmpty()) {
                decoder.next(1).ifPresent(inputs::add);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return inputs;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            UP,        [A
            UP,        OA
            DOWN,      [B
            RIGHT,     [C
            LEFT,      [D
            LEFT,      [1;5D
            HOME,      [H
            HOME,      OH
            HOME,      [1~
            HOME,      [7~
            END,       [F
            END,       OF
            END,       [4~
            END,       [8~
            PAGE_UP,   [5~
            PAGE_DOWN, [6~
            TAB,       [Z
            ENTER,     OM
            OTHER,     [3~
            OTHER,     [I
            OTHER,     [201~
            OTHER,     [<0;1;1m
            OTHER,     [<35;1;1M
            OTHER,     [<;M
            OTHER,     x
            OTHER,     [12;
            """)
    void knowsTheSequencesOfTerminals(Name name, String sequence) {
        assertThat(decode("\u001B" + sequence)).containsExactly(Key.of(name));
    }

    @Test
    void knowsTheControlCharacters() {
        assertThat(decode("\t\r\n\u007F\b\u0003\f\u0015\u0001")).containsExactly(Key.of(Name.TAB), Key.of(Name.ENTER),
                Key.of(Name.ENTER), Key.of(Name.BACKSPACE), Key.of(Name.BACKSPACE), Key.of(Name.INTERRUPT), Key.of(Name.REDRAW),
                Key.of(Name.CLEAR_LINE), Key.of(Name.OTHER));
    }

    @Test
    void aLoneEscapeIsAKey() {
        assertThat(decode("\u001B")).containsExactly(Key.of(Name.ESCAPE));
        assertThat(decode("\u001B\u001B")).containsExactly(Key.of(Name.ESCAPE));
    }

    @Test
    void charactersOfTwoUnitsAreOneKey() {
        assertThat(decode("é🎉x")).containsExactly(Key.of('é'), Key.of(0x1F389), Key.of('x'));
        assertThat(decode("\uD83C")).containsExactly(Key.of(Name.OTHER));
    }

    @Test
    void knowsTheMouseInThreeEncodings() {
        Mouse press = new Mouse(Gesture.PRESS, 4, 1);

        assertThat(decode("\u001B[<0;5;2M\u001B[0;5;2M\u001B[M %\"")).containsExactly(press, press, press);
        assertThat(decode("\u001B[<64;1;1M\u001B[<65;300;200M")).containsExactly(new Mouse(Gesture.WHEEL_UP, 0, 0),
                new Mouse(Gesture.WHEEL_DOWN, 299, 199));
    }

    @Test
    void aPastedTextIsOneInputWhateverItContains() {
        assertThat(decode("x\u001B[200~rKy\u0003\u001B[A\u001B[20\u001B\u001B[201\n日🎉\u001B[201~x")).containsExactly(
                Key.of('x'),
                new Paste("rKy\u0003\u001B[A\u001B[20\u001B\u001B[201\n日🎉"), Key.of('x'));
        assertThat(decode("\u001B[200~\u001B[201~")).containsExactly(new Paste(""));
    }

    @Test
    void onlyTheBeginningOfALongPastedTextIsKept() {
        List<Input> inputs = decode("\u001B[200~" + "r".repeat(100_000) + "\u001B[201~x");

        assertThat(inputs).hasSize(2).last().isEqualTo(Key.of('x'));
        assertThat(((Paste) inputs.get(0)).text()).hasSizeBetween(1_000, 10_000);
    }

    @Test
    void aPastedTextWithoutAnEndEndsAfterAPause() {
        assertThat(decode("\u001B[200~rr")).containsExactly(new Paste("rr"));
    }

    @Test
    void aPastedTextThatGoesOnAfterAPauseIsNoKey() {
        assertThat(decode("\u001B[200~rr‖xK‖‖yy\u001B[201~j")).containsExactly(new Paste("rr"), new Paste("xK"),
                new Paste("yy"),
                Key.of('j'));
        assertThat(decode("\u001B[200~rr‖\u001B[201~jj")).containsExactly(new Paste("rr"), Key.of(Name.OTHER), Key.of('j'),
                Key.of('j'));
    }

    /** The end can be lost with a connection, and what is typed together with the key that opens the monitor has none. */
    @Test
    void aSingleKeyAfterAPastedTextWithoutAnEndIsAKey() {
        assertThat(decode("\u001B[200~rr‖j‖rx")).containsExactly(new Paste("rr"), Key.of('j'), Key.of('r'), Key.of('x'));
        assertThat(decode("\u001B[200~rr‖\u001B[Arx")).containsExactly(new Paste("rr"), Key.of(Name.UP), Key.of('r'),
                Key.of('x'));
        assertThat(decode("\u001B[200~rr‖\u0003‖")).containsExactly(new Paste("rr"), Key.of(Name.INTERRUPT));
    }

    @Test
    void theEndOfTheInputEndsAPastedText() throws IOException {
        Deque<Integer> rest = new ArrayDeque<>();
        "\u001B[200~r".chars().forEach(rest::add);
        KeyDecoder decoder = new KeyDecoder(timeout -> rest.isEmpty() ? -1 : rest.remove());

        assertThat(decoder.next(1)).contains(Key.of(Name.END_OF_INPUT));
    }

    @Test
    void anEndlessSequenceEnds() {
        assertThat(decode("\u001B[" + "1".repeat(40))).hasSizeGreaterThan(1).first().isEqualTo(Key.of(Name.OTHER));
    }

    @Test
    void theEndOfTheInputIsAKey() throws IOException {
        assertThat(new KeyDecoder(timeout -> -1).next(1)).contains(Key.of(Name.END_OF_INPUT));
    }

    /** The help page and the guide print the names, the keyboard sends the keys: both must be the same. */
    @ParameterizedTest
    @EnumSource(KeyCommand.class)
    void eachPrintedKeyHasItsCommand(KeyCommand command) {
        for (String name : command.keys().split(" ")) {
            Key key = switch (name) {
                case "↑" -> Key.of(Name.UP);
                case "↓" -> Key.of(Name.DOWN);
                case "←" -> Key.of(Name.LEFT);
                case "→" -> Key.of(Name.RIGHT);
                case "PgUp" -> Key.of(Name.PAGE_UP);
                case "PgDn" -> Key.of(Name.PAGE_DOWN);
                case "Home" -> Key.of(Name.HOME);
                case "End" -> Key.of(Name.END);
                case "Tab" -> Key.of(Name.TAB);
                case "Enter" -> Key.of(Name.ENTER);
                case "Esc" -> Key.of(Name.ESCAPE);
                case "Ctrl-L" -> Key.of(Name.REDRAW);
                default -> {
                    assertThat(name).hasSize(1);
                    yield Key.of(name.charAt(0));
                }
            };
            assertThat(KeyCommand.of(key)).contains(command);
        }
    }

    @Test
    void noKeyHasTwoCommands() {
        List<String> keys = Arrays.stream(KeyCommand.values()).flatMap(command -> Arrays.stream(command.keys().split(" ")))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(KeyCommand.asciidoc()).hasSameSizeAs(KeyCommand.values())
                .contains("|`+K+` |Kill the process tree at once; asks before");
    }
}
