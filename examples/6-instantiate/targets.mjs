import { defineTargets, positional } from '@hydraconf/instantiate'

/** What configs may make, and nothing else. `hydraconf check --targets targets.mjs` holds a whole tree to it. */
class Email {
  constructor({ from, subject = 'news' }) {
    Object.assign(this, { from, subject })
  }

  send(text) {
    return `mail from ${this.from} (${this.subject}): ${text}`
  }
}

class Sms {
  constructor({ number }) {
    this.number = number
  }

  send(text) {
    return `sms to ${this.number}: ${text}`
  }
}

class Retry {
  constructor(tries, wait = 1) {
    Object.assign(this, { tries, wait })
  }
}

class Notifier {
  constructor({ channel, retry }) {
    Object.assign(this, { channel, retry })
  }

  send(text) {
    return `${this.channel.send(text)}, ${this.retry.tries} tries, ${this.retry.wait} s apart`
  }
}

function remind({ every, text }) {
  return `${text}, every ${every} s`
}

export const targets = defineTargets({
  'app.Email': Email,
  'app.Sms': Sms,
  'app.Retry': positional(['tries', 'wait'], Retry),
  'app.Notifier': Notifier,
  'app.remind': remind,
})
