// Reads an OpenAPI description from standard input and prints, as JSON, each error that Spectral finds in it. A program of its own,
// because parts of Spectral load in Node and not in Jest.
import spectralCore from '@stoplight/spectral-core'
import owasp from '@stoplight/spectral-owasp-ruleset'
import rulesets from '@stoplight/spectral-rulesets'
import { text } from 'node:stream/consumers'

const ERROR = 0

const ruleset = {
  extends: [rulesets.oas, owasp.default ?? owasp],
  rules: {
    // No page of another origin may use the API: there is no CORS, so no header of it.
    'owasp:api8:2023-define-cors-origin': 'off',
    // Health is asked by those who watch over it, every second or so, and is not counted.
    'owasp:api4:2023-rate-limit': 'off',
    // Who signs in has no token yet. Which routes are open is proven by the gateway's access spec.
    'owasp:api2:2023-write-restricted': 'off',
  },
}

const spectral = new spectralCore.Spectral()
spectral.setRuleset(ruleset)
const found = await spectral.run(JSON.parse(await text(process.stdin)))
const errors = found.filter(({ severity }) => severity === ERROR)
console.log(JSON.stringify(errors.map(({ code, message, path }) => `${code} ${path.join('/')}: ${message}`)))
