package org.acme.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Sends messages to each broker, and receives them from it. */
@Singleton
public class Messages {

    @Inject
    @Channel("to-kafka")
    Emitter<String> toKafka;

    @Inject
    @Channel("to-rabbitmq")
    Emitter<String> toRabbitmq;

    @Inject
    @Channel("to-mosquitto")
    Emitter<String> toMosquitto;

    final BlockingQueue<String> ofKafka = new LinkedBlockingQueue<>();
    final BlockingQueue<String> ofRabbitmq = new LinkedBlockingQueue<>();
    final BlockingQueue<String> ofMosquitto = new LinkedBlockingQueue<>();

    @Incoming("from-kafka")
    void fromKafka(String message) {
        ofKafka.add(message);
    }

    @Incoming("from-rabbitmq")
    void fromRabbitmq(String message) {
        ofRabbitmq.add(message);
    }

    @Incoming("from-mosquitto")
    void fromMosquitto(byte[] message) {
        ofMosquitto.add(new String(message, UTF_8));
    }
}
