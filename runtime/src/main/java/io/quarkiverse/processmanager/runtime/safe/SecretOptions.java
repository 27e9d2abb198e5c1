package io.quarkiverse.processmanager.runtime.safe;

import java.util.Map;
import java.util.Set;

/**
 * The option whose value is the next word, and the short options of well-known programs, whose names do not tell: {@code -a} of
 * {@code redis-cli} is a password. For the words of one command line, in their order. For one thread.
 */
final class SecretOptions {

    private static final Set<String> P = Set.of("-p");
    private static final Map<String, Set<String>> PROGRAMS = Map.ofEntries(Map.entry("redis-cli", Set.of("-a")),
            Map.entry("valkey-cli", Set.of("-a")), Map.entry("mysql", P), Map.entry("mysqladmin", P), Map.entry("mysqldump", P),
            Map.entry("mariadb", P), Map.entry("mariadb-admin", P), Map.entry("mariadb-dump", P), Map.entry("mongo", P),
            Map.entry("mongosh", P), Map.entry("mongodump", P), Map.entry("mongorestore", P), Map.entry("cqlsh", P),
            Map.entry("sshpass", P), Map.entry("rabbitmqadmin", P), Map.entry("login", P),
            Map.entry("sqlcmd", Set.of("-P")), Map.entry("bcp", Set.of("-P")), Map.entry("curl", Set.of("-u", "-U", "--user")),
            Map.entry("http", Set.of("-a")), Map.entry("https", Set.of("-a")), Map.entry("ldapsearch", Set.of("-w")),
            Map.entry("ldapadd", Set.of("-w")), Map.entry("ldapmodify", Set.of("-w")), Map.entry("ldapwhoami", Set.of("-w")),
            Map.entry("mosquitto_pub", Set.of("-P")), Map.entry("mosquitto_sub", Set.of("-P")));

    private Set<String> ofProgram = Set.of();
    private boolean valueIsNext;

    /** Whether the next word is the value of a secret option, unless it is an option. */
    boolean expectsValue() {
        return valueIsNext;
    }

    /** The next word is a secret for another reason. */
    void expectValue() {
        valueIsNext = true;
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
        if (!word.startsWith("-")) {
            Set<String> options = PROGRAMS.get(programOf(word));
            ofProgram = options == null ? ofProgram : options;
            return -1;
        }
        if (word.indexOf('=') >= 0 || word.chars().anyMatch(Character::isWhitespace)) {
            return -1;
        }
        valueIsNext = ofProgram.contains(word) || SecretName.isSecret(word);
        boolean attached = !valueIsNext && word.length() > 2 && word.charAt(1) != '-'
                && ofProgram.contains(word.substring(0, 2));
        return attached ? 2 : -1;
    }

    private static String programOf(String word) {
        int from = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1;
        String name = word.substring(from);
        return name.endsWith(".exe") ? name.substring(0, name.length() - ".exe".length()) : name;
    }
}
