import type { Disclosure } from '@contactpoint/contracts'

/** What a practitioner is told beside the record. */
export interface ComposedDisclosure extends Disclosure {
  /** Present when the record is shielded: what that means and what to do. The same words for every shielded child. */
  notice?: { text: string; next: string[] }
}

const SHIELD_NOTICE = {
  text: 'This record is shielded. Where the child is, and who works with them, is hidden because someone could cause harm.',
  next: [
    'If you are worried about this child now, follow your safeguarding procedure or call the police.',
    "Ask the child protection management team of your own authority to put you in touch with the child's practitioners.",
  ],
}

export function withNotice(disclosure: Disclosure): ComposedDisclosure {
  return disclosure.shielded ? { ...disclosure, notice: SHIELD_NOTICE } : disclosure
}
