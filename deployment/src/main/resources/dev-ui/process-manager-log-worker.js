// A web worker that matches an expression, so that a catastrophic one does not freeze the page.
import { find } from './process-manager-log-match.js';

onmessage = ({ data: { source, flags, texts } }) => postMessage({ found: find(source, flags, texts) });
postMessage({ ready: true });
