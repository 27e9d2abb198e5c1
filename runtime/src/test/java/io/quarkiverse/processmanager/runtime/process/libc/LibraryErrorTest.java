package io.quarkiverse.processmanager.runtime.process.libc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each error is one that a JVM has thrown. */
class LibraryErrorTest {

    @Test
    void aDirectoryWithoutExecutionIsNamed() {
        assertThat(
                link("/home/me/.cache/JNA/temp/jna1.tmp: /home/me/.cache/JNA/temp/jna1.tmp: failed to map segment from shared"
                        + " object"))
                .isEqualTo("the directory /home/me/.cache/JNA/temp, where JNA unpacks its library, does not permit"
                        + " execution; the system property jna.tmpdir names another directory");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() {
        assertThat(
                link("Failed to create temporary file for /com/sun/jna/linux-x86-64/libjnidispatch.so library: Read-only file"
                        + " system"))
                .isEqualTo("JNA cannot unpack its library: Read-only file system; the system property jna.tmpdir"
                        + " names another directory");
        assertThat(link("JNA temporary directory '/x' is not writable"))
                .isEqualTo("JNA cannot unpack its library: JNA temporary"
                        + " directory '/x' is not writable; the system property jna.tmpdir names another directory");
    }

    @Test
    void aLimitIsNoMatterOfTheDirectory() {
        assertThat(link("Failed to create temporary file for /com/sun/jna/linux-x86-64/libjnidispatch.so library: Too many open"
                + " files"))
                .isEqualTo("there were too many open files while JNA was loaded; see ulimit -n, and restart the application");
    }

    @Test
    void aShortageCanGoAway() {
        assertThat(LibraryError.shortage(new SystemError("epoll_create1", 24)))
                .hasValue("there are too many open files; see ulimit -n");
        assertThat(LibraryError.shortage(new SystemError("eventfd", 23))).isPresent();
        assertThat(LibraryError.shortage(new SystemError("posix_spawn", 11))).isPresent();
        assertThat(LibraryError.shortage(new SystemError("posix_spawn", 12))).isPresent();
        assertThat(LibraryError.shortage(new OutOfMemoryError("unable to create native thread"))).isPresent();

        assertThat(LibraryError.shortage(new SystemError("pidfd_open", 1))).isEmpty();
        // JNA stays unusable in this JVM.
        assertThat(LibraryError.shortage(new UnsatisfiedLinkError("jna1.tmp: Too many open files"))).isEmpty();
        assertThat(LibraryError.shortage(new NoClassDefFoundError("Could not initialize class com.sun.jna.Native"))).isEmpty();
    }

    @Test
    void anotherCLibraryIsNamed() {
        assertThat(
                link("Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /tmp/jna1.tmp)"))
                .isEqualTo("the C library of this system is not glibc");
        assertThat(link("Unable to load library 'libc.so.6':\nlibc.so.6: cannot open shared object file"))
                .isEqualTo("the C library of this system is not glibc");
        assertThat(
                link("Error looking up function 'posix_spawn_file_actions_addclosefrom_np': /lib/libc.so.6: undefined symbol"))
                .isEqualTo("the C library has no function posix_spawn_file_actions_addclosefrom_np, which glibc 2.34 and newer"
                        + " have");
    }

    @Test
    void aMissingJnaIsNamed() {
        assertThat(LibraryError.explain(new ClassNotFoundException("com.sun.jna.Native")))
                .isEqualTo("JNA is missing or incomplete: com.sun.jna.Native");
        assertThat(LibraryError.explain(new NoClassDefFoundError("com/sun/jna/Native")))
                .isEqualTo("JNA is missing or incomplete: com.sun.jna.Native");
    }

    @Test
    void aCallThatTheSystemRefusesIsNamed() {
        assertThat(LibraryError.explain(new SystemError("pidfd_open", 1)))
                .isEqualTo("the system refuses a call, as the security profile of a container can: pidfd_open: error=1");
    }

    @Test
    void anythingElseIsTheFirstLineOfItsMessage() {
        assertThat(link("something else\nin two lines")).isEqualTo("the C library cannot be used: something else");
        assertThat(LibraryError.explain(new StackOverflowError()))
                .isEqualTo("the C library cannot be used: java.lang.StackOverflowError");
        assertThat(LibraryError.explain(new OutOfMemoryError("unable to create native thread")))
                .isEqualTo("there are not enough threads or there is not enough memory: unable to create native thread");
    }

    private static String link(String message) {
        return LibraryError.explain(new UnsatisfiedLinkError(message));
    }
}
