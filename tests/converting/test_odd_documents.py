"""Odd documents that are read all the same, with a warning; odd files and names; and the limits themselves."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from knowledge.converting.converted import Converted
from knowledge.converting.converting import convert
from knowledge.converting.limits import MEMORY
from knowledge.errors import GuideError
from knowledge.reading import read_document
from tests.converting import building
from tests.converting.building import SENTENCE

TABLE = "<table><tr><th>Hive</th><th>Bees</th></tr><tr><td>Oak</td><td>300</td></tr></table>"
SUBTYPED = b"/Annots [<< /Subtype /FileAttachment >>]"


@pytest.mark.parametrize(
    ("name", "content", "warning"),
    [
        pytest.param("bees.txt", lambda: building.printed([SENTENCE]), "read as PDF", id="a PDF named as text"),
        pytest.param("bees.md", lambda: building.worded(SENTENCE), "read as DOCX", id="a DOCX named as Markdown"),
        pytest.param("bees.md", building.page(""), "read as HTML", id="a page named as Markdown"),
        pytest.param("bees.txt", f"Für. {SENTENCE}".encode("cp1252"), "not UTF-8", id="Windows-1252"),
        pytest.param("bees.md", f"# Bees\n\n{SENTENCE}<img src=x onerror=bees()>", "HTML tags", id="HTML in Markdown"),
        pytest.param("bees.md", f"# Bees\n\n{SENTENCE}\u202eseeb", "hidden characters", id="text that runs backwards"),
        pytest.param("bees.html", building.page("Für.").decode().encode("cp1252"), "not UTF-8", id="an old page"),
        pytest.param("bees.html", building.page("<img src=hive.png>"), "pictures are left out", id="a picture"),
        pytest.param("bees.html", building.page(TABLE), "tables were made into lists", id="a table"),
        pytest.param(
            "bees.html",
            building.page(
                "".join(f"<div class=comment>{SENTENCE.replace('sun', f'sun {n}')}</div>" for n in range(30))
            ),
            "the whole page was read",
            id="a page without a main text",
        ),
        pytest.param(
            "bees.pdf", lambda: building.printed([SENTENCE], []), "1 of 2 pages hold no text", id="a bare page"
        ),
        pytest.param("bees.pdf", lambda: building.locked(""), "protected against changes", id="an owner's password"),
        pytest.param("bees.pdf", building.with_script, "JavaScript is left out", id="a PDF with named JavaScript"),
        pytest.param(
            "bees.pdf",
            lambda: building.spoken(b"/OpenAction << /S /JavaScript /JS (bees) >>"),
            "JavaScript is left out",
            id="a PDF that opens with JavaScript",
        ),
        pytest.param(
            "bees.pdf",
            lambda: building.spoken(b"/OpenAction << /S /Launch /F (bees.exe) >>"),
            "start programs",
            id="a PDF that starts a program",
        ),
        pytest.param("bees.pdf", building.with_attachment, "attached files", id="a PDF with a file inside"),
        pytest.param(
            "bees.pdf", lambda: building.spoken(b"", SUBTYPED), "attached files", id="a PDF with a pinned file"
        ),
        pytest.param(
            "bees.docx",
            lambda: building.with_parts({"word/embeddings/bees.bin": b"x"}),
            "embedded objects are left out",
            id="a DOCX with an object",
        ),
        pytest.param(
            "bees.docx", lambda: building.with_parts({"word/media/hive.png": b"x"}), "pictures", id="a DOCX picture"
        ),
    ],
)
def test_an_odd_document_is_read_with_a_warning(
    write, name: str, content: str | bytes | Callable[[], bytes], warning: str
) -> None:
    document = convert(write(name, content() if callable(content) else content))

    assert "Hives stand in the shade" in document.text
    assert [said for said in document.warnings if warning in said]


def test_utf_16_is_read(write) -> None:
    assert convert(write("bees.txt", SENTENCE.encode("utf-16"))).text == f"{SENTENCE}\n"


def test_a_read_document_carries_its_warnings_and_they_are_logged(write, caplog: pytest.LogCaptureFixture) -> None:
    guide = read_document(write("bees.html", building.page(TABLE)))

    assert (guide.title, guide.file) == ("Bees", "bees.html")
    assert guide.warnings == ("tables were made into lists",)
    assert caplog.messages == ["bees.html: tables were made into lists"]


@pytest.mark.parametrize("name", ["bees.pdf", "bees.docx"])
def test_plain_text_under_a_binary_name_is_refused(write, name: str) -> None:
    with pytest.raises(GuideError, match=r"but plain text: save it as \.md"):
        convert(write(name, SENTENCE))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "documents"
    os.mkfifo(pipe)

    with pytest.raises(GuideError, match="is not a file"):
        convert(pipe)


@pytest.mark.parametrize("target", ["/etc/passwd", "bees.md"])
def test_a_link_is_refused_wherever_it_leads(write, target: str) -> None:
    link = write("bees.md", SENTENCE).with_name("link.md")
    link.symlink_to(target)

    with pytest.raises(GuideError, match="link to another file"):
        convert(link)


def test_a_folder_named_as_a_document_is_refused(write) -> None:
    folder = write("bees.md", SENTENCE).with_name("bees.pdf")
    folder.mkdir()

    with pytest.raises(GuideError, match="is not a file"):
        convert(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="who is root may read everything")
def test_a_file_that_may_not_be_read_is_refused(write) -> None:
    path = write("bees.md", SENTENCE)
    path.chmod(0)

    with pytest.raises(GuideError, match="check its name and permissions"):
        convert(path)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("gone.md", id="a file that has vanished"),
        pytest.param("b" * 300 + ".md", id="a name that is too long"),
        pytest.param("bees\x00.md", id="a NUL"),
    ],
)
def test_a_name_that_leads_to_nothing_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(GuideError, match="cannot be opened"):
        convert(tmp_path / name)


@pytest.mark.parametrize("name", ["-c.md", "bees\n\x1b[31m.html", "..md", "$(bees).pdf"])
def test_a_name_is_never_more_than_a_name(write, name: str) -> None:
    assert SENTENCE in convert(write(name, building.page(""))).text


def test_a_document_that_takes_too_long_is_given_up(write) -> None:
    path, started = write("bees.html", building.page("")), time.monotonic()

    with pytest.raises(GuideError, match=r"took more than 0\.05 seconds to read: split it"):
        convert(path, seconds=0.05)

    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("act", "raises"),
    [
        pytest.param(f"bytearray({2 * MEMORY})", "MemoryError", id="memory"),
        pytest.param("open('bees.txt', 'w', buffering=1).write('bees\\n')", "OSError", id="a file"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems hold to fewer limits")
def test_a_confined_process_can_take_no_more_than_it_needs(tmp_path: Path, act: str, raises: str) -> None:
    program = f"from knowledge.converting.confining import confine; confine(); {act}"
    folder = tmp_path / "documents"
    folder.mkdir()
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(raises)


def test_the_reading_process_is_told_no_secret_and_its_end_is_survived(write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IR_ADVISOR_TOKEN", "honey")
    path = write("bees.html", building.page("<p>bees" * 200_000))
    with ThreadPoolExecutor() as threads:
        reading = threads.submit(convert, path)
        child = _child_of(psutil.Process(), reading)
        told = child.environ()
        child.kill()

        with pytest.raises(GuideError, match="broke the program that read it"):
            reading.result()

    assert "PYTHONUTF8" in told
    assert "IR_ADVISOR_TOKEN" not in told


def _child_of(process: psutil.Process, reading: Future[Converted]) -> psutil.Process:
    while not reading.done():
        for child in process.children():
            if "knowledge.converting.child" in child.cmdline():
                return child
    raise AssertionError("it was read before it was seen")
