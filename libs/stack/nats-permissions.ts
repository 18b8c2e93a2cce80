import { allNews, allRequests, SERVICES, type Service } from '@contactpoint/contracts'

/** What one service may say and hear on the bus. */
export interface BusPermissions {
  publish: string[]
  subscribe: string[]
}

/**
 * Derives a service's permissions from the contracts, as an allow-list: it may ask what names it as an asker, answer its own
 * subjects as a member of its queue group (never beside it, which would be listening in), tell its own news, hear those that name it,
 * and its own inbox.
 */
export function permissionsOf(service: Service): BusPermissions {
  const requests = allRequests()
  const asked = requests.filter(({ askedBy }) => askedBy.includes(service)).map(({ subject }) => subject)
  const answered = requests.filter(({ owner }) => owner === service).map(({ subject }) => `${subject} ${service}`)
  const told = allNews()
    .filter(({ owner }) => owner === service)
    .map(({ subject }) => subject)
  const heard = allNews()
    .filter(({ heardBy }) => heardBy.includes(service))
    .map(({ subject }) => subject)
  return {
    publish: [...asked, ...told].sort(),
    subscribe: [...answered.sort(), ...heard.sort(), `_INBOX_${service}.>`],
  }
}

const SIGN_IN_SECONDS = 15

/**
 * The authorization part of a NATS configuration.
 *
 * @param keyOf public nkey of a service, or a `$NAME` that the server reads from its environment
 */
export function natsAuthorization(keyOf: (service: Service) => string): string {
  const users = SERVICES.map((service) => {
    const { publish, subscribe } = permissionsOf(service)
    return [
      '    {',
      `      nkey: ${keyOf(service)}`,
      '      permissions: {',
      // A service that asks nothing may say nothing: an empty allow-list would mean everything.
      publish.length > 0 ? `        publish: { allow: ${listOf(publish)} }` : '        publish: { deny: [">"] }',
      `        subscribe: { allow: ${listOf(subscribe)} }`,
      '        allow_responses: true',
      '      }',
      '    }',
    ].join('\n')
  })
  return `authorization {\n  # Seconds to sign in: on a machine that is busy two, the default, are not enough, and who is refused twice stays away.\n  timeout: ${SIGN_IN_SECONDS}\n  users: [\n${users.join('\n')}\n  ]\n}\n`
}

function listOf(subjects: string[]): string {
  return `[\n${subjects.map((subject) => `          "${subject}"`).join('\n')}\n        ]`
}
