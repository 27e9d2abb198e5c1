/**
 * Makes foreign texts harmless: {@link io.quarkiverse.processmanager.runtime.safe.SecretText} finds secrets,
 * {@link io.quarkiverse.processmanager.runtime.safe.SafeText} removes control sequences, and
 * {@link io.quarkiverse.processmanager.runtime.safe.TimedPattern} matches regular expressions within a time. JDK types only, so
 * that every package and the command line can use them.
 *
 * <h2>Which class finds a secret, in which order</h2>
 *
 * {@code definition.Secrets} is the rule for all texts about a process. It masks the secrets that the settings of the process
 * contain, and then asks {@code SecretText}, which finds a secret by what stands around it. {@code SecretText} has one way
 * for a text and one for the words of a command line, where a word can be the value of the word before. Each word that says
 * nothing itself is a text.
 * <p>
 * {@code SecretScan} reads a text once, from its beginning to its end. At each place it asks in this order. The first class
 * that finds a secret decides, and the scan goes on behind that secret:
 * <ol>
 * <li>{@code SecretForm}: a token, a private key or one line of it that its own form shows, {@code ghp_...}
 * <li>{@code SecretScheme}: what follows the name of an authentication scheme, {@code Bearer x}
 * <li>{@code SecretScan} itself: {@code PASSWORD 'x'} of SQL
 * <li>{@code SecretPath}: a segment of a web address that looks like chance, as those of webhooks
 * <li>{@code SecretOptions}, at the beginning of a word: the value of an option. {@code KnownProgram} has the options whose names
 * do not tell
 * <li>at a sign: {@code SecretAssignment} for {@code =}, {@code SecretHeader} for {@code :} (headers, YAML, JSON),
 * {@code SecretElement} for the end of a tag of XML, and {@code SecretUser} for the user in a URL or in a DSN. {@code SecretNames}
 * has the name before the sign, and remembers the name of a {@code value}; {@code SecretLines} takes it to the next line
 * </ol>
 *
 * <h2>Which class says that a value is a secret</h2>
 *
 * Options, assignments and headers have a name and a value, and ask {@code SecretName} for both:
 * <ol>
 * <li>{@code SecretWords}: whether the name has a word such as {@code token}. Without one, the value is shown.
 * <li>{@code HarmlessValue}: whether the value is no secret although the name has such a word. {@code true} and {@code false}
 * are none, and neither is the file of a key. For all others the end of the name ({@code HarmlessEnd}) must say what the
 * value is, and the value must have the form of that: {@code TOKEN_TTL=5m}.
 * <li>{@code RandomLook}: a value with a part that looks like chance is a secret in spite of its form.
 * </ol>
 * A value that no name masks is still read by the scan: {@code TOKEN_FILE=/run/x?key=y}. {@code NameBefore},
 * {@code QuotedText} and {@code Characters} read names, quotes and words for all of them.
 */
package io.quarkiverse.processmanager.runtime.safe;
