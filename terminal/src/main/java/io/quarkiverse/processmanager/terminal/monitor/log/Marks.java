package io.quarkiverse.processmanager.terminal.monitor.log;

import java.util.ArrayList;
import java.util.List;

/** Where a search has found its text in a line. Pure. */
public record Marks(List<Run> found) {

    /** A part of a line. */
    public record Run(int from, int to, boolean found) {
    }

    public static Marks of(String line, Search search) {
        List<Run> found = new ArrayList<>();
        for (int at = search.find(line, 0); at >= 0; at = search.find(line, at + search.text().length())) {
            found.add(new Run(at, at + search.text().length(), true));
        }
        return new Marks(found);
    }

    /** The part of a line, cut where a find begins or ends. */
    public List<Run> runs(int from, int to) {
        List<Run> runs = new ArrayList<>();
        int next = from;
        for (Run run : found) {
            int begin = Math.max(run.from, from);
            int end = Math.min(run.to, to);
            if (begin < end) {
                if (next < begin) {
                    runs.add(new Run(next, begin, false));
                }
                runs.add(new Run(begin, end, true));
                next = end;
            }
        }
        if (next < to) {
            runs.add(new Run(next, to, false));
        }
        return runs;
    }
}
