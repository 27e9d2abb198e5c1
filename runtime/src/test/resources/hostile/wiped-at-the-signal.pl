# A root and a child without an environment start daemons at the stop signal: without any descriptor, in sessions of their own.
exec 'env', '-i', 'perl', $0, @ARGV, 'wiped' if @ARGV < 2;
use POSIX;
sub away {
    pipe my $read, my $write;
    my $child = fork;
    if (!$child) {
        setsid;
        syswrite $write, 'x';
        POSIX::close($_) for 0 .. 63;
        return 0;
    }
    1 while !sysread $read, my $byte, 1;
    return $child;
}
$SIG{TERM} = sub {
    for (1 .. 5) {
        POSIX::_exit(0) if away;
        select undef, undef, undef, 0.03;
    }
    $SIG{TERM} = 'IGNORE';
    sleep 1000 while 1;
};
$| = 1;
if (!fork) {
    setsid;
    print "up\n";
    sleep 1000 while 1;
}
sleep 1000 while 1;
