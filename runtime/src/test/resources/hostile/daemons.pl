# Textbook daemons: two forks, a session, closed descriptors, another directory.
use POSIX;
sub daemon {
    return if fork;
    setsid;
    exit if fork;
    chdir '/';
    umask 0;
    POSIX::close($_) for 0 .. 63;
    sleep 1000;
    exit;
}
daemon for 1 .. 3;
wait for 1 .. 3;
$| = 1;
print "up\n";
sleep 1000;
