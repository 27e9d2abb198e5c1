package io.quarkiverse.processmanager.runtime.safe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A well-known program with options whose names do not tell that their values are secrets: {@code -a} of {@code redis-cli} is a
 * password.
 *
 * @param kind how its command line is read
 * @param secrets the options with a secret
 */
record KnownProgram(Kind kind, Set<String> secrets) {

    /** How the command line of a program is read. */
    enum Kind {
        /** As that of most programs. */
        ORDINARY,
        /** An option is never attached to its value, because longer options begin with the same letter. */
        SEPARATE,
        /** A user stands before the secret, and the value of {@code -b} can be a file. */
        CURL,
        /** The first word that is no option is {@code user/secret@database}. */
        ORACLE,
        /** A user and a group have a colon between them. */
        CONTAINERS
    }

    /** Any other program. */
    static final KnownProgram OTHER = new KnownProgram(Kind.ORDINARY, Set.of());

    private static final String LOGIN = "login";
    private static final Set<String> BEFORE_SCRIPTS = Set.of("", "run", "run-script", "npm", "pnpm", "yarn", "bun", "make",
            "just", "task");
    private static final Map<String, KnownProgram> ALL = all();

    /**
     * The program of a word of a command; empty for an unknown program.
     *
     * @param before the word before; empty for the first one
     */
    static Optional<KnownProgram> of(String word, String before) {
        // "login" is the command of another program, as in "docker login", and a script has any name.
        if (word.endsWith(LOGIN) && (word.length() > LOGIN.length() || BEFORE_SCRIPTS.contains(before))) {
            return Optional.empty();
        }
        int from = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1;
        String name = word.substring(from);
        return Optional.ofNullable(
                ALL.get(name.endsWith(".exe") ? name.substring(0, name.length() - ".exe".length()) : name));
    }

    boolean is(Kind other) {
        return kind == other;
    }

    private static Map<String, KnownProgram> all() {
        Map<String, KnownProgram> all = new HashMap<>();
        put(all, "-a", "redis-cli", "redis-benchmark", "valkey-cli", "valkey-benchmark", "keydb-cli", "http",
                "https", "xh", "hey");
        put(all, "-p", "mysql", "mysqladmin", "mysqldump", "mysqlimport", "mysqlshow", "mysqlcheck", "mysqlslap",
                "mysqlbinlog", "mysqlpump", "mysqlsh", "mysql_upgrade", "mycli", "mariadb", "mariadb-admin", "mariadb-dump",
                "mariadb-import", "mariadb-show", "mariadb-check", "mariadb-slap", "mariadb-binlog", "mariadb-upgrade",
                "mariadb-backup", "mongo", "mongosh", "mongodump", "mongorestore", "mongoexport", "mongoimport", "mongostat",
                "mongotop", "cqlsh", "cypher-shell", "sshpass", "rabbitmqadmin", "login", "couchbase-cli", "cbq", "hdbsql",
                "7z", "7za", "7zz");
        put(all, "-P", "sqlcmd", "bcp", "tsql", "freebcp", "mosquitto_pub", "mosquitto_sub", "mosquitto_rr", "zip",
                "unzip", "ipmitool");
        put(all, "-w", "ldapsearch", "ldapadd", "ldapmodify", "ldapwhoami", "ldapdelete", "ldapcompare",
                "ldappasswd", "ldapmodrdn", "kadmin", "vsql");
        all.put("curl", new KnownProgram(Kind.CURL,
                Set.of("-u", "-U", "-b", "-E", "--user", "--proxy-user", "--cert", "--proxy-cert")));
        all.put("openssl", new KnownProgram(Kind.SEPARATE, Set.of("-k", "-K")));
        for (String name : List.of("sqlplus", "sqlcl", "expdp", "impdp", "rman", "sqlldr")) {
            all.put(name, new KnownProgram(Kind.ORACLE, Set.of()));
        }
        for (String name : List.of("docker", "docker-compose", "podman", "podman-compose", "nerdctl")) {
            all.put(name, new KnownProgram(Kind.CONTAINERS, Set.of()));
        }
        // They follow another program in one command, as in "sshpass -p x ssh -p 22 host", and their options are no secrets.
        for (String name : List.of("ssh", "scp", "sftp", "mkdir")) {
            all.put(name, OTHER);
        }
        return Map.copyOf(all);
    }

    private static void put(Map<String, KnownProgram> all, String option, String... names) {
        for (String name : names) {
            all.put(name, new KnownProgram(Kind.ORDINARY, Set.of(option)));
        }
    }
}
