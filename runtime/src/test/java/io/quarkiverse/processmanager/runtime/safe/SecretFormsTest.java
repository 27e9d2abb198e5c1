package io.quarkiverse.processmanager.runtime.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/** The forms in which connections, scripts and headers contain a secret, each through each mask. */
class SecretFormsTest {

    private static final String SECRET = "s3ntinel-42";

    /** {@code §} is the secret. */
    private static Stream<String> forms() {
        return Stream.of("postgres://u:§@h:5432/db", "postgresql://h/db?user=u&password=§", "postgres://u:§@[::1]/db",
                "amqp://u:§@h/vhost", "amqps://u:§@h", "redis://:§@h:6379/0", "rediss://default:§@h", "nats://§@h:4222",
                "mongodb+srv://u:§@h/db?w=1", "mongodb://u:§@h1:27017,h2:27017/db", "mysql://u:§@h/db", "https://§@sentry.io/1",
                "https://oauth2:§@github.com/x.git", "git+https://§@github.com/x", "ftp://u:§@h", "mqtt://u:§@h",
                "smtp://u%40x:§@h",
                "socks5://u:§@h:1080", "s3://AKIA:§@bucket", "jdbc:postgresql://h/db?user=u&password=§",
                "jdbc:mysql://u:§@h/db", "jdbc:mysql://address=(host=h)(user=u)(password=§)/db",
                "jdbc:sqlserver://h:1433;user=sa;password=§;encrypt=true", "jdbc:sqlserver://h;password={§};x=1",
                "jdbc:oracle:thin:scott/§@h:1521/svc", "jdbc:oracle:thin:scott/§@//h:1521/svc", "jdbc:oracle:oci8:scott/§@tns",
                "jdbc:db2://h:50000/db:user=u;password=§;", "jdbc:h2:mem:x;USER=sa;PASSWORD=§", "u:§@tcp(db:3306)/app",
                "//u:§@h/path", "Server=h;Uid=u;Pwd=§;", "Server = h; Password = §", "AccountName=a;AccountKey=§;X=y",
                "Endpoint=sb://h/;SharedAccessKeyName=n;SharedAccessKey=§", "https://h/b?sv=1&sig=§&se=2",
                "https://h/x?access_token=§", "https://h/x?a=1&client_secret=§#f", "https://h/x?api_key=§", "/x?token=§",
                "https://h/x?X-Amz-Signature=§", "https://h/?next=%2Fx%3Ftoken%3D§%26y%3D1", "https://h/?next=x%26key%3D§",
                "password: §",
                "{\"password\" : \"§\"}", "Authorization: Basic §", "X-Custom: Bearer §", "X-Custom: token §",
                "x required username=\"u\" password=\"§\";", "redis-cli -a § ping", "mysql -uroot -p§ -e x",
                "mariadb-check -p'§'",
                "curl -su me:x -u me:§ h", "curl --user=me:§ h", "sqlcmd -P§", "7z a -p§ x.7z",
                "docker login -u me -p § h", "unzip -P § x", "--password §", "-Ddb.password=§",
                "sqlplus me/§@db", "sqlplus -S me/§@//h:1521/x @run.sql", "rman target sys/§", "SSHPASS=§ sshpass -e ssh h",
                "tailscale up --authkey=§", "curl -d {\\\"password\\\":\\\"§\\\"} h",
                "curl -b sid=§ h", "curl --cookie sid=§ h", "curl -su me:§ h", "openssl enc -k § -in x",
                "openssl enc -K § -in x",
                "skopeo copy --src-creds u:§ --dest-creds=u:§ a b", "podman pull --creds u:§ x", "etcdctl --user u:§ get x",
                "etcdctl --user=u:§ get x", "aws configure set aws_secret_access_key §", "npm config set //h/:_authToken §",
                "redis-cli config set requirepass §", "psql -c \"ALTER USER me PASSWORD '§'\"",
                "CREATE USER me IDENTIFIED BY '§';", "PGPASSWORD=\\\"§\\\" psql", "PASSWORD=$'§' run",
                "<password>§</password>", "<s:password type='a'>§</s:password>", "<name>TOKEN</name><value>§</value>",
                "<property name=\"hibernate.connection.password\">§</property>", "<property name=\"db.password\" value=\"§\"/>",
                "<entry key=\"password\">§</entry>", "{\"name\":\"PASSWORD\",\"value\":\"§\"}",
                "{\"name\": \"API_KEY\", \"type\": \"string\", \"value\": \"§\"}", "EnvVar(name=PASSWORD, value=§, x=y)",
                "{\\\"name\\\":\\\"PASSWORD\\\",\\\"value\\\":\\\"§\\\"}", "{\\\\\\\"password\\\\\\\":\\\\\\\"§\\\\\\\"}",
                "password=&quot;§&quot; x", "{&quot;password&quot;:&quot;§&quot;}", "[password => '§']",
                "{\"password\"=>\"§\"}",
                "env[\"TOKEN\"] = \"§\"", "user[password]=§&user[name]=u", "password = \"\"\"§\"\"\"", "{\"password\": b'§'}",
                "{Authorization=[Bearer §], Accept=[*/*]}", "\"X-Api-Key\":[\"§\"]", "GET / HTTP/1.1\\r\\nX-Api-Key: §",
                "{\"text\":\"user: u\\npwd: §\"}", "curl --cert f:§ h", "curl -Ef:§ h",
                "CREATE USER me IDENTIFIED WITH caching_sha2_password BY '§'", "SET PASSWORD FOR me = '§'",
                "SET PASSWORD FOR me = PASSWORD('§')", "IDENTIFIED BY \"§\"",
                "[INFO] Password : §", "[main] Token : §", "<password><![CDATA[§]]></password>", "mysql -password § db",
                "connect(password=b'§')", "run --password \\\"§\\\" x", "run --password $'§' x")
                .map(form -> form.replace("§", SECRET));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void noMaskShowsTheSecret(String form) {
        List<String> words = List.of("sh", "-c", form);
        ProcessDefinition definition = ProcessDefinition.builder("web").command(words.toArray(String[]::new)).env("A", form)
                .config("a.b", form)
                .health(health -> health.url("http://localhost:1/").header("X-Custom", form)).build();
        Secrets secrets = Secrets.of(definition);

        assertThat(SecretText.mask(form)).doesNotContain(SECRET);
        assertThat(SecretText.mask("x '" + form + "' y")).doesNotContain(SECRET);
        assertThat(SecretText.mask(SecretText.mask(form))).isEqualTo(SecretText.mask(form));
        assertThat(SecretText.maskHeader(form)).doesNotContain(SECRET);
        assertThat(SecretText.mask(words)).noneMatch(word -> word.contains(SECRET));
        assertThat(SecretText.mask(List.of("run", form))).noneMatch(word -> word.contains(SECRET));
        assertThat(new Problem("web", "x", "'" + form + "' is wrong").toString()).doesNotContain(SECRET);
        assertThat(secrets.mask(Map.of("A", form, "B", "failed with " + SECRET)).values())
                .noneMatch(value -> value.contains(SECRET));
        assertThat(secrets.mask("failed: " + SECRET)).doesNotContain(SECRET);
        assertThat(definition.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "CREATE USER me IDENTIFIED BY 'hun''ter2';     | CREATE USER me IDENTIFIED BY ***;",
            "password: 'hun''ter2'                         | password: '***'",
            "PGPASSWORD='hun'\\''ter2' psql                | PGPASSWORD=*** psql",
            "{\"run\":\"PGPASSWORD=\\\"hunter 2\\\" psql\"}    | {\"run\":\"PGPASSWORD=*** psql\"}",
            "run --password \\\"hunter 2\\\" x              | run --password *** x",
            "run PASSWORD=\\\"hunter2                      | run PASSWORD=***",
            "PASSWORD='' run                               | PASSWORD=*** run",
            "{\\\"password\\\":\\\"hun\\\\\\\"ter2\\\",\\\"a\\\":1}  | {\\\"password\\\":\\\"***\\\",\\\"a\\\":1}",
            "Header{name='TOKEN', value='hunter2'}          | Header{name='TOKEN', value=***}",
            "<a name=\"csrf_token\" value=\"hunter2\"/>       | <a name=\"csrf_token\" value=\"***\"/>",
            "{Cookie=[a=b; sid=hunter2], X=[y]}            | {Cookie=***, X=[y]}",
            "tokens = [\"hunter1\", \"hunter2\"]             | tokens = ***",
            "<user>me</user><password>hunter2</password>   | <user>me</user><password>***</password>",
            "<password><![CDATA[hunter<2]]></password>      | <password><![CDATA[***]]></password>"
    })
    void aQuoteInTheSecretDoesNotEndIt(String text, String masked) {
        assertThat(SecretText.mask(text)).isEqualTo(masked);
        assertThat(SecretText.mask(masked)).as("masked again").isEqualTo(masked);
    }

    /** The words of a command line, as a configuration has them. */
    @ParameterizedTest
    @ValueSource(strings = { "redis-cli -a § ping", "mysql -uroot -p§ -e x", "mariadb-check -p§", "mysql -pa=§",
            "sshpass -p§ ssh",
            "curl -u me:§ h", "curl --cert=C:\\x.pem:§ h", "curl -ume:§ h", "curl --user=me:§ h", "sqlcmd -P§", "7z a -p§ x.7z",
            "docker login -u me -p § h",
            "/usr/bin/mysqladmin.exe -p§", "ldapsearch -w §", "run --header X-Custom:Bearer §", "run --token Basic §",
            "curl -b sid=§ h", "curl -bsid=§ h", "curl --cookie sid=§ h", "curl -su me:§ h", "openssl enc -k § -in x",
            "skopeo copy --src-creds u:§ --dest-creds=u:§ a b", "etcdctl --user u:§ get x", "etcdctl --user=u:§ get x",
            "aws configure set aws_secret_access_key §", "npm config set //h/:_authToken §", "heroku config:set api.token §",
            "run --key=§", "sqlplus me/§@db", "rman target sys/§", "run eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.§" })
    void noWordShowsTheSecret(String line) {
        List<String> words = List.of(line.replace("§", SECRET).split(" "));

        assertThat(SecretText.mask(words)).noneMatch(word -> word.contains(SECRET)).hasSameSizeAs(words);
        assertThat(SecretText.mask(SecretText.mask(words))).isEqualTo(SecretText.mask(words));
    }

    /** A token has this form as a whole, and a definition refuses some texts of several lines. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "VALUE=sk-proj-Ab12cd34ef56gh78ij                                | VALUE=***",
            "[glpat-Ab12cd34ef56gh78ij]                                      | [***]",
            "x ghp_Ab12cd34ef56gh78ij.                                       | x ***.",
            "https://h/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.Ab12-cd_34?a=b   | https://h/***?a=b",
            "a:xoxb-1234567890-Ab12cd34ef56                                  | a:***",
            "x GOCSPX-Ab12cd34ef56gh78ij90                                   | x ***",
            "https://hooks.slack.com/services/T01234567/B01234567/Ab12Cd34Ef56Gh78Ij90Kl12 "
                    + "| https://hooks.slack.com/services/T01234567/B01234567/***",
            "https://discord.com/api/webhooks/1234567890123456789/Ab12Cd34-Ef56Gh78Ij90Kl12Mn34Op56_q?wait=true "
                    + "| https://discord.com/api/webhooks/1234567890123456789/***?wait=true",
            "https://acme.webhook.office.com/webhookb2/1b2c3d4e-1111@1b2c3d4e-2222/IncomingWebhook/0a1b2c3d4e5f60718293a4b5c6d7e8f9/x "
                    + "| https://acme.webhook.office.com/webhookb2/1b2c3d4e-1111@1b2c3d4e-2222/IncomingWebhook/***/x",
            "curl 'https://api.telegram.org/bot123456789:AAb12Cd34Ef56Gh78Ij90Kl12Mn34Op56/sendMessage' "
                    + "| curl 'https://api.telegram.org/***/sendMessage'",
            "x: § -----BEGIN RSA PRIVATE KEY-----§MII§1==§-----END RSA PRIVATE KEY-----§y "
                    + "| x: § -----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----§y",
            "password: !§  a§§  b§user: me                                    | password: !§  ***§user: me",
            "token: >-§  a                                                   | token: >-§  ***",
            "- name: PASSWORD§  value: hunter2§- name: PORT§  value: 8080 "
                    + "| - name: PASSWORD§  value: ***§- name: PORT§  value: 8080",
    })
    void theSecretIsMaskedAlone(String text, String masked) {
        String given = text.replace('§', '\n').replace('!', '|');
        String wanted = masked.replace('§', '\n').replace('!', '|');
        assertThat(SecretText.mask(given)).isEqualTo(wanted);
        assertThat(SecretText.mask(wanted)).as("masked again").isEqualTo(wanted);
    }

    /** The last lines of a program say why it has failed. */
    @ParameterizedTest
    @ValueSource(strings = { "Access denied for user 'root'@'localhost' (using password: YES)",
            "java.security.InvalidKeyException: Parameter missing",
            "Caused by: io.jsonwebtoken.ExpiredJwtException: JWT expired 5 ms ago",
            "KeyError: 'name'", "\tat org.acme.TokenService.get(TokenService.java:42)", "    at login (auth.ts:12:7)",
            "INFO 1 --- [app] [           main] o.s.security.web.auth.TokenFilter        : Will secure any request",
            "\tkey.deserializer = class org.apache.kafka.common.serialization.StringDeserializer", "ssl.key.password = null",
            "db0:keys=12,expires=0,avg_ttl=0", "{\"usage\":{\"input_tokens\":12,\"output_tokens\":345}}",
            "mongodb://localhost/app?authSource=admin&authMechanism=SCRAM-SHA-256", "> Task :auth:compileJava FAILED" })
    void aMessageIsShown(String line) {
        assertThat(SecretText.mask(line)).isEqualTo(line);
    }

    /** A user reads his own command, and the message of a parser. */
    @ParameterizedTest
    @ValueSource(strings = { "docker run --name mysql -p 3306:3306 mysql",
            "podman run --name mongo -p127.0.0.1:27017:27017 mongo",
            "sshpass -e ssh -p 22 h", "ssh -p22 h", "mysql -u root ; mkdir -p a", "psql -p5432", "redis-cli -p6379",
            "mysql -P3306",
            "java -jar x -p8080", "sqlplus @dir/script.sql", "sqlplus -v", "cat a/b@c", "Unexpected token StartObject",
            "Token EndOfFile expected", "npm_config_registry_of_a_company_1=x", "sk-learn-pipeline-of-a-company",
            "docker run --name mysql -p 3306 mysql", "docker run --name mysql -p 3307:3306/tcp mysql", "mysql -p 80-90:80-90",
            "psql --no-password shop", "run --disable-auth serve",
            "docker login --password-stdin registry.example.com",
            "docker run --user app:staff x", "docker run --user 1000:1000 x", "run --user 1000:1000", "etcdctl --user me get x",
            "npm run login -p 3000", "yarn login -p 3000", "./login -p 3000", "login -p 3000", "sort --key 2,2 x",
            "sort --key=2,2n x",
            "curl --cert client.pem h", "curl --cert C:\\certs\\client.pem h", "curl -E client.pem h", "gradle :auth:test",
            "psql -p 5432 postgres", "tokens.map(token => token.id)", "token => 5", "List<Token> tokens", "a < key && b > 3",
            "<key/>x</a>", "<token>\n</token>", "{\"name\":\"orders\",\"value\":5}", "name: auth-x\nversion: 1.0",
            "<input name=\"password\"/>",
            "curl -b jar.txt h", "curl -bjar.txt h", "openssl req -key server.pem -keyout new.pem", "set token to x",
            "set -e run",
            "redis-cli set a b", "http://h/repository/acme/1234567890abcdef1234567890abcdef12345678/x",
            "http://h/MyApplicationWithALongName2/TestOfVersion17", "file:///x/Ab12Cd34Ef56Gh78Ij90Kl12",
            "eyJ.a.b", "ghp_short", "-----BEGIN CERTIFICATE-----\nMII", "the password is 'x'" })
    void whatIsNoSecretIsShown(String line) {
        assertThat(SecretText.mask(line)).isEqualTo(line);
        assertThat(SecretText.mask(List.of(line.split(" ")))).containsExactly(line.split(" "));
    }
}
