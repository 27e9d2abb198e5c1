import assert from 'node:assert/strict';
import test from 'node:test';
import { depths, places } from '../../main/resources/dev-ui/process-manager-layers.js';

function rows(needs) {
    const all = Object.entries(needs);
    return all.map(([id, others]) => ({
        id, dependsOn: others.map(other => ({ id: other })),
        dependents: all.filter(([, theirs]) => theirs.includes(id)).map(([name]) => name),
    }));
}

test('a process is behind all its dependencies', () => {
    const depth = depths(rows({ db: [], migrate: ['db'], web: ['db', 'migrate'] }));

    assert.deepEqual([...depth], [['db', 0], ['migrate', 1], ['web', 2]]);
});

test('an unknown dependency is ignored', () => {
    assert.equal(depths(rows({ web: ['gone'] })).get('web'), 0);
});

test('a circle ends', () => {
    assert.equal(depths(rows({ a: ['b'], b: ['a'] })).size, 2);
});

test('places are unique, and unconnected processes are below the others', () => {
    const { place, height } = places(rows({ db: [], web: ['db'], api: ['db'], x: [], y: [], z: [] }), 2);

    const seen = new Set([...place.values()].map(({ x, y }) => `${x},${y}`));
    assert.equal(seen.size, 6);
    assert.ok(place.get('x').y > place.get('web').y && place.get('x').y > place.get('api').y);
    assert.ok([...place.values()].every(({ y }) => y < height));
});
