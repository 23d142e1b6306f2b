"""A command from its start to its end: `python spent.py all|first WORDS…` prints the seconds of CPU and the megabytes it took.

With `first` the reader goes away after the first row. It is a small process of its own, because a child's memory counts from its parent's.
"""

import json
import os
import subprocess
import sys


def main() -> int:
    """Run the command and print what it spent, as JSON; 1 where it failed."""
    until, *words = sys.argv[1:]
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    assert process.stdout is not None
    if until == "first":
        process.stdout.readline()  # the heading
        process.stdout.readline()
    else:
        for _line in process.stdout:
            pass
    process.stdout.close()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}))
    return min(abs(process.returncode), 1)


if __name__ == "__main__":
    sys.exit(main())
