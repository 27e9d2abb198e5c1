# The main thread ends and another thread continues: the process has the state of a zombie.
import ctypes, os, subprocess, threading, time

subprocess.Popen(["sleep", os.environ["NAP"]])


def live():
    time.sleep(0.2)
    print("up", flush=True)
    time.sleep(1000)


threading.Thread(target=live).start()
ctypes.CDLL(None).pthread_exit(None)
