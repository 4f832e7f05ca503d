// What the build writes into the phone app.
declare const __APP_VERSION__: string
