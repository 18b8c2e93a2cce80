/** Codes whose words are not the code itself with spaces. */
const WORDS: Record<string, string> = {
  gp: 'GP practice',
  'gp-practice': 'GP practice',
  'gp-links': 'GP links',
  pds: 'Personal Demographics Service',
  'special-needs': 'Special educational needs',
  cpmt: 'Child protection management team',
  unspecified: 'Another service: ask the authority',
  'fleeing-abuse': 'The child or a carer is fleeing abuse',
  adoption: 'Adoption, with someone who must not find the child',
  'police-protection': 'Police protection',
  'coordinate-support': 'To coordinate support with others who work with the child',
  'safeguarding-concern': 'I am worried about the child’s safety',
  assessment: 'I am making an assessment',
  transition: 'The child moves to another school, service or area',
  'data-quality': 'To put a record right',
  'lift-proposed': 'Lifting proposed',
  'own-name': 'Searched for their own family name',
  'own-address': 'Searched for their own postcode',
  'same-surname': 'Opened a record with their own family name',
  'same-postcode': 'Opened a record with their own postcode',
  'colleague-child': 'Opened the record of a colleague’s child',
  'other-authority': 'Opened records of another authority',
  'broker-request': 'Request to be put in touch',
  'broker-list': 'Requests to be put in touch',
  'broker-read': 'Opened a request to be put in touch',
  'broker-answer': 'Answered a request to be put in touch',
  'figures-read': 'Dashboard',
  mediation: 'For somebody on the telephone',
  'link-list': 'Questions about rows of feeds',
  'link-view': 'Opened a question about a row of a feed',
  'link-answer': 'Said whom a row of a feed is about',
  'link-undo': 'Took back whom a row of a feed is about',
  'duplicate-list': 'Records that may be of one child',
  'duplicate-name': 'Said that two records are of one child',
  'duplicate-view': 'Looked at two records side by side',
  'duplicate-answer': 'Said whether two records are of one child',
  'duplicate-undo': 'Took back whether two records are of one child',
  'access-list': 'What is recorded of oneself',
  'misuse-list': 'Cases of misuse',
  'watch-list': 'Watched children',
  unanswered: 'Not answered yet',
  'over-budget': 'Came to the end of their budget',
  'not-compared': 'Not compared with where they live',
  fishing: 'Many searches in a row that found nobody',
  volume: 'Far more than others of their role',
  'outside-hours': 'Worked outside the hours of the day',
  'repeated-override': 'Overrode shields again and again',
  'not-theirs': 'Asked again and again for children who are not their desk’s',
  'many-shields': 'Asked for, placed or ended the shields of many children in a day',
  'shield-again': 'Asked again and again for the shield of one child',
  'watched-child': 'Looked at a watched child',
  'canary-record': 'Looked at a made-up record',
  watched: 'People are curious about it',
  canary: 'The record is made up',
  misuse: 'It was misuse',
  'no-misuse': 'It was no misuse',
  namesake: 'They only have the same name',
  'own-family': 'It was their own family',
  curiosity: 'They were curious',
  'shared-account': 'Somebody else used their account',
  'bulk-collection': 'They were collecting records',
  place: 'Place a shield that was asked for',
  confirm: 'Confirm a shield',
  'agree-refusal': 'Agree to a refusal',
  'decide-refusal': 'Decide about a refusal',
  review: 'Review a shield',
  'propose-lift': 'Propose that a shield is lifted',
  'agree-lift': 'Agree to a lifting',
  'decide-lift': 'Decide about a lifting',
  'decide-appeal': 'Decide about an appeal',
  'decide-near': 'Decide about a record near a shielded child',
  'decide-rows': 'Decide about rows of feeds that wait',
  'correct-contact': 'Correct a contact that is wrong',
  'check-override': 'Check an override',
  'review-policy': 'Record the review of a policy',
  'approve-policy': 'Approve a policy',
  'activate-policy': 'Activate a policy',
  'broker-contact': 'Put somebody in touch',
  'read-outcome': 'Read what came of your request',
  'agree-merge': 'Agree that two records are one child',
  'agree-split': 'Agree that a record is split',
  'accept-handover': 'Accept a child from another authority',
  'handover-offered': 'Offered to another authority',
  'passed-on': 'Your contact was passed on',
  declined: 'Nobody is to be put in touch',
  nobody: 'There is nobody to be put in touch with',
  interim: 'Asked for, not placed yet',
  placed: 'Placed, not confirmed yet',
  'channel-user': 'Somebody who uses ContactPoint',
  'channel-parent': 'A parent or carer',
  'channel-authority': 'The authority',
  'channel-feed': 'A national system, by what it sent',
  'no-risk-found': 'No risk was found',
  'not-this-child': 'It is about another child',
  'requester-not-known': 'Nobody knows who asked for it',
  'risk-ended': 'The risk has ended',
  'family-asks': 'The family asks for it',
  'placed-in-error': 'It was placed in error',
  'near-invisible': 'This one might be the same child: until it is decided, nobody sees it.',
  'near-covered': 'This one is of the same household, and shows as little as a shielded record.',
  'near-told':
    'This one might be the same child under another name: one hidden thing agrees. Everybody sees it until then, since a record that vanished would tell whoever guesses.',
  'near-open': 'nobody has decided',
  'near-shield': 'it got a shield of its own',
  'near-justified': 'it may be seen for a reason',
  'near-not-the-child': 'it is somebody else',
  'parked-changes-shielded': 'it says something new of a shielded child',
  'parked-sealed': 'the record is sealed',
  'parked-conflicting-identifier': 'its numbers are of somebody else',
  'parked-several-candidates': 'it may be one of several children',
  'parked-somebody-else': 'its reference is now of somebody else',
  'school-confirms': 'The school confirms it',
  'practice-confirms': 'The GP practice confirms it',
  'family-confirms': 'The family confirms it',
  'other-register': 'Another register says so',
  refused: 'Refused: they hold no right to override',
  warned: 'Warned: nothing was shown',
  shown: 'The record was shown',
  ended: 'The record was shown, and they have left it',
  legitimate: 'There were grounds',
  'not-legitimate': 'There were no grounds',
  'case-record-confirms': 'Their case record confirms it',
  'manager-confirms': 'Their manager confirms it',
  'emergency-confirmed': 'The emergency is confirmed',
  'no-professional-need': 'Their work did not need it',
  'wrong-child': 'It was the wrong child',
  'school-intake': 'A new intake of a school',
  emergency: 'An emergency',
  'new-caseload': 'A new caseload',
  founding: 'In force from the start',
  'approved-once': 'Approved by one of two',
  approved: 'Approved by two',
  'works-with-children': 'They work with children',
  'safeguarding-lead': 'They lead safeguarding where they work',
  'duty-team': 'They are of a duty team',
  'shield-desk': 'They work at the shield desk',
  'manages-accounts': 'They look after accounts',
  trains: 'They train people',
  accredits: 'They accredit',
  audits: 'They audit',
  'keeps-records': 'They put records right',
  operates: 'They operate the directory',
  'enhanced-disclosure': 'Enhanced disclosure',
  'officer-vetting': 'Vetting of a shield officer',
  'misuse-suspected': 'Misuse is suspected',
  'long-absence': 'They are away for long',
  'check-in-doubt': 'A check is in doubt',
  'manager-asks': 'Their manager asks for it',
  lost: 'They have lost their key or the device that shows their codes',
  stolen: 'It was stolen',
  broken: 'It is broken',
  forgotten: 'They have forgotten their password or their PIN',
  'key-shut': 'Their key was shut, as two signed as one',
  'code-over': 'They did not enrol in time with the code that they were given',
  left: 'They have left',
  moved: 'They work elsewhere now',
  'need-ended': 'Their work does not need it any more',
  'made-in-error': 'It was made in error',
  'answer-passed-on': 'I have passed the contact on',
  'answer-declined': 'Whoever works with the child does not want to be put in touch, or must not be',
  'answer-nobody': 'There is nobody to be put in touch with',
}

/** A code of the API as somebody reads it. */
export function words(code: string | null | undefined): string {
  if (!code) return ''
  const plain = code.replaceAll('-', ' ')
  return WORDS[code] ?? plain[0]!.toUpperCase() + plain.slice(1)
}

/** Choices of a list, for radios and selects. */
export function choices(codes: readonly string[]): { value: string; text: string }[] {
  return codes.map((value) => ({ value, text: words(value) }))
}

const ZONE = 'Europe/London'
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE })

/** `2012-06-27` as 27 June 2012. */
export function day(date: string | null | undefined): string {
  return date ? DAY.format(new Date(`${date.slice(0, 10)}T00:00:00Z`)) : ''
}

/** A moment in England's time. */
export function moment(instant: string | Date): string {
  return MOMENT.format(new Date(instant))
}

/** Whole years. */
export function age(dateOfBirth: string, now: Date): number {
  const [born, today] = [dateOfBirth.slice(0, 10), now.toISOString().slice(0, 10)]
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0)
}

/** The first half of a postcode: enough to tell two children apart. */
export function district(postcode: string | null | undefined): string {
  return postcode?.split(' ')[0] ?? ''
}

const NUMBER = new Intl.NumberFormat('en-GB')

/** A number with commas. */
export function count(number: number): string {
  return NUMBER.format(number)
}

/** A phone number in groups, as it is read out. */
export function phone(digits: string | null | undefined): string {
  if (!digits) return ''
  return /^0\d{9,10}$/.test(digits) ? `${digits.slice(0, 5)} ${digits.slice(5, 8)} ${digits.slice(8)}` : digits
}
