# A daemon that ignores or blocks each signal that can be ignored or blocked.
use POSIX;
if (!fork) {
    setsid;
    exit if fork;
    $SIG{$_} = 'IGNORE' for qw(HUP INT QUIT TERM USR1 USR2 ALRM CHLD);
    sigprocmask(SIG_BLOCK, POSIX::SigSet->new(1 .. 31));
    select undef, undef, undef, 1000;
    exit;
}
wait;
$| = 1;
print "up\n";
sleep 1000;
