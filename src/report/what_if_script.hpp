#pragma once

#include <string_view>

namespace stemgewicht::report {

/// How the what-if page looks, beside the style of the report.
inline constexpr std::string_view what_if_style = R"css(
form { margin: 1rem 0; padding: .2rem 1rem 1rem; border: 1px solid var(--rule); border-radius: 4px; }
label, .label { display: block; margin-top: .8rem; font-weight: 600; }
output { display: block; color: var(--soft); font-size: .88rem; font-variant-numeric: tabular-nums; min-height: 1.4em; }
input[type=range] { width: 100%; height: 1.6rem; margin: .1rem 0 0; accent-color: #0072b2; }
select, button { font: inherit; max-width: 100%; padding: .3rem .5rem; }
button { margin-top: 1rem; }
:focus-visible { outline: 3px solid #d55e00; outline-offset: 2px; }
.bar { display: grid; grid-template-columns: 12rem 1fr 4.2rem 7rem; gap: .6rem; align-items: center; margin: .35rem 0;
  font-size: .92rem; }
.track { position: relative; height: 1.1rem; background: #f1f3f6; }
.fill { height: 100%; background: #0072b2; }
.others .fill { background: #d55e00; }
.start { position: absolute; top: -.2rem; bottom: -.2rem; width: 3px; margin-left: -1.5px; background: var(--ink); }
.bar .risk { text-align: right; font-weight: 600; font-variant-numeric: tabular-nums; }
.bar .was { color: var(--soft); font-size: .82rem; font-variant-numeric: tabular-nums; }
.failed { color: #a11; font-weight: 600; }
.failed:empty { display: none; }
.strip { position: sticky; bottom: 0; margin: 0; padding: .4rem 0; background: var(--paper); font-size: .88rem;
  border-top: 1px solid var(--rule); }
.strip span { white-space: nowrap; margin-right: .7rem; }
.strip .risk { font-weight: 600; font-variant-numeric: tabular-nums; margin: 0 0 0 .3rem; }
@media screen and (min-width: 64rem) {
  body { max-width: 80rem; }
  .both { display: grid; grid-template-columns: 26rem 1fr; gap: 3rem; align-items: start; }
  .both > section:first-child { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; }
  .bar { grid-template-columns: 12rem 1fr 4.2rem 7rem; }
  .strip { display: none; }
}
@media (prefers-reduced-motion: no-preference) { .fill { transition: width .12s; } }
@media screen and (max-width: 640px) {
  .bar { grid-template-columns: 1fr 3.8rem 6.4rem; gap: .1rem .5rem; }
  .bar .who { grid-column: 1 / -1; }
}
@media print { form, noscript, .strip { display: none; } .fill, .start { print-color-adjust: exact;
  -webkit-print-color-adjust: exact; } }
)css";

/// What the sliders do: the numbers of the case and of the sliders go to the module, which answers with the risks.
inline constexpr std::string_view what_if_script = R"js(
"use strict";
(() => {
  const main = document.querySelector("main");
  const data = JSON.parse(main.dataset.case);
  const language = document.documentElement.lang;
  const sliders = ["weight", "quota", "family", "municipality", "base"];
  const input = name => document.getElementById(name);
  const numbers = (name, otherwise) => input(name) ? Number(input(name).value) : otherwise;
  const selected = name => input(name) ? input(name).value : "";
  const percent = share => {
    const digits = share > 0 && share < 0.000995 ? {maximumSignificantDigits: 2} : {maximumFractionDigits: 1};
    return new Intl.NumberFormat(language, {style: "percent", ...digits}).format(share);
  };
  const fill = (text, ...values) => values.reduce((all, value, k) => all.replace(`{${k}}`, value), text);
  const sum = values => values.reduce((all, value) => all + value, 0);

  const levers = () => [numbers("weight", 100), numbers("quota", 500), numbers("family", 0) / 100,
    numbers("municipality", 0) / 100, numbers("base", 50) / 100];
  const asked = () => {
    const members = data.seats.length, assembly = data.assembly[selected("assembly_scheme")];
    return [members, data.municipalities, data.families, data.deciders.length / 2, assembly ? 1 : 0,
      ...data.municipality, ...data.family, ...data.seats, ...(assembly || data.seats.map(() => 0)),
      ...data.board[selected("board_scheme")], ...data.deciders, ...levers()];
  };

  /// The centre's share of the votes, in the assembly and on the general board.
  const shares = () => {
    const weight = numbers("weight", 100), found = [];
    const assembly = data.assembly[selected("assembly_scheme")], board = data.board[selected("board_scheme")];
    if (assembly) {
      const moved = assembly.map((own, i) => data.municipality[i] === 0 ? Math.floor((own * weight + 50) / 100) : own);
      found.push(sum(moved.filter((_, i) => data.municipality[i] === 0)) / sum(moved));
    } else {
      found.push(0);
    }
    const moved = board.map((own, j) => own * (j === 0 ? weight : 100));
    found.push(moved[0] / sum(moved));
    return found;
  };

  const tell = () => {
    const values = levers();
    const texts = [
      fill(data.words.weight, percent(values[0] / 100), ...shares().map(percent)), percent(values[1] / 1000),
      fill(data.words.family, percent(values[2])), fill(data.words.municipality, percent(values[3])),
      fill(data.words.base, percent(values[4]), percent(1 - values[4]))];
    sliders.forEach((name, k) => {
      if (!input(name)) return;
      document.getElementById(name + "_value").textContent = texts[k];
      input(name).setAttribute("aria-valuetext", texts[k]);
    });
  };

  const show = (element, risk) => {
    element.dataset.value = String(risk);
    element.textContent = percent(risk);
    const bar = element.parentElement.querySelector(".fill");
    if (bar) bar.style.width = Math.min(100, 100 * risk / data.axis) + "%";
  };

  const start = module => {
    const exports = module.exports;
    exports._initialize();
    const count = data.municipalities * data.deciders.length / 2;
    const answer = () => {
      const begin = performance.now(), question = asked();
      new Float64Array(exports.memory.buffer, exports.numbers(question.length), question.length).set(question);
      const place = exports.answer();
      const risks = new Float64Array(exports.memory.buffer, place, count);
      for (const element of document.querySelectorAll("[data-option]")) {
        const first = Number(element.dataset.option) * data.municipalities, who = element.dataset.who;
        show(element, who === "others" ? sum(risks.subarray(first + 1, first + data.municipalities)) /
          (data.municipalities - 1) : risks[first + Number(who)]);
      }
      tell();
      main.dataset.milliseconds = String(performance.now() - begin);
    };
    const guarded = () => {
      try {
        answer();
        document.getElementById("failed").textContent = "";
      } catch (error) {
        document.getElementById("failed").textContent = data.words.failed;
      }
    };
    /// Nobody follows two lines at once: one slider gives way to the other.
    const give_way = (moved, other) => {
      if (input(moved) && input(other))
        input(other).value = String(Math.min(Number(input(other).value), 100 - Number(input(moved).value)));
    };
    const form = document.querySelector("form");
    form.addEventListener("input", event => {
      if (event.target.id === "family") give_way("family", "municipality");
      if (event.target.id === "municipality") give_way("municipality", "family");
      guarded();
    });
    form.addEventListener("reset", () => setTimeout(guarded));
    form.addEventListener("submit", event => event.preventDefault());
    guarded();
    main.dataset.ready = "yes";
  };

  const bytes = Uint8Array.from(atob(document.getElementById("module").textContent), c => c.charCodeAt(0));
  const nothing = () => 0;
  WebAssembly.instantiate(bytes, {wasi_snapshot_preview1: {fd_close: nothing, fd_seek: nothing, fd_write: nothing}})
    .then(made => start(made.instance))
    .catch(() => { document.getElementById("failed").textContent = data.words.failed; });
})();
)js";

}  // namespace stemgewicht::report
