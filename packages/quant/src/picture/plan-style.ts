/** The style of a plan's page: dark text on light cells, so that it prints; colours that those who see few still tell apart. */
export const PLAN_STYLE = `
:root { color-scheme: light; font: 14px/1.45 system-ui, sans-serif; color: #1c1f24; background: #fff }
body { margin: 2rem auto; max-width: 100rem; padding: 0 1.5rem }
h1 { font-size: 1.5rem; margin: 0 0 .25rem }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
.scroll { overflow-x: auto }
table { border-collapse: separate; border-spacing: 2px }
.plan th[scope=row] { text-align: right; font-weight: 600; padding: .2rem .6rem .2rem 0; white-space: nowrap }
.plan th[scope=col] { font-weight: 600; padding: .2rem .4rem; vertical-align: bottom; font-size: .8rem; overflow-wrap: anywhere }
.plan td { padding: 0; min-width: 6rem; border: 1px solid transparent }
.plan td a { display: block; padding: .3rem .45rem; color: inherit; text-decoration: none; white-space: nowrap; font-size: .82rem }
.plan td a:hover { outline: 2px solid #1c1f24 }
.plan b, .legend b { display: inline-block; width: 1em; text-align: center }
.effective { background: #cfe8d5; border-color: #4c8a5c !important }
.base { background: #fff; border-color: #4c8a5c !important }
.repeat { background: #e4ecf7; border-color: #9db4d6 !important }
.nothing { background: #f2f2f2; color: #555 }
.ignored { background: #fdeec2; border-color: #c79a1b !important }
.fails { background: #f7d2c8; border-color: #b3452b !important }
.invalid { background: #e6d9ec; border-color: #84559b !important }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem }
.legend li { padding: .15rem .6rem .15rem .35rem; border: 1px solid transparent; font-size: .82rem }
.jobs { color: #555 }
.changes { border-collapse: collapse; font-size: .85rem }
.changes th, .changes td { text-align: left; padding: .15rem .6rem; vertical-align: top }
.changes .first > * { border-top: 1px solid #ccc }
.changes small { font-weight: 400; color: #555; display: block; max-width: 26rem }
th:target { background: #fff4c2 }
footer { margin-top: 2rem; font-size: .8rem; color: #555 }
@media print { body { margin: 0; max-width: none } .scroll { overflow: visible } tr { break-inside: avoid } .plan td { min-width: 0 } }
`
