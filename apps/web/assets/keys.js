/** Security keys: what one signs is put into the form that asks for it, and sent with it. A form says what it asks of a key in `data-keys`. */
export function securityKeys() {
  if (!window.PublicKeyCredential) return
  for (const note of document.querySelectorAll('[data-keys-off]')) note.remove()
  for (const form of document.querySelectorAll('form[data-keys]'))
    form.addEventListener('submit', (event) => ask(event))
}

async function ask(event) {
  const { currentTarget: form, submitter } = event
  // Another button of the form sends it as it is.
  if (!submitter || !('keysAsk' in submitter.dataset)) return
  event.preventDefault()
  const said = form.querySelector('[data-keys-said]')
  said.textContent = ''
  if (form.elements.pin && !form.elements.pin.value.trim()) return tell(said, 'Enter your PIN first', form.elements.pin)
  said.textContent = 'Touch your key, and enter its own PIN if it asks for one.'
  try {
    form.elements.signed.value = JSON.stringify(await ANSWERS[form.dataset.keys](form))
  } catch (error) {
    const isKnown = error instanceof DOMException && error.name === 'InvalidStateError'
    return tell(
      said,
      isKnown ? 'This key is yours already: use another' : 'Your key did not sign. Try again',
      submitter,
    )
  }
  // As if no script were here, but with the button that was pressed.
  const pressed = document.createElement('input')
  Object.assign(pressed, { type: 'hidden', name: 'by', value: 'key' })
  form.append(pressed)
  form.submit()
}

function tell(said, text, next) {
  said.textContent = text
  next.focus()
}

/** What is asked of a key, by what the form says; each part of the answer as text. */
const ANSWERS = {
  sign: async (form) => {
    const { challenge, allowCredentials, ...options } = await optionsFor(form)
    const publicKey = { ...options, challenge: bytes(challenge), allowCredentials: allowCredentials.map(withBytes) }
    const { id, response } = await navigator.credentials.get({ publicKey })
    return { id, ...texts(response, ['clientDataJSON', 'authenticatorData', 'signature']) }
  },
  make: async (form) => {
    const { challenge, user, excludeCredentials, ...options } = JSON.parse(form.dataset.keysOptions)
    const named = { challenge: bytes(challenge), user: withBytes(user) }
    const publicKey = { ...options, ...named, excludeCredentials: excludeCredentials.map(withBytes) }
    const { id, response } = await navigator.credentials.create({ publicKey })
    return { id, ...texts(response, ['clientDataJSON', 'attestationObject']) }
  },
}

/** What is to be signed is asked for when it is: it is good for two minutes. */
async function optionsFor({ dataset, elements }) {
  const body = new URLSearchParams({ _csrf: elements._csrf.value })
  const answer = await fetch(dataset.keysFrom, { method: 'POST', headers: { accept: 'application/json' }, body })
  return answer.json()
}

function withBytes(named) {
  return { ...named, id: bytes(named.id) }
}

function texts(response, names) {
  return Object.fromEntries(names.map((name) => [name, text(response[name])]))
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
