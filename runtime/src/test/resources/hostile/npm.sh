# needs: npm
# A typical front end: npm, a shell, node, and processes that node starts, some of them detached.
cat > package.json <<'J'
{"name": "x", "version": "1.0.0", "scripts": {"start": "npm --silent run dev", "dev": "node server.js"}}
J
cat > server.js <<'J'
const { spawn, fork } = require('child_process');
if (process.argv[2] !== 'worker') {
    spawn('sleep', [process.env.NAP], { detached: true, stdio: 'ignore' }).unref();
    spawn('sh', ['-c', 'trap "" TERM; sleep $NAP; sleep $NAP', process.env.TAG], { stdio: 'inherit' });
    fork(__filename, ['worker', process.env.TAG]);
    process.on('SIGTERM', () => {});
    console.log('up');
}
setInterval(() => {}, 1000);
J
export npm_config_cache="$PWD/cache" npm_config_update_notifier=false
exec npm --silent start
