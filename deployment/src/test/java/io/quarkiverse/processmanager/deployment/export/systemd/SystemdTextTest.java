package io.quarkiverse.processmanager.deployment.export.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.deployment.export.ExportedText;
import io.quarkiverse.processmanager.deployment.export.ExportedText.Part;

/** Each text reaches the program as the user has written it. */
class SystemdTextTest {

    /** The texts that a running systemd 252 has passed on unchanged. */
    static final List<String> HOSTILE = List.of("a b", "", "'", "\"", "\\", "\\n", "%h", "%%", "$HOME", "${HOME}", "$$", "$",
            ";", "|",
            "&", "a;b", "#x", "line\nbreak", "tab\there", "é 日本 \uD83D\uDE00", "\u0001", "\u007f", "trailing\\", "@-:+!",
            "`id`", "$(id)", "*",
            "~", "x=y", " lead", "trail ", "\\x41", "%", "a%b$c\"d'e\\f");

    @Test
    void eachWordOfACommandStaysTheSame() {
        List<String> words = new ArrayList<>(List.of("/bin/sh"));
        words.addAll(HOSTILE);

        String line = SystemdText.plainCommand(words);

        assertThat(line).doesNotContain("\n");
        assertThat(UnitReader.command(line, Map.of())).isEqualTo(words);
    }

    @Test
    void eachValueOfAVariableStaysTheSame() {
        for (String value : HOSTILE) {
            assertThat(UnitReader.assignment(SystemdText.assignment("A", value))).isEqualTo("A=" + value);
        }
    }

    @Test
    void randomTextsStayTheSame() {
        Random random = new Random(17);
        String characters = "ab \"'\\%${};\n\tnx0-@";
        for (int run = 0; run < 2000; run++) {
            StringBuilder word = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                word.append(characters.charAt(random.nextInt(characters.length())));
            }

            assertThat(UnitReader.command(SystemdText.plainCommand(List.of("/bin/sh", word.toString())), Map.of()))
                    .containsExactly("/bin/sh", word.toString());
        }
    }

    @Test
    void aReferenceIsTheOnlyVariable() {
        ExportedText word = new ExportedText(List.of(new Part("--price=$5 --token=", false), new Part("API_TOKEN", true)));

        String line = SystemdText.command(List.of(ExportedText.plain("/bin/sh"), word));

        assertThat(UnitReader.command(line, Map.of("API_TOKEN", "tok"))).containsExactly("/bin/sh", "--price=$5 --token=tok");
    }

    @Test
    void aProgramThatLooksLikeAPrefixOrAVariableIsAnArgument() {
        assertThat(SystemdText.plainCommand(List.of("-x"))).isEqualTo("/usr/bin/env \"-x\"");
        assertThat(SystemdText.plainCommand(List.of("@x"))).isEqualTo("/usr/bin/env \"@x\"");
        assertThat(SystemdText.plainCommand(List.of("we$ird", "a"))).isEqualTo("/usr/bin/env \"we$$ird\" \"a\"");
        assertThat(SystemdText.plainCommand(List.of("sh"))).isEqualTo("\"sh\"");
    }
}
