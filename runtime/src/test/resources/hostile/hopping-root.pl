# A root that changes its pid all the time, for ten seconds at most.
$SIG{TERM} = 'IGNORE';
$| = 1;
print "up\n";
my $end = time + 10;
while (time < $end) {
    exit if fork;
    select undef, undef, undef, 0.001;
}
