// The window's own rules of style beside those of all pages.

/** What is typed is hidden without being a password field; texts of others keep their line ends. */
export const windowStyle = `.code-input { -webkit-text-security: disc; font-size: 1.5rem; letter-spacing: 0.3em; max-width: 12em; }
.given-text { white-space: pre-line; overflow-wrap: anywhere; }
.who > div { margin-block-end: 0.5rem; }
.who dt { font-weight: 600; }
.who dd { margin: 0; overflow-wrap: anywhere; }
.right { margin-block: 0.25rem; }
.demonstration { margin-block-end: 1.5rem; }
.rule { border-inline-start: 4px solid var(--ds-color-accent-border-strong); padding-inline-start: 0.75rem; margin-block-start: 1.5rem; }
.own-place { margin-block-start: 1.5rem; }
.ways { list-style: none; margin: 0; padding: 0; }
.ways a { display: inline-flex; align-items: center; min-height: 2.75rem; }
.log { list-style: none; margin: 0; padding: 0; }
.log li { padding-block: 0.5rem; border-block-end: 1px solid var(--ds-color-neutral-border-subtle); overflow-wrap: anywhere; }
.log time { display: block; font-size: 0.9375rem; color: var(--ds-color-neutral-text-subtle); }
.log span { display: block; }
.steps { list-style: none; margin: 0 0 1rem; padding: 0; }
.steps li { display: flex; gap: 0.625rem; align-items: center; padding-block: 0.25rem; }
.steps li::before { content: '○'; inline-size: 1.25em; text-align: center; }
.steps li[data-done]::before { content: '✓'; }
.spoken { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.steps li[aria-current] { font-weight: 600; }
.steps li[aria-current]::before { content: '●'; }
details summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; }
.picture { display: block; width: 100%; max-width: 22rem; height: auto; margin-block: 1rem; font-size: 14px; }
.picture text { fill: var(--ds-color-neutral-text-default); }
.picture-ground { fill: var(--ds-color-neutral-surface-tinted); stroke: var(--ds-color-neutral-border-strong); }
.picture-title { font-size: 12px; letter-spacing: 0.08em; }
.picture-wanted rect { fill: var(--ds-color-neutral-background-default); stroke: var(--ds-color-accent-border-strong); stroke-width: 3; }
.picture-wanted text { font-weight: 700; }
.picture-other rect { fill: none; stroke: var(--ds-color-neutral-border-subtle); }
.picture-digits { letter-spacing: 0.2em; }
.picture-arrow { fill: none; stroke: var(--ds-color-accent-border-strong); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; }
`;
