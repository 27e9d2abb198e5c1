import { pageIn } from './process-manager-address.js';
import { skeletonStyles } from './process-manager-skeleton.js';

/*
 * The Dev UI loads the footer first, then the modules of the pages of all extensions, and puts the element of the wanted page into
 * the document before its module has arrived. The footer imports this module: it requests the page in the address at once, and shows
 * the skeleton in its place until the page is defined.
 */
const page = pageIn(location);
if (page) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${skeletonStyles}
        qwc-process-manager-${page}:not(:defined) { height: 60%; margin: var(--lumo-space-xl) var(--lumo-space-m) 0; }`
        .replaceAll('.skeleton-until-defined:not', `qwc-process-manager-${page}:not`));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    import(`./qwc-process-manager-${page}.js`).catch(() => {
        // There is no such page, and the Dev UI reports that.
    });
}
