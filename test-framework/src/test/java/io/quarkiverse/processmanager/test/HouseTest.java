package io.quarkiverse.processmanager.test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependencies between this module and the others, and on classes that a test may not have. */
@AnalyzeClasses(packages = "io.quarkiverse.processmanager", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String ROOT = "io.quarkiverse.processmanager";
    private static final String RUNTIME = ROOT + ".runtime";

    @ArchTest
    static final ArchRule theTestFrameworkUsesTheEngineAndTheConfigurationAsTheApplicationDoes = noClasses().that()
            .resideInAPackage(ROOT + ".test").should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT, ROOT + ".test",
                    RUNTIME + ".engine", RUNTIME + ".config", RUNTIME + ".config.ports", RUNTIME + ".config.service",
                    RUNTIME + ".definition..",
                    RUNTIME + ".listeners", RUNTIME + ".rules..", RUNTIME + ".supervisor", RUNTIME + ".testing"))));

    @ArchTest
    static final ArchRule noOtherPackageDependsOnTheTestFramework = noClasses().that()
            .resideOutsideOfPackage(ROOT + ".test").should().dependOnClassesThat().resideInAPackage(ROOT + ".test");

    /** Tests of plain JUnit have no classes of Quarkus for tests. The JVM ignores an annotation whose class is absent. */
    @ArchTest
    static final ArchRule onlyTheResourceNeedsTheTestsOfQuarkus = noClasses().that().resideInAPackage(ROOT + ".test")
            .and().haveSimpleNameNotEndingWith("Resource").and().areNotAnnotations().should().dependOnClassesThat()
            .resideInAnyPackage("io.quarkus.test..", "io.quarkus.bootstrap..");
}
