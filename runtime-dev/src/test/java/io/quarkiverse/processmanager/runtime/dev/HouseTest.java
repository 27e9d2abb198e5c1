package io.quarkiverse.processmanager.runtime.dev;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependencies between this module and the others, and on internal classes of libraries. */
@AnalyzeClasses(packages = "io.quarkiverse.processmanager", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String ROOT = "io.quarkiverse.processmanager";

    @ArchTest
    static final ArchRule theDevUiDependsOnThePublicApiAndTheRules = noClasses().that()
            .resideInAPackage(ROOT + ".runtime.dev.ui..").should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(
                    resideInAnyPackage(ROOT, ROOT + ".command", ROOT + ".probe", ROOT + ".runtime.rules..",
                            ROOT + ".runtime.definition..",
                            ROOT + ".runtime.views", ROOT + ".runtime.safe", ROOT + ".runtime.time", ROOT + ".runtime.program",
                            ROOT + ".runtime.config.inherit", ROOT + ".runtime.config.text",
                            ROOT + ".runtime.dev.ui.."))));

    @ArchTest
    static final ArchRule noOtherPackageDependsOnTheDevUi = noClasses().that()
            .resideOutsideOfPackage(ROOT + ".runtime.dev..").should().dependOnClassesThat()
            .resideInAPackage(ROOT + ".runtime.dev..");

    @ArchTest
    static final ArchRule onlyThePageConnectionUsesInternalClassesOfVertx = noClasses().that()
            .resideInAPackage(ROOT + ".runtime.dev..").and().doNotHaveSimpleName("PageConnection").should()
            .dependOnClassesThat().resideInAPackage("io.vertx..impl..");
}
