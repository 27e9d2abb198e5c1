/** Keeps a value in the query of the address of the page, without another entry in the history; no value removes it. */
export function putIntoAddress(name, value) {
    const address = new URL(location.href);
    if (value) {
        address.searchParams.set(name, value);
    } else {
        address.searchParams.delete(name);
    }
    history.replaceState(history.state, '', address);
}

/**
 * The name of the page in an address, which the Dev UI also writes encoded into the query; undefined in another page. A user can type
 * an address that cannot be decoded.
 */
export function pageIn({ pathname, search }) {
    return /(?:\/|%2F)quarkus-process-manager(?:\/|%2F)([a-z-]+)/i.exec(pathname + search)?.[1];
}
