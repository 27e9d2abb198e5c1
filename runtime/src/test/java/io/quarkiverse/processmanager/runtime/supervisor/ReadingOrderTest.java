package io.quarkiverse.processmanager.runtime.supervisor;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The classes of the supervisor can be read one after the other. */
@AnalyzeClasses(packagesOf = ReadingOrderTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ReadingOrderTest {

    @ArchTest
    static final ArchRule noClassNeedsOneThatNeedsIt = SlicesRuleDefinition.slices().assignedFrom(new TopLevelClasses())
            .should().beFreeOfCycles();

    private static final class TopLevelClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getName().replaceAll("\\$.*", ""));
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    }
}
