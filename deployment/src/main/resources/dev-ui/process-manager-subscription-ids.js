import { JsonRpc } from 'jsonrpc';

/*
 * Gives this browser tab its own range of subscription ids. The Dev UI of Quarkus 3.33 identifies a subscription on the server by
 * its id alone, for all tabs, and each tab counts from 0. A second tab would cancel the subscriptions of the first. So the counter
 * starts at a random multiple of 100,000 below the largest Java int.
 *
 * The Dev UI offers no API for the id, so this module, and no other, changes the static counter of its JsonRpc class. No upstream
 * issue about the ids was found.
 */
const SPAN = 100_000;
const SPANS = Math.floor((2 ** 31 - 1) / SPAN);

if (JsonRpc.messageCounter < SPAN) {
    JsonRpc.messageCounter += SPAN * (1 + Math.floor(Math.random() * (SPANS - 2)));
}
