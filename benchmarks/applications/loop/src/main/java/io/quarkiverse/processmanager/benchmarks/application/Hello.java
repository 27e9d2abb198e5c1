package io.quarkiverse.processmanager.benchmarks.application;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What the application does. */
@Path("/hello")
public class Hello {

    @GET
    public String hello() {
        return "hello 0";
    }
}
