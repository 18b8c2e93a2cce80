import type { Bus } from '@contactpoint/bus'
import { AGREEMENT_VERSION, enrolPerson, type Enrolled } from '@contactpoint/contracts'
import { adminUri, eventually, makeFirstAccounts, projectRoot, type Stack } from '@contactpoint/stack'
import type { TestAccount } from './api-client.ts'

interface Choice {
  username: string
  enrolmentCode: string
  password: string
  pin: string
  agreement: string
}

/** What the first accounts of a stack are made with: two names. */
export function firstSettings(
  { address, secrets }: Pick<Stack, 'address' | 'secrets'>,
  first = 'first',
  second = 'second',
) {
  return {
    MONGODB_ADMIN_URI: adminUri(address.mongoPort, secrets),
    ...{ FIRST_USERNAME: first, SECOND_USERNAME: second, ACCOUNT_ORGANISATION: 'Department' },
  }
}

/** Makes the first two accounts, and has the holders enrol. @param enrol what an operator's console would ask */
export async function firstAccounts(
  settings: Record<string, string>,
  enrol: (choice: Choice) => Promise<{ totpSecret: string }>,
): Promise<TestAccount[]> {
  const invited = await makeFirstAccounts(projectRoot, settings)
  const accounts: TestAccount[] = []
  for (const { username, enrolmentCode } of invited) {
    const chosen = { password: 'correct horse battery staple', pin: '4821' }
    const { totpSecret } = await enrol({ username, enrolmentCode, ...chosen, agreement: AGREEMENT_VERSION })
    accounts.push({ username, ...chosen, totpSecret })
  }
  return accounts
}

/** The same where no gateway runs, as soon as identity answers. */
export function firstAccountsOverBus(stack: Pick<Stack, 'address' | 'secrets'>, bus: Bus): Promise<TestAccount[]> {
  return firstAccounts(firstSettings(stack), async (choice) => {
    let enrolled: Enrolled | null = null
    await eventually(async () => (enrolled = await bus.ask(enrolPerson, choice)) !== null, 30_000, 200)
    return enrolled!
  })
}
