/** Checks a proof where it is read, by the code that `console receipt verify` runs: nothing is sent anywhere. */
import { answered } from '@contactpoint/tamper-log/browser'
import { checkProof, PROOF_STEPS } from '../pages/proofs/proofs.rules.ts'

const FACTS = {
  ...{ time: 'When', personId: 'Who', role: 'Role', organisation: 'Organisation' },
  ...{ action: 'What', outcome: 'What came of it', reason: 'Why' },
}

for (const form of document.querySelectorAll('form[data-proof]')) offer(form)

function offer(form) {
  const [place, button, said] = ['place', 'check', 'said'].map((name) => form.querySelector(`[data-proof-${name}]`))
  place.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    const { proof, key } = form.elements
    said.replaceChildren(...(await verdictOn({ proof: proof.value, key: key.value })))
    button.disabled = false
    button.focus()
  })
}

async function verdictOn(given) {
  try {
    return shown(await answered(() => checkProof(given, '')))
  } catch {
    const why =
      'This browser knows no Ed25519 signatures, or the page came without TLS. Check the proof by the other ways.'
    return [heading('It cannot be checked here'), paragraph(why)]
  }
}

function shown({ proven, why, failed, errors, key, checkpoint }) {
  if (!proven && !failed) return [heading('Nothing was checked'), ...errors.map(({ text }) => paragraph(text))]
  const texts = proven ? [] : errors ? errors.map(({ text }) => text) : [why]
  return [
    heading(proven ? 'The proof holds' : 'The proof does not hold'),
    paragraph('Checked in this browser, which sent nothing anywhere.'),
    ...texts.map(paragraph),
    steps(failed),
    facts(proven, key, checkpoint ?? proven),
  ]
}

/** Each step up to the one that failed. Of what comes after it nothing is known. */
function steps(failed) {
  const list = element('ol', 'govuk-list govuk-list--number')
  let isKnown = true
  for (const [step, what] of Object.entries(PROOF_STEPS)) {
    const outcome = step === failed ? 'No' : isKnown ? 'Yes' : 'Not looked at'
    list.append(element('li', '', `${what}: ${outcome}`))
    isKnown &&= step !== failed
  }
  return list
}

/** What it was checked against, and what the entry says. */
function facts(proven, key, checkpoint) {
  const rows = { 'With the key': key }
  if (checkpoint)
    rows['Against the checkpoint'] = `${checkpoint.origin}, ${checkpoint.size} entries, root ${checkpoint.root}`
  if (proven) {
    const { index, header, childIds } = proven
    rows['Entry'] = String(index)
    for (const [name, label] of Object.entries(FACTS)) if (header[name]) rows[label] = header[name]
    if (childIds.length > 0) rows['Children'] = childIds.map((id) => id ?? 'kept back or destroyed').join(', ')
  }
  const list = element('dl', 'govuk-summary-list')
  for (const [label, value] of Object.entries(rows).filter(([, value]) => value)) {
    const row = element('div', 'govuk-summary-list__row')
    row.append(
      element('dt', 'govuk-summary-list__key', label),
      element('dd', 'govuk-summary-list__value app-id', value),
    )
    list.append(row)
  }
  return list
}

function heading(text) {
  return element('h2', 'govuk-heading-m', text)
}

function paragraph(text) {
  return element('p', 'govuk-body', text)
}

function element(name, className, text = '') {
  return Object.assign(document.createElement(name), { className, textContent: text })
}
