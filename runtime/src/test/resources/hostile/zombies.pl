# A living root that waits for none of its thousand children.
for (1 .. 1000) { exit if defined($child = fork) && !$child }
sleep 1000, exit if !fork;
$| = 1;
print "up\n";
sleep 1000;
