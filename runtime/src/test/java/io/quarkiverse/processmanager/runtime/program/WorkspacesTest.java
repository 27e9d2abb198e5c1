package io.quarkiverse.processmanager.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacesTest {

    @ParameterizedTest
    @CsvSource({ "packages/*, packages/ui, true", "packages/*, apps/ui, false", "packages/*, packages/a/b, false",
            "packages/**, packages/a/b, true", "./packages/ui/, packages/ui, true", "apps/**/web, apps/web, true",
            "apps/**/web, apps/shop/web, true", "ui, ui, true" })
    void aPatternNamesDirectories(String pattern, Path relative, boolean contained) {
        assertThat(new Workspaces(List.of(pattern)).contains(relative)).isEqualTo(contained);
    }

    @Test
    void aPatternCanTakeOneOut() {
        Workspaces workspaces = new Workspaces(List.of("packages/*", "!packages/old"));

        assertThat(workspaces.contains(Path.of("packages/new"))).isTrue();
        assertThat(workspaces.contains(Path.of("packages/old"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "packages: ['packages/*', \"!packages/old\"]",
            "packages:\n  - 'packages/*' # all\n  # none of these\n\n  - \"!packages/old\"\ncatalog:\n  - other/*\n",
            "catalog:\n  a: 1\npackages:\n- packages/*\n- '!packages/old'" })
    void pnpmHasThemInAFileOfItsOwn(String text) {
        assertThat(Workspaces.ofPnpm(text).patterns()).containsExactly("packages/*", "!packages/old");
    }

    @Test
    void aProjectWithoutPatternsHasNoOtherPackages() {
        assertThat(Workspaces.ofPnpm("catalog:\n  - packages/*").contains(Path.of("packages/ui"))).isFalse();
        assertThat(PackageJson.parse("{}").workspaces().patterns()).isEmpty();
        assertThat(PackageJson.parse("{\"workspaces\": {\"packages\": [\"a\"]}}").workspaces().patterns())
                .containsExactly("a");
    }
}
