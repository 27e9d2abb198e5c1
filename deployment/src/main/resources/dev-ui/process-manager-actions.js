import '@vaadin/button';
import { Router } from '@vaadin/router';
import '@vaadin/text-field';
import { notifier } from 'notifier';

/** The actions in the order of the menu. The server decides which of them are possible. */
export const ACTIONS = {
    start: { label: 'Start', icon: 'font-awesome-solid:play' },
    run: { label: 'Run with arguments…', icon: 'font-awesome-solid:bolt' },
    forceStart: { label: 'Force start', icon: 'font-awesome-solid:forward' },
    stop: { label: 'Stop', icon: 'font-awesome-solid:stop' },
    restart: { label: 'Restart', icon: 'font-awesome-solid:rotate-right' },
    kill: { label: 'Kill', icon: 'font-awesome-solid:skull' },
};

function showError(message) {
    // The notification takes HTML.
    const text = document.createElement('span');
    text.textContent = message;
    notifier.showErrorMessage(text.innerHTML, 'bottom-start', 10);
}

/** Calls an action on the server, and shows a refusal. */
export async function act(jsonRpc, action, parameters = {}) {
    try {
        const answer = (await jsonRpc[action](parameters)).result;
        if (!answer.ok) {
            showError(answer.message);
        }
    } catch (failure) {
        showError(`The application does not answer: ${failure?.error?.message ?? failure}`);
    }
}

/** The items of the menu of a process, for a vaadin-context-menu. */
export function menu(row, signals, extra = []) {
    const item = action => ({ text: ACTIONS[action].label, action, disabled: !row.actions.includes(action) });
    return [
        ...extra,
        { text: 'Logs', action: 'logs' },
        { component: 'hr' },
        ...Object.keys(ACTIONS).map(item),
        {
            text: 'Signal',
            disabled: !row.actions.includes('signal'),
            children: signals.map(signal => ({ text: signal, action: 'signal', signal })),
        },
    ];
}

/** The items of the menu of all replicas of a process. A restart takes one after the other. */
export function groupMenu(row, extra) {
    const item = (action, text) => ({ text, action, disabled: !row.actions.includes(action) });
    return [...extra, { component: 'hr' }, item('start', 'Start all'), item('stop', 'Stop all'), item('restart', 'Restart one after the other')];
}

/** Asks for the arguments of one run of a task, in a dialog, and runs the task. */
function askArguments(jsonRpc, id) {
    const dialog = document.createElement('dialog');
    dialog.style.cssText = 'border: 1px solid var(--lumo-contrast-20pct); border-radius: var(--lumo-border-radius-l); padding: var(--lumo-space-l); width: 30em;'
        + 'background: var(--lumo-base-color); color: var(--lumo-body-text-color); box-shadow: var(--lumo-box-shadow-xl);';
    dialog.setAttribute('aria-label', `Run ${id} with arguments`);
    const field = document.createElement('vaadin-text-field');
    field.label = `Arguments of this run of ${id}`;
    field.helperText = 'Behind those of the definition. Quotes keep words together.';
    field.style.width = '100%';
    const button = (text, theme, action) => {
        const made = document.createElement('vaadin-button');
        made.textContent = text;
        made.setAttribute('theme', theme);
        made.addEventListener('click', action);
        return made;
    };
    const run = () => {
        dialog.close();
        act(jsonRpc, 'run', { id, args: field.value });
    };
    const buttons = document.createElement('div');
    buttons.style.cssText = 'display: flex; justify-content: flex-end; gap: var(--lumo-space-s); margin-top: var(--lumo-space-m);';
    buttons.append(button('Cancel', 'tertiary', () => dialog.close()), button('Run', 'primary', run));
    field.addEventListener('keydown', event => event.key === 'Enter' && run());
    dialog.addEventListener('close', () => dialog.remove());
    dialog.append(field, buttons);
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
}

/** Performs the action of a chosen menu item. */
export function choose(jsonRpc, id, item) {
    if (item.action === 'logs') {
        Router.go({ pathname: location.pathname.replace(/[^/]+$/, 'logs'), search: `?ids=${encodeURIComponent(id)}` });
    } else if (item.action === 'signal') {
        act(jsonRpc, 'signal', { id, name: item.signal });
    } else if (item.action === 'run') {
        askArguments(jsonRpc, id);
    } else if (item.action) {
        act(jsonRpc, item.action, { id });
    }
}

/**
 * Opens the vaadin-context-menu around a target. It opens the menu after the current click, which would close it again.
 *
 * @param page its menu items are set already
 */
export async function openMenu(page, target, x, y) {
    await page.updateComplete;
    setTimeout(() => target.dispatchEvent(new CustomEvent('process-menu', { bubbles: true, composed: true, detail: { x, y } })));
}
