package io.quarkiverse.processmanager.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that calls the application when it receives its stop signal, and writes the status of the answer to a file. */
final class LastRequest {

    private LastRequest() {
    }

    /** Receives the URL and the file. */
    public static void main(String... arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> call(arguments[0], Path.of(arguments[1]))));
        System.out.println("waits for its stop");
        Thread.currentThread().join();
    }

    private static void call(String url, Path file) {
        try {
            String answer;
            try {
                answer = String.valueOf(((HttpURLConnection) new URL(url).openConnection()).getResponseCode());
            } catch (IOException e) {
                answer = e.toString();
            }
            Files.writeString(file, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
