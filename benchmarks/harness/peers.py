"""Other supervisors, as far as they are on the PATH. They start all processes when they are launched, and obey no commands."""

import json
import os
import shutil

from systems import System


class Peer(System):
    driven = False
    outputs = ()
    checks = ()

    @property
    def program(self):
        return self.name

    def found(self):
        return shutil.which(self.program) is not None


class Supervisor(Peer):
    name = "supervisor"
    program = "supervisord"

    def prepare(self, launch):
        text = "[supervisord]\nnodaemon=true\nuser=%s\nlogfile=%s/log\npidfile=%s/pid\n" % (
            os.getuid(), launch.directory, launch.directory)
        for p in launch.plan:
            text += ("[program:%s]\ncommand=%s\nautorestart=%s\nstartsecs=0\nstartretries=1000000\nstopwaitsecs=%d\n"
                     "redirect_stderr=true\nstdout_logfile=%s/%s.out\n"
                     % (p.id, " ".join(p.command), str(p.restart).lower(), launch.grace_millis // 1000, launch.directory, p.id))
        return ["supervisord", "-n", "-c", launch.write("supervisord.conf", text)]


class Dinit(Peer):
    name = "dinit"

    def prepare(self, launch):
        for p in launch.plan:
            launch.write("services/" + p.id, "type = process\ncommand = %s\nrestart = %s\nrestart-delay = 0\n"
                         "restart-limit-count = 0\nsmooth-recovery = true\nstop-timeout = %g\nlogfile = %s/%s.out\n"
                         % (" ".join(p.command), str(p.restart).lower(), launch.grace_millis / 1000, launch.directory, p.id))
        services = os.path.dirname(launch.write("services/boot", "type = internal\n" + "".join(
            "depends-on: %s\n" % p.id for p in launch.plan)))
        return ["dinit", "--user", "--quiet", "--services-dir", services,
                "--socket-path", os.path.join(launch.directory, "control")]


class Pm2(Peer):
    name = "pm2"
    program = "pm2-runtime"

    def prepare(self, launch):
        apps = [{"name": p.id, "script": p.command[0], "args": list(p.command[1:]), "interpreter": "none",
                 "exec_mode": "fork", "kill_timeout": launch.grace_millis, "restart_delay": 0, "max_restarts": 1000000,
                 "autorestart": p.restart} for p in launch.plan]
        return ["pm2-runtime", "start", launch.write("ecosystem.config.json", json.dumps({"apps": apps}))]

    def environment(self, directory):
        return {"PM2_HOME": os.path.join(directory, "pm2")}


class Concurrently(Peer):
    name = "concurrently"
    # It ends with the first signal, and never kills.
    kills = False

    def prepare(self, launch):
        restart = ["--restart-tries", "-1", "--restart-after", "0"] if any(p.restart for p in launch.plan) else []
        return ["concurrently", *restart, *(" ".join(p.command) for p in launch.plan)]


def found(paths):
    """The peers that are on the PATH."""
    return [peer for peer in (Supervisor(paths), Dinit(paths), Pm2(paths), Concurrently(paths)) if peer.found()]
