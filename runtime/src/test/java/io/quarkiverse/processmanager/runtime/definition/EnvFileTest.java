package io.quarkiverse.processmanager.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A=b                  | b
            A=                   | ``
            A =  b               | b
              A=b                | b
            export A=b           | b
            export  A=b          | b
            A=b c                | b c
            A=b=c                | b=c
            A=b # comment        | b
            A=b#c                | b#c
            A=#c                 | ``
            A= # c               | ``
            A='b'                | b
            A='b # c' # d        | b # c
            A='b\\n"c"'          | b\\n"c"
            A=""                 | ``
            A=" b "              | ` b `
            A="b \\"c\\" \\\\"   | b "c" \\
            A="b'c" #d           | b'c
            A="\\$X ${Y}"        | $X ${Y}
            A="\\x"              | \\x
            A=b'c'               | b'c'
            A=C:\\dir            | C:\\dir
            """)
    void eachFormOfALineIsParsed(String line, String value) {
        assertThat(EnvFile.parse(line)).containsExactly(entry("A", value));
        assertThat(EnvFile.parse(line + "\r\nB=2\r\n")).containsExactly(entry("A", value), entry("B", "2"));
    }

    @Test
    void blankLinesCommentsAndAByteOrderMarkAreSkipped() {
        assertThat(EnvFile.parse("\uFEFFA=1\n\n  \n# B=2\n  #C=3\nD=4")).isEqualTo(Map.of("A", "1", "D", "4"));
    }

    @Test
    void quotedValuesMayContinueOverSeveralLines() {
        assertThat(EnvFile.parse("A=\"1\n2\\t3\\n4\"\nB='x\ny'\nC=3")).containsExactly(entry("A", "1\n2\t3\n4"),
                entry("B", "x\ny"), entry("C", "3"));
    }

    @Test
    void theLastLineForANameCounts() {
        assertThat(EnvFile.parse("A=1\nA=2")).containsExactly(entry("A", "2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A               | line 2 is not of the form NAME=value
            1A=x            | line 2 has an invalid variable name
            A B=x           | line 2 has an invalid variable name
            =x              | line 2 has an invalid variable name
            A="x            | line 2 has a quote that is not closed
            A='x            | line 2 has a quote that is not closed
            A="x" y         | line 2 has text after the closing quote
            """)
    void anInvalidLineIsNamedByItsNumber(String line, String message) {
        assertThatThrownBy(() -> EnvFile.parse("# first\n" + line + "\nB=2")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void linesAreCountedThroughQuotes() {
        assertThatThrownBy(() -> EnvFile.parse("A='1\n2'\nB=\"1\\\n2\n\"\nbad")).hasMessage(
                "line 6 is not of the form NAME=value");
    }
}
