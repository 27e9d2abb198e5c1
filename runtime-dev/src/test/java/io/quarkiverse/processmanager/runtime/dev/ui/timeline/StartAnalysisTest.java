package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import static io.quarkiverse.processmanager.Dependency.Condition.COMPLETED;
import static io.quarkiverse.processmanager.Dependency.Condition.HEALTHY;
import static io.quarkiverse.processmanager.Dependency.Condition.RUNNING;
import static io.quarkiverse.processmanager.Dependency.Condition.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StartPhase;

class StartAnalysisTest {

    private final Map<String, List<Passage>> passages = new LinkedHashMap<>();
    private final Map<String, Map<String, Condition>> waitsFor = new LinkedHashMap<>();
    private final Set<String> tasks = new HashSet<>();
    private final Map<String, StartPhase> phases = new LinkedHashMap<>();
    private final List<ApplicationStart> applications = new ArrayList<>();

    @Test
    void chainFollowsTheDependencyThatWasMetLast() {
        start("db", 0, 6900, Map.of());
        start("cache", 0, 200, Map.of());
        start("api", 6900, 8400, Map.of("db", HEALTHY, "cache", HEALTHY));
        start("web", 8400, 8400, Map.of("api", HEALTHY));

        assertThat(chain()).containsExactly("db", "api");
        assertThat(analysis().sentence()).isEqualTo("the start took 8.4 s; 6.9 s of it is db");
    }

    @Test
    void chainEndsAtTheLastProcessThatADependentWaitedFor() {
        start("db", 0, 500, Map.of());
        start("api", 500, 900, Map.of("db", RUNNING));
        start("slow", 0, 3000, Map.of());

        assertThat(chain()).containsExactly("db");
        assertThat(analysis().sentence()).isEqualTo("the start took 500 ms, that of db; "
                + "slow was ready 2.5 s later, and nothing waited for that");
    }

    @Test
    void aProcessWhoseReadinessNothingWaitedForCanHaveADependent() {
        start("db", 0, 3000, Map.of());
        passages.get("db").add(3, passage(100, ProcessPhase.STARTING, Health.UNKNOWN, true));
        start("api", 100, 100, Map.of("db", STARTED));

        assertThat(analysis().sentence()).endsWith("db was ready 2.9 s later, and nothing waited for that");
    }

    @Test
    void chainEndsAtTheApplicationThoughAProcessThatNothingWaitsForIsReadyLater() {
        applications.add(application(-3000, -500, 4000));
        start("db", 0, 2500, Map.of());
        phases.put("db", StartPhase.BEFORE_APP);
        start("slow", 0, 6000, Map.of());

        assertThat(names()).containsExactly("the build", "the application", "db", "the application");
        assertThat(analysis().sentence()).isEqualTo("the start took 7.0 s; 2.5 s of it is the build; "
                + "slow was ready 2.0 s later, and nothing waited for that");
    }

    @Test
    void chainEndsAtTheLastReadyProcessIfNothingWaited() {
        start("db", 0, 500, Map.of());
        start("slow", 0, 3000, Map.of());

        assertThat(chain()).containsExactly("slow");
        assertThat(analysis().sentence()).isEqualTo("the start took 3.0 s, that of slow");
    }

    @Test
    void conditionStartedNeedsNoMoreThanAStart() {
        start("db", 0, 6900, Map.of());
        passages.get("db").add(3, passage(100, ProcessPhase.STARTING, Health.UNKNOWN, true));
        start("api", 100, 9000, Map.of("db", STARTED));
        start("web", 9000, 9000, Map.of("api", HEALTHY));

        assertThat(analysis().chain()).extracting(StartAnalysis.Link::took).containsExactly(Duration.ofMillis(100),
                Duration.ofMillis(8900));
        assertThat(analysis().sentence()).isEqualTo("the start took 9.0 s; 8.9 s of it is api");
    }

    @Test
    void taskWithoutDependentsIsReadyWhenItHasCompleted() {
        tasks.add("report");
        start("db", 0, 500, Map.of());
        begin("report", 0, 0);
        add("report", 10, ProcessPhase.RUNNING, Health.UNCHECKED);

        assertThat(analysis().sentence()).isEqualTo("starting: 1 of 2 are ready");
        add("report", 2000, ProcessPhase.COMPLETED, Health.UNCHECKED);
        assertThat(analysis().sentence()).isEqualTo("the start took 2.0 s, that of report");
    }

    @Test
    void oneShotCountsWhenItHasCompleted() {
        begin("migrate", 0, 0);
        add("migrate", 400, ProcessPhase.RUNNING, Health.UNCHECKED);
        add("migrate", 2000, ProcessPhase.COMPLETED, Health.UNCHECKED);
        start("api", 2000, 2500, Map.of("migrate", COMPLETED));

        assertThat(chain()).containsExactly("migrate");
        assertThat(analysis().sentence()).isEqualTo("the start took 2.0 s, that of migrate; "
                + "api was ready 500 ms later, and nothing waited for that");
    }

    @Test
    void dependencyThatWasMetBeforeIsNotInTheChain() {
        start("db", 0, 100, Map.of());
        waitsFor.put("late", Map.of("db", HEALTHY));
        add("late", 1500, ProcessPhase.WAITING, Health.UNKNOWN);
        add("late", 1500, ProcessPhase.STARTING, Health.UNKNOWN);
        add("late", 1800, ProcessPhase.RUNNING, Health.HEALTHY);

        assertThat(chain()).containsExactly("late");
    }

    @Test
    void manualStartIsNotInTheChain() {
        start("db", 0, 100, Map.of());
        start("tool", 60_000, 61_000, Map.of());
        passages.put("tool", new ArrayList<>(passages.get("tool").subList(1, 4)));
        passages.get("tool").set(0, passage(60_000, ProcessPhase.WAITING, Health.UNKNOWN, false));

        assertThat(chain()).containsExactly("db");
    }

    @Test
    void startupWindowThatNoDependentWaitsForIsNotInTheChain() {
        start("api", 0, 500, Map.of());
        window("worker", 500, 1500, Map.of("api", HEALTHY));

        assertThat(chain()).containsExactly("api");
        assertThat(analysis().sentence()).isEqualTo("the start took 500 ms, that of api");
        assertThat(kinds("worker")).containsExactly("waiting", "starting", "window", "running");
    }

    @Test
    void startupWindowThatADependentWaitsForIsInTheChain() {
        window("api", 0, 1000, Map.of());
        start("web", 1000, 1200, Map.of("api", RUNNING));
        start("proxy", 1200, 1200, Map.of("web", HEALTHY));

        assertThat(chain()).containsExactly("api", "web");
        assertThat(analysis().sentence()).isEqualTo("the start took 1.2 s; 1.0 s of it is api");
        assertThat(kinds("api")).containsExactly("starting", "running");
    }

    @Test
    void conditionStartedDoesNotWaitForTheWindow() {
        window("api", 0, 1000, Map.of());
        start("web", 10, 1200, Map.of("api", STARTED));

        assertThat(kinds("api")).containsExactly("starting", "window", "running");
    }

    @Test
    void chainEndsAtTheApplicationThatWaitedForAProcess() {
        applications.add(application(-3000, -500, 4000));
        start("db", 0, 2500, Map.of());
        phases.put("db", StartPhase.BEFORE_APP);
        start("cache", 0, 100, Map.of());
        phases.put("cache", StartPhase.BEFORE_APP);
        start("other", 0, 3900, Map.of());

        assertThat(names()).containsExactly("the build", "the application", "db", "the application");
        assertThat(analysis().sentence()).isEqualTo("the start took 7.0 s; 2.5 s of it is the build");
        assertThat(kinds("")).containsExactly("building", "starting", "waiting", "starting", "accepting");
    }

    @Test
    void processThatStartsAfterTheApplicationWaitedForIt() {
        applications.add(application(-3000, -500, 4000));
        start("db", 0, 2500, Map.of());
        phases.put("db", StartPhase.BEFORE_APP);
        add("web", 4000, ProcessPhase.WAITING, Health.UNKNOWN);
        add("web", 4000, ProcessPhase.STARTING, Health.UNKNOWN);
        add("web", 6000, ProcessPhase.RUNNING, Health.HEALTHY);
        phases.put("web", StartPhase.AFTER_APP);

        assertThat(names()).containsExactly("the build", "the application", "db", "the application");
        assertThat(timeline().waits()).containsExactly(new Timeline.Wait("", "db", 2500, true),
                new Timeline.Wait("web", "", 4000, false));
    }

    @Test
    void applicationThatWaitsForNoProcessEndsTheChainIfItIsLast() {
        applications.add(application(-3000, -500, 4000));
        start("db", 0, 2500, Map.of());

        assertThat(names()).containsExactly("the build", "the application");
    }

    @Test
    void liveReloadHasBarsAndDoesNotChangeTheChain() {
        applications.add(application(-3000, -500, 1000).answeredAt(Instant.ofEpochMilli(2000)));
        start("db", 0, 2500, Map.of());
        start("api", 2500, 2600, Map.of("db", HEALTHY));
        applications.add(application(60_000, 61_000, 61_500));

        assertThat(names()).containsExactly("the build", "the application", "db");
        assertThat(kinds("")).containsExactly("building", "starting", "accepting", "running", "building", "starting",
                "accepting");
    }

    /** Two parts of the application that the chain passes belong to it; its life does not. */
    @Test
    void barsOfTheChainAreMarked() {
        applications.add(application(-3000, -500, 4000));
        start("db", 0, 2500, Map.of());
        phases.put("db", StartPhase.BEFORE_APP);

        assertThat(timeline().bars()).filteredOn(TimelineBar::critical).extracting(bar -> bar.id() + " " + bar.kind())
                .containsExactly(" building", " starting", " starting", "db starting");
    }

    @Test
    void laterRestartsChangeNothing() {
        start("db", 0, 1000, Map.of());
        start("api", 1000, 1500, Map.of("db", HEALTHY));
        start("web", 1500, 1500, Map.of("api", HEALTHY));
        add("db", 90_000, ProcessPhase.BACKOFF, Health.UNKNOWN);
        add("db", 91_000, ProcessPhase.STARTING, Health.UNKNOWN);
        add("db", 99_000, ProcessPhase.RUNNING, Health.HEALTHY);

        assertThat(chain()).containsExactly("db", "api");
        assertThat(analysis().sentence()).isEqualTo("the start took 1.5 s; 1.0 s of it is db");
    }

    @Test
    void unfinishedStartCountsTheReadyProcesses() {
        start("db", 0, 1000, Map.of());
        begin("api", 0, 1000);

        assertThat(analysis().sentence()).isEqualTo("starting: 1 of 2 are ready");
    }

    @Test
    void analysisWithoutAStartIsEmpty() {
        add("db", 0, ProcessPhase.STOPPED, Health.UNCHECKED);

        assertThat(chain()).isEmpty();
        assertThat(analysis().sentence()).isEmpty();
    }

    @Test
    void failedStartIsReported() {
        begin("db", 0, 0);
        add("db", 300, ProcessPhase.FAILED, Health.UNCHECKED);

        assertThat(chain()).isEmpty();
        assertThat(analysis().sentence()).isEqualTo("none of 1 process has become ready");
    }

    /**
     * For random graphs: the chain ends at the last process that another waited for, follows the dependency met last, and adds up to the whole start.
     */
    @Test
    void chainOfAnyGraphAddsUpToTheWholeStart() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            passages.clear();
            waitsFor.clear();
            Map<String, Long> ready = randomStart(random);
            Set<String> needed = waitsFor.values().stream().flatMap(others -> others.keySet().stream())
                    .collect(Collectors.toSet());
            long whole = ready.entrySet().stream().filter(one -> needed.isEmpty() || needed.contains(one.getKey()))
                    .map(Map.Entry::getValue).max(Long::compare).orElseThrow();

            List<StartAnalysis.Link> chain = analysis().chain();
            String last = chain.get(chain.size() - 1).id();

            assertThat(ready.get(last)).as("seed %s: the last one", seed).isEqualTo(whole);
            assertThat(chain.stream().mapToLong(link -> link.took().toMillis()).sum()).as("seed %s: the sum", seed)
                    .isEqualTo(whole);
            for (int index = 1; index < chain.size(); index++) {
                Map<String, Condition> others = waitsFor.get(chain.get(index).id());
                String before = chain.get(index - 1).id();
                assertThat(others).as("seed %s", seed).containsKey(before);
                assertThat(others.keySet()).as("seed %s: met last", seed)
                        .allMatch(other -> ready.get(other) <= ready.get(before));
            }
            assertThat(waitsFor.get(chain.get(0).id())).as("seed %s: the first has no dependencies", seed).isEmpty();
        }
    }

    private Map<String, Long> randomStart(Random random) {
        Map<String, Long> ready = new LinkedHashMap<>();
        int count = 1 + random.nextInt(12);
        for (int number = 0; number < count; number++) {
            Map<String, Condition> others = new LinkedHashMap<>();
            for (int other = 0; other < number; other++) {
                if (random.nextInt(3) == 0) {
                    others.put("p" + other, HEALTHY);
                }
            }
            long launch = others.keySet().stream().mapToLong(ready::get).max().orElse(0);
            long up = launch + 1 + random.nextInt(5000);
            start("p" + number, launch, up, others);
            ready.put("p" + number, up);
        }
        return ready;
    }

    /** The start is requested at 0; the process starts when its dependencies are met, and is up some time later. */
    private void start(String id, long launch, long up, Map<String, Condition> others) {
        begin(id, 0, launch);
        waitsFor.put(id, others);
        add(id, up, ProcessPhase.RUNNING, Health.HEALTHY);
    }

    private void begin(String id, long asked, long launch) {
        add(id, asked, ProcessPhase.STOPPED, Health.UNKNOWN);
        add(id, asked, ProcessPhase.WAITING, Health.UNKNOWN);
        add(id, launch, ProcessPhase.STARTING, Health.UNKNOWN);
    }

    private void add(String id, long millis, ProcessPhase phase, Health health) {
        passages.computeIfAbsent(id, any -> new ArrayList<>())
                .add(passage(millis, phase, health, phase == ProcessPhase.RUNNING));
    }

    private static Passage passage(long millis, ProcessPhase phase, Health health, boolean alive) {
        return new Passage(Instant.ofEpochMilli(millis), phase, health, alive, 1, "", Optional.empty());
    }

    private List<String> chain() {
        return analysis().chain().stream().map(StartAnalysis.Link::id).toList();
    }

    private List<String> names() {
        return analysis().chain().stream().map(StartAnalysis.Link::name).toList();
    }

    private Timeline timeline() {
        return Timelines.of(analysis().facts(), "orders");
    }

    private List<String> kinds(String id) {
        return timeline().bars().stream().filter(bar -> bar.id().equals(id)).map(TimelineBar::kind).toList();
    }

    private static ApplicationStart application(long build, long start, long up) {
        return ApplicationStart.of(Instant.ofEpochMilli(build)).startsAt(Instant.ofEpochMilli(start))
                .upAt(Instant.ofEpochMilli(up));
    }

    /** A process without a health check: it is alive 10 ms after its launch, and up when its startup window has passed. */
    private void window(String id, long launch, long up, Map<String, Condition> others) {
        waitsFor.put(id, others);
        if (launch > 0) {
            add(id, 0, ProcessPhase.WAITING, Health.UNCHECKED);
        }
        add(id, launch, ProcessPhase.STARTING, Health.UNCHECKED);
        passages.get(id).add(passage(launch + 10, ProcessPhase.STARTING, Health.UNCHECKED, true));
        add(id, up, ProcessPhase.RUNNING, Health.UNCHECKED);
    }

    private StartAnalysis analysis() {
        Map<String, StartFacts.Process> processes = new LinkedHashMap<>();
        passages.forEach((id, its) -> processes.put(id, new StartFacts.Process(its, waitsFor.getOrDefault(id, Map.of()),
                its.stream().anyMatch(passage -> passage.health() == Health.HEALTHY), tasks.contains(id),
                phases.getOrDefault(id, StartPhase.WITH_APP))));
        return new StartAnalysis(new StartFacts(processes, applications));
    }
}
