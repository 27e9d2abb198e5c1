package io.quarkiverse.processmanager.test;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes that are no tests of the build, and keeps their results. */
final class Launched implements TestExecutionListener {

    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private final List<String> passed = new ArrayList<>();
    private final List<Map<String, String>> entries = new ArrayList<>();

    static Launched run(Class<?>... classes) {
        return run(Map.of(), classes);
    }

    static Launched run(Map<String, String> parameters, Class<?>... classes) {
        Launched results = new Launched();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(classes).map(type -> selectClass(type)).toList())
                .configurationParameters(parameters).build(), results);
        return results;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Optional<Throwable> failure = result.getThrowable();
        if (failure.isPresent()) {
            failures.put(test.getDisplayName(), failure.get());
        } else if (test.isTest()) {
            passed.add(test.getDisplayName());
        }
    }

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entries.add(entry.getKeyValuePairs());
    }

    /** The failures by the name of the test or class. */
    Map<String, Throwable> failures() {
        return failures;
    }

    Throwable failure(String test) {
        return Optional.ofNullable(failures.get(test)).orElseThrow(() -> new AssertionError(test + " has not failed: " + this));
    }

    List<String> passed() {
        return passed;
    }

    List<Map<String, String>> entries() {
        return entries;
    }

    @Override
    public String toString() {
        return "passed " + passed + ", failed " + failures;
    }
}
