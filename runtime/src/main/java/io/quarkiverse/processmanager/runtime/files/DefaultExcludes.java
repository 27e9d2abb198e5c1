package io.quarkiverse.processmanager.runtime.files;

import java.nio.file.Path;
import java.util.Set;

/**
 * The files and directories that no pattern means unless it names them: what version control, build tools, package managers and
 * editors write beside the sources. A build that writes them must not count as a change of its own inputs.
 */
final class DefaultExcludes {

    private static final Set<String> NAMES = Set.of(".git", ".hg", ".svn", ".jj", "target", "build", "node_modules", ".gradle",
            ".idea", ".vscode", ".settings", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".DS_Store",
            "4913", "4914");

    private DefaultExcludes() {
    }

    /** Whether a file or a directory with this name is left out. */
    static boolean contains(Path name) {
        String text = name.toString();
        return NAMES.contains(text) || isOfAnEditor(text);
    }

    /** Backups, swap files, lock files and files of safe writes: Vim, Emacs, nano, IntelliJ IDEA, LibreOffice, KDE. */
    private static boolean isOfAnEditor(String name) {
        return name.endsWith("~") || name.endsWith(".swp") || name.endsWith(".swo") || name.endsWith(".swx")
                || name.endsWith(".swpx") || name.startsWith(".#") || name.startsWith("#") && name.endsWith("#")
                || name.startsWith(".~lock.") || name.endsWith("___jb_tmp___") || name.endsWith("___jb_old___")
                || name.endsWith(".kate-swp") || name.startsWith(".goutputstream-") || name.endsWith(".pyc");
    }
}
