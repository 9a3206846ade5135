"""Makes the reference's own Python environment: real Hydra, pinned, in a folder git ignores.

    python3 test/oracle/environment.py                  make it, or say that it is there already
    python3 test/oracle/environment.py --check          say whether it is there and has the pinned versions
    python3 test/oracle/environment.py --dialect 1.4    the same for Hydra 1.4

Standard library only. Ends with 0 when `test/oracle/.venv` holds exactly what requirements.txt pins (`.venv-1.4` what
requirements-1.4.txt does), and with 1 and one plain line when it cannot be made.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HYDRA_14 = "1.4" in sys.argv
VENV = HERE / (".venv-1.4" if HYDRA_14 else ".venv")
REQUIREMENTS = HERE / ("requirements-1.4.txt" if HYDRA_14 else "requirements.txt")
COMMAND = "python3 test/oracle/environment.py" + (" --dialect 1.4" if HYDRA_14 else "")
OLDEST_PYTHON = (3, 10)


def main(argv):
    missing = unmet_pins()
    if not missing:
        print(f"The reference environment is there: {spelled(pins())}.")
        return 0
    if "--check" in argv:
        return refuse(f"The reference environment lacks {spelled(missing)}: run {COMMAND}.")
    if sys.version_info < OLDEST_PYTHON:
        return refuse("Real Hydra needs Python %d.%d or newer; this is %s." % (*OLDEST_PYTHON, sys.version.split()[0]))

    if not python_of(VENV).exists():
        print(f"Making test/oracle/{VENV.name} ...", flush=True)
        made = run([sys.executable, "-m", "venv", str(VENV)])
        if made.returncode != 0:
            return refuse("Python's venv module does not work here (on Debian: the package python3-venv).", made)
    print(f"Installing {spelled(pins())} from PyPI ...", flush=True)
    # Where there is no way to PyPI, that is known within seconds.
    pip = [str(python_of(VENV)), "-m", "pip", "--timeout=8", "--retries=1", "--disable-pip-version-check"]
    installed = run([*pip, "install", "--quiet", "-r", str(REQUIREMENTS)])
    if installed.returncode != 0:
        return refuse("PyPI cannot be reached, or does not have a pinned version: real Hydra is not installed.", installed)

    missing = unmet_pins()
    if missing:
        return refuse(f"After the installation these are still missing: {spelled(missing)}.")
    print("Done.")
    return 0


def pins():
    """name -> version, from requirements.txt."""
    lines = [line.split("#")[0].strip() for line in REQUIREMENTS.read_text().splitlines()]
    return dict(line.split("==") for line in lines if line)


def unmet_pins():
    """The pins that the environment does not hold, all of them when it is not there."""
    python = python_of(VENV)
    if not python.exists():
        return pins()
    ask = "import sys\nfrom importlib.metadata import version\nfor name in sys.argv[1:]: print(name, version(name))"
    unmet = {}
    for name, wanted in pins().items():
        answer = run([str(python), "-c", ask, name])
        if answer.stdout.split() != [name, wanted]:
            unmet[name] = wanted
    return unmet


def python_of(venv):
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def run(command):
    return subprocess.run(command, capture_output=True, text=True)


def refuse(line, failed=None):
    if failed is not None:
        last = [text for text in (failed.stderr + failed.stdout).splitlines() if text.strip()][-1:]
        line += "".join(f"\n  {text.strip()}" for text in last)
    print(line, file=sys.stderr)
    return 1


def spelled(versions):
    return ", ".join(f"{name} {version}" for name, version in versions.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
