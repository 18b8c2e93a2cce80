// Everything works without this. With it: an error summary is gone to, a button sent once, the menu folds, and a session says when it is about to end.
import { Button, createAll, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { warnBeforeEnd } from './session-end.js'
import { securityKeys } from './keys.js'
import { watchCases } from './cases.js'
import { shortcuts } from './shortcuts.js'

for (const component of [Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) createAll(component)
if (document.querySelector('script[data-signed-in]')) warnBeforeEnd()
watchCases()
shortcuts()
securityKeys()
// A page that the back button brings up from memory is asked for again: whoever signed out sees nothing.
window.addEventListener('pageshow', ({ persisted }) => persisted && window.location.reload())
