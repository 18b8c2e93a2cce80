import type { ComposedDisclosure, Disclosure, FullChild, ShieldNotice, VisibleChild } from '@contactpoint/contracts'

/** The same words for every shielded child. */
const SHIELD_NOTICE: ShieldNotice = {
  text: 'This record is shielded. Where the child is, and who works with them, is hidden because someone could cause harm.',
  next: [
    'If you are worried about this child now, follow your safeguarding procedure or call the police.',
    "Ask the child protection management team of your own authority to put you in touch with the child's practitioners.",
  ],
}

export function withNotice({ child, shielded, override, ...account }: Disclosure): ComposedDisclosure {
  if (!shielded) return { child: child as FullChild, shielded, ...account }
  return override
    ? { child: child as FullChild, shielded, override, ...account, notice: SHIELD_NOTICE }
    : { child: child as VisibleChild, shielded, ...account, notice: SHIELD_NOTICE }
}
