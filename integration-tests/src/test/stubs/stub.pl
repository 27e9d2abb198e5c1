# A stub of an HTTP service: answers each request with the variable ANSWER, and writes its path.
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ENV{PORT}, Listen => 20, ReuseAddr => 1)
    or die "cannot listen on port $ENV{PORT}: $!\n";
while (my $client = $server->accept()) {
    my $request = <$client> // '';
    while (my $header = <$client>) {
        last if $header =~ /^\r?\n$/;
    }
    print "asked for $1\n" if $request =~ m{^\S+ (\S+)};
    my $answer = $ENV{ANSWER};
    print $client "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " . length($answer) . "\r\n\r\n" . $answer;
    close $client;
}
