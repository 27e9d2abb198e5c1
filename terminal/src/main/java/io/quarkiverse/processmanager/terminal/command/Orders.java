package io.quarkiverse.processmanager.terminal.command;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.Rows;

/** Prints the results of {@code start}, {@code stop}, {@code restart} and {@code signal}, each as soon as it is there. */
public final class Orders {

    private Orders() {
    }

    /** @return whether all have succeeded */
    public static boolean print(Answer answer, Output out) {
        return each(answer, line -> print(line.members().object("result"), out));
    }

    /** Prints the answer itself. */
    public static boolean printJson(Answer answer, Output out) {
        return each(answer, line -> {
            out.line(line.text());
            out.flush();
            return line.members().object("result").is("ok");
        });
    }

    private static boolean each(Answer answer, Function<Answer.Line, Boolean> print) {
        boolean ok = true;
        for (Optional<Answer.Line> line = answer.next(); line.isPresent(); line = answer.next()) {
            ok &= print.apply(line.get());
        }
        return ok;
    }

    /** @return whether the order has succeeded */
    static boolean print(Members result, Output out) {
        if (result.is("ok")) {
            out.line(Rows.outcome(result.text("id"), result.text("phase").toLowerCase(Locale.ROOT),
                    SafeText.plain(result.text("why"))));
        } else {
            out.flush();
            result.text("message").lines().forEach(part -> out.error(SafeText.plain(part)));
        }
        out.flush();
        return result.is("ok");
    }
}
