package plot

// colours is how many the lines take in turn. Each has two shades, of which one is
// readable on white and the other on a dark page.
const colours = 12

const style = `<style>
:root { --page: #ffffff; --text: #1f2328; --soft: #59636e; --grid: #d1d9e0; --subject: #0550ae;
  --c0: #6e7781; --c1: #1a7f37; --c2: #9a6700; --c3: #bc4c00; --c4: #8250df;
  --c5: #bf3989; --c6: #116329; --c7: #953800; --c8: #cf222e; --c9: #3b5b7a;
  --c10: #0a7ea4; --c11: #6639ba; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --text: #f0f6fc; --soft: #9198a1; --grid: #3d444d; --subject: #79c0ff;
    --c0: #9198a1; --c1: #56d364; --c2: #e3b341; --c3: #ffa657; --c4: #d2a8ff;
    --c5: #ff9bce; --c6: #7ee787; --c7: #f0883e; --c8: #ff7b72; --c9: #a5d6ff;
    --c10: #39c5cf; --c11: #bc8cff; }
}
text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: var(--text); }
.title { font-size: 16px; font-weight: 600; }
.tick, .axis { fill: var(--soft); }
.end { text-anchor: end; } .mid { text-anchor: middle; }
.page { fill: var(--page); }
.grid { stroke: var(--grid); fill: none; }
.leader { stroke: var(--grid); fill: none; }
.line { fill: none; stroke-width: 1.8; }
.line.subject { stroke-width: 4; stroke: var(--subject); }
circle.subject, text.subject { fill: var(--subject); } text.subject { font-weight: 700; }
.line.c0 { stroke: var(--c0); } circle.c0, text.c0 { fill: var(--c0); }
.line.c1 { stroke: var(--c1); } circle.c1, text.c1 { fill: var(--c1); }
.line.c2 { stroke: var(--c2); } circle.c2, text.c2 { fill: var(--c2); }
.line.c3 { stroke: var(--c3); } circle.c3, text.c3 { fill: var(--c3); }
.line.c4 { stroke: var(--c4); } circle.c4, text.c4 { fill: var(--c4); }
.line.c5 { stroke: var(--c5); } circle.c5, text.c5 { fill: var(--c5); }
.line.c6 { stroke: var(--c6); } circle.c6, text.c6 { fill: var(--c6); }
.line.c7 { stroke: var(--c7); } circle.c7, text.c7 { fill: var(--c7); }
.line.c8 { stroke: var(--c8); } circle.c8, text.c8 { fill: var(--c8); }
.line.c9 { stroke: var(--c9); } circle.c9, text.c9 { fill: var(--c9); }
.line.c10 { stroke: var(--c10); } circle.c10, text.c10 { fill: var(--c10); }
.line.c11 { stroke: var(--c11); } circle.c11, text.c11 { fill: var(--c11); }
</style>
`
