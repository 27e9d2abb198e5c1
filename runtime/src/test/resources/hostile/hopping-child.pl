# A child that keeps changing its pid (at most 10 s).
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
    select undef, undef, undef, 0.001;
}
