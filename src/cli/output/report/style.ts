/** The style of a report: calm, dense, in light and dark, from a phone to a wide screen. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--ink:#1d2126;--dim:#5d6670;--line:#dfe2e6;--accent:#0b5cad;--mark:#eef4fb;
--critical:#a3123a;--high:#c2410c;--medium:#946200;--low:#2563a8;--informational:#5d6670;--none:#5d6670;
--critical-bg:#fbe3ea;--high-bg:#fdeadf;--medium-bg:#faf1d7;--low-bg:#e4eefa;--informational-bg:#eceef1;--none-bg:#eceef1}
@media (prefers-color-scheme:dark){:root{--bg:#14171a;--card:#1b1f24;--ink:#e4e7ea;--dim:#9aa4ae;--line:#30363d;--accent:#7ab7f5;--mark:#1f2d3d;
--critical:#ff8fab;--high:#ffab73;--medium:#e9c46a;--low:#8fbcf0;--informational:#9aa4ae;--none:#9aa4ae;
--critical-bg:#4a1526;--high-bg:#47260f;--medium-bg:#3d3110;--low-bg:#17304d;--informational-bg:#2a3037;--none-bg:#2a3037}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:1240px;margin:0 auto;padding:0 20px}
header{padding-top:22px}
h1{font-size:20px;margin:0 0 2px}
h2{font-size:15px;margin:26px 0 8px}
h2 small,.dim{color:var(--dim);font-weight:400}
p{margin:4px 0}
code,.mono,dd{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12.5px}
a{color:var(--accent)}
button,input,select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:5px;padding:4px 8px;max-width:100%}
button{cursor:pointer}
button:hover{border-color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.lead{font-size:15px}
.counts{display:flex;flex-wrap:wrap;gap:6px 8px;margin:10px 0 0;padding:0;list-style:none}
.badge{display:inline-block;justify-self:start;border-radius:4px;padding:1px 7px;font-size:12px;font-weight:600;white-space:nowrap}
${['critical', 'high', 'medium', 'low', 'informational', 'none']
  .map(
    (level) =>
      `.badge.lv-${level},.cell.lv-${level}{background:var(--${level}-bg);color:var(--${level})}rect.lv-${level}{fill:var(--${level})}`,
  )
  .join('\n')}
.card,ol.first>li,details.rule{background:var(--card);border:1px solid var(--line);border-radius:7px}
.card{padding:12px 14px}
ol.first{list-style:none;margin:0;padding:0;display:grid;gap:8px;grid-template-columns:repeat(auto-fill,minmax(min(380px,100%),1fr))}
ol.first>li{padding:10px 12px}
ol.first>li>.dim{font-size:13px}
ol.first a{font-weight:600;text-decoration:none;color:inherit}
ol.first a:hover{text-decoration:underline}
ol.first .field{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;font-size:12.5px}
svg{display:block}
.timeline text{font-size:11px;fill:var(--dim)}
.timeline .host{fill:var(--ink);font-weight:600}
.timeline .base{stroke:var(--line)}
.timeline .cut{stroke:var(--dim);stroke-dasharray:2 3}
.timeline rect{cursor:pointer}
.timeline rect:hover{opacity:.65}
.matrix{columns:165px;column-gap:14px}
.matrix section{break-inside:avoid;margin-bottom:10px}
.matrix h3{font-size:12px;margin:0 0 5px;color:var(--dim)}
.cell{display:flex;justify-content:space-between;gap:6px;width:100%;text-align:left;border:1px solid transparent;margin:0 0 3px;padding:2px 7px;line-height:1.3;font-size:12px}
.cell.sub{margin-left:10px;width:calc(100% - 10px)}
.cell .n{white-space:nowrap;font-variant-numeric:tabular-nums;font-weight:600}
.cell[aria-pressed=true],tr button[aria-pressed=true]{outline:2px solid var(--accent)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;overflow-wrap:break-word}
th{font-size:12px;font-weight:600;color:var(--dim);text-align:left;white-space:nowrap}
td.any{overflow-wrap:anywhere}
th,td{padding:4px 14px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right}
td .bar{min-width:110px}
tr button{border:0;background:none;padding:0;text-align:left;color:var(--accent)}
.filter{position:sticky;top:0;z-index:1;background:var(--bg);display:flex;flex-wrap:wrap;gap:8px;align-items:end;padding:8px 0;border-bottom:1px solid var(--line);margin-bottom:10px}
.filter label{display:grid;gap:1px;font-size:11px;color:var(--dim)}
.filter label>*{font-size:14px;color:var(--ink);height:32px;width:100%}
.filter>button{height:32px}
.filter .grow{flex:1 1 220px}
.filter .state{flex-basis:100%}
.chip{font-size:12px}
details.rule{margin:0 0 6px;scroll-margin-top:96px}
#rules{scroll-margin-top:8px}
details.rule>summary{display:grid;grid-template-columns:104px minmax(0,1fr) auto;gap:2px 10px;padding:7px 12px;cursor:pointer;list-style:none;align-items:baseline}
details.rule>summary::-webkit-details-marker{display:none}
details.rule>summary:hover{background:var(--mark)}
details.rule[open]>summary{border-bottom:1px solid var(--line)}
summary .meta{grid-column:2/-1;color:var(--dim);font-size:12.5px}
summary .count{font-variant-numeric:tabular-nums;font-weight:600}
.inside{padding:8px 12px 12px}
.event{border-top:1px solid var(--line);padding:8px 0}
.event:first-child{border-top:0}
.event .head{display:flex;flex-wrap:wrap;gap:2px 14px}
.event .head b{font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:minmax(90px,max-content) minmax(0,1fr);gap:1px 12px;margin:5px 0 0}
dt{color:var(--dim);font-size:12.5px}
dd{margin:0;white-space:pre-wrap;unicode-bidi:isolate;max-height:15em;overflow:auto}
footer{padding-top:20px;padding-bottom:40px;color:var(--dim);font-size:12.5px}
[hidden]{display:none!important}
@media (max-width:640px){
details.rule{scroll-margin-top:8px}
header,main,footer{padding-left:12px;padding-right:12px}
.filter{position:static;display:grid;grid-template-columns:1fr 1fr}
.filter .grow,.filter .time,.filter .state{grid-column:1/-1}
.filter label{min-width:0}
details.rule>summary{grid-template-columns:minmax(0,1fr) auto}
summary .title{grid-column:1/-1;grid-row:2}
summary .meta{grid-column:1/-1}
dl{grid-template-columns:minmax(0,1fr)}
dd{padding-left:10px;margin-bottom:3px}
input,select{font-size:16px!important}
th,td{padding-right:10px}
}
@media print{.filter,button.more{display:none}}
`;
