# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a newcomer, a build and a public body may count on before any code runs."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

HEADER = ["# SPDX-FileCopyrightText: Doorleren contributors", "# SPDX-License-Identifier: EUPL-1.2"]
PUBLIC_INDEXES = {"pypi.org", "files.pythonhosted.org", "registry.npmjs.org"}


def make(house: Path, *arguments: str) -> str:
    # A make that runs this test hands its own flags down; they are not part of the question.
    environment = {k: v for k, v in os.environ.items() if k not in {"MAKEFLAGS", "MAKELEVEL"}}
    done = subprocess.run(["make", *arguments], cwd=house, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_build_runs_the_test_command_of_the_readme(house: Path) -> None:
    lines = (house / ".ci/run").read_text().splitlines()

    commands = [line for line in lines if re.search(r"\bmake\b", line) and not line.startswith("#")]

    assert len(commands) == 1
    assert commands[0].startswith("make test ")
    assert os.access(house / ".ci/run", os.X_OK)


def test_make_alone_lists_every_target(house: Path) -> None:
    """Whoever types 'make' sees all that can be done, and nothing is set in motion."""
    phony = re.search(r"^\.PHONY: (.*)$", (house / "Makefile").read_text(), re.MULTILINE)
    assert phony
    targets = set(phony[1].split())

    listed = set(re.findall(r"^  make (\S+) +\S", make(house), re.MULTILINE))

    assert {"setup", "demo", "test", "check", "bench", "audit", "clean"} <= targets
    assert listed == targets


def test_every_script_can_be_run_and_says_what_it_is_for(house: Path) -> None:
    scripts = [file for file in (house / "tools").iterdir() if file.is_file() and not file.suffix]
    assert len(scripts) >= 5

    for script in scripts:
        lines = script.read_text().splitlines()
        assert lines[0].startswith("#!"), f"{script.name}: which program runs it?"
        assert re.match(r"(# |\"\"\")\w", lines[1]), f"{script.name}: what is it for?"
        assert os.access(script, os.X_OK), f"{script.name} cannot be run: chmod +x"


MACHINE_PATH = re.compile(r"/(?:root|workspace|work/\w+|home/\w+|Users/\w+)/")


def test_no_file_names_a_path_of_somebodys_machine(own_files: list[Path], house: Path) -> None:
    assert MACHINE_PATH.search("see /home/" + "anne/doorleren")  # the guard can see
    assert len(own_files) >= 20

    named = [
        f"{file.relative_to(house)}:{number}: {line.strip()[:80]}"
        for file in own_files
        for number, line in enumerate(file.read_bytes().decode(errors="ignore").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]

    assert named == []


@pytest.mark.parametrize("name", ["uv.lock", "tools/uv.txt", "tools/look/package-lock.json"])
def test_a_lock_file_names_only_the_public_index_and_pins_by_hash(house: Path, name: str) -> None:
    """A mirror that one company uses would make the project uninstallable for everybody else."""
    text = (house / name).read_text()

    sources = re.findall(r"(?:resolved\"?:|url =|registry =|--[\w-]*index-url)\s*\"?(https?://[^\s\"]+)", text)
    hosts = {urlsplit(address).hostname for address in sources}
    hashes = re.findall(r"sha(?:256:[0-9a-f]{64}|512-[\w+/]{80,}=*)", text)

    assert hosts <= PUBLIC_INDEXES
    assert len(hashes) >= 10


def test_the_build_tools_of_the_product_are_pinned_too(house: Path) -> None:
    """uv.lock leaves out what builds the package, so pyproject.toml names exact versions."""
    project = tomllib.loads((house / "pyproject.toml").read_text())

    pinned = {
        requirement.split("==")[0]
        for requirement in project["tool"]["uv"]["build-constraint-dependencies"]
        if "==" in requirement
    }

    needed = {re.split(r"[<>=~!]", name)[0] for name in project["build-system"]["requires"]}
    assert needed
    assert needed <= pinned


def test_every_source_file_starts_with_its_licence(house: Path) -> None:
    files = sorted((house / "src").rglob("*.py"))
    assert len(files) >= 5

    without = [
        str(file.relative_to(house)) for file in files if file.read_text(encoding="utf-8").splitlines()[:2] != HEADER
    ]

    assert without == []


def test_the_licence_is_the_whole_eupl(house: Path) -> None:
    text = (house / "LICENSE").read_text(encoding="utf-8")

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Compatible Licences" in text
    assert len(text.split()) > 2000


def test_a_public_body_finds_what_the_publiccode_standard_asks(house: Path) -> None:
    """publiccode.yml 0.4: the mandatory keys, and its limits on the length of texts."""
    entry = yaml.safe_load((house / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((house / "pyproject.toml").read_text())["project"]

    assert entry["publiccodeYmlVersion"] == "0.4"
    assert entry["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert urlsplit(entry["url"]).scheme == "https"
    assert entry["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert entry["softwareType"] == "standalone/web"
    assert entry["platforms"]
    assert entry["categories"]
    assert entry["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert entry["maintenance"]["contacts"][0]["name"]
    assert entry["localisation"]["localisationReady"] is True
    assert set(entry["localisation"]["availableLanguages"]) == set(entry["description"])
    for text in entry["description"].values():
        assert len(text["genericName"]) <= 35
        assert len(text["shortDescription"]) <= 150
        assert 500 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
