"""Pauses in which a supervisor comes to rest. A smoke run measures too little for them to matter."""

import time

smoke = False


def settle(seconds):
    time.sleep(0.05 if smoke else seconds)
