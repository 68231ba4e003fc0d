"""The page with sliders: its numbers are those of the library, at once, without a network, on any screen."""

import json
import random
import re
import shutil
import sys
from pathlib import Path

import pytest

import stemgewicht as sg

sys.path.insert(0, str(Path(__file__).parent))
from devtools import chromium_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
PAGES = {"en": "what-if.html", "nl": "wat-als.html"}
CASES = ("drechtsteden-2018", "tienstroom-synthetic", "holland-rijnland-2022")

# Sets the sliders, tells the page, and gives the risks of every municipality under every option, and the time it took.
ASK = """(settings => settings.map(setting => {
  for (const [name, value] of Object.entries(setting)) {
    const control = document.getElementById(name);
    if (control) control.value = value;
  }
  document.getElementById("quota").dispatchEvent(new Event("input", {bubbles: true}));
  const cells = [...document.querySelectorAll("td [data-option]")];
  return [cells.map(cell => Number(cell.dataset.value)), Number(document.querySelector("main").dataset.milliseconds),
    document.getElementById("failed").textContent];
}))"""
READY = """new Promise(done => { const look = () => document.querySelector("main").dataset.ready ||
  document.getElementById("failed").textContent ? done() : setTimeout(look, 10); look(); })"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Directories with the page of each case, in both languages."""
    folder = tmp_path_factory.mktemp("what_if")
    for case in CASES:
        (folder / case).mkdir()
        for language, name in PAGES.items():
            text = sg._core.what_if_page(sg.load_board(case), language)
            (folder / case / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page():
    with chromium_page(CHROMIUM) as opened:
        yield opened


def settings_of(case, count, seed):
    """Positions of the sliders, as the page has them: the ends, and others at random."""
    draw = random.Random(seed)
    board = sg.load_board(case)
    assemblies, boards = sg._core.what_if_assemblies(board), sg._core.what_if_boards(board)
    for k in range(count):
        family = draw.choice((0, 100, draw.randint(0, 100)))
        yield {
            "weight": draw.choice((10, 100, 200, draw.randint(10, 200))),
            "quota": draw.choice((500, 1000, 5 * draw.randint(100, 200))),
            "family": family,
            "municipality": draw.choice((0, draw.randint(0, 100 - family))),
            "base": draw.choice((0, 100, draw.randint(0, 100))),
            "assembly_scheme": assemblies[k % 5 % len(assemblies)] if assemblies else "",
            "board_scheme": draw.choice(boards),
        }


def risks_of(case, setting):
    board = sg.load_board(case)
    followed = {"family": setting["family"] / 100, "municipality": setting["municipality"] / 100}
    if not board.governance.family:
        followed["family"] = 0.0
    table = sg.what_if_risks(
        board,
        weight=setting["weight"] / 100,
        quota=setting["quota"] / 1000,
        base_package=setting["base"] / 100,
        assembly_scheme=setting["assembly_scheme"] or None,
        board_scheme=setting["board_scheme"],
        **followed,
    )
    return [row["risk"] for row in table]


@browser
@pytest.mark.parametrize(("case", "count"), [(CASES[0], 200), (CASES[1], 30), (CASES[2], 30)])
def test_the_page_computes_what_the_library_computes(pages, page, case, count):
    page.open(pages / case / "what-if.html")
    page.run(READY)
    settings = list(settings_of(case, count, seed=20180321))
    answers = page.run(f"{ASK}({json.dumps(settings)})")
    largest = 0
    for setting, (risks, _, failed) in zip(settings, answers, strict=True):
        assert failed == ""
        expected = risks_of(case, setting)
        assert len(risks) == len(expected) > 0
        largest = max(largest, *(abs(a - b) for a, b in zip(risks, expected, strict=True)))
    assert largest <= 1e-12, "run scripts/make_what_if: the module on the page is not that of the sources"


@browser
def test_an_answer_takes_tens_of_milliseconds(pages, page):
    """Alone on a machine it is 20 to 30, and 50 are allowed; here other tests run beside it."""
    page.open(pages / CASES[0] / "what-if.html")
    page.run(READY)
    hardest = {"weight": 200, "quota": 500, "family": 30, "municipality": 20, "base": 50}
    answers = page.run(f"{ASK}({json.dumps([{**hardest, 'family': 30 + k} for k in range(40)])})")
    assert min(milliseconds for _, milliseconds, _ in answers) <= 150


@browser
@pytest.mark.parametrize("language", PAGES)
def test_the_page_asks_for_nothing_and_is_small(pages, page, language):
    file = pages / CASES[0] / PAGES[language]
    assert file.stat().st_size < 3_000_000
    page.requests.clear()
    page.open(file)
    page.run(READY)
    assert [url for url in page.requests if not url.startswith("data:")] == [file.as_uri()]
    assert page.run("document.documentElement.lang") == language
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\b(src|href)=\"(?!data:,)", text)
    assert "default-src 'none'" in text


@browser
@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_sticks_out_and_every_slider_is_named(pages, page, width):
    page.open(pages / CASES[0] / "wat-als.html", width=width)
    page.run(READY)
    scroll, client = page.run("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert 0 < scroll <= client <= width
    unnamed = """[...document.querySelectorAll("input, select")].filter(control =>
        !document.querySelector(`label[for=${control.id}]`)).map(control => control.id)"""
    assert page.run(unnamed) == []
    wide = (
        "[...document.querySelectorAll('.bar')].map(bar => bar.querySelector('.track').getBoundingClientRect().width)"
    )
    assert min(page.run(wide)) > 100


@browser
def test_the_keyboard_moves_a_slider_and_the_numbers_are_told(pages, page):
    page.open(pages / CASES[0] / "what-if.html")
    page.run(READY)
    first = "document.querySelector('[data-option]').textContent"
    start = page.run(first)
    page.run("document.getElementById('weight').focus()")
    for kind in ("keyDown", "keyUp"):
        page.call("Input.dispatchKeyEvent", type=kind, key="End", code="End", windowsVirtualKeyCode=35)
    assert page.run("document.getElementById('weight').value") == "200"
    assert page.run(first) != start
    assert page.run("document.getElementById('weight_value').textContent").startswith("200% of what it has: ")
    page.run("document.querySelector('button').click()")
    page.run("new Promise(done => setTimeout(done, 100))")
    assert page.run(first) == start


@browser
def test_one_line_gives_way_to_the_other(pages, page):
    page.open(pages / CASES[0] / "what-if.html")
    page.run(READY)
    both = "[document.getElementById('family').value, document.getElementById('municipality').value]"
    move = """((name, value) => { const slider = document.getElementById(name); slider.value = value;
        slider.dispatchEvent(new Event("input", {bubbles: true})); })"""
    page.run(f"{move}('family', 70)")
    page.run(f"{move}('municipality', 45)")
    assert page.run(both) == ["55", "45"]
    page.run(f"{move}('family', 80)")
    assert page.run(both) == ["80", "20"]
    assert page.run("document.getElementById('failed').textContent") == ""


@pytest.mark.parametrize("language", PAGES)
def test_without_a_script_the_page_shows_where_it_starts(pages, language):
    text = (pages / CASES[0] / PAGES[language]).read_text(encoding="utf-8")
    shown = [float(value) for value in re.findall(r"data-who=\"\d+\" data-value=\"([^\"]+)\"", text)]
    start = [row["risk"] for row in sg.what_if_risks()]
    assert [risk for risk in shown if risk in start] == shown
    assert set(start) <= set(shown)
    options = {row["option"] for row in sg.what_if_risks()}
    assert {"drechtraad", "ab", "mandate", "centre"} <= options


def test_the_table_is_labelled_and_bad_settings_are_refused():
    table = sg.what_if_risks("drechtsteden-2018", weight=1.5, family=0.2, base_package=1)
    assert table.columns == ["option", "municipality", "risk"]
    assert any(note.startswith("assumption, decisions: on base_package and on policy") for note in table.notes)
    for arguments, words in [
        ({"weight": 3}, "weight: must be from 0.1 to 2, got 3"),
        ({"quota": float("nan")}, "quota: must be from 0.5 to 1, got nan"),
        ({"family": 0.6, "municipality": 0.6}, "municipality: must be at most 1 less family"),
        ({"board_scheme": "none"}, "board_scheme: must be one of one_vote, "),
    ]:
        with pytest.raises(ValueError, match=re.escape(words)):
            sg.what_if_risks(**arguments)
    with pytest.raises(TypeError, match="weight"):
        sg.what_if_risks(weight="2")
    with pytest.raises(TypeError, match="board_scheme"):
        sg.what_if_risks(board_scheme=5)


def test_the_notebook_has_the_same_sliders():
    pytest.importorskip("ipywidgets")
    box = sg.what_if("drechtsteden-2018")
    sliders = {child.description: child for child in box.children if hasattr(child, "description")}
    chart = box.children[-1]
    risk = {row["option"]: row["risk"] for row in sg.what_if_risks() if row["municipality"] == "Dordrecht"}
    assert f"{risk['drechtraad']:.1%} (start: {risk['drechtraad']:.1%})" in chart.value
    sliders["weight of Dordrecht"].value = 1.5
    moved = {row["option"]: row["risk"] for row in sg.what_if_risks(weight=1.5) if row["municipality"] == "Dordrecht"}
    assert f"{moved['drechtraad']:.1%} (start: {risk['drechtraad']:.1%})" in chart.value
    sliders["groups follow their family"].value = 0.7
    sliders["groups follow their municipality"].value = 0.6
    assert sliders["groups follow their family"].value == pytest.approx(0.4)
    sliders["weights on the general board"].value = "apex"
    assert "Dordrecht" in chart.value
