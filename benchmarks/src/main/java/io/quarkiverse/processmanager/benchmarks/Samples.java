package io.quarkiverse.processmanager.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The measured values of several rounds. */
final class Samples {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    void addNanos(long nanos) {
        add(nanos / 1e6);
    }

    double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    double median() {
        return quantile(0.5);
    }

    /** The value that the given share of all values, from 0 to 1, does not exceed. */
    double quantile(double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
