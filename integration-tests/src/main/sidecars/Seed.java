import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Stores the lines of a file in Redis, prints their number, and exits: {@code java Seed.java <redis port> <file>}. */
public class Seed {

    public static void main(String[] args) throws IOException {
        List<String> quotes = Files.readAllLines(Path.of(args[1]));
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            BufferedReader replies = new BufferedReader(
                    new InputStreamReader(redis.getInputStream(), StandardCharsets.UTF_8));
            for (String quote : quotes) {
                // Redis also accepts commands as plain lines of text; SADD of an existing member changes nothing.
                String command = "SADD quotes \"" + quote + "\"\r\n";
                redis.getOutputStream().write(command.getBytes(StandardCharsets.UTF_8));
                String reply = replies.readLine();
                if (reply == null || !reply.startsWith(":")) {
                    throw new IOException("Redis refused '" + quote + "': " + reply);
                }
            }
        }
        System.out.println(quotes.size() + " quotes are in Redis");
    }
}
