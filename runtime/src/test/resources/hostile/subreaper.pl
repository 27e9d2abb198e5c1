# A child adopts the daemons that its own children leave.
my %prctl = ('x86_64' => 157, 'aarch64' => 167);
use POSIX;
my $prctl = $prctl{(POSIX::uname())[4]};
if (!fork) {
    setsid;
    syscall($prctl, 36, 1, 0, 0, 0) if $prctl;
    for (1 .. 3) {
        next if fork;
        setsid;
        exit if fork;
        %ENV = ();
        exec 'sleep', '1000', if 0;
        $SIG{TERM} = 'IGNORE';
        sleep 1000;
        exit;
    }
    sleep 1000;
    exit;
}
$| = 1;
select undef, undef, undef, 0.1;
print "up\n";
sleep 1000;
