/** JSON Schema of texts that several answers have. */
export const CHILD_ID = { pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$', maxLength: 12, example: 'KLJ6G4D4VGLR' } as const

export const PLACE_CODE = { pattern: '^[0-9]{3}([0-9]{3})?$', maxLength: 6, example: '100000' } as const

export const ORGANISATION_CODE = {
  pattern: '^([0-9]{3}|[0-9]{6}|[A-Z][0-9]{5})$',
  maxLength: 6,
  example: '383',
} as const

export const POSTCODE = {
  pattern: '^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}$',
  maxLength: 8,
  example: 'LS1 4AP',
} as const

export const INSTANT = { format: 'date-time', maxLength: 30, example: '2026-11-23T06:21:50.794Z' } as const

export const TRACE = { pattern: '^[0-9a-f]{32}$', maxLength: 32, example: '4bf92f3577b34da6a3ce929d0e0e4736' } as const

export const UUID = { format: 'uuid', maxLength: 36, example: '0f8fad5b-d9cb-469f-a165-70867728950e' } as const
