# All processes keep forking. A pipe of tokens limits their number: each fork takes one token.
use POSIX;
pipe my $take, my $give;
syswrite $give, 'x' x 300;
close $give;
$SIG{TERM} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
$| = 1;
print "up\n";
my $end = time + 20;
while (time < $end && sysread $take, my $token, 1) {
    my $child = fork;
    setsid if defined $child && !$child && rand() < 0.2;
    select undef, undef, undef, 0.005 + rand() * 0.02;
    exit if $child && $$ != getpgrp && rand() < 0.3;
}
sleep 20;
