package io.quarkiverse.processmanager.runtime.control.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.program.Json;

class JsonTextTest {

    @Test
    void absentValuesAreNull() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("a", Optional.empty());
        members.put("b", OptionalInt.of(1));
        members.put("c", OptionalLong.empty());
        members.put("d", OptionalDouble.of(Double.NaN));
        members.put("e", null);

        assertThat(JsonText.of(members)).isEqualTo("{\"a\":null,\"b\":1,\"c\":null,\"d\":null,\"e\":null}");
    }

    @Test
    void emptyValuesHaveTheirBrackets() {
        assertThat(JsonText.of(List.of(Map.of(), List.of(), ""))).isEqualTo("[{},[],\"\"]");
    }

    /** A line break inside a value would end the line of the protocol. */
    @Test
    void everyTextIsOneLineAndIsReadAsItWas() {
        StringBuilder all = new StringBuilder();
        for (char next = 0; next < 0x300; next++) {
            all.append(next);
        }
        String text = all + "\u2028\u2029\uD83D\uDE00\uDC00\uFEFF\uFFFF";

        String json = JsonText.of(List.of(text));

        assertThat(json.chars()).noneMatch(Character::isISOControl);
        assertThat(Json.parse(json)).isEqualTo(List.of(text));
    }

    @Test
    void aDeepTextIsRefusedAndDoesNotExhaustTheStack() {
        assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFactsOfASocketAreReadAsTheyWere() {
        SocketFacts facts = new SocketFacts(1, "a \"b\"", "/x\n/y", 4711, "dev");

        assertThat(SocketFacts.parse(facts.toJson())).isEqualTo(facts);
    }

    @Test
    void otherTextsAreNoFacts() {
        for (String text : List.of("", "{}", "[]", "{\"protocol\":1}", "{\"protocol\":1,\"pid\":", "\0\1\2")) {
            assertThatThrownBy(() -> SocketFacts.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
