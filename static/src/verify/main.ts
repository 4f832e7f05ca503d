// Starts the verification page: what came of what was handed in stands above, the ways to hand in more below.
import './oldBrowsers'
import '@shared/tokens.css'
import '@shared/base.css'
import './style.css'
import { Verification } from './page/verification'
import { keepForOffline } from './reading/offline'

void new Verification(document.querySelector('#app') ?? document.body).start()
keepForOffline()
