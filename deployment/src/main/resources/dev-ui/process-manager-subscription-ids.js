import { JsonRpc } from 'jsonrpc';

/*
 * The server knows a subscription by its number alone, whichever page has made it, and each page of the Dev UI counts from 0. A
 * second page, in another tab, would end the subscriptions of the first. So a page that shows processes counts on from a number
 * that most likely no other page has got. The numbers are those of a Java int.
 */
const SPAN = 100_000;
const SPANS = Math.floor((2 ** 31 - 1) / SPAN);

if (JsonRpc.messageCounter < SPAN) {
    JsonRpc.messageCounter += SPAN * (1 + Math.floor(Math.random() * (SPANS - 2)));
}
