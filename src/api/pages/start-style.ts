/** The style of the start page; light and dark by the reader's own setting. */
export const START_STYLE = `:root {
  --ink: #1c2a33; --dim: #5b6b75; --paper: #f7f5f0; --card: #ffffff; --line: #e2ddd2;
  --accent: #9c3b1f; --code: #f0ece3;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e4da; --dim: #a3aeb5; --paper: #14191d; --card: #1d2429; --line: #303a41;
    --accent: #e8906f; --code: #10151a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 3rem 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.65 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
header { display: flex; gap: 1.25rem; align-items: flex-start; border-bottom: 3px solid var(--accent);
  padding-bottom: 1.5rem; }
.mark { flex: none; margin-top: .35rem; }
h1 { margin: 0 0 .4rem; font-size: 2.2rem; line-height: 1.2; letter-spacing: .02em; }
h1 span { font-weight: 400; color: var(--dim); }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.2rem; }
h2 span { font-weight: 400; }
[lang="en"] { color: var(--dim); }
p { margin: .2rem 0; }
.lead { font-size: 1.15rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; margin-top: 2rem; }
.cards a { display: block; padding: 1rem 1.2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; color: inherit; text-decoration: none; }
.cards a:hover, .cards a:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent);
  outline-offset: 1px; }
.cards strong { color: var(--accent); font-size: 1.05rem; }
.cards small { display: block; margin-top: .35rem; color: var(--dim); }
pre { margin: .6rem 0; padding: .8rem 1rem; overflow-x: auto; background: var(--code); border: 1px solid var(--line);
  border-radius: .4rem; font-size: .9rem; }
code { font-family: ui-monospace, "Cascadia Mono", Consolas, monospace; }
.steps { margin: 0; padding: 0; list-style: none; counter-reset: step; }
.steps li { position: relative; padding-left: 2.75rem; margin-top: 1rem; counter-increment: step; }
.steps li::before { content: counter(step); position: absolute; left: 0; top: .1rem; width: 1.8rem; height: 1.8rem;
  border-radius: 50%; background: var(--accent); color: var(--paper); font-weight: 700; line-height: 1.8rem;
  text-align: center; }
.parts { display: flex; flex-wrap: wrap; gap: .6rem; margin: .9rem 0 0; padding: 0; list-style: none; }
.parts li { padding: .3rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: 2rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--dim); font-size: .9rem; }
`;

/** A bridge between two banks. */
export const START_MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 56 56">
  <rect width="56" height="56" rx="12" fill="#9c3b1f"/>
  <path d="M6 38h44M10 38c4-14 32-14 36 0M18 38v-7M28 38V28M38 38v-7" fill="none" stroke="#fff" stroke-width="3"
    stroke-linecap="round"/>
</svg>
`;
