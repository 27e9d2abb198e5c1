import test from 'node:test';
import assert from 'node:assert/strict';
import { pageIn } from '../../main/resources/dev-ui/process-manager-address.js';

test('the page is in the path or in the query', () => {
    assert.equal(pageIn({ pathname: '/q/dev-ui/quarkus-process-manager/logs', search: '?ids=db' }), 'logs');
    assert.equal(pageIn({ pathname: '/q/dev-ui/', search: '?from=%2Fq%2Fdev-ui%2Fquarkus-process-manager%2Ftimeline' }), 'timeline');
    assert.equal(pageIn({ pathname: '/q/dev-ui/extensions', search: '' }), undefined);
});

test('an address that cannot be decoded has its page', () => {
    assert.equal(pageIn({ pathname: '/q/dev-ui/quarkus-process-manager/logs', search: '?search=100%' }), 'logs');
    assert.equal(pageIn({ pathname: '/q/dev-ui/100%', search: '' }), undefined);
});
