# A pool of workers that ignore the stop signal, and their helper that tracks resources.
import multiprocessing, os, signal, subprocess, sys, time


def work(n):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    subprocess.Popen(["sleep", os.environ["NAP"]], start_new_session=True)
    time.sleep(1000)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    with multiprocessing.Pool(2) as pool:
        result = pool.map_async(work, range(2))
        time.sleep(0.3)
        print("up", flush=True)
        result.wait(1000)
