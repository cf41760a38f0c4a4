"""The wheel: what is in it, and that it runs where there is no checkout. Nothing comes from the network."""

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

CHECKOUT = Path(__file__).parents[2]
PARTS = ("coordinator", "screens", "queries", "sample_data", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout's parts."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    leave_out = shutil.ignore_patterns("__pycache__", ".*")
    for part in PARTS:
        if (CHECKOUT / part).is_dir():
            shutil.copytree(CHECKOUT / part, source / part, ignore=leave_out)
        else:
            shutil.copy(CHECKOUT / part, source / part)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `coordinator` of an environment that holds the wheel, and sees the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    libraries = folder / "libraries"
    libraries.mkdir()
    # The libraries alone: the checkout is known to this environment by a file of its own, which must not count.
    for library in Path(sysconfig.get_path("purelib")).iterdir():
        if library.suffix != ".pth" and not library.name.startswith(
            ("coordinator", "_coordinator", "__pycache__")
        ):
            (libraries / library.name).symlink_to(library)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    (site_packages / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return folder / "bin" / "coordinator"


def run(program: Path, *words: str, folder: Path, given: str = "") -> str:
    """What the program prints, run from `folder` with a programme file there."""
    done = subprocess.run(
        [program, "--db", folder / "programme.duckdb", "--today", "2026-06-15", *words],
        cwd=folder,
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_the_two_packages_and_their_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "coordinator",
        "screens",
        f"coordinator-{_version(wheel)}.dist-info",
    }
    shipped = set(names)
    for folder, pattern in (("queries", "*.sql"), ("sample_data", "*")):
        wanted = {
            f"coordinator/{path.relative_to(CHECKOUT)}"
            for path in (CHECKOUT / folder).rglob(pattern)
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
        }
        assert wanted
        assert wanted <= shipped
    styles = {str(path.relative_to(CHECKOUT)) for path in (CHECKOUT / "screens").rglob("*.tcss")}
    texts = {str(path.relative_to(CHECKOUT)) for path in (CHECKOUT / "coordinator").rglob("*.txt")}
    assert texts
    assert styles | texts <= shipped
    assert not [name for name in names if "__pycache__" in name or name.endswith(".duckdb")]


def _version(wheel: Path) -> str:
    return wheel.name.split("-")[1]


def test_the_installed_program_is_the_wheel_and_not_the_checkout(
    installed: Path, wheel: Path, tmp_path: Path
) -> None:
    where = "import coordinator, screens; print(coordinator.__file__, screens.__file__)"
    python = installed.parent / "python"
    found = subprocess.run(
        [python, "-c", where], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    assert all(Path(path).is_relative_to(installed.parents[1]) for path in found.stdout.split())
    assert run(installed, "--version", folder=tmp_path) == f"coordinator, version {_version(wheel)}\n"


def test_the_installed_program_imports_and_answers_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    applicants = (
        "Name,Email,Role\nPriya Shah,priya@example.org,Mentor\nTom Lindqvist,tom@example.org,Mentee\n"
    )
    told = run(installed, "import", "-", "--cohort", "Spring", folder=tmp_path, given=applicants)
    assert "2 added" in told
    assert "is sound" in run(installed, "check", folder=tmp_path)
    assert "Spring" in run(installed, "dashboard", "--csv", folder=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"programme.duckdb", ".programme.duckdb.turn"}
