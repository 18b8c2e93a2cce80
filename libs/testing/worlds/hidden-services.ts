import { FED_SERVICE_TYPES, type FedService } from '@contactpoint/contracts'
import fc from 'fast-check'

/** What authorities' systems say of who works with a child, as the directory stores it: some of it is what people record too. */
export const SERVICE_DRAWS: fc.Arbitrary<FedService[]> = fc.array(
  fc.record({
    service: fc.constantFrom(...FED_SERVICE_TYPES),
    organisation: fc.constantFrom('383', '380', '107809'),
    personName: fc.constantFrom(null, 'Aisha Patel', 'Ben Ode'),
    phone: fc.option(fc.nat(9_999).map((n) => `0113496${String(n).padStart(4, '0')}`)),
    email: fc.constantFrom(null, 'a.patel@example.gov.uk'),
    startDate: fc.constantFrom(null, '2026-03-02'),
    leadProfessional: fc.boolean(),
  }),
  { maxLength: 4 },
)
