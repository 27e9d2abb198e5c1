# A child that its parent traces, stopped for its tracer: the child handles no signal but KILL before the tracer continues it.
my %ptrace = ('x86_64' => 101, 'aarch64' => 117);
use POSIX;
my $ptrace = $ptrace{(POSIX::uname())[4]};
my $child = fork;
if (!$child) {
    syscall($ptrace, 0, 0, 0, 0) if $ptrace;
    setsid;
    kill 'STOP', $$;
    sleep 1000;
    exit;
}
waitpid $child, 2;
$SIG{TERM} = 'IGNORE';
$| = 1;
print "up\n";
sleep 1000;
