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
