#pragma once

#include <string_view>

namespace stemgewicht::report {

/// How the page looks on a screen, a phone and paper. The colours of the series are those of Okabe and Ito, which
/// people with any colour vision tell apart; shapes, dashes and letters say the same.
inline constexpr std::string_view style_sheet = R"css(
:root { color-scheme: light; --ink: #1c1f24; --soft: #59616c; --rule: #d5d9df; --paper: #fff; --link: #00508c; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1rem; max-width: 47rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1rem 0 .2rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.6rem 0 .6rem; border-top: 2px solid var(--ink); padding-top: .6rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .3rem; }
p, ul, dl { margin: .6rem 0; }
li { margin: .3rem 0; }
a { color: var(--link); }
dt { font-weight: 600; margin-top: .6rem; }
dd { margin: 0 0 0 1rem; }
code { font: .86em ui-monospace, "Liberation Mono", "DejaVu Sans Mono", monospace; background: #f1f3f6; padding: .1em .3em;
  overflow-wrap: anywhere; }
.subtitle { color: var(--soft); margin: 0; }
.left-out { color: var(--soft); font-style: italic; }
nav ol { columns: 2; padding-left: 1.5rem; }
.made { font-size: .82rem; color: var(--soft); }
figure { margin: 1.6rem 0; }
figcaption { margin-bottom: .5rem; }
.scroll { overflow-x: auto; margin: .3rem 0 1rem; background: linear-gradient(to right, var(--paper) 40%, #fff0) local,
  linear-gradient(to left, var(--paper) 40%, #fff0) 100% 0 local, linear-gradient(to right, #0003, #0000) scroll,
  linear-gradient(to left, #0003, #0000) 100% 0 scroll; background-repeat: no-repeat;
  background-size: 40px 100%, 40px 100%, 12px 100%, 12px 100%; }
.swipe { display: none; font-size: .82rem; color: var(--soft); margin: 0; }
table { border-collapse: collapse; font-size: .88rem; min-width: 100%; }
.caption { font-size: .88rem; font-weight: 600; margin: 1.2rem 0 0; }
th, td { padding: .28rem .6rem .28rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
th { font-weight: 600; }
tbody th { font-weight: 400; min-width: 7.5rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .number { white-space: normal; vertical-align: bottom; }
.verdict { font-weight: 600; }
blockquote { margin: .6rem 0; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--rule); font-style: italic; }
blockquote footer { font-style: normal; font-size: .82rem; color: var(--soft); }
details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--link); }
svg { display: block; width: 100%; height: auto; }
svg.narrow { display: none; }
svg.cell { display: inline-block; width: 94px; height: 10px; }
svg text { font: 13px system-ui, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif; fill: var(--ink); }
svg .axis { fill: var(--soft); }
svg .tick { font-size: 12px; fill: var(--soft); }
svg .value { font-variant-numeric: tabular-nums; }
svg .heading { font-weight: 600; }
svg .panel { font-weight: 600; font-size: 12px; }
svg .halo { paint-order: stroke; stroke: #fff; stroke-width: 3px; }
svg .bar-text { fill: #fff; font-size: 12px; }
svg path { fill: none; }
svg .grid { stroke: #dfe3e8; stroke-width: 1; }
svg .marker { stroke: #59616c; stroke-width: 1; stroke-dasharray: 2 3; }
svg .base { stroke: #1c1f24; stroke-width: 1.5; }
svg .span { stroke: #9aa3af; stroke-width: 3; }
svg .whisker { stroke: #1c1f24; stroke-width: 1.5; }
svg .swing { fill: #c9d3df; }
svg .crossing { fill: #fff; stroke: #1c1f24; stroke-width: 1.5; }
svg .contour { stroke: #1c1f24; stroke-width: 1.5; }
svg .mark { stroke: #fff; stroke-width: .8; }
svg .line { stroke-width: 2.2; stroke-linejoin: round; }
svg .s0 { fill: #0072b2; } svg .s1 { fill: #d55e00; } svg .s2 { fill: #009e73; } svg .s3 { fill: #b8578f; }
svg .s4 { fill: #1c1f24; } svg .s5 { fill: #e69f00; } svg .s6 { fill: #56b4e9; } svg .s7 { fill: #8a6d00; }
svg .l0 { stroke: #0072b2; } svg .l1 { stroke: #d55e00; stroke-dasharray: 7 3; }
svg .l2 { stroke: #009e73; stroke-dasharray: 2 2.5; } svg .l3 { stroke: #b8578f; stroke-dasharray: 9 3 2 3; }
svg .l4 { stroke: #1c1f24; stroke-width: 1.6; } svg .l5 { stroke: #c98a00; stroke-dasharray: 4 4; }
svg .l6 { stroke: #3d9bd1; stroke-dasharray: 12 4; } svg .l7 { stroke: #8a6d00; stroke-dasharray: 1 4; }
svg .d0 { fill: #2166ac; } svg .d1 { fill: #67a9cf; } svg .d2 { fill: #c6dfee; } svg .d3 { fill: #f4f4f4; }
svg .d4 { fill: #fde0c2; } svg .d5 { fill: #f0a45d; } svg .d6 { fill: #b35806; }
svg .points { font-size: 10px; font-variant-numeric: tabular-nums; }
svg .points.on-dark { fill: #fff; }
svg .cloud { fill: #dde3ea; shape-rendering: crispEdges; }
svg rect.cell { shape-rendering: crispEdges; }
@media screen and (min-width: 50rem) {
  .scroll.numbers { position: relative; left: 50%; transform: translateX(-50%); width: max-content; min-width: 100%;
    max-width: min(100vw - 4rem, 80rem); }
  .numbers tbody th { max-width: 16rem; }
}
@media screen and (max-width: 640px) {
  nav ol { columns: 1; }
  .swipe { display: block; }
  svg.wide { display: none; }
  svg.narrow { display: block; }
}
@media print {
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  td, th { padding-right: .35rem; }
  .number { white-space: normal; }
  figure svg.wide { max-height: 215mm; }
  figure, tr, li { break-inside: avoid; }
  h2, h3, .caption, figcaption { break-after: avoid; }
  svg, .cell { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace stemgewicht::report
