package io.quarkiverse.processmanager.runtime.rules.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what an unknown id or key probably means, and makes the end of a message about it. */
public final class Suggestion {

    private Suggestion() {
    }

    /** {@code ; known: api, db; did you mean 'db'?} */
    public static String of(String unknown, Collection<String> known) {
        if (known.isEmpty()) {
            return "; none is declared";
        }
        String list = "; known: " + String.join(", ", new TreeSet<>(known));
        return closest(unknown, known).map(id -> list + "; did you mean '" + id + "'?").orElse(list);
    }

    /** The known text that the unknown one probably means: it differs in a third of the characters at most. */
    public static Optional<String> closest(String unknown, Collection<String> known) {
        int tolerance = Math.max(1, unknown.length() / 3);
        return known.stream().filter(id -> distance(unknown, id) <= tolerance)
                .min(Comparator.<String> comparingInt(id -> distance(unknown, id)).thenComparing(Comparator.naturalOrder()));
    }

    /** The number of characters to insert, remove, replace or swap with their neighbour to get from one text to the other. */
    public static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
