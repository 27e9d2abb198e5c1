package io.quarkiverse.processmanager.runtime.safe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The option whose value is the next word, and the short options of well-known programs, whose names do not tell: {@code -a} of
 * {@code redis-cli} is a password. For the words of one command line, in their order. For one thread.
 */
final class SecretOptions {

    /** Their values have the name of a user before the secret. */
    private static final Set<String> WITH_USER = Set.of("-u", "-U", "--user", "--proxy-user");
    /** The options of Oracle's programs: the first word that is no option is {@code user/secret@database}. */
    private static final Set<String> POSITIONAL = Set.of("user/secret");
    private static final Map<String, Set<String>> PROGRAMS = programs();

    private static Map<String, Set<String>> programs() {
        Map<String, Set<String>> programs = new HashMap<>();
        put(programs, "-a", "redis-cli", "redis-benchmark", "valkey-cli", "valkey-benchmark", "keydb-cli", "http", "https",
                "xh",
                "hey");
        put(programs, "-p", "mysql", "mysqladmin", "mysqldump", "mysqlimport", "mysqlshow", "mysqlcheck", "mysqlslap",
                "mysqlbinlog", "mysqlpump", "mysqlsh", "mysql_upgrade", "mycli", "mariadb", "mariadb-admin", "mariadb-dump",
                "mariadb-import", "mariadb-show", "mariadb-check", "mariadb-slap", "mariadb-binlog", "mariadb-upgrade",
                "mariadb-backup", "mongo", "mongosh", "mongodump", "mongorestore", "mongoexport", "mongoimport", "mongostat",
                "mongotop", "cqlsh", "cypher-shell", "sshpass", "rabbitmqadmin", "login", "couchbase-cli", "cbq", "hdbsql",
                "7z", "7za", "7zz");
        put(programs, "-P", "sqlcmd", "bcp", "tsql", "freebcp", "mosquitto_pub", "mosquitto_sub", "mosquitto_rr", "zip",
                "unzip", "ipmitool");
        put(programs, "-w", "ldapsearch", "ldapadd", "ldapmodify", "ldapwhoami", "ldapdelete", "ldapcompare", "ldappasswd",
                "ldapmodrdn", "kadmin", "vsql");
        programs.put("curl", WITH_USER);
        for (String name : List.of("sqlplus", "sqlcl", "expdp", "impdp", "rman", "sqlldr")) {
            programs.put(name, POSITIONAL);
        }
        // They follow another program in one command, as in "sshpass -p x ssh -p 22 host", and their options are no secrets.
        for (String name : List.of("ssh", "scp", "sftp", "mkdir")) {
            programs.put(name, Set.of());
        }
        return Map.copyOf(programs);
    }

    private static void put(Map<String, Set<String>> programs, String option, String... names) {
        for (String name : names) {
            programs.put(name, Set.of(option));
        }
    }

    private Set<String> ofProgram = Set.of();
    private boolean valueIsNext;
    private String before = "";
    /** Whether the value of the last option has the name of a user before the secret. */
    private boolean hasUser;

    /** Whether the next word is the value of a secret option, unless it is an option. */
    boolean expectsValue() {
        return valueIsNext;
    }

    /** Whether the word is the value of the secret option before it. */
    boolean isValue(String word) {
        return valueIsNext && !word.startsWith("-") && !isPort(before, word, 0);
    }

    /** The next word is a secret for another reason. */
    void expectValue() {
        valueIsNext = true;
    }

    /** The secret in the value of the last option: {@code hunter2} of {@code me:hunter2} behind {@code --user}. */
    String secretOf(String value) {
        return hasUser ? value.substring(value.indexOf(':') + 1) : value;
    }

    /** Begins another command. */
    void reset() {
        ofProgram = Set.of();
        valueIsNext = false;
    }

    /**
     * Takes the next word. Returns where a secret begins that is attached to a short option, {@code -pSECRET}; -1 without one.
     */
    int next(String word) {
        valueIsNext = false;
        hasUser = false;
        before = word;
        if (!word.startsWith("-")) {
            Set<String> options = PROGRAMS.get(programOf(word));
            ofProgram = options == null ? ofProgram : options;
            return options == null && ofProgram == POSITIONAL ? behindUser(word) : -1;
        }
        int sign = word.indexOf('=');
        if (sign > 0 && option(word.substring(0, sign))) {
            return sign + 1;
        }
        boolean plain = sign < 0 && word.chars().noneMatch(Character::isWhitespace);
        valueIsNext = plain && (option(word) || SecretName.isSecret(word));
        boolean attached = !valueIsNext && word.length() > 2 && word.charAt(1) != '-' && !isPort(word.substring(0, 2), word, 2)
                && option(word.substring(0, 2));
        return attached ? 2 : -1;
    }

    /** The place behind the last character of an attached secret. */
    int attachedEnd(String word) {
        int database = ofProgram == POSITIONAL ? word.lastIndexOf('@') : -1;
        return database < 0 ? word.length() : database;
    }

    /** Where the secret of {@code user/secret@database} begins; -1 without one. */
    private static int behindUser(String word) {
        int slash = word.indexOf('/');
        int database = word.lastIndexOf('@');
        boolean isUser = slash > 0 && slash + 1 < (database < 0 ? word.length() : database)
                && (database > 0 || word.indexOf('/', slash + 1) < 0);
        return isUser && !word.startsWith(SecretText.MASK, slash + 1) ? slash + 1 : -1;
    }

    /** Whether a value is that of {@code docker run --name mysql -p 3306:3306}. */
    private static boolean isPort(String option, String word, int from) {
        if (!option.equals("-p")) {
            return false;
        }
        int last = word.lastIndexOf(':');
        return last > from && last + 1 < word.length()
                && word.chars().skip(from).allMatch(c -> c >= '0' && c <= '9' || c == ':' || c == '.');
    }

    private boolean option(String name) {
        boolean known = ofProgram.contains(name);
        hasUser = known && WITH_USER.contains(name);
        return known;
    }

    private static String programOf(String word) {
        int from = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1;
        String name = word.substring(from);
        return name.endsWith(".exe") ? name.substring(0, name.length() - ".exe".length()) : name;
    }
}
