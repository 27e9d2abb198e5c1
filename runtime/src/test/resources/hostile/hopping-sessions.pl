# A child that makes a session of its own each time that it changes its pid (at most 10 s).
# not: KILL
use POSIX;
$SIG{TERM} = $SIG{CHLD} = 'IGNORE';
$| = 1;
if (fork) {
    print "up\n";
    sleep 1000;
    exit;
}
my $end = time + 10;
while (time < $end) {
    exit if fork;
    POSIX::setsid();
    select undef, undef, undef, 0.003;
}
