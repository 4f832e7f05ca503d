// What Chrome 87 and Safari 14 lack and our libraries use.
const all = Object as { hasOwn?: (object: object, name: PropertyKey) => boolean }

all.hasOwn ??= (object, name) => Object.prototype.hasOwnProperty.call(object, name)
