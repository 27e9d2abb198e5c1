package io.quarkiverse.processmanager.runtime.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSetTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "src/**/*.py       | src/a.py          | true",
            "src/**/*.py       | src/x/y/a.py      | true",
            "src/**/*.py       | src/x/a.txt       | false",
            "src/**/*.py       | a.py              | false",
            "**/*.sql          | a.sql             | true",
            "**/*.sql          | x/y/a.sql         | true",
            "src/**/x/*.py     | src/x/a.py        | true",
            "src/**/x/*.py     | src/y/x/a.py      | true",
            "src/**/x/*.py     | src/yx/a.py       | false",
            "src/*.py          | src/a.py          | true",
            "src/*.py          | src/x/a.py        | false",
            "src/**            | src/x/y/a         | true",
            "src/*/            | src/x/y/a         | true",
            "src               | src/x/y/a         | true",
            "src/a.py          | src/a.py          | true",
            "src/a.py          | src/a.pyx         | false",
            "src/{a,b}.py      | src/b.py          | true",
            "src/{a,b}.py      | src/c.py          | false",
            "src/[ab]?.py      | src/ax.py         | true",
            "./src/*.py        | src/a.py          | true",
            "../shared/*.py    | ../shared/a.py    | true",
            "src/\\*.py        | src/*.py          | true",
            "src/\\*.py        | src/a.py          | false",
            "**                | target/a          | false",
            "**                | x/.git/config     | false",
            "**                | x/node_modules/a  | false",
            "**                | src/.a.py.swp     | false",
            "**                | src/a.py~         | false",
            "target/classes/** | target/classes/a  | true",
            "target            | target/a          | true",
            "x/.env            | x/.env            | true",
            "*                 | .env              | true" })
    void aPatternMatches(String pattern, String file, boolean expected) {
        FileMatcher matcher = new FileSet(root, List.of(pattern)).matcher();

        assertThat(matcher.contains(root.resolve(file).normalize())).isEqualTo(expected);
    }

    @Test
    void aPatternWithAnExclamationMarkRemovesFilesWhereverItStands() throws IOException {
        files("src/a.py", "src/gen/b.py", "src/gen/x/c.py", "src/x_test.py");

        assertThat(found("!src/gen", "src/**/*.py", "!**/*_test.py")).containsExactly("src/a.py");
    }

    @Test
    void theFilesAreOrderedAndEachIsFoundOnce() throws IOException {
        files("src/b.py", "src/a.py", "src/x/c.py", "other/d.py");

        assertThat(found("src/**/*.py", "src/x")).containsExactly("src/a.py", "src/b.py", "src/x/c.py");
    }

    @Test
    void aDirectoryThatDoesNotExistHasNoFiles() throws IOException {
        assertThat(found("nowhere/**")).isEmpty();
    }

    /** Such a pattern begins at the root of a project, and the walk must not read all of it. */
    @Test
    void aPatternWithoutSubdirectoriesVisitsNone() throws IOException {
        files("a.sql", "deep/x/y/b.sql");

        assertThat(directories("*.sql")).containsExactly(root);
    }

    @Test
    void excludedDirectoriesAreNotVisited() throws IOException {
        files("src/a.py", "src/node_modules/x/b.py", "src/gen/c.py", ".git/d.py");

        assertThat(directories("**/*.py", "!src/gen")).containsExactlyInAnyOrder(root, root.resolve("src"));
        FileMatcher matcher = new FileSet(root, List.of("**/*.py", "!src/gen")).matcher();
        assertThat(matcher.reaches(root.resolve("src/new"))).isTrue();
        assertThat(matcher.reaches(root.resolve("src/gen/new"))).isFalse();
        assertThat(matcher.reaches(root.resolve("target/new"))).isFalse();
    }

    @Test
    void theBasesContainEachOtherNot() {
        FileSet set = new FileSet(root, List.of("src/python/**/*.py", "src/**/*.toml", "pyproject.toml", "!src/gen"));

        assertThat(set.bases()).containsExactly(root.resolve("pyproject.toml"), root.resolve("src"));
    }

    @Test
    void aLinkToAFileIsItsTargetAndALinkToADirectoryIsFollowedInTheLiteralPartOnly() throws IOException {
        files("real/x/a.py", "elsewhere.py");
        Files.createSymbolicLink(root.resolve("linked"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("real/loop"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("real/b.py"), root.resolve("elsewhere.py"));
        Files.createSymbolicLink(root.resolve("real/lost.py"), root.resolve("nowhere.py"));

        assertThat(found("linked/**/*.py")).containsExactly("linked/b.py", "linked/lost.py", "linked/x/a.py");
    }

    @Test
    void aProblemIsTheEndOfASentence() {
        assertThat(FileSet.problem("src/**/*.py")).isEmpty();
        assertThat(FileSet.problem("!src/{a,b}")).isEmpty();
        assertThat(FileSet.problem("src/{a,b")).startsWith("it is no glob pattern: missing");
        assertThat(FileSet.problem("src/[a")).startsWith("it is no glob pattern: ");
        assertThat(FileSet.problem("!")).isEqualTo("it is empty");
        assertThat(FileSet.problem("src/\0")).startsWith("it is no path: ");
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.writeString(root.resolve(name), name);
        }
    }

    private List<String> found(String... patterns) throws IOException {
        return new FileSet(root, Arrays.asList(patterns)).files().keySet().stream()
                .map(file -> root.relativize(file).toString()).toList();
    }

    private List<Path> directories(String... patterns) throws IOException {
        List<Path> visited = new ArrayList<>();
        new FileSet(root, Arrays.asList(patterns)).visitDirectories(visited::add);
        return visited;
    }
}
