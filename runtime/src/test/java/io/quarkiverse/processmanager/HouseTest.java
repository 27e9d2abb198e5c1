package io.quarkiverse.processmanager;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import io.quarkiverse.processmanager.runtime.console.OutputRecord;
import io.quarkiverse.processmanager.runtime.engine.StartObserver;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.program.Json;
import io.quarkiverse.processmanager.runtime.program.ProgramPath;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.quarkiverse.processmanager.runtime.supervisor.application.LaunchVariables;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.smallrye.mutiny.Multi;

/** The architecture: which package may depend on which other package. */
@AnalyzeClasses(packages = HouseTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    static final String ROOT = "io.quarkiverse.processmanager";
    private static final String PROBE = ROOT + ".probe";
    private static final String COMMAND = ROOT + ".command";
    private static final String RUNTIME = ROOT + ".runtime";
    private static final String RULES = RUNTIME + ".rules";
    private static final String SUPERVISOR = RUNTIME + ".supervisor";
    private static final String SNAPSHOT = RUNTIME + ".snapshot";
    private static final String PROCESS = RUNTIME + ".process";
    private static final String HEALTH = RUNTIME + ".health";
    private static final String SCHEDULE = RUNTIME + ".schedule";
    private static final String METRICS = RUNTIME + ".metrics";
    private static final String CDI = RUNTIME + ".cdi";
    private static final String LISTENERS = RUNTIME + ".listeners";
    private static final String CONFIG = RUNTIME + ".config";
    private static final String INHERIT = CONFIG + ".inherit";
    private static final String TEXT = CONFIG + ".text";
    private static final String GROUP = CONFIG + ".group";
    private static final String CHECK_CONFIG = CONFIG + ".check";
    private static final String TESTING = RUNTIME + ".testing";
    private static final String CURRENT = CONFIG + ".current";
    private static final String REPLICA_CONFIG = CONFIG + ".replica";
    private static final String REAL_PORTS = CONFIG + ".ports";
    private static final String PORTS = RUNTIME + ".ports";
    private static final String CONTRIBUTION = CONFIG + ".contribution";
    private static final String CONTROL_CONFIG = CONFIG + ".control";
    private static final String CONSOLE_CONFIG = CONFIG + ".console";
    private static final String EXPORT_CONFIG = CONFIG + ".export";
    private static final String COMMAND_CONFIG = CONFIG + ".command";
    private static final String OTEL_CONFIG = CONFIG + ".otel";
    private static final String CONTROL = RUNTIME + ".control";
    private static final String WIRE = CONTROL + ".wire";
    private static final String VIEWS = RUNTIME + ".views";
    private static final String CONSOLE = RUNTIME + ".console";
    private static final String DEFINITION = RUNTIME + ".definition";
    private static final String LISTEN = DEFINITION + ".listen";
    private static final String PATTERN = DEFINITION + ".pattern";
    private static final String DEFINITION_TEXT = DEFINITION + ".text";
    private static final String RULES_TEXT = RULES + ".text";
    private static final String PLAN = RULES + ".plan";
    /** These with their rooms. */
    private static final String DEFINITIONS = DEFINITION + "..";
    private static final String ALL_RULES = RULES + "..";
    private static final String PROGRAM = RUNTIME + ".program";
    private static final String SAFE = RUNTIME + ".safe";
    private static final String PROGRAM_CONFIG = CONFIG + ".program";
    private static final String TIME = RUNTIME + ".time";
    private static final String SERVICE_API = ROOT + ".service";
    private static final String SERVICES = RUNTIME + ".service";
    private static final String SERVICE_CONFIG = CONFIG + ".service";
    private static final String FAULTS = RUNTIME + ".faults";
    private static final String FILES = RUNTIME + ".files";
    private static final String WATCHING = RUNTIME + ".watching";
    private static final String TELEMETRY = RUNTIME + ".telemetry";
    private static final String OTEL = TELEMETRY + ".otel";

    @ArchTest
    static final ArchRule probesKnowNothingOfOurs = noClasses().that().resideInAPackage(PROBE)
            .should().dependOnClassesThat(oursOutside(PROBE));

    /** The builders and the static factories make the records behind the interfaces, and texts have the words of messages. */
    @ArchTest
    static final ArchRule thePublicTypesKnowOnlyEachOtherAndTheProbes = noClasses().that().resideInAPackage(ROOT)
            .and().haveSimpleNameNotEndingWith("Builder").and().doNotHaveSimpleName(Dependency.class.getSimpleName())
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, RULES_TEXT));

    @ArchTest
    static final ArchRule theBuildersKnowTheRecordsToo = noClasses().that().resideInAPackage(ROOT)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITIONS, RULES_TEXT));

    /** The builders make the records behind the interfaces. */
    @ArchTest
    static final ArchRule theTypesOfCommandsKnowThePublicTypes = noClasses().that().resideInAPackage(COMMAND)
            .and().haveSimpleNameNotEndingWith("Builder").should().dependOnClassesThat(oursOutside(ROOT, PROBE));

    @ArchTest
    static final ArchRule theBuildersOfCommandsKnowTheRecordsToo = noClasses().that().resideInAPackage(COMMAND)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITIONS));

    @ArchTest
    static final ArchRule programsKnowNothingOfOurs = noClasses().that().resideInAPackage(PROGRAM)
            .should().dependOnClassesThat(oursOutside(PROGRAM));

    @ArchTest
    static final ArchRule theWatcherKnowsSetsOfFilesOnly = noClasses().that().resideInAPackage(WATCHING)
            .should().dependOnClassesThat(oursOutside(WATCHING, FILES, RUNTIME + ".time", RUNTIME + ".faults"));

    @ArchTest
    static final ArchRule setsOfFilesKnowNothingOfOurs = noClasses().that().resideInAPackage(FILES)
            .should().dependOnClassesThat(oursOutside(FILES));

    @ArchTest
    static final ArchRule theSettingsOfProgramsKnowTheBuildersAndThePrograms = noClasses().that()
            .resideInAPackage(PROGRAM_CONFIG).should()
            .dependOnClassesThat(oursOutside(ROOT, DEFINITIONS, PROGRAM, PROGRAM_CONFIG, TESTING));

    @ArchTest
    static final ArchRule theRecordsKnowOnlyThePublicTypes = noClasses().that()
            .resideInAnyPackage(DEFINITIONS).should()
            .dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITIONS, PROGRAM, FILES));

    /** The rooms of the definitions stand below one another: texts, what patterns set, where a process listens. */
    @ArchTest
    static final ArchRule textsOfDefinitionsKnowThePublicTypes = noClasses().that().resideInAPackage(DEFINITION_TEXT)
            .should().dependOnClassesThat(oursOutside(ROOT, DEFINITION_TEXT));

    @ArchTest
    static final ArchRule whatPatternsSetKnowsTheTexts = noClasses().that().resideInAPackage(PATTERN)
            .should().dependOnClassesThat(oursOutside(ROOT, DEFINITION_TEXT, PATTERN));

    @ArchTest
    static final ArchRule whereAProcessListensKnowsWhatPatternsSet = noClasses().that().resideInAPackage(LISTEN)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITION_TEXT, PATTERN, LISTEN));

    @ArchTest
    static final ArchRule wordsKnowNothingOfOurs = noClasses().that().resideInAPackage(RULES_TEXT)
            .should().dependOnClassesThat(oursOutside(RULES_TEXT));

    /** What is decided before anything runs does not know the rules for what runs. */
    @ArchTest
    static final ArchRule plansKnowTheDefinitionsAndTheWords = noClasses().that().resideInAPackage(PLAN)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITIONS, SAFE, RULES_TEXT, RULES + ".replica", PLAN));

    @ArchTest
    static final ArchRule groupsOfSettingsKnowNoOtherMapping = noClasses().that()
            .resideInAnyPackage(GROUP, CHECK_CONFIG).should()
            .dependOnClassesThat(oursOutside(ROOT, DEFINITIONS, GROUP, CHECK_CONFIG));

    @ArchTest
    static final ArchRule theTypesOfServicesKnowThePublicTypes = noClasses().that().resideInAPackage(SERVICE_API)
            .and().haveSimpleNameNotEndingWith("Builder")
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, SERVICE_API));

    @ArchTest
    static final ArchRule theBuilderOfServicesKnowsTheSettingsToo = noClasses().that().resideInAPackage(SERVICE_API)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, SERVICE_API, SERVICE_CONFIG));

    @ArchTest
    static final ArchRule servicesKnowTheirTypesAndTheArtifacts = noClasses().that().resideInAPackage(SERVICES)
            .should().dependOnClassesThat(
                    oursOutside(ROOT, PROBE, SERVICE_API, SERVICES, PROGRAM, PROCESS + ".spawn.tools"));

    @ArchTest
    static final ArchRule theSettingsOfServicesKnowNoOtherMapping = noClasses().that().resideInAPackage(SERVICE_CONFIG)
            .should().dependOnClassesThat(oursOutside(ROOT, SERVICE_API, SERVICES, DEFINITIONS, ALL_RULES, CONTRIBUTION, PORTS,
                    TESTING, PROCESS + ".state", SERVICE_CONFIG));

    @ArchTest
    static final ArchRule theRulesArePure = classes().that().resideInAnyPackage(ALL_RULES)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT, PROBE, COMMAND, DEFINITIONS, SAFE, ALL_RULES, TIME)
                    .and(not(equivalentTo(SystemClock.class))));

    /** The command line contains these classes. */
    @ArchTest
    static final ArchRule harmlessTextsNeedNothing = classes().that().resideInAPackage(SAFE)
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", SAFE, TIME);

    @ArchTest
    static final ArchRule snapshotsKnowThePublicTypesAndThePlan = noClasses().that().resideInAPackage(SNAPSHOT)
            .should().dependOnClassesThat(oursOutside(ROOT, ALL_RULES, SNAPSHOT));

    @ArchTest
    static final ArchRule theSupervisorKnowsTheRulesAndTheSeams = noClasses().that()
            .resideInAnyPackage(SUPERVISOR, SUPERVISOR + "..").should()
            .dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITIONS, ALL_RULES, SNAPSHOT)
                    .and(not(resideInAnyPackage(SUPERVISOR, SUPERVISOR + ".."))).and(notASeam()));

    /** The packages of the supervisor. A package may depend on the listed packages only. */
    private static final Map<String, Set<String>> SUPERVISOR_ROOMS = Map.of(
            "application", Set.of(),
            "command", Set.of("application"),
            "loop", Set.of("application"),
            "life", Set.of("application", "command", "loop"));

    @ArchTest
    static void eachRoomOfTheSupervisorKnowsOnlyTheFloorsBelow(JavaClasses classes) {
        SUPERVISOR_ROOMS.forEach((room, below) -> knowsOnly(SUPERVISOR, room, below).check(classes));
    }

    @ArchTest
    static void everyRoomOfTheSupervisorIsListed(JavaClasses classes) {
        assertThat(roomsBelow(SUPERVISOR, classes)).isEqualTo(new TreeSet<>(SUPERVISOR_ROOMS.keySet()));
    }

    /** The state of processes is confined to the loop, so no other package touches it. */
    @ArchTest
    static final ArchRule onlyTheSupervisorKnowsTheStateOfAProcess = noClasses().that()
            .resideOutsideOfPackages(SUPERVISOR, SUPERVISOR + "..").should()
            .dependOnClassesThat().resideInAPackage(SUPERVISOR + ".life");

    /** One class searches each PATH: that of a package manager, that of a process and that of this JVM. */
    @ArchTest
    static final ArchRule theOperatingSystemLayerKnowsOnlyThePublicTypes = noClasses().that()
            .resideInAnyPackage(PROCESS, PROCESS + "..").should()
            .dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITIONS, FILES)
                    .and(not(resideInAnyPackage(PROCESS, PROCESS + "..")))
                    .and(not(equivalentTo(ProgramPath.class))));

    /**
     * The packages of the process layer. A package may depend on the seam and on the listed packages. A package depends on rows
     * above its own only.
     */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("threads", Set.of()),
            entry("table", Set.of()),
            entry("state", Set.of("table")),
            entry("libc", Set.of("threads")),
            entry("spawn.refusal", Set.of("libc")),
            entry("spawn.tools", Set.of("spawn.refusal", "threads")),
            entry("spawn.rights", Set.of("spawn.refusal", "spawn.tools")),
            entry("spawn.checks", Set.of("spawn.refusal", "spawn.rights")),
            entry("spawn", Set.of("spawn.checks", "spawn.refusal", "spawn.rights", "spawn.tools", "libc", "table", "threads")),
            entry("watchdog", Set.of("spawn", "spawn.refusal", "spawn.tools", "state", "table", "threads")),
            entry("output.lines", Set.of()),
            entry("output.search", Set.of("output.lines")),
            entry("output.screen", Set.of()),
            entry("input", Set.of("libc")),
            entry("notice", Set.of("libc")),
            entry("output.file", Set.of("output.lines", "output.search", "state", "table", "threads")),
            entry("output.pipe",
                    Set.of("output.lines", "output.search", "output.file", "libc", "threads")),
            entry("output",
                    Set.of("output.lines", "output.search", "output.file", "output.pipe", "output.screen", "libc", "spawn",
                            "threads")),
            entry("runs", Set.of()),
            entry("tree", Set.of("libc", "watchdog", "table", "threads")),
            entry("usage", Set.of("libc", "tree", "table", "threads")),
            entry("detached", Set.of("tree", "output.file", "state", "table")),
            entry("platform",
                    Set.of("libc", "usage", "watchdog", "output.pipe", "spawn", "spawn.checks", "spawn.refusal", "spawn.rights",
                            "spawn.tools", "state", "table")),
            entry("data", Set.of("platform", "spawn.refusal", "state", "table", "threads")),
            entry("listening",
                    Set.of("platform", "spawn.rights", "spawn.tools", "table", "threads", "tree")),
            entry("assembly",
                    Set.of("data", "detached", "input", "libc", "listening", "notice", "output", "output.file", "output.pipe",
                            "platform", "runs",
                            "spawn",
                            "spawn.checks",
                            "spawn.refusal", "spawn.rights", "spawn.tools", "state", "table", "threads", "tree", "usage",
                            "watchdog")));

    @ArchTest
    static void eachRoomOfTheProcessLayerKnowsOnlyTheFloorsBelow(JavaClasses classes) {
        ROOMS.forEach((room, below) -> {
            Set<String> known = new TreeSet<>(below);
            known.add("");
            knowsOnly(PROCESS, room, known).check(classes);
        });
    }

    @ArchTest
    static final ArchRule childrenOfTheJdkStartOneAtATime = noClasses().that().doNotHaveSimpleName("SerialStarts").should()
            .callMethod(ProcessBuilder.class, "start");

    @ArchTest
    static final ArchRule theSeamKnowsNoRoom = noClasses().that().resideInAPackage(PROCESS).should()
            .dependOnClassesThat(resideInAPackage(PROCESS + "..").and(not(resideInAPackage(PROCESS))));

    @ArchTest
    static void everyRoomOfTheProcessLayerIsListed(JavaClasses classes) {
        assertThat(roomsBelow(PROCESS, classes)).isEqualTo(new TreeSet<>(ROOMS.keySet()));
    }

    /** The room may depend on itself and on these packages below {@code parent}; an empty name means the parent. */
    private static ArchRule knowsOnly(String parent, String room, Set<String> others) {
        List<String> known = new ArrayList<>(List.of(parent + "." + room));
        others.forEach(other -> known.add(other.isEmpty() ? parent : parent + "." + other));
        return noClasses().that().resideInAPackage(parent + "." + room).should().dependOnClassesThat(
                resideInAPackage(parent + "..").and(not(resideInAnyPackage(known.toArray(String[]::new)))));
    }

    private static Set<String> roomsBelow(String parent, JavaClasses classes) {
        Set<String> rooms = new TreeSet<>();
        classes.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(parent + "."))
                .forEach(name -> rooms.add(name.substring(parent.length() + 1)));
        return rooms;
    }

    @ArchTest
    static final ArchRule noPackageIsInACircle = slices().matching(RUNTIME + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule configurationBecomesRecordsAndNothingElse = noClasses().that().resideInAPackage(CONFIG)
            .should().dependOnClassesThat(
                    oursOutside(ROOT, PROBE, DEFINITIONS, ALL_RULES, CONFIG, TEXT, GROUP, CHECK_CONFIG, CURRENT, TESTING,
                            CONTRIBUTION,
                            PROGRAM,
                            PROGRAM_CONFIG, REPLICA_CONFIG, SERVICE_CONFIG, INHERIT,
                            CONTROL_CONFIG, CONSOLE_CONFIG, EXPORT_CONFIG, COMMAND_CONFIG, OTEL_CONFIG));

    @ArchTest
    static final ArchRule theSettingsOfCommandsKnowNoOtherMapping = noClasses().that().resideInAPackage(COMMAND_CONFIG)
            .should().dependOnClassesThat(oursOutside(DEFINITIONS, COMMAND_CONFIG));

    @ArchTest
    static final ArchRule textsKnowNoMapping = noClasses().that().resideInAPackage(TEXT)
            .should().dependOnClassesThat(oursOutside(DEFINITIONS, ALL_RULES, TEXT));

    /** Class loaders share the tables, so they hold JDK types only. */
    @ArchTest
    static final ArchRule portsKnowTheStateDirectoryOnly = noClasses().that().resideInAPackage(PORTS)
            .should().dependOnClassesThat(oursOutside(PORTS, PROCESS + ".state"));

    @ArchTest
    static final ArchRule realPortsKnowNoMapping = noClasses().that().resideInAPackage(REAL_PORTS)
            .should()
            .dependOnClassesThat(oursOutside(ROOT, DEFINITIONS, PORTS, REAL_PORTS, CONTRIBUTION, TESTING, REPLICA_CONFIG,
                    RULES + ".replica"));

    @ArchTest
    static final ArchRule currentMappingsKnowNoMapping = noClasses().that().resideInAPackage(CURRENT)
            .should().dependOnClassesThat(oursOutside(CURRENT));

    @ArchTest
    static final ArchRule testsKnowNoMapping = noClasses().that().resideInAPackage(TESTING)
            .should().dependOnClassesThat(oursOutside(ROOT, DEFINITIONS, ALL_RULES, TESTING));

    /** The configuration is created before any mapping exists. */
    @ArchTest
    static final ArchRule contributionsKnowNoMapping = noClasses().that().resideInAPackage(CONTRIBUTION)
            .should().dependOnClassesThat(oursOutside(ROOT, DEFINITIONS, TESTING, CONTRIBUTION, REPLICA_CONFIG));

    @ArchTest
    static final ArchRule inheritedSettingsKnowNoMapping = noClasses().that().resideInAPackage(INHERIT)
            .should().dependOnClassesThat(oursOutside(ROOT, DEFINITIONS, ALL_RULES, CONTRIBUTION, INHERIT));

    @ArchTest
    static final ArchRule adaptersKnowOnlyThePublicTypes = noClasses().that().resideInAnyPackage(HEALTH, METRICS, SCHEDULE)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, HEALTH, METRICS, SCHEDULE));

    /** Only one room uses classes that an application without OpenTelemetry does not have. */
    @ArchTest
    static final ArchRule onlyOneRoomKnowsOpenTelemetry = noClasses().that().resideOutsideOfPackage(OTEL)
            .should().dependOnClassesThat().resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule spansAreMadeOfEventsAndTheirSnapshots = noClasses().that().resideInAPackage(TELEMETRY)
            .should().dependOnClassesThat(oursOutside(ROOT, DEFINITIONS, ALL_RULES, SNAPSHOT, LISTENERS, TELEMETRY)
                    .and(not(equivalentTo(StartObserver.class))).and(not(equivalentTo(LaunchVariables.class))));

    @ArchTest
    static final ArchRule openTelemetryReceivesSpansAndLines = noClasses().that().resideInAPackage(OTEL)
            .should().dependOnClassesThat(oursOutside(ROOT, DEFINITIONS, LISTENERS, TELEMETRY, OTEL)
                    .and(not(equivalentTo(OutputRecord.class))));

    @ArchTest
    static final ArchRule theConsoleKnowsThePublicTypesAndTheRules = noClasses().that().resideInAPackage(CONSOLE)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITIONS, ALL_RULES, CONSOLE)
                    .and(not(equivalentTo(EngineThreads.class))));

    @ArchTest
    static final ArchRule viewsAreMadeOfThePublicTypes = noClasses().that().resideInAPackage(VIEWS)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, DEFINITIONS, VIEWS));

    /** The control socket is an adapter, too: beside the public types it knows the views and how to keep a file private. */
    @ArchTest
    static final ArchRule theControlSocketKnowsThePublicTypesAndTheViews = noClasses().that().resideInAPackage(CONTROL)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, VIEWS, CONTROL, WIRE, PROGRAM, PROCESS + ".state")
                    .and(not(equivalentTo(EngineThreads.class))));

    /** The command line contains these classes, and no library. */
    @ArchTest
    static final ArchRule theWireNeedsNoLibrary = classes().that().resideInAPackage(WIRE)
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", WIRE)
                    .or(equivalentTo(Json.class)).or(equivalentTo(StateDirectory.class)));

    /** The command line contains these classes and no library of the application. */
    @ArchTest
    static final ArchRule whatTheCommandLineSharesNeedsNoLibrary = classes().that(equivalentTo(Json.class)
            .or(equivalentTo(StateDirectory.class))).should().onlyDependOnClassesThat()
            .resideInAPackage("java..");

    @ArchTest
    static final ArchRule observersAreListeners = noClasses().that().resideInAPackage(CDI)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, CDI, LISTENERS));

    @ArchTest
    static final ArchRule listenersKnowTheSeams = noClasses().that().resideInAPackage(LISTENERS)
            .should().dependOnClassesThat(oursOutside(ROOT, PROBE, LISTENERS).and(notASeam())
                    .and(not(equivalentTo(EventSource.class)))
                    .and(not(equivalentTo(EventSource.OneProcess.class)))
                    .and(not(equivalentTo(EventSource.EndingFeed.class))).and(not(equivalentTo(EventSink.class)))
                    .and(not(equivalentTo(EngineThreads.class))));

    /** A time of one clock is then never subtracted from a time of the other one. */
    @ArchTest
    static final ArchRule onlyOneClassReadsClocks = noClasses().that(not(equivalentTo(SystemClock.class)))
            .should().accessTargetWhere(target("read a clock", Set.of("java.lang.System.nanoTime",
                    "java.lang.System.currentTimeMillis", "java.time.Instant.now", "java.time.LocalDateTime.now",
                    "java.time.LocalDate.now", "java.time.LocalTime.now", "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now", "java.time.Clock.systemUTC", "java.time.Clock.systemDefaultZone",
                    "java.util.Date.<init>")));

    /** A setting of 300 years must not throw in a step of the loop. The conversions of {@code TimeUnit} do not overflow. */
    @ArchTest
    static final ArchRule onlyOneClassCalculatesWithDurations = noClasses().that(not(equivalentTo(Durations.class)))
            .should().accessTargetWhere(target("calculate with durations", Set.of("java.time.Duration.toNanos",
                    "java.time.Duration.toMillis", "java.time.Duration.plus", "java.time.Duration.minus",
                    "java.time.Duration.multipliedBy", "java.time.Instant.plus")));

    private static DescribedPredicate<JavaAccess<?>> target(String description, Set<String> names) {
        return new DescribedPredicate<>(description) {
            @Override
            public boolean test(JavaAccess<?> access) {
                return names.contains(access.getTargetOwner().getName() + "." + access.getTarget().getName());
            }
        };
    }

    /** The C library is reached in one class, so that everything else works without JNA. */
    @ArchTest
    static final ArchRule onlyOneClassKnowsJna = noClasses().that()
            .doNotHaveFullyQualifiedName(PROCESS + ".libc.Libc").should().dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    /** The build loads recorders in an application without SmallRye Health, too. */
    @ArchTest
    static final ArchRule recordersCanBeLoadedWithoutSmallRyeHealth = noClasses().that().haveSimpleNameEndingWith("Recorder")
            .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.microprofile.health..", "io.smallrye.health..");

    /** Quarkus passes in the registry of the metrics. */
    @ArchTest
    static final ArchRule nothingNeedsMicrometer = noClasses().should().dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    /** {@code Multi}, the stream type of the public interfaces, is allowed as well. */
    @ArchTest
    static final ArchRule theEngineIsPlainJava = noClasses().that()
            .resideInAnyPackage(DEFINITIONS, PROGRAM, FILES, ALL_RULES, SNAPSHOT, SUPERVISOR, SUPERVISOR + "..", PROCESS,
                    PROCESS + "..", PORTS)
            .should().dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "io.smallrye..",
                    "org.eclipse..").and(not(equivalentTo(Multi.class))));

    private static DescribedPredicate<JavaClass> oursOutside(String... packages) {
        return new DescribedPredicate<>("reside in another package of ours than " + String.join(", ", packages)) {
            @Override
            public boolean test(JavaClass type) {
                String name = type.getPackageName();
                // The types of commands are public types, which a package of their own keeps apart.
                boolean ours = name.equals(ROOT) || name.startsWith(ROOT + ".");
                // Every package may use moments and durations, read the clock, make foreign texts harmless, and contain what it calls.
                return ours && !Set.of(TIME, SAFE, FAULTS, COMMAND).contains(name) && !resideInAnyPackage(packages).test(type);
            }
        };
    }

    private static DescribedPredicate<JavaClass> notASeam() {
        return new DescribedPredicate<>("are no seam to the operating system") {
            @Override
            public boolean test(JavaClass type) {
                return !isSeam(type);
            }

            private boolean isSeam(JavaClass type) {
                return type.isEquivalentTo(ProcessRunner.class) || type.isEquivalentTo(RunningProcess.class)
                        || type.isEquivalentTo(RunningCommand.class)
                        || type.getEnclosingClass().filter(this::isSeam).isPresent();
            }
        };
    }
}
