"""Starts a program in the background and prints its process id: background.py LOG PROGRAM ARGUMENT…

A shell without job control lets what it starts ignore the interrupt signal, and the program would die with the terminal.
"""

import signal
import subprocess
import sys


def main() -> None:
    log, *command = sys.argv[1:]
    with open(log, "ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
    print(process.pid)


main()
