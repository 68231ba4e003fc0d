"""The report as a reader opens it: in a browser without a network, on a desktop, on a phone and on paper."""

import csv
import html
import html.parser
import os
import re
import shlex
import shutil
import subprocess

import pytest

CLI = os.environ.get("STEMGEWICHT_CLI")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")
browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
PAGES = {"en": "report.html", "nl": "rapport.html"}


def write(directory, *arguments):
    command = [CLI, "report", *arguments, "--output", str(directory)]
    return subprocess.run(command, capture_output=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The directory with the report of the Drechtsteden in both languages."""
    directory = tmp_path_factory.mktemp("report")
    for language in PAGES:
        result = write(directory, "drechtsteden-2018", "--language", language)
        assert result.returncode == 0, result.stderr.decode()
        assert result.stderr == b""
        assert result.stdout.decode().strip() == str(directory / PAGES[language])
    return directory


def chromium(directory, page, *arguments):
    """Standard output and error of a run without a network."""
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--allow-file-access-from-files",
        "--enable-logging=stderr",
        "--v=0",
        f"--user-data-dir={directory / 'profile'}",
        *arguments,
        page.as_uri(),
    ]
    result = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert result.returncode == 0, result.stderr.decode()[-2000:]
    return result.stdout.decode(), result.stderr.decode()


class Reader(html.parser.HTMLParser):
    """Collects what a page loads, where it links to, and the names of its elements."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.names, self.elements = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.elements.append(tag)
        if "id" in values:
            self.names.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])
        else:
            self.loads += [values[key] for key in ("src", "href", "xlink:href", "data", "poster") if values.get(key)]


@pytest.mark.parametrize("language", PAGES)
def test_the_page_loads_nothing_and_its_links_lead_somewhere(report, language):
    text = (report / PAGES[language]).read_text(encoding="utf-8")
    page = Reader(text)
    assert page.loads == ["data:,"]  # an empty icon, so that none is asked for
    assert not {"script", "iframe", "object", "embed", "img"} & set(page.elements)
    assert "@import" not in text
    assert "url(" not in text
    assert len(page.names) == len(set(page.names))
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.names
        else:
            assert (report / link).is_file(), link


@pytest.mark.parametrize("language", PAGES)
def test_every_figure_has_its_numbers_and_says_what_it_shows(report, language):
    text = (report / PAGES[language]).read_text(encoding="utf-8")
    figures = re.findall(r"<figure id=\"figure-([^\"]+)\">(.*?)</figure>", text, re.DOTALL)
    assert len(figures) >= 6
    for _, body in figures:
        (file,) = re.findall(r'<a href="(figure-[^"]+\.csv)" download>', body)
        lines = (report / file).read_text(encoding="utf-8").splitlines()
        assert len(lines) > 1
        assert body.count("<svg") == 2  # wide and narrow
        assert all(part in body for part in ("<desc", "aria-labelledby", "<code>stemgewicht "))


def is_close(cell, other):
    try:
        return abs(float(cell) - float(other)) <= 1e-9
    except ValueError:
        return cell == other


def test_the_command_of_each_figure_gives_the_rows_of_its_file(report):
    text = (report / "report.html").read_text(encoding="utf-8")
    figures = re.findall(r"<figure id=\"figure-[^\"]+\">(.*?)</figure>", text, re.DOTALL)
    stated = {re.search(r"<code>(.*?)</code> · <a href=\"(.*?)\"", body).groups() for body in figures}
    assert len(stated) == len({file for _, file in stated})
    for command, file in sorted(stated):
        words = shlex.split(html.unescape(command))
        assert words[0] == "stemgewicht"
        result = subprocess.run([CLI, *words[1:]], capture_output=True, check=False, timeout=300)
        assert result.returncode == 0, (command, result.stderr.decode())
        given = list(csv.reader(result.stdout.decode().splitlines()))
        kept = list(csv.reader((report / file).read_text(encoding="utf-8").splitlines()))
        assert given[0] == kept[0], command
        assert len(given) == len(kept), command
        for row, other in zip(given, kept, strict=True):
            assert all(map(is_close, row, other)), (command, row, other)


@browser
@pytest.mark.parametrize("language", PAGES)
def test_a_browser_opens_the_page_without_errors(report, tmp_path, language):
    text, log = chromium(tmp_path, report / PAGES[language], "--dump-dom")
    assert text.count("<figure") >= 6
    assert f'lang="{language}"' in text
    assert "CONSOLE" not in log
    assert "ERR_" not in log


@browser
@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_sticks_out_of_the_page(report, tmp_path, width):
    probe = tmp_path / "probe.html"
    probe.write_text(
        f"""<!DOCTYPE html><body><iframe id="page" style="width:{width}px;height:800px;border:0"
        src="{(report / "report.html").as_uri()}"></iframe><output id="found"></output><script>
        const frame = document.getElementById("page");
        frame.onload = () => {{
          const root = frame.contentDocument.documentElement, shown = [...frame.contentDocument.querySelectorAll(
            "figure > svg")].filter(picture => picture.getBoundingClientRect().width > 0);
          const kinds = new Set(shown.map(picture => picture.getAttribute("class")));
          document.getElementById("found").textContent = [root.scrollWidth, root.clientWidth, shown.length,
            kinds.size, [...kinds][0]].join(" ");
        }};</script></body>""",
        encoding="utf-8",
    )
    text, _ = chromium(tmp_path, probe, "--dump-dom", "--virtual-time-budget=10000", "--disable-web-security")
    found = re.search(r'<output id="found">(\d+) (\d+) (\d+) (\d+) (\w+)</output>', text)
    assert found, text[-500:]
    scroll, client, pictures, kinds = map(int, found.groups()[:4])
    assert 0 < scroll <= client <= width
    assert pictures >= 6
    assert kinds == 1  # one form of each figure
    assert found.group(5) == ("narrow" if width < 640 else "wide")


@browser
def test_the_page_prints(report, tmp_path):
    chromium(tmp_path, report / "report.html", f"--print-to-pdf={tmp_path / 'report.pdf'}", "--no-pdf-header-footer")
    printed = (tmp_path / "report.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert len(printed) > 50_000


def test_bad_input_is_refused_before_anything_is_written(tmp_path):
    for arguments, words in [
        (["drechtsteden-2018", "--language", "de"], b"language: must be en or nl"),
        (["drechtsteden-2018", "--threads", "-1"], b"threads: must be 0 for all cores"),
        (["eec-1958"], b"case: must be a board with [governance]"),
    ]:
        result = write(tmp_path / "none", *arguments)
        assert result.returncode == 2
        assert words in result.stderr
        assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("here already")
    assert write(tmp_path / "file", "holland-rijnland-2022").returncode == 2
    assert (tmp_path / "file").read_text() == "here already"
