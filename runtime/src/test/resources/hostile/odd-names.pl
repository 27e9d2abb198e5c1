# Names that imitate other fields in /proc, and a name that imitates the line of another process.
use POSIX;
my @names = (') Z 1 (', "\n1 (x", ') ', "a) S 1 1", "\n", '(', ' ', "\xff\xfe)");
for my $name (@names) {
    next if fork;
    setsid;
    open my $comm, '>', '/proc/self/comm';
    print $comm $name;
    close $comm;
    $SIG{TERM} = 'IGNORE';
    sleep 1000;
    exit;
}
$| = 1;
print "up\n";
sleep 1000;
