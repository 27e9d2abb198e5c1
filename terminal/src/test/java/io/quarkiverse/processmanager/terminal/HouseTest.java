package io.quarkiverse.processmanager.terminal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependencies between the packages of this module, and on libraries. */
@AnalyzeClasses(packages = "io.quarkiverse.processmanager.terminal", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String CLIENT = "io.quarkiverse.processmanager.terminal.client";
    private static final String TEXT = "io.quarkiverse.processmanager.terminal.text";
    private static final String MONITOR = "io.quarkiverse.processmanager.terminal.monitor";
    private static final String DRAW = MONITOR + ".draw";
    private static final String LOG = MONITOR + ".log";
    private static final String SCREEN = "io.quarkiverse.processmanager.terminal.screen";
    private static final String COMMAND = "io.quarkiverse.processmanager.terminal.command";
    private static final String SAFE = "io.quarkiverse.processmanager.runtime.safe";
    private static final String[] SHARED = { "io.quarkiverse.processmanager.runtime.control.wire",
            "io.quarkiverse.processmanager.runtime.program" };

    /** The command line contains these classes, and no library. */
    @ArchTest
    static final ArchRule theClientNeedsNoLibrary = classes().that().resideInAPackage(CLIENT).should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", CLIENT).or(resideInAnyPackage(SHARED)));

    @ArchTest
    static final ArchRule theTextsNeedNoLibrary = classes().that().resideInAPackage(TEXT).should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", SAFE, CLIENT, TEXT));

    /** And the signals of the JDK. */
    @ArchTest
    static final ArchRule theScreenNeedsTheDrawingLibraryAlone = classes().that().resideInAPackage(SCREEN).should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "sun.misc", "dev.tamboui..", SCREEN));

    /** Only the monitor draws. */
    @ArchTest
    static final ArchRule theMonitorNeedsTheDrawingLibraryAlone = classes().that().resideInAPackage(MONITOR + "..").should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.tamboui..", CLIENT, TEXT, MONITOR + ".."));

    /** Drawing knows no process and no page. */
    @ArchTest
    static final ArchRule theDrawingKnowsTextsAlone = classes().that().resideInAPackage(DRAW).should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.tamboui..", TEXT, DRAW));

    @ArchTest
    static final ArchRule theLogKnowsDrawingAndTextsAlone = classes().that().resideInAPackage(LOG).should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.tamboui..", CLIENT, TEXT, DRAW, LOG));

    @ArchTest
    static final ArchRule theCommandsNeedNoLibrary = classes().that().resideInAPackage(COMMAND).should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", SAFE, CLIENT, TEXT, COMMAND));
}
