package io.quarkiverse.processmanager.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the file that the clock process writes every second. */
@ApplicationScoped
public class Clock {

    private final Path face;

    Clock(@ConfigProperty(name = "demo.clock.file") Path face) {
        this.face = face;
    }

    public String time() throws IOException {
        return Files.readString(face).strip();
    }
}
