// Which build of the app this is; outside a build (tests, the fault suite) it has no number.

export const BUILD = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'dev'
