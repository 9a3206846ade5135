/** A job that left no result. */
export class JobLost extends Error {
  constructor(
    message: string,
    /** Why, without what differs from job to job: `SLURM says NODE_FAIL, exit code 0:0`. */
    readonly how: string,
  ) {
    super(message)
    // Where this was made says nothing of where it went wrong.
    this.stack = String(this)
  }
}
