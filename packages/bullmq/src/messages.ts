import type { Complaint } from '@hydraconf/core'

export function redisNotHere({ shown, why }: { shown: string; why: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'redis-not-here',
    message: `Redis at ${shown} cannot be used: ${why}`,
    advice: /auth|pass/i.test(why)
      ? 'Say the password: REDIS_PASSWORD, or in REDIS_URL or --redis as redis://:PASSWORD@HOST:6379/0'
      : 'Start it, or say where it is: REDIS_URL, hydra.launcher.redis.host and port, or --redis redis://HOST:6379/0',
  }
}

export function urlRefused({ text }: { text: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'redis-url',
    message: `'${text.replace(/^(\w+:\/\/)?.*@/s, '$1')}' is no address of a Redis`,
    advice: 'It is redis://HOST:6379/0, redis://:PASSWORD@HOST:6379/0, or rediss:// with TLS',
  }
}

export function certificatesNotRead({ path, why }: { path: string; why: string }): Complaint {
  return {
    key: 'hydra.launcher.redis.ssl_ca_certs',
    type: 'HydraException',
    code: 'redis-certificates',
    message: `hydra.launcher.redis.ssl_ca_certs is '${path}', which cannot be read: ${why}`,
  }
}

export function durationRefused({ key, given }: { key: string; given: string }): Complaint {
  return {
    key,
    type: 'HydraException',
    code: 'queue-duration',
    message: `${key} is '${given}', which is no duration`,
    advice: 'It takes seconds, or 30s, 5m, 1h, 2d; -1 is without end',
  }
}

export function jobIdRefused({ given, count }: { given: unknown; count: number }): Complaint {
  return {
    key: 'hydra.launcher.enqueue.job_id',
    type: 'HydraException',
    code: 'queue-job-id',
    message: `hydra.launcher.enqueue.job_id is '${given}', and the sweep has ${count} jobs`,
    advice: 'Leave it out: each job has an id of its own',
  }
}

export function attemptsRefused({ attempts }: { attempts: unknown }): Complaint {
  return {
    key: 'hydra.launcher.attempts',
    type: 'HydraException',
    code: 'queue-attempts',
    message: `hydra.launcher.attempts is ${JSON.stringify(attempts)}`,
    advice: 'It takes how often a job is given to a worker at most: 1 or more',
  }
}

export function numberRefused({ flag, given }: { flag: string; given: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'worker-number',
    message: `--${flag} takes a whole number from 1 on, not '${given}'`,
  }
}
