package org.acme.shop;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.ValueCommands;

/** Counts in Redis how often each product was shown. */
@ApplicationScoped
public class Visits {

    private final ValueCommands<String, Long> counters;

    public Visits(RedisDataSource redis) {
        counters = redis.value(Long.class);
    }

    public long count(Product product) {
        return counters.incr("visits:" + product.id);
    }
}
