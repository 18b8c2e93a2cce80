// Prints deploy/nats-permissions.conf as the contracts say it now: node libs/stack/bin/nats-permissions.mjs > deploy/nats-permissions.conf
import { natsAuthorization } from '@contactpoint/stack'

process.stdout.write(natsAuthorization((service) => `$${service.toUpperCase()}_NKEY`))
