import { FAULT_CODES, FAULT_MEANINGS, type FaultCode } from '@contactpoint/contracts'

/** The page that the `type` of a problem leads to: each code, what it means and what to do. */
export function problemsPage(): string {
  const codes = Object.keys(FAULT_CODES) as FaultCode[]
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>ContactPoint API: error codes</title></head>
  <body>
    <h1>Error codes</h1>
    <p>Every error is <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> problem details; <code>title</code> is the code.</p>
    ${codes.map(section).join('\n    ')}
  </body>
</html>`
}

function section(code: FaultCode): string {
  const { means, next } = FAULT_MEANINGS[code]
  return `<h2 id="${code}">${code} (${FAULT_CODES[code]})</h2><p>${escaped(means)}</p><p>${escaped(next)}</p>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
